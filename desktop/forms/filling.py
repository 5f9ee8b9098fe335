"""A form being answered: what applies, what follows, what is still owed. One thread, no window.

Answers to what does not apply stay while the form is open, and reach no score, export or print.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from desktop.domain.screen import Answer, Value
from desktop.forms import checks, progress
from desktop.forms.came import Came
from desktop.forms.computed import as_values
from desktop.forms.derived import loose_instruments
from desktop.forms.doubts import doubts_in
from desktop.forms.findings import Finding
from desktop.forms.model import Questionnaire
from desktop.forms.places import Place
from desktop.forms.results import Problem, Score, SectionState
from desktop.forms.seen import names_seen
from desktop.forms.settling import Settling
from desktop.forms.tree import BLANK, MOST_OCCURRENCES, Node, Tree, switch


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one answer caused. `keys`: places that look different now.

    `calculated` holds the answers the form gave or took back by itself, to be saved as well.
    """

    keys: frozenset[str] = frozenset()
    calculated: Mapping[str, Answer] = field(default_factory=dict)


class Filling:
    """`names` are what expressions know besides the form, such as "patient", as FHIR JSON.

    `is_reopened`: the answers were stored; a calculated one that differs from what follows now is
    kept. `gives_initial`: first values are given where an item applies that never had an answer.
    `came` is what the answers were written with beyond their values, by place.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Mapping[str, Answer],
        *,
        names: Mapping[str, Mapping[str, Any] | Value] | None = None,
        now: datetime | None = None,
        is_reopened: bool = False,
        gives_initial: bool = False,
        came: Mapping[str, Came] | None = None,
    ) -> None:
        self.questionnaire = questionnaire
        self._tree = Tree(questionnaire, answers, came)
        self._had_answer = set(answers)
        self._elsewhere = {key: one for key, one in answers.items() if key not in self._tree.nodes}
        self._gives_initial = gives_initial
        self._settling = Settling(questionnaire, self._tree, names_seen(names or {}), now or _now())
        self._begin(is_reopened=is_reopened)

    def _begin(self, *, is_reopened: bool) -> None:
        stored = [
            node
            for link_id in self._settling.wiring.calculated
            for node in self._tree.by_link_id.get(link_id, ())
            if node.answer.is_given()
        ]
        pinned = [node for node in stored if is_reopened or not node.answer.is_calculated]
        self._settling.kept.update(node.key for node in pinned)
        self._settling.switched_on.extend(self._tree.nodes.values())
        self._settling.all()
        self._give_initial()
        for node in pinned:
            if node.answer.is_calculated and self._follows(node):
                self._settling.kept.discard(node.key)
        self._settling.touched.clear()

    def is_calculated(self, link_id: str) -> bool:
        return link_id in self._settling.wiring.calculated

    def _follows(self, node: Node) -> bool:
        return node.answer.values == self._settling.would_be.get(node.key, ())

    # Answers

    @property
    def answers(self) -> dict[str, Answer]:
        """Return every answer by place, those that do not apply now included."""
        held = {
            key: node.answer
            for key, node in self._tree.nodes.items()
            if node.answer is not BLANK or key in self._had_answer
        }
        return {**self._elsewhere, **held}

    def answer_to(self, key: str) -> Answer:
        node = self._tree.nodes.get(key)
        return BLANK if node is None else node.answer

    def begun(self) -> Change:
        """Return what the form gave by itself when it was opened: first values, calculations."""
        return self._change(())

    def put(self, key: str, answer: Answer) -> Change:
        """Take an answer. On a calculated item it is a person's own, and stays; blank gives up."""
        node = self._tree.nodes.get(key)
        if node is None:
            return Change()
        self._had_answer.add(key)
        if self.is_calculated(node.item.link_id):
            if not answer.is_given():
                return self.follow_again(key)
            self._settling.kept.add(key)
        node.answer = answer
        self._settling.after((node.item.link_id,))
        return self._change((key,))

    def is_kept(self, key: str) -> bool:
        """Whether this is calculated, and yet stays as a person or an earlier day left it."""
        return key in self._settling.kept

    def would_be(self, key: str) -> tuple[Value, ...]:
        return self._settling.would_be.get(key, ())

    def follow_again(self, key: str) -> Change:
        """Let the form work this out again."""
        self._settling.kept.discard(key)
        self._settling.again(self._tree.nodes[key])
        return self._change((key,))

    def _change(self, keys: tuple[str, ...]) -> Change:
        self._give_initial()
        settling = self._settling
        change = Change(
            keys=frozenset({*keys, *settling.touched}), calculated=dict(settling.calculated)
        )
        self._had_answer.update(change.calculated)
        settling.touched.clear()
        settling.calculated.clear()
        return change

    def _give_initial(self) -> None:
        """Give first values where something applies for the first time, and see what they cause."""
        while self._settling.switched_on:
            nodes, self._settling.switched_on = self._settling.switched_on, []
            if not self._gives_initial:
                continue
            for node in nodes:
                values = self._first_values(node)
                if values:
                    node.answer = Answer(values=values)
                    self._had_answer.add(node.key)
                    self._settling.touched.add(node.key)
                    self._settling.calculated[node.key] = node.answer
                    self._settling.after((node.item.link_id,))

    def _first_values(self, node: Node) -> tuple[Value, ...]:
        item = node.item
        has_any = item.initial or item.logic.initial is not None
        if not has_any or not node.applies or node.key in self._had_answer:
            return ()
        if self.is_calculated(item.link_id):
            return ()
        values = item.initial
        if not values and item.logic.initial is not None:
            found = self._settling.evaluating.evaluated_at(node, item.logic.initial)
            values = as_values(found, item) or ()
        return values if item.repeats and not item.is_block() else values[:1]

    # What applies

    def applies(self, key: str) -> bool:
        node = self._tree.nodes.get(key)
        return node is not None and node.applies

    def enabled_link_ids(self) -> frozenset[str]:
        """Return the linkIds that apply in any occurrence, and the sections made around them."""
        enabled = {
            link_id
            for link_id, nodes in self._tree.by_link_id.items()
            if any(node.applies for node in nodes)
        }
        for section in self.questionnaire.sections:
            if section.is_implicit and any(child.link_id in enabled for child in section.children):
                enabled.add(section.link_id)
        return frozenset(enabled)

    def text_of(self, key: str) -> str:
        node = self._tree.nodes.get(key)
        return "" if node is None else node.text

    def places(self, section: str) -> tuple[Place, ...]:
        """Return what the section holds in reading order, also what does not apply now."""
        found = self.questionnaire.section(section)
        tops = self._tree.by_link_id
        if found.is_implicit:
            nodes = [node for child in found.children for node in tops[child.link_id]]
        elif found.is_block():
            nodes = tops[section]
        else:
            nodes = [child for node in tops[section] for child in node.children]
        return tuple(self._places(nodes))

    def _places(self, nodes: list[Node]) -> Iterator[Place]:
        pending = [(node, 0) for node in reversed(nodes)]
        while pending:
            node, level = pending.pop()
            item = node.item
            if item.hidden:
                continue
            number, is_last = 0, False
            if item.is_block():
                block = self._tree.occurrences(node)
                number, is_last = block.index(node) + 1, node is block[-1]
            yield Place(
                key=node.key, item=item, level=level, number=number, is_last_of_block=is_last
            )
            pending.extend((child, level + 1) for child in reversed(node.children))

    # Blocks

    def can_add(self, key: str) -> bool:
        node = self._tree.nodes[key]
        most = min(node.item.max_occurs or MOST_OCCURRENCES, MOST_OCCURRENCES)
        return node.item.is_block() and len(self._tree.occurrences(node)) < most

    def add_block(self, key: str, token: str) -> Change:
        """Add an occurrence of the block that begins at this place. `new_token` gives tokens."""
        added = self._tree.add(self._tree.nodes[key], token)
        switch([added])
        self._settling.switched_on.extend(added.walk())
        self._settling.everything_under([added])
        return self._change(tuple(node.key for node in added.walk()))

    def remove_block(self, key: str) -> Change:
        """Take an occurrence away with its answers; of the last one only its answers."""
        node = self._tree.nodes[key]
        gone = [one for one in node.walk() if one.answer is not BLANK]
        for one in gone:
            one.answer = BLANK
            self._settling.kept.discard(one.key)
            self._settling.calculated[one.key] = BLANK
        if len(self._tree.occurrences(node)) > 1:
            self._elsewhere.update({one.key: BLANK for one in gone})
            self._tree.remove(node)
            self._settling.evaluating.forget(one.key for one in node.walk())
        self._settling.everything_under([node])
        return self._change(tuple(one.key for one in node.walk()))

    # What it amounts to

    def problems(self, section: str | None = None) -> tuple[Problem, ...]:
        """Return what stands against finishing the section, or the screen; warnings as well."""
        return tuple(checks.problems_in(self._nodes_in(section), self._settling))

    def section_state(self, section: str) -> SectionState:
        return progress.state_of(self._nodes_in(section), self.problems(section))

    def _nodes_in(self, section: str | None) -> list[Node]:
        if section is None:
            return list(self._tree.nodes.values())
        found = self.questionnaire.section(section)
        tops = [child.link_id for child in found.children] if found.is_implicit else [section]
        return [
            node
            for top in tops
            for one in self._tree.by_link_id.get(top, ())
            for node in one.walk()
        ]

    def scores(self) -> tuple[Score, ...]:
        """Return every score that applies now, in the order of the form."""
        return tuple(
            checks.scores_in(self._tree, self._settling, loose_instruments(self.questionnaire))
        )

    def dropped(self) -> tuple[str, ...]:
        """Return the places that hold an answer and do not apply: it is left out from now on."""
        return tuple(
            node.key
            for node in self._tree.nodes.values()
            if not node.applies and node.answer.is_given() and not node.answer.is_calculated
        )

    def warnings(self) -> tuple[Finding, ...]:
        """Return what was not, or not surely, worked out: for whoever looks after the form."""
        doubts = doubts_in(self._tree, self._settling)
        return tuple(dict.fromkeys((*self._settling.evaluating.failed.values(), *doubts)))

    @property
    def tree(self) -> Tree:
        """Return all nodes, for what writes them out."""
        return self._tree


def _now() -> datetime:
    return datetime.now(UTC)
