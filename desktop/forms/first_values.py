"""The values that a question begins with, as far as they are answers to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.screen import Value
from desktop.forms.model import ItemType, ValueKind
from desktop.forms.resource import Node, nodes_at
from desktop.forms.values import read_value

_MOST = 50
_CHOICES = frozenset(
    {
        *(ValueKind.CODING, ValueKind.STRING, ValueKind.INTEGER, ValueKind.DATE),
        *(ValueKind.TIME, ValueKind.REFERENCE),
    }
)
_TEXTS = frozenset({ValueKind.STRING, ValueKind.URI})
KINDS_OF_TYPE: dict[ItemType, frozenset[ValueKind]] = {
    ItemType.BOOLEAN: frozenset({ValueKind.BOOLEAN}),
    ItemType.DECIMAL: frozenset({ValueKind.DECIMAL, ValueKind.INTEGER}),
    ItemType.INTEGER: frozenset({ValueKind.INTEGER}),
    ItemType.DATE: frozenset({ValueKind.DATE}),
    ItemType.DATE_TIME: frozenset({ValueKind.DATE_TIME, ValueKind.DATE}),
    ItemType.TIME: frozenset({ValueKind.TIME}),
    ItemType.STRING: _TEXTS,
    ItemType.TEXT: _TEXTS,
    ItemType.URL: _TEXTS,
    ItemType.CHOICE: _CHOICES,
    ItemType.OPEN_CHOICE: _CHOICES,
    ItemType.QUANTITY: frozenset({ValueKind.QUANTITY}),
    ItemType.REFERENCE: frozenset({ValueKind.REFERENCE}),
}


@dataclass(frozen=True, slots=True)
class FirstValues:
    """`rules` names what was left out and why."""

    values: tuple[Value, ...]
    rules: tuple[str, ...]


def first_values(node: Node, item_type: ItemType) -> FirstValues:
    if "initial" not in node:
        return FirstValues((), ())
    found = tuple(_each(nodes_at(node, "initial")[:_MOST], item_type))
    values = tuple(value for value, _ in found if value is not None)
    rules = dict.fromkeys(rule for _, rule in found if rule)
    if len(values) > 1 and node.get("repeats") is not True:
        rules["several_first_values"] = None
        values = values[:1]
    return FirstValues(values, tuple(rules))


def _each(entries: list[Node], item_type: ItemType) -> Iterator[tuple[Value | None, str]]:
    for entry in entries:
        if "valueAttachment" in entry:
            yield None, "file_in_form"
            continue
        read = read_value(entry, "value")
        if read is None or read[1] not in KINDS_OF_TYPE.get(item_type, frozenset()):
            yield None, "wrong_first_value"
        else:
            yield read[0], ""
