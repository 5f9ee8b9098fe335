"""Items that wait for one another. A circle that is sure is refused; one that only may be, is told.

Where an expression cannot be followed, it is taken to read more than it does. Then a circle may
be one in our eyes alone.
"""

from collections.abc import Iterator, Mapping, Sequence

from desktop.forms.cells import Cell, CellId, Kind, Wiring, wiring_of
from desktop.forms.findings import Finding
from desktop.forms.graph import circles_of
from desktop.forms.model import Questionnaire
from desktop.forms.rules import finding

_MOST_NAMED = 10


def circle_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    wiring = wiring_of(questionnaire)
    for circle in wiring.circles:
        is_refused = _decides(circle, wiring) and _is_sure(circle, wiring, questionnaire)
        rule = "cycle" if is_refused else "circle_possible"
        link_ids = tuple(dict.fromkeys(cell.link_id for cell in circle if cell.link_id))
        named = ", ".join(link_ids[:_MOST_NAMED]) + (" …" if len(link_ids) > _MOST_NAMED else "")
        yield finding(rule, next(iter(link_ids), ""), items=named)


def _decides(circle: Sequence[CellId], wiring: Wiring) -> bool:
    """Whether it is about what is asked, or a declared sum. What only calculates comes to rest."""
    return any(
        cell_id.kind is Kind.APPLIES or wiring.cells[wiring.place[cell_id]].derived is not None
        for cell_id in circle
    )


def _is_sure(circle: Sequence[CellId], wiring: Wiring, questionnaire: Questionnaire) -> bool:
    """Whether a circle is left when only what is named in so many words counts as needed."""
    by_item: dict[str, list[CellId]] = {}
    for cell_id in circle:
        if cell_id.link_id is not None and cell_id.kind in (Kind.APPLIES, Kind.CALCULATED):
            by_item.setdefault(cell_id.link_id, []).append(cell_id)
    above = {
        link_id: _cells_above(link_id, by_item, questionnaire)
        for link_id in _all_read(circle, wiring)
    }
    needs = {
        cell_id: tuple(_named_by(wiring.cells[wiring.place[cell_id]], above)) for cell_id in circle
    }
    return bool(circles_of(needs))


def _all_read(circle: Sequence[CellId], wiring: Wiring) -> frozenset[str]:
    return frozenset[str]().union(
        *(wiring.cells[wiring.place[cell_id]].reads for cell_id in circle)
    )


def _cells_above(
    link_id: str, by_item: Mapping[str, Sequence[CellId]], questionnaire: Questionnaire
) -> tuple[CellId, ...]:
    """Return what decides about the item's answer: itself, and all that it stands under."""
    found = list(by_item.get(link_id, ()))
    at = questionnaire.items[link_id].parent
    while at is not None:
        found.extend(each for each in by_item.get(at, ()) if each.kind is Kind.APPLIES)
        at = questionnaire.items[at].parent
    return tuple(found)


def _named_by(cell: Cell, above: Mapping[str, tuple[CellId, ...]]) -> Iterator[CellId]:
    if cell.derived is not None:
        for part in cell.derived.parts:
            yield from above.get(part, ())
        return
    yield from cell.uses.values()
    for link_id in sorted(cell.reads):
        if cell.expression is None or f"'{link_id}'" in cell.expression.text:
            yield from above[link_id]
