"""Which of two values comes first. Values of different kinds are not compared but refused."""

from decimal import Decimal

from desktop.forms.fhirpath.equality import quantity_of
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.moments import PathTime, compare_moments
from desktop.forms.fhirpath.quantities import PathQuantity, compare_quantities
from desktop.forms.fhirpath.values import MOMENTS, NUMBERS, Value


def order(left: Value, right: Value) -> int | None:
    """Return -1, 0 or 1; None when precision or units leave it open."""
    here, there = left.__class__, right.__class__
    if (here in NUMBERS and there in NUMBERS) or (here is str and there is str):
        return (left > right) - (left < right)  # type: ignore[operator]
    if here in MOMENTS and there in MOMENTS and (here is PathTime) is (there is PathTime):
        return compare_moments(left, right)  # type: ignore[arg-type]
    one, other = _quantity(left), _quantity(right)
    if one is None or other is None:
        raise PathTroubleError("cannot compare these")
    return compare_quantities(one, other)


def _quantity(value: Value) -> PathQuantity | None:
    if value.__class__ in NUMBERS:
        return PathQuantity(Decimal(value))  # type: ignore[arg-type]
    return quantity_of(value)
