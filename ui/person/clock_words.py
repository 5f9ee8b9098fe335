"""The clocks of a detention in words: time in custody, calls waiting, reviews due, court.

Given finished values and the time; asks nothing and draws nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.services.values import whole_minutes
from desktop.wording.clinical import clinical_moment, clock_time, duration
from desktop.wording.terms import term
from desktop.wording.words import text as _

# Further off, a time without its date might be taken for that of another day.
_CLEAR_WITHIN = timedelta(hours=12)


class Level(Enum):
    DANGER = "danger"
    WAITING = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ClockLine:
    words: str
    level: Level = Level.NOTE


def clock_lines(
    detention: Detention,
    calls: tuple[HcpCall, ...],
    reviews: tuple[ClinicalReview, ...],
    now: datetime,
    target_minutes: int,
) -> tuple[ClockLine, ...]:
    """Return one line a clock, the most urgent first."""
    lines = [_time_in_custody(detention, now)]
    lines += [_call(call, now, target_minutes) for call in calls if call.arrived_at is None]
    lines += [_review(review, now) for review in reviews if review.done_at is None]
    if detention.hearing_at is not None or detention.hearing_court:
        lines.append(_hearing(detention, now))
    order = list(Level)
    return tuple(sorted(lines, key=lambda line: order.index(line.level)))


def _time_in_custody(detention: Detention, now: datetime) -> ClockLine:
    arrived = clinical_moment(detention.arrived_at)
    if detention.released_at is not None:
        words = _(
            "Released {released} after {time}. {outcome}",
            released=clinical_moment(detention.released_at),
            time=duration(whole_minutes(detention.arrived_at, detention.released_at)),
            outcome=detention.release_outcome,
        )
        return ClockLine(words.strip())
    minutes = whole_minutes(detention.arrived_at, now)
    if minutes < 0:
        return ClockLine(_("Arrives {arrived}", arrived=arrived))
    return ClockLine(
        _("In custody {time}, since {arrived}", time=duration(minutes), arrived=arrived)
    )


def _call(call: HcpCall, now: datetime, target_minutes: int) -> ClockLine:
    waited = whole_minutes(call.requested_at, now)
    said = {
        "reason": term(call.reason),
        "priority": term(call.priority),
        "at": clock_time(call.requested_at),
        "target": target_minutes,
    }
    if waited > target_minutes:
        words = _(
            "Call waiting {waited}, over the target of {target}min: {reason}, {priority}, "
            "asked {at}",
            waited=duration(waited),
            **said,
        )
        return ClockLine(words, Level.DANGER)
    words = _(
        "Call waiting {waited} of {target}min: {reason}, {priority}, asked {at}",
        waited=waited,
        **said,
    )
    return ClockLine(words, Level.WAITING)


def _review(review: ClinicalReview, now: datetime) -> ClockLine:
    minutes = whole_minutes(review.due_at, now)
    said = {"reason": review.reason, "due": clinical_moment(review.due_at)}
    if minutes > 0:
        words = _("Review overdue {time}: {reason}, due {due}", time=duration(minutes), **said)
        return ClockLine(words, Level.DANGER)
    words = _("Review due in {time}: {reason}, due {due}", time=duration(-minutes), **said)
    return ClockLine(words, Level.WAITING)


def _hearing(detention: Detention, now: datetime) -> ClockLine:
    court = detention.hearing_court or _("Court not recorded")
    if detention.hearing_at is None:
        return ClockLine(_("Court: {court}, time not recorded", court=court))
    minutes = whole_minutes(now, detention.hearing_at)
    at = clinical_moment(detention.hearing_at)
    if minutes < 0:
        return ClockLine(_("Court: {court}, {at}", court=court, at=at))
    return ClockLine(
        _("Court: {court}, {at}, in {time}", court=court, at=at, time=duration(minutes))
    )


def when(moment: datetime, now: datetime) -> str:
    """Return the time, with its date unless that is clear from the time alone."""
    is_near = abs(now - moment) < _CLEAR_WITHIN
    return clock_time(moment) if is_near else clinical_moment(moment)
