"""What is asked of a collection as a whole, and which part of it is taken."""

from collections.abc import Callable

from desktop.forms.fhirpath.equality import Seen, distinct
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.operators import said
from desktop.forms.fhirpath.run import Run, single, string, truth, whole_number
from desktop.forms.fhirpath.values import EMPTY, FALSE, PLAIN, TRUE, Values, elements_of


def empty(_run: Run, values: Values) -> Values:
    return FALSE if values else TRUE


def negation(_run: Run, values: Values) -> Values:
    answer = truth(values)
    return EMPTY if answer is None else said(not answer)


def count(_run: Run, values: Values) -> Values:
    return (len(values),)


def unique(run: Run, values: Values) -> Values:
    return distinct(run, values)


def is_unique(run: Run, values: Values) -> Values:
    return said(len(distinct(run, values)) == len(values))


def _of_answers(ask: Callable[[Values], bool]) -> Callable[[Run, Values], Values]:
    def answer(_run: Run, values: Values) -> Values:
        if any(value.__class__ is not bool for value in values):
            raise PathTroubleError("expected yes or no")
        return said(ask(values))

    return answer


all_true = _of_answers(lambda values: False not in values)
any_true = _of_answers(lambda values: True in values)
all_false = _of_answers(lambda values: True not in values)
any_false = _of_answers(lambda values: False in values)


def first(_run: Run, values: Values) -> Values:
    return values[:1]


def last(_run: Run, values: Values) -> Values:
    return values[-1:]


def tail(_run: Run, values: Values) -> Values:
    return values[1:]


def only(_run: Run, values: Values) -> Values:
    single(values)
    return values


def skip(_run: Run, values: Values, number: Values) -> Values:
    return values[max(0, whole_number(number) or 0) :]


def take(_run: Run, values: Values, number: Values) -> Values:
    return values[: max(0, whole_number(number) or 0)]


def _seen(run: Run, values: Values) -> Seen:
    run.spend(len(values))
    seen = Seen(run)
    for value in values:
        seen.is_new(value)
    return seen


def intersect(run: Run, values: Values, others: Values) -> Values:
    wanted = _seen(run, others)
    return distinct(run, [value for value in values if wanted.has(value)])


def exclude(run: Run, values: Values, others: Values) -> Values:
    unwanted = _seen(run, others)
    return [value for value in values if not unwanted.has(value)]


def union(run: Run, values: Values, others: Values) -> Values:
    return distinct(run, [*values, *others])


def combine(run: Run, values: Values, others: Values) -> Values:
    run.spend(len(values) + len(others))
    return [*values, *others]


def is_part_of(run: Run, values: Values, others: Values) -> Values:
    every = _seen(run, others)
    return said(all(every.has(value) for value in values))


def has_part(run: Run, values: Values, others: Values) -> Values:
    return is_part_of(run, others, values)


def children(run: Run, values: Values) -> Values:
    found = [child for element in elements_of(values) for child in element.children()]
    run.spend(len(found))
    return found


def descendants(run: Run, values: Values) -> Values:
    found: list[object] = []
    level = children(run, values)
    while level:
        found.extend(level)
        level = children(run, level)
    return found  # type: ignore[return-value]


def has_value(_run: Run, values: Values) -> Values:
    return said(len(values) == 1 and values[0].__class__ in PLAIN)


def plain_value(_run: Run, values: Values) -> Values:
    return values if len(values) == 1 and values[0].__class__ in PLAIN else EMPTY


def extensions(_run: Run, values: Values, url: Values) -> Values:
    wanted = string(url)
    return [
        extension
        for element in elements_of(values)
        for extension in elements_of(element.child("extension"))
        if wanted is not None and tuple(extension.child("url")) == (wanted,)
    ]
