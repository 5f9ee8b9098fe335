"""Bringing a response to rest after an answer: only what the answer feeds is worked out again.

Follows the order of the wiring. What feeds itself in a circle gets a bounded number of rounds; if
it does not come to rest, it has no value and the screen cannot be called finished.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from desktop.domain.screen import Answer, Value
from desktop.forms.cells import Cell, CellId, Kind, Wiring, wiring_of
from desktop.forms.compare import Test, compiled
from desktop.forms.computed import as_values, as_yes_or_no, words_of
from desktop.forms.evaluating import Evaluating
from desktop.forms.fhirpath import Value as Seen
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.results import Score
from desktop.forms.tree import BLANK, Node, Tree, blocks_in, switch

# How often one cell of a circle may change, beside once for each cell that it stands with.
MOST_CHANGES = 12
_LARGEST_CIRCLE = 50


class Settling:
    """Works out conditions, variables, calculations and labels of one response.

    `kept` are the places whose calculated answer stays as it is, and `would_be` what would follow.
    """

    # Rules broken at run time that leave open what has to be asked, or what follows from it.
    STOPPING = frozenset({"enabling_not_yes_or_no", "enabling_failed", "never_settles"})

    def __init__(
        self,
        questionnaire: Questionnaire,
        tree: Tree,
        names: Mapping[str, Sequence[Seen]],
        now: datetime,
    ) -> None:
        self._form = questionnaire
        self.tree = tree
        self.wiring = wiring_of(questionnaire)
        self._most_changes = _most_changes(self.wiring)
        self.kept: set[str] = set()
        self.would_be: dict[str, tuple[Value, ...]] = {}
        self.scores: dict[str, Score] = {}
        self._blocks = blocks_in(questionnaire)
        self._tests = _tests_in(questionnaire)
        self.evaluating = Evaluating(questionnaire, tree, names, now)
        self.touched: set[str] = set()
        self.calculated: dict[str, Answer] = {}
        self.switched_on: list[Node] = []

    def all(self) -> None:
        self._settle(range(len(self.wiring.cells)))

    def after(self, link_ids: Iterable[str]) -> None:
        readers = self.wiring.readers
        self._settle({number for link_id in link_ids for number in readers.get(link_id, ())})

    def again(self, node: Node) -> None:
        """Work out a calculation anew that was kept until now."""
        place = self.wiring.place.get(CellId(Kind.CALCULATED, node.item.link_id))
        if place is not None:
            self._settle({place})

    def everything_under(self, nodes: Iterable[Node]) -> None:
        """Work out what new occurrences hold, and what reads them."""
        link_ids = {below.item.link_id for node in nodes for below in node.walk()}
        own = {n for n, cell in enumerate(self.wiring.cells) if cell.id.link_id in link_ids}
        fed = {n for link_id in link_ids for n in self.wiring.readers.get(link_id, ())}
        self._settle(own | fed)

    def _settle(self, numbers: Iterable[int]) -> None:
        self.evaluating.begin()
        waiting = list(set(numbers))
        heapq.heapify(waiting)
        queued = set(waiting)
        changes: Counter[int] = Counter()
        while waiting:
            number = heapq.heappop(waiting)
            queued.discard(number)
            cell = self.wiring.cells[number]
            most = self._most_changes.get(number, 0)
            if most and changes[number] > most:
                continue
            fed = self._work_out(cell)
            if most and fed:
                changes[number] += 1
                if changes[number] > most:
                    fed |= self._give_up(cell)
            for each in fed - queued:
                heapq.heappush(waiting, each)
                queued.add(each)

    def _work_out(self, cell: Cell) -> set[int]:
        """Work out one cell everywhere and return the cells that this concerns."""
        if cell.id.kind is Kind.VARIABLE:
            return self._variable(cell)
        link_id = cell.id.link_id
        assert link_id is not None
        changed: list[Node] = []
        for node in self.tree.by_link_id.get(link_id, ()):
            if cell.id.kind is Kind.APPLIES:
                changed.extend(self._apply(cell, node))
            elif cell.id.kind is Kind.CALCULATED:
                changed.extend(self._calculate(cell, node))
            else:
                self._label(cell, node)
        return self._readers_of(changed) if changed else set()

    def _readers_of(self, nodes: Iterable[Node]) -> set[int]:
        found: set[int] = set()
        for link_id in {node.item.link_id for node in nodes}:
            found.update(self.wiring.readers.get(link_id, ()))
        return found

    # Conditions

    def _apply(self, cell: Cell, node: Node) -> list[Node]:
        is_wanted = self._yes_or_no(cell, node) if cell.expression else self._is_met(node)
        if is_wanted == node.is_wanted:
            return []
        node.is_wanted = is_wanted
        return self.note_switched(switch([node]))

    def note_switched(self, nodes: list[Node]) -> list[Node]:
        self.touched.update(node.key for node in nodes)
        self.switched_on.extend(node for node in nodes if node.applies)
        return nodes

    def _is_met(self, node: Node) -> bool:
        outcomes = (
            test(self._values(question, node.tokens, shared))
            for question, test, shared in self._tests[node.item.link_id]
        )
        return any(outcomes) if node.item.enable_any else all(outcomes)

    def _values(self, link_id: str, tokens: tuple[str, ...], shared: int) -> tuple[Value, ...]:
        nodes = self.tree.nodes_for(link_id, tokens, shared)
        if len(nodes) == 1:
            return nodes[0].values()
        return tuple(value for node in nodes for value in node.values())

    def values_for(self, node: Node, question: str) -> tuple[Value, ...]:
        """Return what a condition at this node sees of a question."""
        return self._values(question, node.tokens, self._shared(node.item, question))

    def _shared(self, item: Item, other: str) -> int:
        """Return how many blocks two items stand in together."""
        return _shared(self._blocks[item.link_id], self._blocks[other])

    def _yes_or_no(self, cell: Cell, node: Node) -> bool:
        found = self.evaluating.evaluated(cell, node)
        if found is None:
            return False
        is_wanted = as_yes_or_no(found)
        if is_wanted is None:
            self.evaluating.fail(cell, node, "enabling_not_yes_or_no")
            return False
        return is_wanted

    # Calculations

    def _calculate(self, cell: Cell, node: Node) -> list[Node]:
        declared = self._derived(cell, node) if cell.derived else ()
        values = self._computed(cell, node) if cell.expression else declared
        self.would_be[node.key] = values
        if node.key in self.kept:
            return []
        answer = Answer(values=values, is_calculated=True) if values else BLANK
        is_same = values == node.answer.values and node.answer.absent is None
        if is_same and (node.answer.is_calculated or not values):
            return []
        node.answer = answer
        self.touched.add(node.key)
        self.calculated[node.key] = answer
        return [] if is_same else [node]

    def _derived(self, cell: Cell, node: Node) -> tuple[Value, ...]:
        assert cell.derived is not None
        score = cell.derived.score(lambda link_id: self.values_beside(node, link_id))
        self.scores[node.key] = score
        return () if score.total is None else (_total(score.total, node.item),)

    def values_beside(self, node: Node, link_id: str) -> tuple[Value, ...] | None:
        """Return the answer to an item in this occurrence; None where it does not apply."""
        shared = self._shared(node.item, link_id)
        nodes = [one for one in self.tree.nodes_for(link_id, node.tokens, shared) if one.applies]
        return nodes[0].values() if nodes else None

    def _computed(self, cell: Cell, node: Node) -> tuple[Value, ...]:
        found = self.evaluating.evaluated(cell, node)
        if not found:
            return ()
        values = as_values(found, node.item)
        if values is None:
            self.evaluating.fail(cell, node, "calculated_of_other_type")
            return ()
        return values

    def _label(self, cell: Cell, node: Node) -> None:
        found = self.evaluating.evaluated(cell, node)
        words = words_of(found) if found else node.item.text
        if words != node.text:
            node.text = words
            self.touched.add(node.key)

    def _variable(self, cell: Cell) -> set[int]:
        link_id = cell.id.link_id
        owners: Sequence[Node | None] = (
            (None,) if link_id is None else self.tree.by_link_id.get(link_id, ())
        )
        changed = [self.evaluating.keep(cell, owner) for owner in owners]
        return set(self.wiring.users.get(cell.id, ())) if any(changed) else set()

    def _give_up(self, cell: Cell) -> set[int]:
        """Leave without a value what feeds itself without end, and return what that concerns."""
        nodes = self.tree.by_link_id.get(cell.id.link_id or "", ())
        emptied = []
        for node in nodes:
            self.evaluating.fail(cell, node, "never_settles")
            if cell.id.kind is Kind.CALCULATED and node.key not in self.kept:
                node.answer = BLANK
                self.calculated[node.key] = BLANK
                emptied.append(node)
        self.touched.update(node.key for node in emptied)
        return self._readers_of(emptied)


def _most_changes(wiring: Wiring) -> dict[int, int]:
    """Return how often the cells of circles may change."""
    return {
        wiring.place[cell_id]: MOST_CHANGES + min(len(circle), _LARGEST_CIRCLE)
        for circle in wiring.circles
        for cell_id in circle
        if cell_id.kind is not Kind.VARIABLE
    }


def _total(total: Decimal, item: Item) -> Value:
    if item.type is ItemType.INTEGER and total == total.to_integral_value():
        return int(total)
    text = format(total, "f")
    return f"{text} {item.unit}".strip() if item.type is ItemType.QUANTITY else text


@lru_cache(maxsize=16)
def _tests_in(questionnaire: Questionnaire) -> Mapping[str, tuple[tuple[str, Test, int], ...]]:
    """Return each condition with its question, and how many blocks they stand in together."""
    items, blocks = questionnaire.items, blocks_in(questionnaire)
    return {
        item.link_id: tuple(
            (
                one.question,
                compiled(one, source),
                _shared(blocks[item.link_id], blocks[one.question]),
            )
            for one in item.enable_when
            if (source := items.get(one.question)) is not None
        )
        for item in items.values()
        if item.enable_when
    }


def _shared(own: tuple[str, ...], others: tuple[str, ...]) -> int:
    count = 0
    for one, another in zip(own, others, strict=False):
        if one != another:
            break
        count += 1
    return count
