"""Answers as a FHIR R4 QuestionnaireResponse: only what applies, in the order of the form.

Decimals stay Decimal, so that 1.50 leaves as it was written; `response_json` writes them.
Whether a screen may be called completed is for `screen_problems` to say, not for this module.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from desktop.domain.screen import Absent, Answer, Coding, Value
from desktop.forms.answered import values_of
from desktop.forms.enablement import enabled_items
from desktop.forms.model import Item, ItemType, Questionnaire, ValueKind
from desktop.forms.tally import tally
from desktop.forms.values import (
    as_moment,
    as_number,
    as_time,
    as_whole_number,
    kind_of,
    quantity_of,
)

ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_DAY_LENGTH = len("2026-09-05")
_FULL_MOMENT = re.compile(r".{10}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_UCUM = "http://unitsofmeasure.org"
_REASONS = {
    Absent.DECLINED: "asked-declined",
    Absent.UNABLE: "not-performed",
    Absent.NOT_ASKED: "not-asked",
    Absent.NOT_KNOWN: "asked-unknown",
}


def to_questionnaire_response(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    *,
    status: str,
    authored: datetime,
    subject: str,
    author: str,
) -> dict[str, Any]:
    """Return the resource. `subject` and `author` are references, such as "urn:uuid:..."."""
    writer = _Writer(questionnaire, answers, enabled_items(questionnaire, answers))
    roots = (item for item in questionnaire.items.values() if item.parent is None)
    response: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": questionnaire.canonical,
        "status": status,
        "subject": {"reference": subject},
        "authored": authored.astimezone(UTC).isoformat(timespec="seconds"),
        "author": {"reference": author},
    }
    if written := writer.items(roots):
        response["item"] = written
    return response


@dataclass(frozen=True, slots=True)
class _Writer:
    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    enabled: Collection[str]

    def items(self, items: Iterable[Item]) -> list[dict[str, Any]]:
        return [written for item in items if (written := self._item(item))]

    def _item(self, item: Item) -> dict[str, Any]:
        """Return nothing for an item that does not apply or holds nothing."""
        if item.link_id not in self.enabled:
            return {}
        if item.type is ItemType.DISPLAY:
            return {}
        below = self.items(item.children)
        if item.type is ItemType.GROUP:
            return _named(item, {"item": below}) if below else {}
        return self._question(item, below)

    def _question(self, item: Item, below: list[dict[str, Any]]) -> dict[str, Any]:
        written: dict[str, Any] = {}
        values = list(self._values(item))
        if reason := self._absent_reason(item, values):
            written["extension"] = [{"url": ABSENT_REASON, "valueCode": reason}]
        if below:
            # What hangs on a question stands under its answer, even where the answer is missing.
            first, *others = values or [{}]
            values = [{**first, "item": below}, *others]
        if values:
            written["answer"] = values
        return _named(item, written) if written else {}

    def _values(self, item: Item) -> Iterator[dict[str, Any]]:
        if item.score is not None:
            total = tally(self.questionnaire, item, self.answers, self.enabled).total
            values: tuple[Value, ...] = () if total is None else (str(total),)
        else:
            values = values_of(self.answers, item.link_id)
        for value in values:
            if written := value_element(value, item):
                yield written

    def _absent_reason(self, item: Item, written: list[dict[str, Any]]) -> str:
        answer = self.answers.get(item.link_id)
        if answer is not None and answer.absent is not None:
            return _REASONS[answer.absent]
        # An answer that FHIR has no value for is owned up to rather than dropped in silence.
        return "error" if values_of(self.answers, item.link_id) and not written else ""


def _named(item: Item, content: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {"linkId": item.link_id}
    extension = content.pop("extension", None)
    if extension:
        named = {"extension": extension, **named}
    if item.definition:
        named["definition"] = item.definition
    if item.text:
        named["text"] = item.text
    return {**named, **content}


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
    return kind_of(value, item)


def _content(value: Value, kind: ValueKind, item: Item) -> object | None:
    if isinstance(value, bool):
        return value if item.type is ItemType.BOOLEAN else None
    if isinstance(value, Coding):
        parts = {"system": value.system, "code": value.code, "display": value.display}
        return {name: text for name, text in parts.items() if text}
    if kind is ValueKind.QUANTITY:
        return _quantity(value, item)
    if kind is ValueKind.DECIMAL:
        return as_number(value)
    if kind is ValueKind.INTEGER:
        return as_whole_number(value)
    return _checked_text(str(value), kind)


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
    quantity = quantity_of(value, item)
    if quantity is None:
        return None
    number, unit = quantity
    for known in item.units:
        if unit == known.code:
            words = known.display or known.code
            system = known.system or _UCUM
            return {"value": number, "unit": words, "system": system, "code": unit}
    return {"value": number, "unit": unit} if unit else {"value": number}


def response_json(content: object) -> str:
    """Write the resource as JSON with every decimal as it was recorded."""
    if isinstance(content, Decimal):
        return str(content)
    if isinstance(content, dict):
        parts = (f"{json.dumps(key)}:{response_json(each)}" for key, each in content.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(content, list):
        return "[" + ",".join(response_json(each) for each in content) + "]"
    return json.dumps(content, ensure_ascii=False)
