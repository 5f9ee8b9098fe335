"""Invented clinical reviews: done in time, still to come, and one that nobody has done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop.demo.chance import Chance
from desktop.demo.custody import Stay
from desktop.domain.detention import CallReason, ClinicalReview, HcpCall
from desktop.domain.identity import PractitionerId, ReviewId

OVERDUE_MINUTES = 18

_REVIEWED = {
    CallReason.WITHDRAWAL: ("Withdrawal chart", 240),
    CallReason.INTOXICATION: ("Rousing and fitness for interview", 180),
    CallReason.MEDICATION: ("Next dose", 360),
    CallReason.SELF_HARM: ("Self-harm and observation level", 120),
    CallReason.INJURY: ("Head injury observation", 120),
}


def reviews_after(
    chance: Chance, calls: Sequence[HcpCall], stays: Sequence[Stay], now: datetime
) -> tuple[ClinicalReview, ...]:
    """Return what the calls ask for: looked at in time, or still to come."""
    until = {stay.detention.id: stay.until for stay in stays}
    reviews = []
    for call in calls:
        if call.arrived_at is None or call.reason not in _REVIEWED or not chance.happens(70):
            continue
        reason, minutes = _REVIEWED[call.reason]
        due_at = call.arrived_at + timedelta(minutes=minutes)
        left_early = until[call.detention_id] < min(due_at, now)
        if left_early:
            continue
        is_past = due_at <= now
        reviews.append(
            ClinicalReview(
                id=ReviewId(chance.a_uuid(call.arrived_at)),
                detention_id=call.detention_id,
                person_id=call.person_id,
                suite=call.suite,
                due_at=due_at,
                reason=reason,
                done_at=due_at - chance.minutes_between(0, 14) if is_past else None,
                done_by=call.accepted_by if is_past else None,
            )
        )
    return tuple(reviews)


def with_one_overdue(
    chance: Chance, reviews: tuple[ClinicalReview, ...], stays: Sequence[Stay], now: datetime
) -> tuple[ClinicalReview, ...]:
    held = [
        stay for stay in stays if stay.detention.released_at is None and stay.minutes() > 2 * 60
    ]
    if not held:
        return reviews
    stay = max(held, key=Stay.minutes)
    due_at = now - timedelta(minutes=OVERDUE_MINUTES)
    overdue = ClinicalReview(
        id=ReviewId(chance.a_uuid(stay.detention.arrived_at)),
        detention_id=stay.detention.id,
        person_id=stay.invented.person.id,
        suite=stay.detention.suite,
        due_at=due_at,
        reason=_REVIEWED[CallReason.WITHDRAWAL][0],
    )
    return (*reviews, overdue)


def told_review(
    chance: Chance, stay: Stay, told: dict[str, Any], by: PractitionerId, now: datetime
) -> ClinicalReview:
    due_at = now - timedelta(minutes=told["due_minutes_ago"])
    done = told.get("done_minutes_ago")
    return ClinicalReview(
        id=ReviewId(chance.a_uuid(stay.detention.arrived_at)),
        detention_id=stay.detention.id,
        person_id=stay.invented.person.id,
        suite=stay.detention.suite,
        due_at=due_at,
        reason=told["reason"],
        done_at=now - timedelta(minutes=done) if done is not None else None,
        done_by=by if done is not None else None,
    )


def is_overdue(review: ClinicalReview, now: datetime) -> bool:
    return review.done_at is None and review.due_at < now
