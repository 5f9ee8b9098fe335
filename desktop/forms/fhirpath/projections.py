"""Functions that work out an expression for each value: where, select, all, repeat and others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.forms.fhirpath.equality import Seen
from desktop.forms.fhirpath.operators import said
from desktop.forms.fhirpath.run import Compiled, Run, truth
from desktop.forms.fhirpath.values import EMPTY, Value, Values

# Setting out again for each value costs about as much as this many plain steps.
_STEPS_EACH = 4


def _each(run: Run, values: Values, projection: Compiled) -> Iterator[tuple[Value, Values]]:
    """Give each value with what the projection makes of it.

    After trouble nothing is put back: the run ends there.
    """
    run.spend(len(values) * _STEPS_EACH)
    this, index = run.this, run.index
    for place, value in enumerate(values):
        run.this, run.index = (value,), place
        found = projection(run)
        run.this, run.index = this, index
        yield value, found


def where(base: Compiled, criteria: Compiled) -> Compiled:
    def work(run: Run) -> Values:
        found = base(run)
        return [value for value, kept in _each(run, found, criteria) if kept and truth(kept)]

    return work


def exists(base: Compiled, criteria: Compiled | None = None) -> Compiled:
    def work(run: Run) -> Values:
        found = base(run)
        if criteria is None:
            return said(bool(found))
        return said(any(kept and truth(kept) for _value, kept in _each(run, found, criteria)))

    return work


def every(base: Compiled, criteria: Compiled) -> Compiled:
    def work(run: Run) -> Values:
        return said(all(truth(kept) for _value, kept in _each(run, base(run), criteria)))

    return work


def select(base: Compiled, projection: Compiled) -> Compiled:
    def work(run: Run) -> Values:
        found = [part for _value, parts in _each(run, base(run), projection) for part in parts]
        run.spend(len(found))
        return found

    return work


def repeat(base: Compiled, projection: Compiled) -> Compiled:
    """Project again and again, as long as something comes that did not come before."""

    def work(run: Run) -> Values:
        seen, found = Seen(run), []
        level: Values = base(run)
        while level:
            level = [
                part
                for _value, parts in _each(run, level, projection)
                for part in parts
                if seen.is_new(part)
            ]
            found.extend(level)
        return found

    return work


def aggregate(base: Compiled, body: Compiled, start: Compiled | None = None) -> Compiled:
    def work(run: Run) -> Values:
        values = base(run)
        before = run.total
        run.total = start(run) if start is not None else EMPTY
        for _value, total in _each(run, values, body):
            run.spend(len(total))
            run.total = total
        total, run.total = run.total, before
        return total

    return work


def iif(
    base: Compiled, criterion: Compiled, then: Compiled, otherwise: Compiled | None = None
) -> Compiled:
    def work(run: Run) -> Values:
        this = run.this
        run.this = base(run)
        if truth(criterion(run)):
            found = then(run)
        else:
            found = EMPTY if otherwise is None else otherwise(run)
        run.this = this
        return found

    return work


def trace(base: Compiled, _name: Compiled, _projection: Compiled | None = None) -> Compiled:
    """Change nothing and tell nobody: what passes here are answers."""
    return base


@dataclass(frozen=True, slots=True)
class Projection:
    build: Callable[..., Compiled]
    least: int = 1
    most: int = 1


PROJECTIONS: dict[str, Projection] = {
    "where": Projection(where),
    "exists": Projection(exists, 0),
    "all": Projection(every),
    "select": Projection(select),
    "repeat": Projection(repeat),
    "aggregate": Projection(aggregate, 1, 2),
    "iif": Projection(iif, 2, 3),
    "trace": Projection(trace, 1, 2),
}
