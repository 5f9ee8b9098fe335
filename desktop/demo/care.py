"""Invented calls for a practitioner and clinical reviews, as late and as early as published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop.demo.chance import Chance
from desktop.demo.custody import Stay
from desktop.demo.invented import profiles
from desktop.demo.published import published
from desktop.domain.detention import BreachReason, CallReason, ClinicalReview, HcpCall, Priority
from desktop.domain.identity import CallId, PractitionerId, ReviewId

TARGET_MINUTES = 60
OVERDUE_MINUTES = 18
_LONGEST_MINUTES = 140
_CALLED_PERCENT = 68
_REVIEWED = {
    CallReason.WITHDRAWAL: ("Withdrawal chart", 240),
    CallReason.INTOXICATION: ("Rousing and fitness for interview", 180),
    CallReason.MEDICATION: ("Next dose", 360),
    CallReason.SELF_HARM: ("Self-harm and observation level", 120),
    CallReason.INJURY: ("Head injury observation", 120),
}
_PRIORITIES = {
    CallReason.WITHDRAWAL: Priority.URGENT,
    CallReason.SELF_HARM: Priority.URGENT,
    CallReason.INJURY: Priority.URGENT,
    CallReason.MENTAL_HEALTH: Priority.URGENT,
}
_BREACHES = (
    (BreachReason.BUSY, 5),
    (BreachReason.TWO_SUITES, 3),
    (BreachReason.UNAVAILABLE, 2),
    (BreachReason.NO_STAFF, 1),
    (BreachReason.WRONGLY_LOGGED, 1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    calls: tuple[HcpCall, ...]
    reviews: tuple[ClinicalReview, ...]


def invent_care(
    chance: Chance, stays: Sequence[Stay], practitioners: Sequence[PractitionerId], now: datetime
) -> Care:
    """Return the night's calls and reviews; one review is overdue and someone is waiting."""
    untold = [stay for stay in stays if stay.story is None]
    answered = _answered_calls(chance, untold, practitioners)
    reviews = _reviews(chance, answered, stays, now)
    waiting = _waiting_call(chance, untold, answered, now)
    told_calls, told_reviews = _told_care(chance, stays, practitioners, now)
    if not any(_is_overdue(review, now) for review in told_reviews):
        reviews = _with_one_overdue(chance, reviews, untold, now)
    calls = sorted((*answered, *waiting, *told_calls), key=lambda call: call.requested_at)
    ordered = sorted((*reviews, *told_reviews), key=lambda review: review.due_at)
    return Care(calls=tuple(calls), reviews=tuple(ordered))


def _answered_calls(
    chance: Chance, stays: Sequence[Stay], practitioners: Sequence[PractitionerId]
) -> tuple[HcpCall, ...]:
    with_room = [stay for stay in stays if stay.minutes() > TARGET_MINUTES + 15]
    called = chance.a_share(with_room, _CALLED_PERCENT)
    late_percent = 100 - float(published("custody_hcp_60min_response", year="2021/22"))
    roomy = [stay for stay in called if stay.minutes() > _LONGEST_MINUTES + 30]
    late_count = min(len(roomy), round(len(called) * late_percent / 100))
    late = {stay.detention.id for stay in chance.sample(roomy, late_count)}
    return tuple(
        _answered_call(chance, stay, practitioners, is_late=stay.detention.id in late)
        for stay in called
    )


def _answered_call(
    chance: Chance, stay: Stay, practitioners: Sequence[PractitionerId], *, is_late: bool
) -> HcpCall:
    minutes = (
        chance.randint(TARGET_MINUTES + 1, _LONGEST_MINUTES)
        if is_late
        else int(chance.triangular(4, TARGET_MINUTES, 22))
    )
    came = stay.detention.arrived_at
    latest = min(stay.until - timedelta(minutes=minutes + 2), came + timedelta(hours=3))
    requested_at = chance.moment_between(came + timedelta(minutes=8), latest)
    accepted_at = requested_at + timedelta(minutes=min(minutes, chance.randint(1, 6)))
    reason = _reason(chance, stay)
    return HcpCall(
        id=CallId(chance.a_uuid(requested_at)),
        detention_id=stay.detention.id,
        person_id=stay.invented.person.id,
        suite=stay.detention.suite,
        requested_at=requested_at,
        reason=reason,
        priority=_PRIORITIES.get(reason, Priority.ROUTINE),
        requested_by=_a_collar_number(chance),
        accepted_at=accepted_at,
        accepted_by=chance.choice(practitioners),
        arrived_at=requested_at + timedelta(minutes=minutes),
        breach_reason=chance.one_of(_BREACHES) if is_late else None,
        outcome="Seen; see record",
    )


def _reason(chance: Chance, stay: Stay) -> CallReason:
    profile = next(found for found in profiles() if found["key"] == stay.invented.profile)
    return CallReason(chance.choice(profile["call"]))


def _a_collar_number(chance: Chance) -> str:
    return f"PS {chance.randint(1000, 9999)}"


def _waiting_call(
    chance: Chance, stays: Sequence[Stay], answered: Sequence[HcpCall], now: datetime
) -> tuple[HcpCall, ...]:
    """Return a call that has waited longer than it should, by someone who was not seen yet."""
    seen = {call.detention_id for call in answered}
    candidates = [
        stay
        for stay in stays
        if stay.detention.id not in seen
        and stay.detention.released_at is None
        and stay.minutes() > TARGET_MINUTES + 30
    ]
    if not candidates:
        return ()
    stay = chance.choice(candidates)
    requested_at = now - chance.minutes_between(TARGET_MINUTES + 4, TARGET_MINUTES + 22)
    return (
        HcpCall(
            id=CallId(chance.a_uuid(requested_at)),
            detention_id=stay.detention.id,
            person_id=stay.invented.person.id,
            suite=stay.detention.suite,
            requested_at=requested_at,
            reason=_reason(chance, stay),
            requested_by=_a_collar_number(chance),
        ),
    )


def _reviews(
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


def _with_one_overdue(
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


def _is_overdue(review: ClinicalReview, now: datetime) -> bool:
    return review.done_at is None and review.due_at < now


def _told_care(
    chance: Chance, stays: Sequence[Stay], practitioners: Sequence[PractitionerId], now: datetime
) -> tuple[list[HcpCall], list[ClinicalReview]]:
    calls, reviews = [], []
    for stay in stays:
        if stay.story is None:
            continue
        calls += [
            _told_call(chance, stay, told, practitioners[0], now) for told in stay.story["calls"]
        ]
        reviews += [
            _told_review(chance, stay, told, practitioners[0], now)
            for told in stay.story["reviews"]
        ]
    return calls, reviews


def _told_call(
    chance: Chance, stay: Stay, told: dict[str, Any], by: PractitionerId, now: datetime
) -> HcpCall:
    requested_at = now - timedelta(minutes=told["requested_minutes_ago"])
    arrived = told.get("arrived_minutes_ago")
    return HcpCall(
        id=CallId(chance.a_uuid(requested_at)),
        detention_id=stay.detention.id,
        person_id=stay.invented.person.id,
        suite=stay.detention.suite,
        requested_at=requested_at,
        reason=CallReason(told["reason"]),
        priority=Priority(told["priority"]),
        requested_by=_a_collar_number(chance),
        accepted_at=requested_at + timedelta(minutes=3) if arrived is not None else None,
        accepted_by=by if arrived is not None else None,
        arrived_at=now - timedelta(minutes=arrived) if arrived is not None else None,
        outcome=told.get("outcome", ""),
    )


def _told_review(
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
