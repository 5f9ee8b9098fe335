"""Whether a form is written as R4 has it: its elements, their JSON types, what must be there.

Published forms are careless. What can be left out safely is left out and said once for each
element; refused is only what, left out, would ask the wrong questions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop.forms.definitions import ELEMENTS, EXTENSION_VALUES, Element, Shape
from desktop.forms.findings import Finding
from desktop.forms.resource import Node, text_at
from desktop.forms.rules import finding

# Misread, these would lose questions, or show what should stay hidden.
_DECISIVE = frozenset({"item", "enableWhen", "extension", "modifierExtension"})
_PARTS = frozenset({"EnableWhen", "AnswerOption", "Initial"})


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_node(value: object) -> bool:
    return isinstance(value, dict)


_FITS: dict[Shape, Callable[[object], bool]] = {
    "flag": _is_flag,
    "whole": _is_whole,
    "number": _is_number,
    "text": _is_text,
    "node": _is_node,
}


@dataclass(slots=True)
class _Seen:
    """How often each slip was met, and where first."""

    refusals: list[Finding] = field(default_factory=list)
    slips: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def note(self, rule: str, element: str, link_id: str) -> None:
        count, first = self.slips.get((rule, element), (0, link_id))
        self.slips[rule, element] = (count + 1, first)

    def findings(self) -> Iterator[Finding]:
        yield from self.refusals
        for (rule, element), (count, link_id) in self.slips.items():
            name = "url" if rule == "extension_value" else "element"
            yield finding(rule, link_id, **{name: element, "count": count})


def shape_findings(form: Node) -> tuple[Finding, ...]:
    seen = _Seen()
    _look_at(form, "Questionnaire", "", seen)
    pending = [(item, "") for item in reversed(_list_of(form, "item"))]
    while pending:
        item, parent = pending.pop()
        if not isinstance(item, dict):
            continue
        link_id = text_at(item, "linkId") or parent
        _look_at(item, "Item", link_id, seen)
        if "item" in item:
            pending.extend((each, link_id) for each in reversed(_list_of(item, "item")))
    if not text_at(form, "status"):
        seen.slips["no_status", "status"] = (1, "")
    return tuple(seen.findings())


def _list_of(node: Node, key: str) -> list[Any]:
    value = node.get(key)
    return value if isinstance(value, list) else []


def _look_at(node: Node, name: str, link_id: str, seen: _Seen) -> None:
    elements = ELEMENTS[name]
    for key, value in node.items():
        element = elements.get(key)
        if element is None:
            if not _is_beside(key, value, elements):
                seen.note("unknown_element", key[:80], link_id)
        elif not _fits(value, element):
            _note_misfit(key, link_id, seen)
        elif element.type in _PARTS:
            for part in value:
                _look_at(part, element.type, link_id, seen)
        elif key == "extension":
            _look_at_extensions(value, link_id, seen)


def _fits(value: object, element: Element) -> bool:
    fits = _FITS[element.shape]
    if not element.is_many:
        return fits(value)
    return isinstance(value, list) and all(map(fits, value))


def _note_misfit(key: str, link_id: str, seen: _Seen) -> None:
    if key in _DECISIVE:
        seen.refusals.append(finding("wrong_shape", link_id, element=key))
    else:
        seen.note("value_elsewhere", key, link_id)


def _is_beside(key: str, value: object, elements: dict[str, Element]) -> bool:
    """Whether this is what JSON keeps beside a plain value: `_text` beside `text`."""
    if key == "fhir_comments":
        return True
    element = elements.get(key[1:]) if key.startswith("_") else None
    return element is not None and isinstance(value, list if element.is_many else dict)


def _look_at_extensions(extensions: list[Node], link_id: str, seen: _Seen) -> None:
    for extension in extensions:
        url = extension.get("url")
        if not isinstance(url, str):
            seen.note("value_elsewhere", "extension.url", link_id)
            continue
        allowed = EXTENSION_VALUES.get(url)
        if allowed is None:
            continue
        key = next((key for key in extension if key.startswith("value")), "")
        if key not in allowed:
            seen.note("extension_value", url, link_id)
