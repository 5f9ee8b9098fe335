"""FHIR values and their text: how a published value becomes one of ours, and what a text says.

Returns None for what is not a value of its kind; never guesses.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation

from desktop.domain.screen import Coding, Value
from desktop.forms.model import Item, ItemType, ValueKind
from desktop.forms.resource import Node, is_reasonable, text_at

_BY_NAME = {kind.value: kind for kind in ValueKind}
_NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TIME = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,9})?)?")
_ADDRESS = r"(?:https?://\S+/)?[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}|urn:(?:uuid|oid):\S+|#\S+"
_REFERENCE = re.compile(
    rf"(?P<alone>{_ADDRESS})|(?P<words>.+) \((?P<address>{_ADDRESS})\)", re.DOTALL
)
# What a measured value may begin with: more or less than could be measured.
COMPARATORS = ("<=", ">=", "<", ">")
_DAY_LENGTH = len("2026-09-05")
_LARGEST_INTEGER = 2**31 - 1

_WRITTEN = frozenset(
    {ValueKind.DATE, ValueKind.DATE_TIME, ValueKind.TIME, ValueKind.STRING, ValueKind.URI}
)
_KIND_OF_TEXT = {
    ItemType.DECIMAL: ValueKind.DECIMAL,
    ItemType.INTEGER: ValueKind.INTEGER,
    ItemType.DATE: ValueKind.DATE,
    ItemType.DATE_TIME: ValueKind.DATE_TIME,
    ItemType.TIME: ValueKind.TIME,
    ItemType.URL: ValueKind.URI,
    ItemType.QUANTITY: ValueKind.QUANTITY,
    ItemType.ATTACHMENT: ValueKind.ATTACHMENT,
    ItemType.REFERENCE: ValueKind.REFERENCE,
}


def read_value(node: Node, prefix: str) -> tuple[Value, ValueKind] | None:
    """Return the `value[x]` (or `answer[x]`) of this element, None when there is none we know."""
    for key, raw in node.items():
        if key.startswith(prefix) and (kind := _BY_NAME.get(key[len(prefix) :])):
            value = _converted(raw, kind)
            return None if value is None else (value, kind)
    return None


def _converted(raw: object, kind: ValueKind) -> Value | None:
    if isinstance(raw, bool):
        return raw if kind is ValueKind.BOOLEAN else None
    if isinstance(raw, dict):
        return _composed(raw, kind)
    if isinstance(raw, int | Decimal):
        return _number(raw, kind)
    return _text(raw, kind) if isinstance(raw, str) else None


def _composed(raw: Node, kind: ValueKind) -> Value | None:
    if kind is ValueKind.CODING:
        return _coding(raw)
    return reference_text(raw) if kind is ValueKind.REFERENCE else _quantity_text(raw, kind)


def _text(raw: str, kind: ValueKind) -> str | None:
    if not raw.strip() or kind not in _WRITTEN:
        return None
    is_moment = kind in (ValueKind.DATE, ValueKind.DATE_TIME)
    return None if is_moment and as_moment(raw) is None else raw


def _number(raw: int | Decimal, kind: ValueKind) -> Value | None:
    if not is_reasonable(Decimal(raw)):
        return None
    if kind is ValueKind.INTEGER and isinstance(raw, int):
        return raw
    return str(raw) if kind is ValueKind.DECIMAL else None


def _coding(raw: Node) -> Coding | None:
    coding = Coding(
        code=text_at(raw, "code"), system=text_at(raw, "system"), display=text_at(raw, "display")
    )
    return coding if coding.code or coding.display else None


def _quantity_text(raw: Node, kind: ValueKind) -> str | None:
    if kind is not ValueKind.QUANTITY:
        return None
    number = raw.get("value")
    if isinstance(number, bool) or not isinstance(number, (int, Decimal)):
        return None
    if not is_reasonable(Decimal(number)):
        return None
    comparator = raw.get("comparator")
    sign = comparator if comparator in COMPARATORS else ""
    return f"{sign}{number} {text_at(raw, 'code') or text_at(raw, 'unit')}".strip()


def reference_text(raw: Node) -> str | None:
    """Return what is referred to, as a person reads it: its words, and its address in brackets."""
    address, words = text_at(raw, "reference"), text_at(raw, "display")
    return f"{words} ({address})" if words and address else words or address or None


def reference_of(text: str) -> tuple[str, str]:
    """Return the address and the words of what is referred to; each may be missing."""
    match = _REFERENCE.fullmatch(text.strip())
    if match is None:
        return "", text.strip()
    return match["alone"] or match["address"], match["words"] or ""


def kind_of(value: Value, item: Item) -> ValueKind:
    """Return what an answer to this item is; the item's type decides how its text is read."""
    if isinstance(value, bool):
        return ValueKind.BOOLEAN
    if item.score is not None and item.type is not ItemType.QUANTITY:
        return ValueKind.DECIMAL
    if isinstance(value, int):
        return ValueKind.DECIMAL if item.type is ItemType.DECIMAL else ValueKind.INTEGER
    if isinstance(value, Coding):
        return ValueKind.CODING
    for option in item.options:
        if option.value == value or is_reference(option.kind, option.value, value):
            return option.kind
    return _KIND_OF_TEXT.get(item.type, ValueKind.STRING)


def is_reference(kind: ValueKind, expected: Value, value: Value) -> bool:
    """Whether the value refers to what is expected, whatever it is called there."""
    if kind is not ValueKind.REFERENCE:
        return False
    return same_reference(str(expected), str(value))


def same_reference(text: str, other: str) -> bool:
    (address, words), (other_address, other_words) = reference_of(text), reference_of(other)
    if address or other_address:
        return address == other_address
    return words == other_words


def is_blank(value: Value) -> bool:
    if isinstance(value, Coding):
        return not (value.code or value.display)
    return isinstance(value, str) and not value.strip()


def same_coding(answer: Coding, expected: Coding) -> bool:
    """System and code decide, the display never. An expectation without a system takes any."""
    if not expected.code or not answer.code:
        return answer.code == expected.code and answer.display == expected.display
    return answer.code == expected.code and expected.system in ("", answer.system)


def as_number(value: Value) -> Decimal | None:
    if isinstance(value, bool | Coding):
        return None
    if isinstance(value, int):
        return Decimal(value)
    text = value.strip()
    if not _NUMBER.fullmatch(text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if is_reasonable(number) else None


def as_whole_number(value: Value) -> int | None:
    number = as_number(value)
    if number is None or number != number.to_integral_value():
        return None
    return int(number) if abs(number) <= _LARGEST_INTEGER else None


def as_moment(text: str) -> date | datetime | str | None:
    """Return a day, an aware moment, or the text itself of a bare year or month; None if neither.

    A moment without an offset is read as UTC: FHIR demands the offset, people forget it.
    """
    if _DATE.fullmatch(text):
        if len(text) == _DAY_LENGTH:
            return _day(text)
        return text if _day(f"{text}-01-01"[:_DAY_LENGTH]) is not None else None
    if _DATE.fullmatch(text[:_DAY_LENGTH]) is None or text[_DAY_LENGTH : _DAY_LENGTH + 1] != "T":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def as_time(text: str) -> time | None:
    if not _TIME.fullmatch(text):
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def quantity_of(value: Value, item: Item) -> tuple[Decimal, str] | None:
    """Return an answer's number and unit code; a bare number is in the item's first unit."""
    if isinstance(value, bool | Coding):
        return None
    quantity = as_quantity(str(value), item.unit)
    if quantity is None:
        return None
    number, written = quantity
    for unit in item.units:
        if written in (unit.code, unit.display):
            return number, unit.code or written
    return number, written


def comparator_apart(text: str) -> tuple[str, str]:
    """Return what "<5 mg" begins with, "" where nothing, and the rest."""
    sign = next((each for each in COMPARATORS if text.startswith(each)), "")
    return sign, text[len(sign) :]


def as_quantity(text: str, default_unit: str = "") -> tuple[Decimal, str] | None:
    """Return the number and the unit of "72.5 kg"; a bare number has the default unit."""
    number_text, _, unit = text.strip().partition(" ")
    number = as_number(number_text)
    if number is None:
        return None
    return number, unit.strip().strip("'") or default_unit
