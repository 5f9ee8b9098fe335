"""A QuestionnaireResponse as answers by place: what another program, or an earlier day, recorded.

What the form has no place for is told, never dropped in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.screen import Absent, Answer, Value
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.places import key_of
from desktop.forms.resource import Extensions, Node, nodes_at, text_at
from desktop.forms.response import ABSENT_REASON, REASONS
from desktop.forms.tree import MOST_OCCURRENCES
from desktop.forms.value_elements import value_read

_ABSENT = {code: reason for reason, code in REASONS.items()}
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class ReadBack:
    """`left_over` are the linkIds, or the words "too deep", of what could not be taken."""

    answers: Mapping[str, Answer]
    left_over: tuple[str, ...]


def read_response(questionnaire: Questionnaire, response: Node) -> ReadBack:
    reader = _Reader(questionnaire)
    top = [item for item in questionnaire.items.values() if item.parent is None]
    reader.read(nodes_at(response, "item"), top, (), 0)
    return ReadBack(reader.answers, tuple(dict.fromkeys(reader.left_over)))


@dataclass(slots=True)
class _Reader:
    questionnaire: Questionnaire
    answers: dict[str, Answer] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)

    def read(
        self, nodes: Sequence[Node], items: Sequence[Item], tokens: tuple[str, ...], depth: int
    ) -> None:
        known = {item.link_id: item for item in items}
        count: dict[str, int] = {}
        for node in nodes:
            link_id = text_at(node, "linkId")
            item = known.get(link_id)
            if item is None or depth > _DEEPEST:
                self.left_over.append(link_id)
                continue
            if item.type is ItemType.GROUP:
                self._group(node, item, self._inner(item, tokens, count), depth)
            else:
                self._question(node, item, tokens, count, depth)

    def _inner(self, item: Item, tokens: tuple[str, ...], count: dict[str, int]) -> tuple[str, ...]:
        """Return the tokens of the next occurrence of this item."""
        number = count.get(item.link_id, 0)
        count[item.link_id] = number + 1
        if not item.is_block():
            if number:
                self.left_over.append(item.link_id)
            return tokens
        if number >= MOST_OCCURRENCES:
            self.left_over.append(item.link_id)
        return (*tokens, f"{number:04d}" if number else "")

    def _group(self, node: Node, item: Item, tokens: tuple[str, ...], depth: int) -> None:
        self.read(nodes_at(node, "item"), item.children, tokens, depth + 1)

    def _question(
        self,
        node: Node,
        item: Item,
        tokens: tuple[str, ...],
        count: dict[str, int],
        depth: int,
    ) -> None:
        answers = nodes_at(node, "answer")
        absent = _ABSENT.get(text_at(Extensions(node).get(ABSENT_REASON), "valueCode"))
        groups = [[answer] for answer in answers] if item.is_block() else [answers]
        for group in groups or [[]]:
            inner = self._inner(item, tokens, count) if item.is_block() else tokens
            values = [value_read(answer, item) for answer in group]
            if any(
                v is None and len(a) > len(nodes_at(a, "item")[:1])
                for v, a in zip(values, group, strict=True)
            ):
                self.left_over.append(item.link_id)
            kept = tuple(value for value in values if value is not None)
            self._take(key_of(item.link_id, inner), item, kept, absent)
            below = [one for answer in group for one in nodes_at(answer, "item")]
            self.read([*below, *nodes_at(node, "item")], item.children, inner, depth + 1)

    def _take(self, key: str, item: Item, values: tuple[Value, ...], absent: Absent | None) -> None:
        """Keep an answer. Some programs write each answer of a question as an item of its own."""
        known = self.answers.get(key)
        if known is not None and values and known.values:
            if not item.repeats:
                self.left_over.append(item.link_id)
                return
            values = (*known.values, *values)
        if values or (absent is not None and known is None):
            self.answers[key] = Answer(values=values, absent=None if values else absent)
