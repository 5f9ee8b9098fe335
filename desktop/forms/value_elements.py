"""Between an answer's value and the `value[x]` of FHIR, both ways.

What is not a value of its item's type has no element: it is owned up to elsewhere, never bent.
"""

import base64
import binascii
import hashlib
import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from desktop.domain.attached import Attached
from desktop.domain.screen import Coding, Value
from desktop.forms.compare import UCUM_CODES
from desktop.forms.first_values import KINDS_OF_TYPE
from desktop.forms.model import Item, ItemType, ValueKind
from desktop.forms.resource import Node, node_at, text_at
from desktop.forms.values import (
    as_moment,
    as_number,
    as_time,
    as_whole_number,
    comparator_apart,
    kind_of,
    quantity_of,
    read_value,
    reference_of,
)

_DAY_LENGTH = len("2026-09-05")
_FULL_MOMENT = re.compile(r".{10}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_UCUM = "http://unitsofmeasure.org"
_NUMBERS = frozenset({ValueKind.DECIMAL, ValueKind.INTEGER})
_COMPOSED = frozenset({ValueKind.QUANTITY, ValueKind.REFERENCE, ValueKind.ATTACHMENT})
_NUMERIC = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY})
_KINDS = {kind.value: kind for kind in ValueKind}
_ATTACHED = "urn:custody-liaison:attached:"


def value_element(value: Value, item: Item) -> dict[str, Any]:
    """Return the `value[x]` of an answer, empty when it is not a value of the item's type."""
    kind = _written_kind(value, item)
    content = _content(value, kind, item)
    return {} if content is None else {f"value{kind}": content}


def _written_kind(value: Value, item: Item) -> ValueKind:
    if item.type is ItemType.INTEGER:
        return ValueKind.INTEGER
    if item.type is ItemType.QUANTITY:
        return ValueKind.QUANTITY
    if item.type is ItemType.ATTACHMENT:
        return ValueKind.ATTACHMENT
    if item.type is ItemType.REFERENCE:
        return ValueKind.REFERENCE
    return kind_of(value, item)


def _content(value: Value, kind: ValueKind, item: Item) -> object | None:
    if isinstance(value, bool):
        return value if item.type is ItemType.BOOLEAN else None
    if isinstance(value, Coding):
        parts = {"system": value.system, "code": value.code, "display": value.display}
        return {name: text for name, text in parts.items() if text}
    if kind in _NUMBERS:
        return as_number(value) if kind is ValueKind.DECIMAL else as_whole_number(value)
    if kind in _COMPOSED:
        return _composed(str(value), kind, item)
    return _checked_text(str(value), kind)


def _composed(text: str, kind: ValueKind, item: Item) -> dict[str, Any] | None:
    if kind is ValueKind.REFERENCE:
        return _reference(text)
    return _attachment(text) if kind is ValueKind.ATTACHMENT else _quantity(text, item)


def _reference(text: str) -> dict[str, Any]:
    address, words = reference_of(text)
    parts = {"reference": address, "display": words}
    return {name: part for name, part in parts.items() if part}


def _attachment(text: str) -> dict[str, Any] | None:
    """Name the file. Its contents travel apart from the answer."""
    attached = Attached.of(text)
    if attached is None:
        return None
    parts = {"contentType": attached.content_type, "url": _ATTACHED + attached.sha256}
    return {**parts, "size": attached.size, **({"title": attached.title} if attached.title else {})}


def _checked_text(text: str, kind: ValueKind) -> str | None:
    if kind is ValueKind.TIME:
        moment = as_time(text)
        return None if moment is None else moment.isoformat()
    if kind is ValueKind.DATE:
        return text if len(text) <= _DAY_LENGTH and as_moment(text) is not None else None
    return _date_time(text) if kind is ValueKind.DATE_TIME else text


def _date_time(text: str) -> str | None:
    """Return the moment with seconds and offset, as FHIR wants it; as written where it has both."""
    moment = as_moment(text)
    if not isinstance(moment, datetime) or _FULL_MOMENT.fullmatch(text):
        return None if moment is None else text
    return moment.isoformat()


def _quantity(value: Value, item: Item) -> dict[str, Any] | None:
    sign, measured = comparator_apart(value) if isinstance(value, str) else ("", value)
    quantity = quantity_of(measured, item)
    if quantity is None:
        return None
    return {**_measured(*quantity, item), **({"comparator": sign} if sign else {})}


def _measured(number: Decimal, unit: str, item: Item) -> dict[str, Any]:
    for known in item.units:
        if unit == known.code:
            words = known.display or known.code
            system = known.system or _UCUM
            return {"value": number, "unit": words, "system": system, "code": unit}
    if unit in UCUM_CODES:
        return {"value": number, "unit": unit, "system": _UCUM, "code": unit}
    return {"value": number, "unit": unit} if unit else {"value": number}


def is_of_type(name: str, item: Item) -> bool:
    """Whether a `value[x]` of this name can answer the item. A number passes for any number."""
    kind = _KINDS.get(name.removeprefix("value"))
    if item.type is ItemType.ATTACHMENT:
        return kind is ValueKind.ATTACHMENT
    if item.type in _NUMERIC and kind in _NUMBERS:
        return True
    return kind in KINDS_OF_TYPE.get(item.type, frozenset())


def value_read(answer: Node, item: Item) -> Value | None:
    """Return the value of an answer of a QuestionnaireResponse, None when it is none of ours."""
    if item.type is ItemType.ATTACHMENT:
        return _attached(node_at(answer, "valueAttachment"))
    found = read_value(answer, "value")
    return None if found is None else found[0]


def _attached(written: Node) -> str | None:
    url = text_at(written, "url")
    sha256 = url.removeprefix(_ATTACHED)
    if url == sha256 and url:  # Kept elsewhere: its address stands for it.
        sha256 = hashlib.sha256(url.encode(errors="replace")).hexdigest()
    size = written.get("size")
    if data := text_at(written, "data"):
        try:
            content = base64.b64decode(data, validate=True)
        except binascii.Error:
            return None
        sha256, size = hashlib.sha256(content).hexdigest(), len(content)
    kind = text_at(written, "contentType") or "application/octet-stream"
    attached = Attached(
        sha256, size if isinstance(size, int) else 0, kind, text_at(written, "title")
    )
    return attached.text() if Attached.of(attached.text()) else None
