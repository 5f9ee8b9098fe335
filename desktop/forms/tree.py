"""The response while it is being made: every item in every occurrence, answered or not.

Knows what stands where and what applies; works nothing out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from desktop.domain.screen import Answer, Value
from desktop.forms.came import Came
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.places import key_of, link_id_of, tokens_of
from desktop.forms.value_elements import value_element
from desktop.forms.values import is_blank

BLANK = Answer()
MOST_OCCURRENCES = 200


class Node:
    """One item in one occurrence.

    `is_wanted`: its own condition holds; `applies`: those of all above it as well.
    """

    __slots__ = (
        "answer",
        "applies",
        "came",
        "children",
        "is_wanted",
        "item",
        "key",
        "parent",
        "seen",
        "text",
        "tokens",
    )

    def __init__(self, item: Item, parent: "Node | None", tokens: tuple[str, ...]) -> None:
        self.item = item
        self.parent = parent
        self.tokens = tokens
        self.key = key_of(item.link_id, tokens)
        self.answer = BLANK
        self.is_wanted = True
        self.applies = True
        self.text = item.text
        self.children: list[Node] = []
        self.came: Came | None = None
        self.seen: object = None  # What an expression sees of the answer, until that changes.

    def values(self) -> tuple[Value, ...]:
        """Return what is answered here; nothing while this does not apply or no value was given."""
        if not self.applies or self.answer.absent is not None:
            return ()
        return tuple(value for value in self.answer.values if not is_blank(value))

    def element(self, value: Value) -> dict[str, Any]:
        """Return an answer of FHIR for one of the values, empty when there is none."""
        more = None if self.came is None else self.came.element(value)
        return more if more is not None else value_element(value, self.item)

    def is_answered(self) -> bool:
        """Whether nothing more is owed: a value, or the reason why there is none."""
        return self.answer.absent is not None or bool(self.values())

    def is_present(self) -> bool:
        """Whether a response holds this item."""
        if not self.applies or self.item.type is ItemType.DISPLAY:
            return False
        return bool(self.values()) or any(child.is_present() for child in self.children)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in the order of the form."""
        pending = [self]  # No generator for each level: a long form is walked often.
        while pending:
            node = pending.pop()
            yield node
            if node.children:
                pending.extend(reversed(node.children))

    def above(self) -> Iterator["Node"]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class Tree:
    """All nodes of one response, by place key and by linkId, in the order of the form."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Mapping[str, Answer],
        came: Mapping[str, Came] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self.nodes: dict[str, Node] = {}
        self.by_link_id: dict[str, list[Node]] = {}
        self._tokens = _tokens_in(questionnaire.items, answers)
        self.roots: list[Node] = []
        top = [item for item in questionnaire.items.values() if item.parent is None]
        for item in top:
            self.roots.extend(self._made(item, None, ()))
        self._index()
        for key, answer in answers.items():
            if key in self.nodes:
                self.nodes[key].answer = answer
        for key, more in (came or {}).items():
            if key in self.nodes:
                self.nodes[key].came = more

    def _made(self, item: Item, parent: Node | None, tokens: tuple[str, ...]) -> list[Node]:
        if not item.is_block():
            return [self._node(item, parent, tokens)]
        inside = sorted(self._tokens.get((item.link_id, tokens), {""}))[:MOST_OCCURRENCES]
        return [self._node(item, parent, (*tokens, token)) for token in inside]

    def _node(self, item: Item, parent: Node | None, tokens: tuple[str, ...]) -> Node:
        node = Node(item, parent, tokens)
        for below in item.children:
            node.children.extend(self._made(below, node, tokens))
        return node

    def _index(self) -> None:
        self.nodes = {}
        self.by_link_id = {}
        for root in self.roots:
            for node in root.walk():
                self.nodes[node.key] = node
                self.by_link_id.setdefault(node.item.link_id, []).append(node)

    # Blocks

    def occurrences(self, node: Node) -> list[Node]:
        """Return all occurrences of the block that this node is one of, in their order."""
        return [one for one in self._siblings(node) if one.item is node.item]

    def add(self, node: Node, token: str) -> Node:
        """Add an occurrence where its token stands among the others: a new one after them all."""
        siblings = self._siblings(node)
        new = self._node(node.item, node.parent, (*node.tokens[:-1], token))
        block = [place for place, one in enumerate(siblings) if one.item is node.item]
        before = [place for place in block if siblings[place].tokens < new.tokens]
        siblings.insert(before[-1] + 1 if before else block[0], new)
        self._index()
        return new

    def remove(self, node: Node) -> None:
        """Take an occurrence out; the last one of a block has to stay."""
        self._siblings(node).remove(node)
        self._index()

    def _siblings(self, node: Node) -> list[Node]:
        return self.roots if node.parent is None else node.parent.children

    # Looking things up

    def nodes_for(self, link_id: str, tokens: tuple[str, ...], shared: int) -> Sequence[Node]:
        """Return the nodes of an item in the same occurrence of the `shared` outermost blocks."""
        nodes = self.by_link_id.get(link_id, [])
        if len(nodes) <= 1 or not shared:
            return nodes
        wanted = tokens[:shared]
        return [node for node in nodes if node.tokens[:shared] == wanted]


def _tokens_in(
    items: Mapping[str, Item], answers: Mapping[str, Answer]
) -> dict[tuple[str, tuple[str, ...]], set[str]]:
    """Return the tokens in use, by the block's linkId and the occurrence it stands in."""
    found: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for key, answer in answers.items():
        link_id = link_id_of(key)
        if link_id not in items or not answer.is_given():
            continue
        blocks = blocks_above(items, link_id)
        tokens = (*tokens_of(key), *[""] * len(blocks))[: len(blocks)]
        for depth, block in enumerate(blocks):
            found[(block, tokens[:depth])].add(tokens[depth])
    return found


@lru_cache(maxsize=16)
def blocks_in(questionnaire: Questionnaire) -> Mapping[str, tuple[str, ...]]:
    """Return for every item the blocks it stands in."""
    items = questionnaire.items
    return {link_id: blocks_above(items, link_id) for link_id in items}


def blocks_above(items: Mapping[str, Item], link_id: str) -> tuple[str, ...]:
    """Return the linkIds of the blocks this item stands in, itself included, outermost first."""
    found: list[str] = []
    at: str | None = link_id
    while at is not None:
        item = items[at]
        if item.is_block():
            found.append(at)
        at = item.parent
    return tuple(reversed(found))


def switch(nodes: Iterable[Node]) -> list[Node]:
    """Bring `applies` up to date at these nodes and below; return those that changed."""
    changed: list[Node] = []
    pending = list(nodes)
    while pending:
        node = pending.pop()
        applies = node.is_wanted and (node.parent is None or node.parent.applies)
        if applies != node.applies:
            node.applies = applies
            changed.append(node)
            pending.extend(node.children)
    return changed
