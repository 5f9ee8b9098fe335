"""The next clinical review out of a screen: set as soon as the answer that names it is journalled.

It does not wait for the screen to be finished. Most are begun in a hurry, and the review is what
prevents a seizure.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from desktop.domain.detention import ClinicalReview, Detention
from desktop.domain.identity import ReviewId
from desktop.domain.screen import Screen
from desktop.errors import NotFoundError
from desktop.forms import Filling, Item, link_id_of
from desktop.services.form_facts import FilledScreens
from desktop.services.joined_forms import QUESTION_SYSTEM
from desktop.services.ports import Reads, UnitOfWork
from desktop.services.questionnaires import Questionnaires

_DUE = "review-due"
_WHY = "review-why"


@dataclass(frozen=True, slots=True)
class SetAnsweredReviews:
    """One review for each place that asks for one: answered anew, it moves and is not doubled."""

    reads: Reads
    questionnaires: Questionnaires
    filled_screens: FilledScreens

    def __call__(self, work: UnitOfWork, screen: Screen) -> None:
        items = self.questionnaires.get(screen.questionnaire).items
        asked = [key for key in screen.answers if _means(items.get(link_id_of(key)), _DUE)]
        if not asked or screen.detention_id is None:
            return
        stay = self.reads.record(Detention, screen.detention_id)
        if stay.released_at is not None:
            return
        filling = self.filled_screens(screen)
        for key in asked:
            due_at = _moment(filling, key)
            if due_at is None:
                continue
            review = ClinicalReview(
                id=ReviewId(uuid5(UUID(str(screen.id)), key)),
                detention_id=stay.id,
                person_id=stay.person_id,
                suite=stay.suite,
                due_at=due_at,
                reason=_reason(filling) or screen.title,
            )
            _set(work, review)


def _set(work: UnitOfWork, review: ClinicalReview) -> None:
    try:
        known = work.reviews.get(review.id)
    except NotFoundError:
        work.reviews.add(review)
        return
    if known.done_at is None:
        work.reviews.change(known, replace(known, due_at=review.due_at, reason=review.reason))


def _means(item: Item | None, code: str) -> bool:
    return item is not None and item.means(code, QUESTION_SYSTEM)


def _moment(filling: Filling, key: str) -> datetime | None:
    """Return the time named, None for a bare day: nobody is called out for "some time today"."""
    values = filling.answer_to(key).values
    if not filling.applies(key) or not values or not isinstance(values[0], str):
        return None
    try:
        moment = datetime.fromisoformat(values[0])
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _reason(filling: Filling) -> str:
    for key, answer in filling.answers.items():
        item = filling.questionnaire.items.get(link_id_of(key))
        if _means(item, _WHY) and filling.applies(key) and answer.values:
            return str(answer.values[0]).strip()
    return ""
