"""What a form needs to know and cannot learn here: answers with codes that did not come along."""

import re
from collections.abc import Collection, Iterator

from desktop.forms.cells import Cell, Kind, Wiring, wiring_of
from desktop.forms.findings import Finding
from desktop.forms.item_reader import may_hold_codes
from desktop.forms.model import Condition, ItemType, Operator, Questionnaire, ValueKind
from desktop.forms.rules import finding

_RULE_OF = {Kind.APPLIES: "choices_needed", Kind.CALCULATED: "answer_needed"}
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
    pending, seen = [cell.id], {cell.id}
    while pending:
        one = wiring.cells[wiring.place[pending.pop()]]
        if one.expression is not None:
            yield one.expression.text
        fresh = set(one.uses.values()) - seen
        seen |= fresh
        pending.extend(fresh)


def _needs_code(condition: Condition, source: ItemType) -> bool:
    """Whether words of one's own, where they may be given, cannot meet the condition."""
    if source is ItemType.CHOICE:
        return True
    return condition.operator is not Operator.EXISTS and condition.kind is ValueKind.CODING
