"""Ready-made boards: one row at a time, or the night shift of the design."""

from dataclasses import replace
from typing import Any

from desktop.domain.detention import CallReason, Priority
from desktop.domain.identity import CallId, DetentionId, PersonId, ReviewId, ScreenId
from desktop.domain.person import MarkerKind
from desktop.domain.screen import ScreenStatus
from desktop.services.values import Board, BoardRow, CallClock, ReviewClock, ScreenProgress
from tests.builders.custody import STAY, SUITE
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.builders.people import KELLY, a_marker


def a_board_row(number: int = 0, **changes: Any) -> BoardRow:
    """Return Kelly Marsh's row, or with a number the row of somebody else."""
    row = BoardRow(
        detention_id=DetentionId(numbered(1100 + number)) if number else STAY,
        person_id=PersonId(numbered(1000 + number)) if number else KELLY,
        family_name=f"Person{number:03d}" if number else "Marsh",
        given_name="Alex" if number else "Kelly",
        known_as="",
        custody_record_number=f"SN/{4500 + number}/26" if number else "SN/4473/26",
        cell=f"C{number:02d}" if number else "C11",
        arrived_at=minutes_ago(322),
    )
    return replace(row, **changes)


def a_call_clock(**changes: Any) -> CallClock:
    clock = CallClock(
        call_id=CallId(numbered(201)),
        requested_at=minutes_ago(52),
        target_minutes=60,
        reason=CallReason.INJURY,
        priority=Priority.ROUTINE,
    )
    return replace(clock, **changes)


def a_review_clock(**changes: Any) -> ReviewClock:
    clock = ReviewClock(
        review_id=ReviewId(numbered(301)), due_at=minutes_ago(18), reason="withdrawal chart"
    )
    return replace(clock, **changes)


def a_screen_progress(**changes: Any) -> ScreenProgress:
    progress = ScreenProgress(
        screen_id=ScreenId(numbered(601)),
        title="L&D screen",
        status=ScreenStatus.IN_PROGRESS,
        started_at=minutes_ago(103),
        started_by="P. Shah",
        sections_done=3,
        sections_total=9,
        sections_complete=3,
    )
    return replace(progress, **changes)


def a_board(*rows: BoardRow) -> Board:
    """Return a board of these rows, most urgent first."""
    ordered = tuple(sorted(rows, key=lambda row: row.urgency(NOW)))
    return Board(suite=SUITE, rows=ordered, as_of=NOW)


def a_night_shift() -> Board:
    """Return one row of every urgency."""
    done = a_screen_progress(status=ScreenStatus.COMPLETED, sections_done=9)
    return a_board(
        a_board_row(1, family_name="Hughes", given_name="Dean", review=a_review_clock()),
        a_board_row(
            2,
            family_name="Oyelaran-Featherstonehaugh",
            given_name="Oluwaseun Bartholomew",
            call=a_call_clock(requested_at=minutes_ago(75)),
            markers=(a_marker(), a_marker(MarkerKind.ALLERGY, note="penicillin")),
        ),
        a_board_row(3, family_name="Kowalska", given_name="Marta", call=a_call_clock()),
        a_board_row(
            4,
            family_name="Adeyemi",
            given_name="Tunde",
            screen=a_screen_progress(),
            review=a_review_clock(due_at=in_minutes(95)),
        ),
        a_board_row(markers=(a_marker(MarkerKind.KNOWN_TO_FULL_CIRCLE, note="A. Lee"),)),
        a_board_row(6, family_name="Ŵynne", given_name="Siân", arrived_at=minutes_ago(12)),
        a_board_row(7, family_name="Smith", given_name="John", screen=done, has_conflict=True),
    )
