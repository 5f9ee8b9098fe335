"""One kind of value as another. What cannot be converted gives nothing."""

import re
from collections.abc import Callable
from decimal import Decimal

from desktop.forms.fhirpath.arithmetic import LARGEST_WHOLE
from desktop.forms.fhirpath.equality import quantity_of
from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.moments import (
    PathDate,
    PathDateTime,
    PathTime,
    date_from,
    date_time_from,
    time_from,
)
from desktop.forms.fhirpath.quantities import CALENDAR_WORDS, PathQuantity, in_unit
from desktop.forms.fhirpath.run import Run, single, string
from desktop.forms.fhirpath.values import EMPTY, FALSE, MOMENTS, TRUE, Value, Values

_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")
_QUANTITY = re.compile(r"([+-]?[0-9]{1,28}(?:\.[0-9]{1,28})?)\s*(?:'([^']+)'|([a-z]+))?")
_YES = frozenset(("true", "t", "yes", "y", "1", "1.0"))
_NO = frozenset(("false", "f", "no", "n", "0", "0.0"))
_MOST_DIGITS = 200
_DATE_PARTS = 3

Conversion = Callable[[Value], Value | None]


def to_integer(value: Value) -> Value | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        value = int(value) if _WHOLE.fullmatch(value) else Decimal("0.5")
    if not isinstance(value, int | Decimal) or not -LARGEST_WHOLE < value < LARGEST_WHOLE:
        return None
    return int(value) if value == int(value) else None


def to_decimal(value: Value) -> Value | None:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else None


def to_boolean(value: Value) -> Value | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return bool(value) if value in (0, 1) else None
    word = value.lower() if isinstance(value, str) else ""
    return True if word in _YES else (False if word in _NO else None)


def to_string(value: Value) -> Value | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return number_text(value)
    if value.__class__ in MOMENTS:
        return value.text  # type: ignore[union-attr]
    quantity = quantity_of(value)
    if quantity is None:
        return None
    unit = quantity.unit if quantity.unit in CALENDAR_WORDS else f"'{quantity.unit}'"
    return f"{number_text(quantity.value)} {unit}"


def number_text(number: int | Decimal) -> str:
    """Write it without an exponent and without zeros at the end."""
    if isinstance(number, int):
        return str(number)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise PathTroubleError("a number too long to write")
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def to_date(value: Value) -> Value | None:
    if isinstance(value, PathDate):
        return value
    if isinstance(value, PathDateTime):
        return PathDate(tuple(int(part) for part in value.parts[:_DATE_PARTS]))
    if not isinstance(value, str):
        return None
    found = date_from(value) or date_time_from(value)
    return to_date(found) if isinstance(found, PathDateTime) else found


def to_date_time(value: Value) -> Value | None:
    if isinstance(value, PathDateTime):
        return value
    if isinstance(value, PathDate):
        return PathDateTime(value.parts)
    return date_time_from(value) if isinstance(value, str) else None


def to_time(value: Value) -> Value | None:
    if isinstance(value, PathTime):
        return value
    return time_from(value.removeprefix("T")) if isinstance(value, str) else None


def to_quantity(value: Value) -> Value | None:
    if isinstance(value, bool | int | Decimal):
        return PathQuantity(Decimal(value))
    if not isinstance(value, str):
        return quantity_of(value)
    match = _QUANTITY.fullmatch(value)
    if match is None or (match[3] and match[3] not in CALENDAR_WORDS):
        return None
    return PathQuantity(Decimal(match[1]), match[2] or CALENDAR_WORDS.get(match[3], "1"))


def quantity_in(_run: Run, values: Values, unit: Values = EMPTY) -> Values:
    value, wanted = single(values), string(unit)
    found = None if value is None else to_quantity(value)
    if not isinstance(found, PathQuantity):
        return EMPTY
    if wanted is None:
        return (found,)
    amount = in_unit(found, wanted)
    return EMPTY if amount is None else (PathQuantity(amount, wanted),)


def converts(conversion: Conversion) -> Callable[..., Values]:
    def convert(_run: Run, values: Values) -> Values:
        value = single(values)
        found = None if value is None else conversion(value)
        return EMPTY if found is None else (found,)

    return convert


def is_convertible(conversion: Conversion) -> Callable[..., Values]:
    def ask(_run: Run, values: Values) -> Values:
        value = single(values)
        if value is None:
            return EMPTY
        return FALSE if conversion(value) is None else TRUE

    return ask


CONVERSIONS: dict[str, Conversion] = {
    "Integer": to_integer,
    "Decimal": to_decimal,
    "Boolean": to_boolean,
    "String": to_string,
    "Date": to_date,
    "DateTime": to_date_time,
    "Time": to_time,
    "Quantity": to_quantity,
}
