"""How far a section is. Only what applies now counts."""

from collections.abc import Collection, Iterator, Mapping

from desktop.domain.screen import Answer
from desktop.forms.answered import is_answered
from desktop.forms.checks import GROUP_REQUIRED, REQUIRED, section_problems
from desktop.forms.enablement import enabled_items
from desktop.forms.model import Item, Questionnaire
from desktop.forms.results import SectionState

_STILL_OWED = (REQUIRED, GROUP_REQUIRED)


def section_state(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    section_link_id: str,
    *,
    enabled: Collection[str] | None = None,
) -> SectionState:
    """Return the state of one section.

    A section in which nothing can be answered owes nothing and is completed. One without required
    questions is completed once anything in it is answered.
    """
    if enabled is None:
        enabled = enabled_items(questionnaire, answers)
    asked = [
        item.link_id
        for item in _shown(questionnaire.section(section_link_id))
        if item.is_question()
        and item.score is None
        and item.can_be_answered
        and item.link_id in enabled
    ]
    if not asked:
        return SectionState.COMPLETED
    if not any(is_answered(answers, link_id) for link_id in asked):
        return SectionState.NOT_BEGUN
    problems = section_problems(questionnaire, answers, section_link_id, enabled=enabled)
    if any(problem.message_key not in _STILL_OWED for problem in problems):
        return SectionState.PROBLEM
    return SectionState.IN_PROGRESS if problems else SectionState.COMPLETED


def _shown(item: Item) -> Iterator[Item]:
    """Yield the items that a person gets to see; a hidden group hides all below it."""
    if item.hidden:
        return
    yield item
    for child in item.children:
        yield from _shown(child)
