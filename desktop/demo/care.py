"""What healthcare did in an invented night: calls answered, calls waiting, reviews due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.demo.calls import answered_calls, told_call, waiting_call
from desktop.demo.chance import Chance
from desktop.demo.custody import Stay
from desktop.demo.reviews import is_overdue, reviews_after, told_review, with_one_overdue
from desktop.domain.detention import ClinicalReview, HcpCall
from desktop.domain.identity import PractitionerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    calls: tuple[HcpCall, ...]
    reviews: tuple[ClinicalReview, ...]


def invent_care(
    chance: Chance, stays: Sequence[Stay], practitioners: Sequence[PractitionerId], now: datetime
) -> Care:
    """Return the night's calls and reviews; one review is overdue and someone is waiting."""
    untold = [stay for stay in stays if stay.story is None]
    answered = answered_calls(chance, untold, practitioners)
    reviews = reviews_after(chance, answered, stays, now)
    waiting = waiting_call(chance, untold, answered, now)
    told_calls, told_reviews = _told_care(chance, stays, practitioners, now)
    if not any(is_overdue(review, now) for review in told_reviews):
        reviews = with_one_overdue(chance, reviews, untold, now)
    calls = sorted((*answered, *waiting, *told_calls), key=lambda call: call.requested_at)
    ordered = sorted((*reviews, *told_reviews), key=lambda review: review.due_at)
    return Care(calls=tuple(calls), reviews=tuple(ordered))


def _told_care(
    chance: Chance, stays: Sequence[Stay], practitioners: Sequence[PractitionerId], now: datetime
) -> tuple[list[HcpCall], list[ClinicalReview]]:
    calls, reviews = [], []
    for stay in stays:
        if stay.story is None:
            continue
        calls += [
            told_call(chance, stay, told, practitioners[0], now) for told in stay.story["calls"]
        ]
        reviews += [
            told_review(chance, stay, told, practitioners[0], now) for told in stay.story["reviews"]
        ]
    return calls, reviews
