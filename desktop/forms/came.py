"""What an answer was written with beyond its value: extensions, versions, the contents of a file.

Kept as it came for as long as the value stays, so that nothing is lost on the way through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.screen import Value
from desktop.forms.model import Item
from desktop.forms.resource import Node
from desktop.forms.value_elements import value_element

# What every item of a response has, and this program writes by itself.
_OUR_OWN = frozenset({"linkId", "text", "definition", "answer", "item", "modifierExtension"})


@dataclass(frozen=True, slots=True)
class Came:
    """`about` stood beside the answers, `values` are those that held more than their value."""

    about: Mapping[str, Any]
    values: Mapping[tuple[type, Value], Node]

    def element(self, value: Value) -> Node | None:
        return self.values.get((type(value), value))

    def beside(self, earlier: "Came | None") -> "Came":
        """Join what stood at one place in two items of a response."""
        if earlier is None:
            return self
        return Came({**earlier.about, **self.about}, {**earlier.values, **self.values})


def came_with(node: Node, read: Iterable[tuple[Node, Value | None]], item: Item) -> Came | None:
    """Return what has to be kept of an item of a response; None when our own words say it all."""
    about = {name: each for name, each in node.items() if name not in _OUR_OWN}
    values = {
        (type(value), value): more
        for answer, value in read
        if value is not None and (more := _more(answer, value, item))
    }
    return Came(about, values) if about or values else None


def _more(answer: Node, value: Value, item: Item) -> Node | None:
    ours = value_element(value, item)
    kept = {*ours, *(f"_{name}" for name in ours)}
    whole = {name: each for name, each in answer.items() if name in kept or not _is_part(name)}
    for name, content in ours.items():
        if not isinstance(whole.get(name), dict):
            whole[name] = content
    return whole if whole != ours else None


def _is_part(name: str) -> bool:
    return name in ("item", "modifierExtension") or name.removeprefix("_").startswith("value")
