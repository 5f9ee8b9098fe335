"""What is wrong with the answers, item by item. Items that do not apply owe nothing."""

from collections.abc import Collection, Iterator, Mapping

from desktop.domain.screen import Answer, Value
from desktop.forms.answered import is_answered, values_of
from desktop.forms.enablement import enabled_items
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.results import Problem
from desktop.forms.value_checks import value_problems

REQUIRED = "form.required"
GROUP_REQUIRED = "form.group_required"


def section_problems(
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    section: str,
    *,
    enabled: Collection[str] | None = None,
) -> tuple[Problem, ...]:
    """Return everything between this section and its completion, in the order of the form.

    Who asks for several sections in a row may hand in what `enabled_items` said.
    """
    if enabled is None:
        enabled = enabled_items(questionnaire, answers)
    items = questionnaire.section(section).walk()
    return tuple(_problems(items, answers, enabled))


def screen_problems(
    questionnaire: Questionnaire, answers: Mapping[str, Answer]
) -> tuple[Problem, ...]:
    """Return everything that stands against calling the screen completed."""
    enabled = enabled_items(questionnaire, answers)
    return tuple(_problems(questionnaire.items.values(), answers, enabled))


def _problems(
    items: Collection[Item] | Iterator[Item],
    answers: Mapping[str, Answer],
    enabled: Collection[str],
) -> Iterator[Problem]:
    for item in items:
        if item.link_id not in enabled:
            continue
        if item.type is ItemType.GROUP:
            if item.required and not _has_answer_below(item, answers, enabled):
                yield Problem(item.link_id, GROUP_REQUIRED)
        elif item.is_question() and item.score is None:
            yield from _question_problems(item, answers)


def _has_answer_below(group: Item, answers: Mapping[str, Answer], enabled: Collection[str]) -> bool:
    """Whether something is answered, or nothing in the group could be."""
    questions = [
        item
        for item in group.walk()
        if item.is_question() and item.can_be_answered and item.link_id in enabled
    ]
    return not questions or any(is_answered(answers, item.link_id) for item in questions)


def _question_problems(item: Item, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    if not is_answered(answers, item.link_id):
        if item.required and item.can_be_answered:
            yield Problem(item.link_id, REQUIRED)
        return
    values = values_of(answers, item.link_id)
    yield from _count_problems(item, values)
    for value in values:
        yield from value_problems(item, value)


def _count_problems(item: Item, values: tuple[Value, ...]) -> Iterator[Problem]:
    most = item.max_occurs if item.repeats else 1
    if most is not None and len(values) > most:
        yield Problem(item.link_id, "form.too_many", {"limit": str(most)})
    if item.min_occurs is not None and 0 < len(values) < item.min_occurs:
        yield Problem(item.link_id, "form.too_few", {"limit": str(item.min_occurs)})
    exclusive = [option.value for option in item.options if option.exclusive]
    if len(values) > 1 and any(value in exclusive for value in values):
        yield Problem(item.link_id, "form.exclusive")
