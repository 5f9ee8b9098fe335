"""What a new screen begins with. Never called for a screen that was answered before."""

from collections.abc import Mapping

from desktop.domain.screen import Answer
from desktop.forms.enablement import enabled_items
from desktop.forms.graph import in_order
from desktop.forms.model import Questionnaire


def initial_answers(
    questionnaire: Questionnaire, answers: Mapping[str, Answer] | None = None
) -> dict[str, Answer]:
    """Return the first values of all items that apply and have no answer yet.

    Each is looked at after everything it depends on, so that one first value may open, or close,
    the way to another.
    """
    known = dict(answers or {})
    given: dict[str, Answer] = {}
    for link_id in in_order(questionnaire.items):
        item = questionnaire.items[link_id]
        if not item.initial or link_id in known:
            continue
        if link_id in enabled_items(questionnaire, known):
            values = item.initial if item.repeats else item.initial[:1]
            known[link_id] = given[link_id] = Answer(values=values)
    return given
