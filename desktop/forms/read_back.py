"""A QuestionnaireResponse as answers by place: what another program, or an earlier day, recorded.

What the form has no place for is told, never dropped in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.domain.screen import Absent, Answer, Value
from desktop.forms.came import Came, came_with
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.places import key_of
from desktop.forms.resource import Extensions, Node, nodes_at, text_at
from desktop.forms.response import ABSENT_REASON, REASONS
from desktop.forms.tree import MOST_OCCURRENCES
from desktop.forms.value_elements import is_of_type, value_read

_ABSENT = {code: reason for reason, code in REASONS.items()}
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class ReadBack:
    """`left_over` are the linkIds, or the words "too deep", of what could not be taken.

    `misfits` are those of answers that are not of their question's type; `came` is what answers
    were written with beyond their values, by place.
    """

    answers: Mapping[str, Answer]
    left_over: tuple[str, ...]
    misfits: tuple[str, ...] = ()
    came: Mapping[str, Came] = field(default_factory=dict)


def read_response(questionnaire: Questionnaire, response: Node) -> ReadBack:
    reader = _Reader(questionnaire)
    top = [item for item in questionnaire.items.values() if item.parent is None]
    reader.read(response, "", top, (), 0)
    return ReadBack(
        answers=reader.answers,
        left_over=tuple(dict.fromkeys(reader.left_over)),
        misfits=tuple(dict.fromkeys(reader.misfits)),
        came=reader.came,
    )


def _reason(node: Node) -> Absent | None:
    """Return why there is no value, where an item or one of its answers says so."""
    return _ABSENT.get(text_at(Extensions(node).get(ABSENT_REASON), "valueCode"))


@dataclass(slots=True)
class _Reader:
    questionnaire: Questionnaire
    answers: dict[str, Answer] = field(default_factory=dict)
    left_over: list[str] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    came: dict[str, Came] = field(default_factory=dict)

    def read(
        self,
        holder: Node,
        link_id: str,
        items: Sequence[Item],
        tokens: tuple[str, ...],
        depth: int,
    ) -> None:
        """Take what the response, a group or an answer holds."""
        self._each(self._listed(holder, "item", link_id), items, tokens, depth)

    def _each(
        self, nodes: Sequence[Node], items: Sequence[Item], tokens: tuple[str, ...], depth: int
    ) -> None:
        known = {item.link_id: item for item in items}
        count: dict[str, int] = {}
        for node in nodes:
            link_id = text_at(node, "linkId")
            item = known.get(link_id)
            if item is None or depth > _DEEPEST or "modifierExtension" in node:
                self.left_over.append(link_id)
            elif item.type is ItemType.GROUP:
                self._group(node, item, self._inner(item, tokens, count), depth)
            elif item.type is ItemType.DISPLAY:
                if "answer" in node or "item" in node:
                    self.left_over.append(link_id)
            else:
                self._question(node, item, tokens, count, depth)

    def _listed(self, holder: Node, name: str, link_id: str) -> list[Node]:
        """Return what is listed there; anything else than a list of elements is left over."""
        found = nodes_at(holder, name)
        written = holder.get(name, [])
        if not isinstance(written, list) or any(
            each is not None and not isinstance(each, dict) for each in written
        ):
            self.left_over.append(link_id)
        return found

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
        if "answer" in node:
            self.left_over.append(item.link_id)
        if came := came_with(node, (), item):
            self.came[key_of(item.link_id, tokens)] = came
        self.read(node, item.link_id, item.children, tokens, depth + 1)

    def _question(
        self,
        node: Node,
        item: Item,
        tokens: tuple[str, ...],
        count: dict[str, int],
        depth: int,
    ) -> None:
        answers = self._listed(node, "answer", item.link_id)
        groups = [[answer] for answer in answers] if item.is_block() else [answers]
        for group in groups or [[]]:
            inner = self._inner(item, tokens, count) if item.is_block() else tokens
            read = [(answer, self._value(answer, item)) for answer in group]
            self._take(key_of(item.link_id, inner), item, node, read)
            below = [one for answer in group for one in self._listed(answer, "item", item.link_id)]
            below.extend(self._listed(node, "item", item.link_id))
            self._each(below, item.children, inner, depth + 1)

    def _value(self, answer: Node, item: Item) -> Value | None:
        """Return the value; what is none, or one of several, is told."""
        written = [name for name in answer if name.startswith("value")]
        if len(written) > 1 or "modifierExtension" in answer:
            self.left_over.append(item.link_id)
            return None
        if written and not is_of_type(written[0], item):
            self.misfits.append(item.link_id)
            return None
        value = value_read(answer, item)
        holds = any(name not in ("item", "id") for name in answer)
        if value is None and holds and _reason(answer) is None:
            self.left_over.append(item.link_id)
        return value

    def _take(
        self, key: str, item: Item, node: Node, read: Sequence[tuple[Node, Value | None]]
    ) -> None:
        """Keep an answer. Some programs write each answer of a question as an item of its own."""
        absent = next(filter(None, map(_reason, (node, *(answer for answer, _ in read)))), None)
        values = tuple(value for _, value in read if value is not None)
        known = self.answers.get(key)
        if known is not None and values and known.values:
            if not item.repeats:
                self.left_over.append(item.link_id)
                return
            values = (*known.values, *values)
        if values or (absent is not None and known is None):
            self.answers[key] = Answer(values=values, absent=None if values else absent)
        if came := came_with(node, read, item):
            self.came[key] = came.beside(self.came.get(key))
