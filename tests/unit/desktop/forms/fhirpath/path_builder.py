"""Short ways to work out an expression in a test."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from desktop.forms.fhirpath import (
    Element,
    Environment,
    JsonElement,
    PathDate,
    PathDateTime,
    PathQuantity,
    PathTime,
    Value,
    parse,
)

NOON = datetime(2026, 9, 5, 12, 0, tzinfo=UTC)


def answered(link_id: str, *values: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "answer": [dict(value) for value in values], **more}


def group(link_id: str, *items: Mapping[str, Any]) -> dict[str, Any]:
    return {"linkId": link_id, "item": list(items)}


def a_response(*items: Mapping[str, Any], **more: Any) -> JsonElement:
    return JsonElement({"resourceType": "QuestionnaireResponse", "item": list(items), **more})


def worked_out(
    text: str,
    response: Element | None = None,
    *,
    names: Mapping[str, Sequence[Value]] | None = None,
    now: datetime = NOON,
    weights: Mapping[str, Decimal] | None = None,
    steps: int = 100_000,
) -> list[Any]:
    """Return what the expression gives, elements as their JSON and moments as their text."""
    focus: tuple[Value, ...] = (response,) if response is not None else ()
    known = dict.fromkeys(("resource", "context", "rootResource"), focus) | dict(names or {})

    def weigh(element: Element) -> Decimal | None:
        return (weights or {}).get(str(next(iter(element.child("code")), "")))

    environment = Environment(names=known, now=now, weigh=weigh, steps=steps)
    return [_plain(value) for value in parse(text).evaluate(focus, environment)]


def _plain(value: Value) -> Any:
    if isinstance(value, str | bool | int | Decimal):
        return value
    if isinstance(value, PathQuantity):
        return f"{value.value.normalize():f} {value.unit}"
    return value.text if isinstance(value, PathDate | PathDateTime | PathTime) else value.plain()
