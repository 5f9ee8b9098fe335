"""What a form needs to know and cannot learn here: answers with codes that did not come along."""

from collections.abc import Collection, Iterator

from desktop.forms.findings import Finding
from desktop.forms.item_reader import may_hold_codes
from desktop.forms.model import Condition, ItemType, Operator, Questionnaire, ValueKind
from desktop.forms.rules import finding


def refusals_for_codes(
    questionnaire: Questionnaire, without_codes: Collection[str]
) -> Iterator[Finding]:
    """Yield a refusal for each item that would wrongly be asked, hidden or left without a total."""
    items = questionnaire.items
    missing = {each for each in without_codes if each in items and not may_hold_codes(items[each])}
    if not missing:
        return
    for item in items.values():
        for condition in item.enable_when:
            if condition.question in missing and _needs_code(
                condition, items[condition.question].type
            ):
                yield finding("choices_needed", item.link_id, question=condition.question)
        for question in item.score.sum_of if item.score else ():
            if question in missing:
                yield finding("answer_needed", item.link_id, question=question)


def _needs_code(condition: Condition, source: ItemType) -> bool:
    """Whether words of one's own, where they may be given, cannot meet the condition."""
    if source is ItemType.CHOICE:
        return True
    return condition.operator is not Operator.EXISTS and condition.kind is ValueKind.CODING
