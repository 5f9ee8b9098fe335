"""Elements over plain JSON, as `json.loads(..., parse_float=Decimal)` gives it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from desktop.forms.fhirpath.moments import date_from, date_time_from, time_from
from desktop.forms.fhirpath.r4_types import (
    CHOICE_TYPES,
    COMPLEX,
    DATE_TIMES,
    DATES,
    QUANTITIES,
    REFERENCES,
)
from desktop.forms.fhirpath.values import Value, Values

_RESPONSE = "QuestionnaireResponse"
_TIMED = frozenset(("DateTime", "Instant"))


class JsonElement:
    """A JSON object of a resource. Its content must not change while it is in use."""

    __slots__ = ("_json", "_known", "type")

    def __init__(self, json: Mapping[str, Any], type: str = "") -> None:  # noqa: A002 -- FHIR's word
        self._json = json
        self._known: dict[str, Values] = {}
        self.type = type or str(json.get("resourceType") or "Element")

    def child(self, name: str) -> Values:
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._found(name)
        return known

    def children(self) -> Values:
        return [
            value
            for key in self._json
            if not key.startswith("_") and key != "resourceType"
            for value in self.child(key)
        ]

    def plain(self) -> object:
        return self._json

    def _found(self, name: str) -> Values:
        if name in self._json:
            key, suffix = name, _suffix(name)
        else:
            key, suffix = self._choice(name)
        raw = self._json.get(key)
        if raw is None:
            return ()
        each = raw if isinstance(raw, list) else (raw,)
        return tuple(_value(one, self, name, suffix) for one in each if one is not None)

    def _choice(self, name: str) -> tuple[str, str]:
        length = len(name)
        for key in self._json:
            if key.startswith(name) and key[length:] in CHOICE_TYPES:
                return key, key[length:]
        return "", ""


def _suffix(name: str) -> str:
    """Return the type that a name such as "valueCoding" ends in."""
    return next(_endings(name), "")


def _endings(name: str) -> Iterator[str]:
    for place, letter in enumerate(name):
        if place and letter.isupper() and name[place:] in CHOICE_TYPES:
            yield name[place:]


def _value(raw: Any, owner: JsonElement, name: str, suffix: str) -> Value:
    if isinstance(raw, str):
        return _text(raw, name, suffix)
    if isinstance(raw, float):
        return Decimal(repr(raw)) if isfinite(raw) else str(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        is_decimal = suffix == "Decimal" or (name == "value" and owner.type in QUANTITIES)
        return Decimal(raw) if is_decimal else raw
    if isinstance(raw, Mapping):
        return JsonElement(raw, str(raw.get("resourceType") or _type(owner.type, name, suffix)))
    return raw if isinstance(raw, bool | Decimal) else str(raw)


def _text(raw: str, name: str, suffix: str) -> Value:
    """Text that should be a date and is none stays text: what is compared with it will differ."""
    if suffix == "Date" or (not suffix and name in DATES):
        return date_from(raw) or date_time_from(raw) or raw
    if suffix in _TIMED or (not suffix and name in DATE_TIMES):
        return date_time_from(raw) or raw
    if suffix == "Time":
        return time_from(raw) or raw
    return raw


def _type(owner: str, name: str, suffix: str) -> str:
    if suffix:
        return suffix
    if name.startswith("_"):
        return "Element"
    if name == "item" and owner.startswith("Questionnaire"):
        return f"{owner.partition('.')[0]}.item"
    if name == "answer" and owner.startswith(_RESPONSE):
        return f"{_RESPONSE}.item.answer"
    if name == "code":
        return "Coding" if owner == "Questionnaire.item" else "CodeableConcept"
    return COMPLEX.get(name) or ("Reference" if name in REFERENCES else f"{owner}.{name}")
