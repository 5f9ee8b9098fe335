"""Working out one expression at one place: what it may name there, and what failed.

What could not be worked out has no value, and neither has what rests on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from desktop.forms.cells import Cell, CellId, Kind
from desktop.forms.fhirpath import Budget, Environment, Expression, PathTroubleError
from desktop.forms.fhirpath import Value as Seen
from desktop.forms.findings import Finding
from desktop.forms.model import Questionnaire
from desktop.forms.rules import finding
from desktop.forms.seen import SeenItem, SeenResponse, form_elements, weigh
from desktop.forms.tree import Node, Tree, blocks_in

_PLAIN = (bool, int, str, Decimal)
_BESIDE = "beside"  # Names the cell of what nothing else depends on.


class Evaluating:
    """`failed` holds what went wrong, by cell and place, until it goes well there.

    `names` are what expressions may name beside the form's own variables.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        tree: Tree,
        names: Mapping[str, Sequence[Seen]],
        now: datetime,
    ) -> None:
        self.failed: dict[tuple[CellId, str], Finding] = {}
        self._form = questionnaire
        about = {"questionnaire": questionnaire.canonical, "status": "in-progress"}
        self._response = SeenResponse(tree, about)
        self._names = names
        self._now = now
        self._budget = Budget()
        # None: it could not be worked out.
        self._variables: dict[tuple[CellId, tuple[str, ...]], Sequence[Seen] | None] = {}
        self._blocks = blocks_in(questionnaire)
        self._nameable: dict[str | None, Mapping[str, CellId]] = {}

    def begin(self) -> None:
        """Let what is worked out from now on take its time anew."""
        self._budget = Budget()

    def evaluated(self, cell: Cell, node: Node | None) -> Sequence[Seen] | None:
        """Return what the expression yields here; None, with a warning, when it cannot say."""
        assert cell.expression is not None
        if self.failed:  # Seldom: a form is worked out by the hundred expressions.
            self.failed.pop((cell.id, "" if node is None else node.key), None)
        context: Seen = self._response if node is None else SeenItem(node)
        names = self._in_scope(cell, cell.expression, node, context)
        if names is not None:
            environment = Environment(names=names, now=self._now, weigh=weigh, budget=self._budget)
            with suppress(PathTroubleError):
                return cell.expression.evaluate((context,), environment)
        is_enabling = cell.id.kind is Kind.APPLIES
        self.fail(cell, node, "enabling_failed" if is_enabling else "expression_failed")
        return None

    def keep(self, cell: Cell, owner: Node | None) -> bool:
        """Work out a variable where it is defined, and return whether it may have changed."""
        at = (cell.id, () if owner is None else owner.tokens)
        before = self._variables.get(at, ())
        found = self._variables[at] = self.evaluated(cell, owner)
        return not _is_surely_same(before, found)

    def evaluated_at(self, node: Node | None, expression: Expression) -> Sequence[Seen]:
        """Evaluate an expression that nothing else depends on, such as a constraint."""
        link_id = None if node is None else node.item.link_id
        cell_id = CellId(Kind.TEXT, link_id, _BESIDE)
        cell = Cell(id=cell_id, expression=expression, uses=self._known_at(node))
        return self.evaluated(cell, node) or ()

    def fail(self, cell: Cell, node: Node | None, rule: str) -> None:
        key = "" if node is None else node.key
        self.failed[cell.id, key] = finding(rule, cell.id.link_id or "")

    def forget(self, keys: Iterable[str]) -> None:
        """Let go of what failed at places that are no more."""
        gone = frozenset(keys)
        self.failed = {at: one for at, one in self.failed.items() if at[1] not in gone}

    def _in_scope(
        self, cell: Cell, expression: Expression, node: Node | None, context: Seen
    ) -> dict[str, Sequence[Seen]] | None:
        """Return what the names stand for; None when one of them could not be worked out."""
        names: dict[str, Sequence[Seen]] = {}
        for name in expression.names:
            if name in cell.uses:
                known = self._variable(cell.uses[name], node)
                if known is None:
                    return None
                names[name] = known
            else:
                names[name] = self._given(name, node, context)
        return names

    def _variable(self, used: CellId, node: Node | None) -> Sequence[Seen] | None:
        tokens = () if node is None else node.tokens
        depth = 0 if used.link_id is None else len(self._blocks[used.link_id])
        return self._variables.get((used, tokens[:depth]), ())

    def _given(self, name: str, node: Node | None, context: Seen) -> Sequence[Seen]:
        if name in ("resource", "rootResource"):
            return (self._response,)
        if name == "context":
            return (context,)
        if name == "qitem" and node is not None:
            return form_elements(self._form).get(node.item.link_id, ())
        if name == "questionnaire":
            return form_elements(self._form)[""]
        return self._names.get(name, ())

    def _known_at(self, node: Node | None) -> Mapping[str, CellId]:
        """Return the variables that may be named at this item."""
        link_id = None if node is None else node.item.link_id
        if link_id not in self._nameable:
            self._nameable[link_id] = self._named_above(node)
        return self._nameable[link_id]

    def _named_above(self, node: Node | None) -> dict[str, CellId]:
        uses = {name: CellId(Kind.VARIABLE, None, name) for name, _ in self._form.logic.variables}
        for one in () if node is None else (*reversed(list(node.above())), node):
            for name, _ in one.item.logic.variables:
                uses[name] = CellId(Kind.VARIABLE, one.item.link_id, name)
        return uses


def _is_surely_same(before: Sequence[Seen] | None, found: Sequence[Seen] | None) -> bool:
    """Return no wherever part of a response is held: what stands in it may be another answer."""
    if not before or not found:
        return before == found
    return len(before) == len(found) and all(
        type(one) is type(other) and isinstance(one, _PLAIN) and one == other
        for one, other in zip(before, found, strict=True)
    )
