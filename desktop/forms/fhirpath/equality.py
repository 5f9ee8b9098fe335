"""When two values are the same (`=`), and when they are alike (`~`)."""

from collections.abc import Mapping
from decimal import Decimal, DecimalException

from desktop.forms.fhirpath.moments import Moment, PathDateTime, PathTime, compare_moments
from desktop.forms.fhirpath.quantities import PathQuantity, compare_quantities
from desktop.forms.fhirpath.r4_types import QUANTITIES
from desktop.forms.fhirpath.run import Run
from desktop.forms.fhirpath.values import MOMENTS, NUMBERS, PLAIN, SIMPLE, Element, Value, Values


def quantity_of(value: Value) -> PathQuantity | None:
    """Return it as a quantity, where it is one; not "less than 5", which is no amount."""
    if isinstance(value, PathQuantity):
        return value
    if value.__class__ in PLAIN or value.type not in QUANTITIES:  # type: ignore[union-attr]
        return None
    return _of_element(value)  # type: ignore[arg-type]


def _of_element(element: Element) -> PathQuantity | None:
    amount = next(iter(element.child("value")), None)
    if element.child("comparator") or amount.__class__ not in NUMBERS:
        return None
    unit = next(iter(element.child("code") or element.child("unit")), "1")
    return PathQuantity(Decimal(amount), str(unit))  # type: ignore[arg-type]


def same(first: Value, second: Value) -> bool | None:
    """Return None where dates of different precision, or units, leave it open."""
    here, there = first.__class__, second.__class__
    if (here is there and here in SIMPLE) or (here in NUMBERS and there in NUMBERS):
        return bool(first == second)
    if here in MOMENTS and there in MOMENTS:
        return _same_moments(first, second)  # type: ignore[arg-type]
    one, other = quantity_of(first), quantity_of(second)
    if one is not None and other is not None:
        order = compare_quantities(one, other)
        return None if order is None else order == 0
    if here in PLAIN or there in PLAIN:
        return False
    return first is second or _same_json(first.plain(), second.plain())  # type: ignore[union-attr]


def _same_moments(first: Moment, second: Moment) -> bool | None:
    if isinstance(first, PathTime) is not isinstance(second, PathTime):
        return False
    order = compare_moments(first, second)
    return None if order is None else order == 0


def _same_json(first: object, second: object) -> bool:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(
            _same_json(value, second[key]) for key, value in first.items()
        )
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return len(first) == len(second) and all(map(_same_json, first, second))
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    return first == second


def all_same(first: Values, second: Values) -> bool | None:
    """Compare collections in order, as `=` does when neither is empty."""
    if len(first) != len(second):
        return False
    answers = [same(one, other) for one, other in zip(first, second, strict=True)]
    if False in answers:
        return False
    return None if None in answers else True


def alike(first: Value, second: Value) -> bool:
    """Compare as `~` does: case, blanks and written decimal places do not count."""
    if isinstance(first, str) and isinstance(second, str):
        return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()
    if first.__class__ in NUMBERS and second.__class__ in NUMBERS:
        return _alike_numbers(Decimal(first), Decimal(second))  # type: ignore[arg-type]
    if isinstance(first, PathDateTime) and isinstance(second, PathDateTime):
        return compare_moments(first, second) == 0
    if first.__class__ in PLAIN or second.__class__ in PLAIN:
        return same(first, second) is True
    return first is second or _alike_json(first.plain(), second.plain())  # type: ignore[union-attr]


def _alike_numbers(first: Decimal, second: Decimal) -> bool:
    places = min(_places(first), _places(second))
    try:
        return round(first, places) == round(second, places)
    except DecimalException:
        return first == second


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _alike_json(first: object, second: object) -> bool:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(
            _alike_json(value, second[key]) for key, value in first.items()
        )
    if isinstance(first, list | tuple) and isinstance(second, list | tuple):
        return len(first) == len(second) and _paired(list(first), list(second))
    if isinstance(first, str) and isinstance(second, str):
        return alike(first, second)
    return _same_json(first, second)


def _paired(first: list[object], second: list[object]) -> bool:
    for one in first:
        match = next((other for other in second if _alike_json(one, other)), None)
        if match is None:
            return False
        second.remove(match)
    return True


def all_alike(first: Values, second: Values) -> bool:
    """Compare collections whatever their order."""
    if len(first) != len(second):
        return False
    rest = list(second)
    for one in first:
        place = next((place for place, other in enumerate(rest) if alike(one, other)), None)
        if place is None:
            return False
        del rest[place]
    return True


class Seen:
    """The values met so far: says of each next one whether it is new."""

    __slots__ = ("_elements", "_plain", "_run")

    def __init__(self, run: Run) -> None:
        self._run = run
        self._plain: set[tuple[str, object]] = set()
        self._elements: dict[object, list[Value]] = {}

    def is_new(self, value: Value) -> bool:
        if value.__class__ in SIMPLE:
            return self._is_new_plain(value)
        alikes = self._elements.setdefault(_bucket(value), [])
        self._run.spend(len(alikes))
        if any(same(value, other) for other in alikes):
            return False
        alikes.append(value)
        return True

    def _is_new_plain(self, value: Value) -> bool:
        family = "number" if value.__class__ in NUMBERS else value.__class__.__name__
        before = len(self._plain)
        self._plain.add((family, value))
        return len(self._plain) > before

    def has(self, value: Value) -> bool:
        if value.__class__ in SIMPLE:
            family = "number" if value.__class__ in NUMBERS else value.__class__.__name__
            return (family, value) in self._plain
        alikes = self._elements.get(_bucket(value), ())
        self._run.spend(len(alikes))
        return any(same(value, other) for other in alikes)


def _bucket(value: Value) -> object:
    """Return what equal values have in common, so that few need to be compared in full."""
    if value.__class__ in MOMENTS:
        return "moment"
    if quantity_of(value) is not None:
        return "quantity"
    link_id = next(iter(value.child("linkId")), None)  # type: ignore[union-attr]
    return link_id if isinstance(link_id, str) else ""


def distinct(run: Run, values: Values) -> Values:
    if len(values) < 2:  # noqa: PLR2004 -- nothing to compare with
        return values
    run.spend(len(values))
    seen = Seen(run)
    return [value for value in values if seen.is_new(value)]
