"""What an expression yielded, as an answer to its item. No value is bent to fit: 2.5 is not 2."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from desktop.domain.screen import Coding, Value
from desktop.forms.fhirpath import JsonElement, PathDate, PathDateTime, PathQuantity, PathTime
from desktop.forms.fhirpath import Value as Seen
from desktop.forms.model import Item, ItemType
from desktop.forms.values import as_moment, as_time, is_blank, same_coding

_MOMENTS = (PathDate, PathDateTime, PathTime)
# A day passes for a moment, as FHIRPath has it; never the other way.
_OF_MOMENTS: dict[type, frozenset[ItemType]] = {
    PathDate: frozenset({ItemType.DATE, ItemType.DATE_TIME}),
    PathDateTime: frozenset({ItemType.DATE_TIME}),
    PathTime: frozenset({ItemType.TIME}),
}
_TEXTS = frozenset({ItemType.STRING, ItemType.TEXT, ItemType.URL, ItemType.OPEN_CHOICE})


def as_yes_or_no(found: Sequence[Seen]) -> bool | None:
    """Return the one Boolean, False for nothing, None for anything else."""
    if not found:
        return False
    return found[0] if len(found) == 1 and isinstance(found[0], bool) else None


def words_of(found: Sequence[Seen]) -> str:
    return ", ".join(filter(None, (_words(_plain(each)) for each in found)))


def _words(plain: Any) -> str:
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, dict):
        number = [str(plain["value"])] if "value" in plain else []
        named = plain.get("display") or plain.get("unit") or plain.get("code") or ""
        return " ".join([*number, str(named)]).strip()
    return format(plain, "f") if isinstance(plain, Decimal) else str(plain)


def as_values(found: Sequence[Seen], item: Item) -> tuple[Value, ...] | None:
    """Return the answer; None when it is not of the item's type, or more than the item holds."""
    values = [_value(each, item) for each in found]
    if any(value is None for value in values) or (len(values) > 1 and not item.repeats):
        return None
    return tuple(value for value in values if value is not None and not is_blank(value))


def _value(found: Seen, item: Item) -> Value | None:
    plain = _plain(found)
    if isinstance(found, _MOMENTS):
        fits = item.type in _OF_MOMENTS[type(found)] or item.options
        return _text(plain, item) if fits else None
    if isinstance(plain, bool):
        return plain if item.type is ItemType.BOOLEAN else None
    if isinstance(plain, int | Decimal):
        return _number(Decimal(plain), item)
    if isinstance(plain, dict):
        return _from_element(plain, item)
    return _text(str(plain), item)


def _plain(found: Seen) -> Any:
    if isinstance(found, PathQuantity):
        return {"value": found.value, "code": found.unit}
    if isinstance(found, _MOMENTS):
        return found.text
    if isinstance(found, JsonElement):
        return found.plain()
    # A whole item of the response is an answer to nothing.
    return found if isinstance(found, bool | int | Decimal | str) else {}


def _number(number: Decimal, item: Item) -> Value | None:
    if item.type is ItemType.INTEGER:
        return int(number) if number == number.to_integral_value() else None
    if item.type is ItemType.DECIMAL:
        return format(number, "f")
    if item.type is ItemType.QUANTITY:
        # FHIRPath lets a number pass for a quantity; its unit is the question's own.
        return f"{number:f} {item.unit}".strip()
    for option in item.options:
        if option.value == number:
            return option.value
    return None


def _text(text: str, item: Item) -> Value | None:
    if item.type in _TEXTS or any(option.value == text for option in item.options):
        return text
    if item.type in (ItemType.DATE, ItemType.DATE_TIME):
        moment = as_moment(text)
        is_day = item.type is ItemType.DATE and "T" in text
        return None if moment is None or is_day else text
    if item.type is ItemType.TIME:
        return text if as_time(text) is not None else None
    return None


def _from_element(plain: dict[str, Any], item: Item) -> Value | None:
    if item.type is ItemType.QUANTITY and isinstance(plain.get("value"), int | Decimal):
        return f"{plain['value']} {plain.get('code') or plain.get('unit') or ''}".strip()
    if item.type not in (ItemType.CHOICE, ItemType.OPEN_CHOICE):
        return None
    coding = Coding(
        code=str(plain.get("code", "")),
        system=str(plain.get("system", "")),
        display=str(plain.get("display", "")),
    )
    for option in item.options:
        if isinstance(option.value, Coding) and same_coding(option.value, coding):
            return option.value
    return coding if coding.code else None
