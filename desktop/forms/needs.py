"""What a form needs to know and cannot learn here: answers with codes that did not come along."""

import re
from collections.abc import Collection, Iterator, Mapping

from desktop.forms.cells import Cell, CellId, Kind, Wiring, wiring_of
from desktop.forms.findings import Finding
from desktop.forms.item_reader import may_hold_codes
from desktop.forms.model import Condition, Item, ItemType, Operator, Questionnaire, ValueKind
from desktop.forms.rules import finding

_RULE_OF = {Kind.APPLIES: "choices_needed", Kind.CALCULATED: "answer_needed"}
_NUMBERS = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY, ItemType.BOOLEAN})
_CODED = re.compile(r"\b(?:code|coding|valueCoding|ordinal|weight)\b")


def refusals_for_codes(
    questionnaire: Questionnaire, without_codes: Collection[str]
) -> Iterator[Finding]:
    """Yield a refusal for each item that would wrongly be asked, hidden or left without a total."""
    items = questionnaire.items
    missing = {each for each in without_codes if each in items and not may_hold_codes(items[each])}
    if not missing:
        return
    yield from _of_expressions(questionnaire, missing)
    for item in items.values():
        for condition in item.enable_when:
            if condition.question in missing and _needs_code(
                condition, items[condition.question].type
            ):
                yield finding("choices_needed", item.link_id, question=condition.question)
        for question in item.score.sum_of if item.score else ():
            if question in missing:
                yield finding("answer_needed", item.link_id, question=question)


def findings_for_words(
    questionnaire: Questionnaire, elsewhere: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what a person fills in instead of a server; refused where something rests on it."""
    needed = _decisive(questionnaire) if elsewhere else frozenset()
    for link_id, name in elsewhere.items():
        rule = "name_elsewhere" if link_id in needed else "words_elsewhere"
        yield finding(rule, link_id, name=name)


def _decisive(questionnaire: Questionnaire) -> frozenset[str]:
    """Return the linkIds that decide, directly or not, what is asked or what a number is."""
    wiring, items = wiring_of(questionnaire), questionnaire.items
    pending = [cell for cell in wiring.cells if _decides(cell, items)]
    seen = {cell.id for cell in pending}
    found: set[str] = set()
    while pending:
        cell = pending.pop()
        read = _named_in(cell, wiring)
        found |= read
        feeding = (CellId(Kind.CALCULATED, link_id) for link_id in read)
        fresh = [each for each in feeding if each in wiring.place and each not in seen]
        seen.update(fresh)
        pending.extend(wiring.cells[wiring.place[each]] for each in fresh)
    return frozenset(found)


def _decides(cell: Cell, items: Mapping[str, Item]) -> bool:
    if cell.id.kind is Kind.APPLIES or cell.derived is not None:
        return True
    item = items.get(cell.id.link_id or "")
    return cell.id.kind is Kind.CALCULATED and item is not None and item.type in _NUMBERS


def _named_in(cell: Cell, wiring: Wiring) -> frozenset[str]:
    """Return what it reads; of an expression what it names in so many words."""
    if cell.expression is None or cell.derived is not None:
        return cell.reads
    behind = list(_behind(cell, wiring))
    text = " ".join(one.expression.text for one in behind if one.expression is not None)
    known = frozenset[str]().union(*(one.reads for one in behind))
    return frozenset(link_id for link_id in known if f"'{link_id}'" in text)


def _of_expressions(questionnaire: Questionnaire, missing: Collection[str]) -> Iterator[Finding]:
    """Look at what expressions name in so many words, themselves or through their variables."""
    wiring = wiring_of(questionnaire)
    for cell in wiring.cells:
        if cell.expression is None or cell.id.kind not in _RULE_OF or cell.id.link_id is None:
            continue
        text = " ".join(_texts(cell, wiring))
        for question in sorted(missing):
            is_code = questionnaire.items[question].type is ItemType.CHOICE or _CODED.search(text)
            if f"'{question}'" in text and is_code:
                yield finding(_RULE_OF[cell.id.kind], cell.id.link_id, question=question)


def _texts(cell: Cell, wiring: Wiring) -> Iterator[str]:
    """Yield the expression, and those of all variables that it uses."""
    for one in _behind(cell, wiring):
        if one.expression is not None:
            yield one.expression.text


def _behind(cell: Cell, wiring: Wiring) -> Iterator[Cell]:
    """Yield the cell, and those of all variables that it uses."""
    pending, seen = [cell.id], {cell.id}
    while pending:
        one = wiring.cells[wiring.place[pending.pop()]]
        yield one
        fresh = set(one.uses.values()) - seen
        seen |= fresh
        pending.extend(fresh)


def _needs_code(condition: Condition, source: ItemType) -> bool:
    """Whether words of one's own, where they may be given, cannot meet the condition."""
    if source is ItemType.CHOICE:
        return True
    return condition.operator is not Operator.EXISTS and condition.kind is ValueKind.CODING
