"""The screen to lay beside the one in hand: the last with its form, else with its questions."""

from dataclasses import dataclass

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Answer, Screen
from desktop.forms import Questionnaire, link_id_of
from desktop.services.answers_in_full import answer_in_full
from desktop.services.earlier_answers import EarlierAnswers
from desktop.services.joined_forms import join, placed, url_of
from desktop.services.ports import Reads
from desktop.services.screen_values import EarlierScreen


@dataclass(frozen=True, slots=True)
class FindEarlierScreen:
    """Return the last screen of the same person to compare with; None where there is none.

    Read only: a value that this form has no option for is shown as it was said then.
    """

    reads: Reads
    earlier_answers: EarlierAnswers

    def __call__(self, screen_id: ScreenId) -> EarlierScreen | None:
        screen = self.reads.screen(screen_id)
        form = self.earlier_answers.form_of(screen)
        if form is None:
            return None
        earlier = [
            other
            for other in self.earlier_answers.others(screen)
            if other.started_at <= screen.started_at and _has_answers(other)
        ]
        same = [one for one in earlier if url_of(one.questionnaire) == url_of(form.canonical)]
        for other in (*same, *earlier):
            source = self.earlier_answers.form_of(other)
            if source is not None and join(source, form):
                return self._beside(form, other, source)
        return None

    def _beside(self, form: Questionnaire, other: Screen, source: Questionnaire) -> EarlierScreen:
        filling = self.earlier_answers.filled_screens(other)
        by_place: dict[str, tuple[Answer, str]] = {}
        for one in placed(source, form, other.answers):
            if filling.applies(one.source_key):
                item = source.items[link_id_of(one.source_key)]
                words = answer_in_full(item, one.answer)
                by_place.setdefault(one.target_key, (one.answer, words))
        return EarlierScreen(
            screen=other, questionnaire=source, names=self.reads.names(), by_place=by_place
        )


def _has_answers(screen: Screen) -> bool:
    return any(answer.is_given() for answer in screen.answers.values())
