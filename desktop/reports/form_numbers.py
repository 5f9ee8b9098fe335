"""The number of each question on paper: its own where that is one of a kind, else one of ours."""

from collections import Counter
from collections.abc import Mapping

from desktop.forms import Item, Questionnaire


def shown_sections(form: Questionnaire) -> tuple[tuple[int, Item], ...]:
    shown = [section for section in form.sections if not section.hidden]
    return tuple(enumerate(shown, start=1))


def question_numbers(form: Questionnaire) -> Mapping[str, str]:
    """Return "3.2" for the second question of the third section, by linkId. Hidden: none."""
    prefixes = Counter(item.prefix.rstrip(".):") for item in form.items.values() if item.prefix)
    numbers: dict[str, str] = {}
    for number, section in shown_sections(form):
        count = 0
        for item in _visible(section):
            if not item.is_question():
                continue
            count += 1
            own = item.prefix.rstrip(".):")
            numbers[item.link_id] = own if own and prefixes[own] == 1 else f"{number}.{count}"
    return numbers


def _visible(item: Item) -> list[Item]:
    if item.hidden:
        return []
    return [item, *(below for child in item.children for below in _visible(child))]
