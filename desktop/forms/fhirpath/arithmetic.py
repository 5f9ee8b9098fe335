"""Sums of numbers, texts, quantities and moments. Numbers are whole or decimal, never floats.

A result that is too large, or none at all such as a division by zero, is empty.
"""

from collections.abc import Callable
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow

from desktop.forms.fhirpath.equality import quantity_of
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.moment_sums import add
from desktop.forms.fhirpath.quantities import PathQuantity, in_unit
from desktop.forms.fhirpath.run import bounded
from desktop.forms.fhirpath.values import MOMENTS, NUMBERS, Value

DIGITS = 28
# Results outside are empty, so that no sum grows without end.
EXACT = Context(
    prec=DIGITS,
    rounding="ROUND_HALF_UP",
    Emin=-99,
    Emax=99,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
LARGEST_WHOLE = 2**63

Number = int | Decimal


def plus(left: Value, right: Value) -> Value | None:
    if isinstance(left, str) and isinstance(right, str):
        return bounded(left + right)
    return _sum_or_difference(left, right, 1)


def minus(left: Value, right: Value) -> Value | None:
    return _sum_or_difference(left, right, -1)


def _sum_or_difference(left: Value, right: Value, sign: int) -> Value | None:
    if left.__class__ in NUMBERS and right.__class__ in NUMBERS:
        return _worked_out(lambda: EXACT.add(left, sign * right), left, right)  # type: ignore[arg-type, operator]
    quantity = quantity_of(right)
    if quantity is not None and left.__class__ in MOMENTS:
        return add(left, quantity, sign)  # type: ignore[arg-type]
    one = quantity_of(left)
    if one is None or quantity is None:
        raise PathTroubleError("cannot add or subtract these")
    other = in_unit(quantity, one.unit)
    if other is None:
        return None
    return _with_unit(_worked_out(lambda: EXACT.add(one.value, sign * other)), one.unit)


def times(left: Value, right: Value) -> Value | None:
    if left.__class__ in NUMBERS and right.__class__ in NUMBERS:
        return _worked_out(lambda: EXACT.multiply(left, right), left, right)  # type: ignore[arg-type]
    one, other = _both_quantities(left, right)
    if one.unit != "1" and other.unit != "1":
        return None
    unit = one.unit if other.unit == "1" else other.unit
    return _with_unit(_worked_out(lambda: EXACT.multiply(one.value, other.value)), unit)


def divided(left: Value, right: Value) -> Value | None:
    if left.__class__ in NUMBERS and right.__class__ in NUMBERS:
        return _worked_out(lambda: EXACT.divide(left, right))  # type: ignore[arg-type]
    one, other = _both_quantities(left, right)
    if other.unit == "1":
        return _with_unit(_worked_out(lambda: EXACT.divide(one.value, other.value)), one.unit)
    there = in_unit(other, one.unit)
    if there is None:
        return None
    return _with_unit(_worked_out(lambda: EXACT.divide(one.value, there)), "1")


def divided_whole(left: Value, right: Value) -> Value | None:
    one, other = numbers(left, right)
    found = _worked_out(lambda: EXACT.divide_int(one, other))
    return None if found is None else int(found)


def remainder(left: Value, right: Value) -> Value | None:
    """Return the rest that goes with `div`, which cuts towards zero."""
    one, other = numbers(left, right)
    return _worked_out(lambda: EXACT.remainder(one, other), one, other)


def negated(value: Value) -> Value:
    if value.__class__ in NUMBERS:
        return -value  # type: ignore[operator]
    quantity = quantity_of(value)
    if quantity is None:
        raise PathTroubleError("only a number has a sign")
    return PathQuantity(-quantity.value, quantity.unit)


def numbers(left: Value, right: Value) -> tuple[Number, Number]:
    if left.__class__ not in NUMBERS or right.__class__ not in NUMBERS:
        raise PathTroubleError("expected numbers")
    return left, right  # type: ignore[return-value]


def decimal_result(work: Callable[[], Decimal]) -> Decimal | None:
    try:
        found = work()
    except DecimalException:
        return None
    return found if found.is_finite() else None


def _worked_out(work: Callable[[], Decimal], *of: object) -> Number | None:
    """Return what comes out: whole when it was made of whole numbers only."""
    found = decimal_result(work)
    if found is None or not of or not all(part.__class__ is int for part in of):
        return found
    whole = int(found)
    return whole if abs(whole) < LARGEST_WHOLE else None


def _both_quantities(left: Value, right: Value) -> tuple[PathQuantity, PathQuantity]:
    one, other = _as_quantity(left), _as_quantity(right)
    if one is None or other is None:
        raise PathTroubleError("cannot multiply or divide these")
    return one, other


def _as_quantity(value: Value) -> PathQuantity | None:
    if value.__class__ in NUMBERS:
        return PathQuantity(Decimal(value))  # type: ignore[arg-type]
    return quantity_of(value)


def _with_unit(value: Number | None, unit: str) -> PathQuantity | None:
    return None if value is None else PathQuantity(Decimal(value), unit)
