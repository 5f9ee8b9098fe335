"""What expressions see of a response in the making: a QuestionnaireResponse of what applies.

Items that do not apply, or hold nothing, are not there. An answer that only says why there is no
value is not there either: a refusal is not a value.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from desktop.domain.screen import Coding, Value
from desktop.forms.fhirpath import Element, JsonElement
from desktop.forms.fhirpath import Value as Seen
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.options import weight_in
from desktop.forms.resource import Extensions, nodes_at, parse, text_at
from desktop.forms.tree import Node, Tree
from desktop.forms.weights import is_option, weight_of

_ITEM = "QuestionnaireResponse.item"
_ANSWER = "QuestionnaireResponse.item.answer"


class SeenResponse:
    """The response itself: %resource."""

    type = "QuestionnaireResponse"

    def __init__(self, tree: Tree, about: Mapping[str, Seen]) -> None:
        self._tree = tree
        self._about = about

    def child(self, name: str) -> Sequence[Seen]:
        if name == "item":
            return present(self._tree.roots)
        return (self._about[name],) if name in self._about else ()

    def children(self) -> Sequence[Seen]:
        return (*self._about.values(), *present(self._tree.roots))

    def items_by_link_id(self, link_id: str) -> Sequence[Element]:
        nodes = self._tree.by_link_id.get(link_id, ())
        return [SeenItem(node) for node in nodes if node.parent is None and node.is_present()]

    def descendants_by_link_id(self, link_id: str) -> Sequence[Element]:
        nodes = self._tree.by_link_id.get(link_id, ())
        return [SeenItem(node) for node in nodes if node.is_present()]

    def items_below_by_link_id(self, link_id: str) -> Sequence[Element]:
        nodes = self._tree.by_link_id.get(link_id, ())
        return [
            SeenItem(node)
            for node in nodes
            if node.is_present() and all(one.item.type is ItemType.GROUP for one in node.above())
        ]

    def plain(self) -> object:
        return {"item": [SeenItem(node).plain() for node in self._tree.roots]}


class SeenItem:
    type = _ITEM
    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node

    def child(self, name: str) -> Sequence[Seen]:
        node = self.node
        if name == "answer":
            return answers_of(node)
        if name == "item":
            return present(node.children) if node.item.type is ItemType.GROUP else ()
        if name == "linkId":
            return (node.item.link_id,)
        if name == "text":
            return (node.text,) if node.text else ()
        if name == "definition":
            return (node.item.definition,) if node.item.definition else ()
        return JsonElement(dict(node.came.about), _ITEM).child(name) if node.came else ()

    def children(self) -> Sequence[Seen]:
        names = ("linkId", "definition", "text", "answer", "item")
        return [each for name in names for each in self.child(name)]

    def items_by_link_id(self, link_id: str) -> Sequence[Element]:
        if self.node.item.type is not ItemType.GROUP:
            return ()
        return list(_present_nodes(self.node.children, link_id))

    def plain(self) -> object:
        node = self.node
        answers = [answer.plain() for answer in answers_of(node)]
        below = [each.plain() for each in self.child("item") if isinstance(each, SeenItem)]
        return {"linkId": node.item.link_id, "answer": answers, "item": below}


class SeenAnswer:
    type = _ANSWER
    __slots__ = ("_owner", "_value")

    def __init__(self, owner: Node, value: Value | None) -> None:
        self._owner = owner
        self._value = value

    def child(self, name: str) -> Sequence[Seen]:
        if name == "item":
            return present(self._owner.children) if self._is_first() else ()
        if self._value is None:
            return ()
        if name.startswith("value"):
            return self._seen_value(name)
        came = self._owner.came
        more = came.element(self._value) if came else None
        return JsonElement(more, _ANSWER).child(name) if more else ()

    def children(self) -> Sequence[Seen]:
        return (*self.child("value"), *self.child("item"))

    def items_by_link_id(self, link_id: str) -> Sequence[Element]:
        return list(_present_nodes(self._owner.children, link_id)) if self._is_first() else ()

    def plain(self) -> object:
        below = [each.plain() for each in self.child("item") if isinstance(each, SeenItem)]
        value = {} if self._value is None else self._owner.element(self._value)
        return {**value, "item": below}

    def weight(self) -> Decimal | None:
        """Return what the answer counts, where it says so or its choice does."""
        for each in self.child("value"):
            if isinstance(each, SeenCoding):
                return each.weight()
        item = self._owner.item
        options = (one for one in item.options if self._value is not None)
        return next((one.weight for one in options if is_option(self._value, one.value)), None)

    def _is_first(self) -> bool:
        values = self._owner.values()
        return not values or self._value is values[0]

    def _seen_value(self, name: str) -> Sequence[Seen]:
        assert self._value is not None
        content = self._owner.element(self._value)
        if isinstance(self._value, Coding):
            if name not in ("value", "valueCoding") or "valueCoding" not in content:
                return ()
            return (SeenCoding(content["valueCoding"], self._owner.item, self._value),)
        return JsonElement(content, _ANSWER).child(name)


class SeenCoding(JsonElement):
    """A Coding that knows which question it answers, for its weight."""

    __slots__ = ("_item", "_value", "_written")

    def __init__(self, content: dict[str, Any], item: Item, value: Coding) -> None:
        super().__init__(content, "Coding")
        self._item = item
        self._value = value
        self._written = content

    def weight(self) -> Decimal | None:
        """Return what the answer itself says it counts, or else what its choice does."""
        if "extension" in self._written:
            own = weight_in(Extensions(self._written))
            if own is not None:
                return own
        return weight_of(self._value, self._item)


def seen_item(node: Node) -> SeenItem:
    return SeenItem(node)


def present(nodes: Sequence[Node]) -> list[SeenItem]:
    return [SeenItem(node) for node in nodes if node.is_present()]


def _present_nodes(nodes: Sequence[Node], link_id: str) -> Iterator[SeenItem]:
    for node in nodes:
        if node.item.link_id == link_id and node.is_present():
            yield SeenItem(node)


def answers_of(node: Node) -> Sequence[SeenAnswer]:
    """Return the answers; an empty one where only something under the question is answered."""
    values = node.values()
    if values:
        return [SeenAnswer(node, value) for value in values]
    has_below = node.item.type is not ItemType.GROUP and any(
        child.is_present() for child in node.children
    )
    return [SeenAnswer(node, None)] if has_below else ()


@lru_cache(maxsize=8)
def form_elements(questionnaire: Questionnaire) -> Mapping[str, Sequence[Seen]]:
    """Return the form's own JSON for expressions: "" is the form, each item by its linkId."""
    form = parse(questionnaire.raw)
    found: dict[str, Sequence[Seen]] = {"": (JsonElement(form, "Questionnaire"),)}
    pending = nodes_at(form, "item")
    while pending:
        node = pending.pop()
        found[text_at(node, "linkId")] = (JsonElement(node, "Questionnaire.item"),)
        pending.extend(nodes_at(node, "item"))
    return found


def weigh(element: Element) -> Decimal | None:
    """Return what a choice counts, by itself or by the form it was chosen in."""
    return element.weight() if isinstance(element, SeenCoding | SeenAnswer) else None


def names_seen(names: Mapping[str, Mapping[str, Any] | Value]) -> dict[str, tuple[Any, ...]]:
    """Return what expressions may name, such as "patient", as they see it."""
    return {
        name: (
            JsonElement(dict(value), str(value.get("resourceType", "")))
            if isinstance(value, Mapping)
            else value,
        )
        for name, value in names.items()
    }
