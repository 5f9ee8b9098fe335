"""What stands between two values: `and`, `=`, `<`, `+`, `|`, `in` and their like."""

from collections.abc import Callable

from desktop.forms.fhirpath.arithmetic import (
    divided,
    divided_whole,
    minus,
    plus,
    remainder,
    times,
)
from desktop.forms.fhirpath.equality import all_alike, all_same, distinct, same
from desktop.forms.fhirpath.ordering import order
from desktop.forms.fhirpath.run import Compiled, Run, bounded, single, string, truth
from desktop.forms.fhirpath.values import EMPTY, FALSE, TRUE, Value, Values

# Takes what stands on the left, and works out the right only if it must.
Operator = Callable[[Run, Values, Compiled], Values]


def said(answer: bool | None) -> Values:  # noqa: FBT001 -- the third answer is None
    if answer is None:
        return EMPTY
    return TRUE if answer else FALSE


def _and(run: Run, left: Values, right: Compiled) -> Values:
    one = truth(left)
    if one is False:
        return FALSE
    other = truth(right(run))
    if other is False:
        return FALSE
    return TRUE if one and other else EMPTY


def _or(run: Run, left: Values, right: Compiled) -> Values:
    one = truth(left)
    if one:
        return TRUE
    other = truth(right(run))
    if other:
        return TRUE
    return FALSE if one is False and other is False else EMPTY


def _xor(run: Run, left: Values, right: Compiled) -> Values:
    one, other = truth(left), truth(right(run))
    return EMPTY if one is None or other is None else said(one is not other)


def _implies(run: Run, left: Values, right: Compiled) -> Values:
    one = truth(left)
    if one is False:
        return TRUE
    other = truth(right(run))
    if other:
        return TRUE
    return EMPTY if one is None or other is None else FALSE


def _equal(run: Run, left: Values, right: Compiled) -> Values:
    return said(_compared(run, left, right(run)))


def _unequal(run: Run, left: Values, right: Compiled) -> Values:
    answer = _compared(run, left, right(run))
    return EMPTY if answer is None else said(not answer)


def _compared(run: Run, left: Values, right: Values) -> bool | None:
    if len(left) == 1 and len(right) == 1:
        return same(left[0], right[0])
    run.spend(len(left))
    return all_same(left, right) if left and right else None


def _alike(run: Run, left: Values, right: Compiled) -> Values:
    other = right(run)
    run.spend(len(left) * len(other))
    return said(all_alike(left, other))


def _unlike(run: Run, left: Values, right: Compiled) -> Values:
    other = right(run)
    run.spend(len(left) * len(other))
    return said(not all_alike(left, other))


def _ordered(answers: Callable[[int], bool]) -> Operator:
    def compare(run: Run, left: Values, right: Compiled) -> Values:
        one, other = single(left), single(right(run))
        if one is None or other is None:
            return EMPTY
        found = order(one, other)
        return EMPTY if found is None else said(answers(found))

    return compare


def _worked_out(work: Callable[[Value, Value], Value | None]) -> Operator:
    def operate(run: Run, left: Values, right: Compiled) -> Values:
        one, other = single(left), single(right(run))
        if one is None or other is None:
            return EMPTY
        found = work(one, other)
        if isinstance(found, str):
            run.spend_on(found)
        return EMPTY if found is None else (found,)

    return operate


def _joined(run: Run, left: Values, right: Compiled) -> Values:
    text = bounded((string(left) or "") + (string(right(run)) or ""))
    run.spend_on(text)
    return (text,)


def _union(run: Run, left: Values, right: Compiled) -> Values:
    return distinct(run, [*left, *right(run)])


def is_among(run: Run, one: Value, values: Values) -> bool:
    run.spend(len(values))
    return any(same(one, other) for other in values)


def _in(run: Run, left: Values, right: Compiled) -> Values:
    one, others = single(left), right(run)
    return EMPTY if one is None else said(is_among(run, one, others))


def _contains(run: Run, left: Values, right: Compiled) -> Values:
    one = single(right(run))
    return EMPTY if one is None else said(is_among(run, one, left))


OPERATORS: dict[str, Operator] = {
    "and": _and,
    "or": _or,
    "xor": _xor,
    "implies": _implies,
    "=": _equal,
    "!=": _unequal,
    "~": _alike,
    "!~": _unlike,
    "<": _ordered(lambda found: found < 0),
    ">": _ordered(lambda found: found > 0),
    "<=": _ordered(lambda found: found <= 0),
    ">=": _ordered(lambda found: found >= 0),
    "+": _worked_out(plus),
    "-": _worked_out(minus),
    "*": _worked_out(times),
    "/": _worked_out(divided),
    "div": _worked_out(divided_whole),
    "mod": _worked_out(remainder),
    "&": _joined,
    "|": _union,
    "in": _in,
    "contains": _contains,
}
