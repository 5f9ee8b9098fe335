"""What is done with numbers, and the totals of several. Half is rounded up, away from zero."""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from desktop.forms.fhirpath.arithmetic import (
    EXACT,
    LARGEST_WHOLE,
    Number,
    decimal_result,
    divided,
    plus,
)
from desktop.forms.fhirpath.equality import quantity_of
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.ordering import order
from desktop.forms.fhirpath.quantities import PathQuantity
from desktop.forms.fhirpath.run import Run, single, whole_number
from desktop.forms.fhirpath.values import EMPTY, Element, Value, Values, elements_of

_MOST_PLACES = 27
_WHOLE_BITS = 63


def number(values: Values) -> Number | None:
    value = single(values)
    if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
        return value
    raise PathTroubleError("expected a number")


def _found(work: Callable[[], Decimal]) -> Values:
    found = decimal_result(work)
    return EMPTY if found is None else (found,)


def absolute(_run: Run, values: Values) -> Values:
    value = single(values)
    quantity = None if value is None else quantity_of(value)
    if quantity is not None:
        return (PathQuantity(abs(quantity.value), quantity.unit),)
    found = number(values)
    return EMPTY if found is None else (found if found >= 0 else -found,)


def _to_whole(rounding: str) -> Callable[[Run, Values], Values]:
    def answer(_run: Run, values: Values) -> Values:
        found = number(values)
        if found is None or not -LARGEST_WHOLE < found < LARGEST_WHOLE:
            return EMPTY
        return (int(Decimal(found).to_integral_value(rounding)),)

    return answer


ceiling = _to_whole(ROUND_CEILING)
floor = _to_whole(ROUND_FLOOR)
truncate = _to_whole(ROUND_DOWN)


def rounded(_run: Run, values: Values, places: Values = EMPTY) -> Values:
    found, wanted = number(values), whole_number(places) or 0
    if not 0 <= wanted <= _MOST_PLACES:
        raise PathTroubleError("cannot round to so many places")
    if found is None or isinstance(found, int):
        return EMPTY if found is None else (found,)
    if _has_no_more_places(found, wanted):
        return (found,)
    return _found(lambda: found.quantize(Decimal(1).scaleb(-wanted), ROUND_HALF_UP, EXACT))


def _has_no_more_places(found: Decimal, places: int) -> bool:
    exponent = found.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -places


def natural_log(_run: Run, values: Values) -> Values:
    found = number(values)
    return EMPTY if found is None or found <= 0 else _found(lambda: EXACT.ln(found))


def log(_run: Run, values: Values, base: Values) -> Values:
    found, to = number(values), number(base)
    if found is None or to is None or found <= 0 or to <= 0 or to == 1:
        return EMPTY
    return _found(lambda: EXACT.divide(EXACT.ln(found), EXACT.ln(to)))


def exponential(_run: Run, values: Values) -> Values:
    found = number(values)
    return EMPTY if found is None else _found(lambda: EXACT.exp(found))


def square_root(_run: Run, values: Values) -> Values:
    found = number(values)
    return EMPTY if found is None or found < 0 else _found(lambda: EXACT.sqrt(found))


def power(_run: Run, values: Values, exponent: Values) -> Values:
    found, by = number(values), number(exponent)
    if found is None or by is None:
        return EMPTY
    if isinstance(found, int) and isinstance(by, int) and by >= 0:
        fits = abs(found) <= 1 or found.bit_length() * by <= 2 * _WHOLE_BITS
        whole = found ** (by if abs(found) > 1 else min(by, 2 + by % 2)) if fits else LARGEST_WHOLE
        return (whole,) if abs(whole) < LARGEST_WHOLE else EMPTY
    return _found(lambda: EXACT.power(found, by))


def total(run: Run, values: Values) -> Values:
    """Add what is there. The total of nothing is nothing, which is not the same as 0."""
    return _folded(run, values, plus)


def average(run: Run, values: Values) -> Values:
    found = single(_folded(run, values, plus))
    mean = None if found is None else divided(found, len(values))
    return EMPTY if mean is None else (mean,)


def least(run: Run, values: Values) -> Values:
    return _folded(run, values, lambda one, other: _chosen(one, other, 1))


def most(run: Run, values: Values) -> Values:
    return _folded(run, values, lambda one, other: _chosen(one, other, -1))


def _chosen(one: Value, other: Value, unwanted: int) -> Value | None:
    found = order(one, other)
    if found is None:
        return None
    return other if found == unwanted else one


def _folded(run: Run, values: Values, work: Callable[[Value, Value], Value | None]) -> Values:
    run.spend(len(values))
    rest = iter(values)
    so_far = next(rest, None)
    if so_far is not None and not isinstance(so_far, str) and len(values) == 1:
        work(so_far, so_far)  # Refuses what could not be totalled either.
    for value in rest:
        if so_far is None:
            return EMPTY
        so_far = work(so_far, value)
    return EMPTY if so_far is None else (so_far,)


def weights(run: Run, values: Values) -> Values:
    found = (run.weigh(element) for answer in elements_of(values) for element in _weighed(answer))
    return [weight for weight in found if weight is not None]


def _weighed(element: Element) -> list[Element]:
    """Return what of it carries a weight: of an answer, its value."""
    if element.type.endswith(".answer"):
        return elements_of(element.child("value")) or [element]
    return [element]
