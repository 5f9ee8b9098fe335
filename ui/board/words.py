"""What the board says of a row at a moment, in words. Looks nothing up and draws nothing."""

from collections.abc import Sequence
from datetime import datetime

from desktop.domain.screen import ScreenStatus
from desktop.services.values import Board, BoardRow, ScreenProgress, Urgency, whole_minutes
from desktop.wording.clinical import clinical_moment, clock_time, duration, name_family_first
from desktop.wording.terms import term
from desktop.wording.words import plural
from desktop.wording.words import text as _

WAITING = (Urgency.REVIEW_OVERDUE, Urgency.CALL_BREACHED, Urgency.CALL_WAITING)

NO_BREAK = "\u00a0"

# The symbol and the tone that go with each reason; the word always stands beside them.
SYMBOLS = {
    Urgency.REVIEW_OVERDUE: ("act_now", "danger"),
    Urgency.CALL_BREACHED: ("act_now", "danger"),
    Urgency.CALL_WAITING: ("act_now", "neutral"),
    Urgency.SCREEN_HALF_DONE: ("in_progress", "action"),
    Urgency.KNOWN_ELSEWHERE: ("note", "neutral"),
    Urgency.NOT_SCREENED: ("not_begun", "neutral"),
    Urgency.SCREENED: ("done", "secondary"),
}


def counts_line(board: Board, now: datetime) -> str:
    waiting = sum(row.urgency(now) in WAITING for row in board.rows)
    held = plural("{count} in custody", "{count} in custody", len(board.rows))
    asked = plural("{count} waiting for you", "{count} waiting for you", waiting)
    return f"{board.suite} · {held} · {asked}"


def why(row: BoardRow, now: datetime) -> str:
    """Return the reason for the row's place on the board."""
    urgency = row.urgency(now)
    if urgency is Urgency.REVIEW_OVERDUE and row.review is not None:
        late = duration(row.review.minutes_overdue(now))
        return _("Review overdue {duration}", duration=late)
    if urgency is Urgency.SCREEN_HALF_DONE and row.screen is not None:
        return _half_done(row.screen)
    return {
        Urgency.CALL_BREACHED: _("Call past target"),
        Urgency.CALL_WAITING: _("Call waiting"),
        Urgency.KNOWN_ELSEWHERE: _("Known to Full Circle"),
        Urgency.SCREENED: _("Screened"),
    }.get(urgency, _("To screen"))


def name(row: BoardRow) -> str:
    shown = name_family_first(row.family_name, row.given_name)
    return (
        _("{name}, known as {known_as}", name=shown, known_as=row.known_as)
        if (row.known_as)
        else shown
    )


def whereabouts(row: BoardRow) -> str:
    """Return the cell and the custody record, on one line: "C09 SN/4471/26"."""
    parts = (row.cell or _("No cell"), row.custody_record_number)
    return "\u2002".join(part.replace(" ", NO_BREAK) for part in parts)


def time_in(row: BoardRow, now: datetime) -> str:
    return duration(whole_minutes(row.arrived_at, now))


def call_clock(row: BoardRow, now: datetime) -> str:
    """Return "52 of 60 min" while waiting, "seen in 41 min" then, nothing without a call."""
    call = row.call
    if call is None:
        return ""
    minutes = call.minutes_waited(now)
    if call.arrived_at is not None:
        return _("seen in {minutes} min", minutes=minutes).replace(" ", NO_BREAK)
    clock = _("{minutes} of {target} min", minutes=minutes, target=call.target_minutes)
    return clock.replace(" ", NO_BREAK)


def call(row: BoardRow, now: datetime) -> str:
    """Return the clock of the call, and while it waits what it is for."""
    if row.call is None:
        return ""
    if row.call.arrived_at is not None:
        return call_clock(row, now)
    return f"{call_clock(row, now)}, {term(row.call.reason)}"


def review(row: BoardRow) -> str:
    if row.review is None:
        return ""
    time, reason = clock_time(row.review.due_at), row.review.reason
    return f"{time}, {reason}" if reason else time


def screen(row: BoardRow) -> str:
    if row.screen is None:
        return _("Not yet")
    if row.screen.status is ScreenStatus.COMPLETED:
        return _("Done")
    count = _count(row.screen).replace(" ", NO_BREAK)
    if row.screen.sections_complete is None:
        return _("{count} seen", count=count)
    return _("{count} complete", count=count)


def _count(progress: ScreenProgress) -> str:
    """Return how many sections are complete; of an older record, how many were seen."""
    known = progress.sections_complete
    done = progress.sections_done if known is None else known
    return _("{done} of {total}", done=done, total=progress.sections_total)


def warnings(row: BoardRow) -> str:
    current = [term(marker.kind) for marker in row.markers if marker.ended_at is None]
    if row.has_conflict:
        current.insert(0, _("Two versions to decide"))
    return ", ".join(dict.fromkeys(current))


def whole_row(row: BoardRow, now: datetime) -> str:
    """Return the row as sentences, for the line below the board and for screen readers."""
    return ". ".join(part for part in _sentences(row, now) if part) + "."


def _sentences(row: BoardRow, now: datetime) -> Sequence[str]:
    return (
        why(row, now),
        name(row),
        _("Cell {cell}", cell=row.cell) if row.cell else _("Cell not recorded"),
        _("Custody record {number}", number=row.custody_record_number),
        _("{duration} in custody", duration=time_in(row, now)),
        _call_sentence(row, now),
        _("Review due {review}", review=review(row)) if row.review else "",
        _screen_sentence(row.screen),
        _("Court {moment}", moment=clinical_moment(row.hearing_at)) if row.hearing_at else "",
        *_warning_sentences(row),
    )


def _call_sentence(row: BoardRow, now: datetime) -> str:
    if row.call is None:
        return ""
    asked = clock_time(row.call.requested_at)
    said = f"{call_clock(row, now)}, {term(row.call.reason)}"
    return _("Call asked for {time}, {call}", time=asked, call=said)


def _screen_sentence(progress: ScreenProgress | None) -> str:
    if progress is None:
        return _("No screen begun")
    begun = _(
        "{title} {status}, begun {time} by {name}",
        title=progress.title,
        status=term(progress.status).lower(),
        time=clock_time(progress.started_at),
        name=progress.started_by,
    )
    if progress.sections_complete is None:
        return _("{begun}, {count} sections seen", begun=begun, count=_count(progress))
    return _("{begun}, {count} sections complete", begun=begun, count=_count(progress))


def _warning_sentences(row: BoardRow) -> list[str]:
    sentences = [
        _("Warning: {kind}, {note}", kind=term(marker.kind), note=marker.note)
        if marker.note
        else _("Warning: {kind}", kind=term(marker.kind))
        for marker in row.markers
        if marker.ended_at is None
    ]
    if row.has_conflict:
        sentences.append(_("Colleagues recorded two versions of something: Ctrl+K to decide"))
    return sentences


def _half_done(progress: ScreenProgress) -> str:
    return {
        ScreenStatus.PAUSED: _("Paused"),
        ScreenStatus.HANDED_OVER: _("Handed over"),
        ScreenStatus.UNFINISHED: _("Left unfinished"),
    }.get(progress.status, _("Half done"))
