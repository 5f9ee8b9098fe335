"""What a new screen begins with. Never called for a screen that was answered before."""

from collections.abc import Mapping

from desktop.domain.screen import Answer
from desktop.forms.enablement import enabled_items
from desktop.forms.model import Questionnaire


def initial_answers(
    questionnaire: Questionnaire, answers: Mapping[str, Answer] | None = None
) -> dict[str, Answer]:
    """Return the first values of all items that apply and have no answer yet.

    A first value may make further items apply, whose first values then count as well.
    """
    known = dict(answers or {})
    given: dict[str, Answer] = {}
    while True:
        enabled = enabled_items(questionnaire, known)
        new = {
            item.link_id: Answer(values=item.initial if item.repeats else item.initial[:1])
            for item in questionnaire.items.values()
            if item.initial and item.link_id in enabled and item.link_id not in known
        }
        if not new:
            return given
        given |= new
        known |= new
