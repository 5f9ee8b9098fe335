"""Answers as a FHIR R4 QuestionnaireResponse: only what applies, in the order of the form.

Decimals stay Decimal, so that 1.50 leaves as it was written; `response_json` writes them.
Whether a screen may be called completed is for `Filling.problems` to say, not for this module.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from desktop.domain.screen import Absent
from desktop.forms.model import ItemType, Questionnaire
from desktop.forms.resource import nodes_at
from desktop.forms.tree import Node, Tree
from desktop.forms.values import is_blank

ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
REASONS = {
    Absent.DECLINED: "asked-declined",
    Absent.UNABLE: "not-performed",
    Absent.NOT_ASKED: "not-asked",
    Absent.NOT_KNOWN: "asked-unknown",
}


def written_response(
    questionnaire: Questionnaire,
    tree: Tree,
    *,
    status: str,
    authored: datetime | None = None,
    subject: str = "",
    author: str = "",
) -> dict[str, Any]:
    """Return the resource. `subject` and `author` are references, such as "urn:uuid:..."."""
    response: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": questionnaire.canonical,
        "status": status,
    }
    if subject:
        response["subject"] = {"reference": subject}
    if authored is not None:
        response["authored"] = authored.astimezone(UTC).isoformat(timespec="seconds")
    if author:
        response["author"] = {"reference": author}
    if written := _items(tree.roots):
        response["item"] = written
    return response


def _items(nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Write the nodes. The occurrences of a question are one item with several answers."""
    written: list[dict[str, Any]] = []
    previous: Node | None = None
    for node in nodes:
        entry = _item(node)
        if not entry:
            continue
        is_next_answer = previous is not None and previous.item is node.item
        if is_next_answer and node.item.type is not ItemType.GROUP:
            written[-1].setdefault("answer", []).extend(entry.get("answer", []))
        else:
            written.append(entry)
        previous = node
    return written


def _item(node: Node) -> dict[str, Any]:
    """Return nothing for an item that does not apply or holds nothing."""
    if not node.applies or node.item.type is ItemType.DISPLAY:
        return {}
    below = _items(node.children)
    if node.item.type is ItemType.GROUP:
        return _named(node, {"item": below}) if below else {}
    return _question(node, below)


def _question(node: Node, below: list[dict[str, Any]]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    values = [element for value in node.values() if (element := node.element(value))]
    if reason := _absent_reason(node, values):
        written["extension"] = [{"url": ABSENT_REASON, "valueCode": reason}]
    if below:
        # What hangs on a question stands under its answer, even where the answer is missing.
        first, *others = values or [{}]
        values = [{**first, "item": below}, *others]
    if values:
        written["answer"] = values
    return _named(node, written) if written else {}


def _absent_reason(node: Node, written: Sequence[object]) -> str:
    if node.answer.absent is not None:
        return REASONS[node.answer.absent]
    # An answer that FHIR has no value for is owned up to rather than dropped in silence.
    is_lost = any(not is_blank(value) for value in node.answer.values) and not written
    return "error" if is_lost else ""


def _named(node: Node, content: dict[str, Any]) -> dict[str, Any]:
    about = dict(node.came.about) if node.came else {}
    kept = [one for one in nodes_at(about, "extension") if one.get("url") != ABSENT_REASON]
    if extension := [*content.pop("extension", ()), *kept]:
        about["extension"] = extension
    else:
        about.pop("extension", None)
    named: dict[str, Any] = {**about, "linkId": node.item.link_id}
    if node.item.definition:
        named["definition"] = node.item.definition
    if node.text:
        named["text"] = node.text
    return {**named, **content}


def response_json(content: object) -> str:
    """Write the resource as JSON with every decimal as it was recorded."""
    if isinstance(content, Decimal):
        return str(content) if content.is_finite() else "null"
    if isinstance(content, dict):
        parts = (f"{json.dumps(key)}:{response_json(each)}" for key, each in content.items())
        return "{" + ",".join(parts) + "}"
    if isinstance(content, list):
        return "[" + ",".join(response_json(each) for each in content) + "]"
    return json.dumps(content, ensure_ascii=False)
