"""Invented calls for a practitioner, as many of them late as published."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop.demo.chance import Chance
from desktop.demo.custody import Stay
from desktop.demo.invented import profiles
from desktop.demo.published import published
from desktop.domain.detention import BreachReason, CallReason, HcpCall, Priority
from desktop.domain.identity import CallId, PractitionerId

TARGET_MINUTES = 60
_LONGEST_MINUTES = 140
_CALLED_PERCENT = 68
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


def answered_calls(
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


def waiting_call(
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


def told_call(
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


def _reason(chance: Chance, stay: Stay) -> CallReason:
    profile = next(found for found in profiles() if found["key"] == stay.invented.profile)
    return CallReason(chance.choice(profile["call"]))


def _a_collar_number(chance: Chance) -> str:
    return f"PS {chance.randint(1000, 9999)}"
