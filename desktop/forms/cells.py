"""What is worked out in a form, and in which order: conditions, variables, calculations, labels.

Made once per form. A cell reads answers by linkId; an answer concerns only the cells that read it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from desktop.forms.derived import Derived, derived_items
from desktop.forms.fhirpath import Expression, Known, Located, ReadScope, locate, reads
from desktop.forms.graph import circles_of, in_order_of
from desktop.forms.model import Item, Logic, Questionnaire


class Kind(Enum):
    VARIABLE = auto()
    APPLIES = auto()
    CALCULATED = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class CellId:
    """`link_id` is None for what belongs to the form as a whole; `name` is a variable's."""

    kind: Kind
    link_id: str | None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """`reads`: linkIds whose answers it depends on. `uses`: the cell of each variable it names."""

    id: CellId
    expression: Expression | None
    derived: Derived | None = None
    reads: frozenset[str] = frozenset()
    uses: Mapping[str, CellId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """`cells` stand so that each comes after what it needs, except within the `circles`."""

    cells: tuple[Cell, ...]
    place: Mapping[CellId, int]
    readers: Mapping[str, tuple[int, ...]]
    users: Mapping[CellId, tuple[int, ...]]
    circles: tuple[tuple[CellId, ...], ...]
    # The linkIds whose answer the form works out, by an expression or as a score.
    calculated: frozenset[str]


@lru_cache(maxsize=16)
def wiring_of(questionnaire: Questionnaire) -> Wiring:
    cells = {cell.id: cell for cell in _Reader(questionnaire).cells()}
    needs = _needs(cells, questionnaire.items)
    ordered = tuple(cells[each] for each in in_order_of(needs))
    place = {cell.id: number for number, cell in enumerate(ordered)}
    readers = defaultdict(list)
    users = defaultdict(list)
    for number, cell in enumerate(ordered):
        for link_id in cell.reads:
            readers[link_id].append(number)
        for used in cell.uses.values():
            users[used].append(number)
    return Wiring(
        cells=ordered,
        place=place,
        readers={link_id: tuple(numbers) for link_id, numbers in readers.items()},
        users={cell: tuple(numbers) for cell, numbers in users.items()},
        circles=circles_of(needs),
        calculated=frozenset(
            cell.link_id
            for cell in place
            if cell.kind is Kind.CALCULATED and cell.link_id is not None
        ),
    )


def _needs(
    cells: Mapping[CellId, Cell], items: Mapping[str, Item]
) -> dict[CellId, tuple[CellId, ...]]:
    """Return which cells must be known before each: of what it reads, and of all above that."""
    return {
        cell.id: tuple(
            dict.fromkeys(
                [*cell.uses.values()]
                + [
                    need
                    for link_id in sorted(cell.reads)
                    for need in _behind(link_id, cells, items)
                ]
            )
        )
        for cell in cells.values()
    }


def _behind(
    link_id: str, cells: Mapping[CellId, Cell], items: Mapping[str, Item]
) -> Iterator[CellId]:
    calculated = CellId(Kind.CALCULATED, link_id)
    if calculated in cells:
        yield calculated
    at: str | None = link_id
    while at is not None:
        applies = CellId(Kind.APPLIES, at)
        if applies in cells:
            yield applies
        at = items[at].parent


class _Reader:
    """Turns the logic of one form into cells, from the top down: names reach what is below."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._form = questionnaire
        self._derived = derived_items(questionnaire)
        self._known = Known()
        self._repeated = frozenset(
            below.link_id
            for item in questionnaire.items.values()
            if item.is_block()
            for below in item.walk()
        )
        self._children: dict[str | None, tuple[str, ...]] = {
            None: tuple(one.link_id for one in questionnaire.items.values() if one.parent is None),
            **{
                item.link_id: tuple(child.link_id for child in item.children)
                for item in questionnaire.items.values()
            },
        }

    def cells(self) -> Iterator[Cell]:
        located: dict[str, Located] = {}
        known: dict[str, CellId] = {}
        yield from self._variables(None, self._form.logic, located, known)
        for item in self._form.items.values():
            if item.parent is None:
                yield from self._of_item(item, located, known)

    def _of_item(
        self, item: Item, located: Mapping[str, Located], known: Mapping[str, CellId]
    ) -> Iterator[Cell]:
        logic, link_id = item.logic, item.link_id
        if logic.variables:
            located, known = dict(located), dict(known)
            yield from self._variables(link_id, logic, located, known)
        questions = frozenset(one.question for one in item.enable_when) & self._form.items.keys()
        if questions:
            yield Cell(id=CellId(Kind.APPLIES, link_id), expression=None, reads=questions, uses={})
        elif logic.enabled is not None:
            yield self._cell(CellId(Kind.APPLIES, link_id), logic.enabled, located, known)
        yield from self._calculated(item, located, known)
        if logic.text is not None:
            yield self._cell(CellId(Kind.TEXT, link_id), logic.text, located, known)
        for child in item.children:
            yield from self._of_item(child, located, known)

    def _calculated(
        self, item: Item, located: Mapping[str, Located], known: Mapping[str, CellId]
    ) -> Iterator[Cell]:
        """Yield the calculation; the form's own comes before what its instrument would say."""
        cell_id = CellId(Kind.CALCULATED, item.link_id)
        derived = self._derived.get(item.link_id)
        parts = frozenset(derived.parts) if derived else frozenset()
        if item.logic.calculated is not None:
            cell = self._cell(cell_id, item.logic.calculated, located, known)
            yield replace(cell, derived=derived, reads=cell.reads | parts)
        elif derived is not None:
            yield Cell(id=cell_id, expression=None, derived=derived, reads=parts, uses={})

    def _variables(
        self,
        owner: str | None,
        logic: Logic,
        located: dict[str, Located],
        known: dict[str, CellId],
    ) -> Iterator[Cell]:
        for name, expression in logic.variables:
            cell_id = CellId(Kind.VARIABLE, owner, name)
            yield self._cell(cell_id, expression, located, known)
            located[name] = locate(expression, self._scope(owner, located))
            known[name] = cell_id

    def _cell(
        self,
        cell_id: CellId,
        expression: Expression,
        located: Mapping[str, Located],
        known: Mapping[str, CellId],
    ) -> Cell:
        found = reads(expression, self._scope(cell_id.link_id, located))
        everything = frozenset(self._form.items)
        return Cell(
            id=cell_id,
            expression=expression,
            reads=everything if found is None else found & everything,
            uses={name: known[name] for name in sorted(expression.names) if name in known},
        )

    def _scope(self, context: str | None, located: Mapping[str, Located]) -> ReadScope:
        return ReadScope(
            children=self._children,
            context=context,
            names=dict(located),
            repeated=self._repeated,
            known=self._known,
        )
