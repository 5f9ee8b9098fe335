"""The board says in words why each person stands where they stand."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.person import MarkerKind
from desktop.domain.screen import ScreenStatus
from tests.builders.board import (
    a_board,
    a_board_row,
    a_call_clock,
    a_night_shift,
    a_review_clock,
    a_screen_progress,
)
from tests.builders.moments import NOW, in_minutes, minutes_ago
from tests.builders.people import a_marker
from ui.board import words


def test_the_counts_say_who_is_held_and_who_waits() -> None:
    assert words.counts_line(a_night_shift(), NOW) == "Southend · 7 in custody · 3 waiting for you"


def test_an_empty_board_counts_nobody() -> None:
    assert words.counts_line(a_board(), NOW) == "Southend · 0 in custody · 0 waiting for you"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"review": a_review_clock()}, "Review overdue 18min"),
        ({"call": a_call_clock(requested_at=minutes_ago(75))}, "Call past target"),
        ({"call": a_call_clock()}, "Call waiting"),
        ({"screen": a_screen_progress()}, "Half done"),
        ({"screen": a_screen_progress(status=ScreenStatus.PAUSED)}, "Paused"),
        ({"screen": a_screen_progress(status=ScreenStatus.COMPLETED)}, "Screened"),
        ({"markers": (a_marker(MarkerKind.KNOWN_TO_FULL_CIRCLE),)}, "Known to Full Circle"),
        ({}, "To screen"),
    ],
)
def test_each_reason_has_its_words(changes: dict[str, Any], why: str) -> None:
    assert words.why(a_board_row(**changes), NOW) == why


def test_the_call_clock_is_said_against_its_target() -> None:
    row = a_board_row(call=a_call_clock())

    assert words.call(row, NOW).replace("\u00a0", " ") == "52 of 60 min, Injury"


def test_a_call_that_was_answered_says_after_how_long() -> None:
    row = a_board_row(call=a_call_clock(arrived_at=minutes_ago(11)))

    assert words.call(row, NOW).replace("\u00a0", " ") == "seen in 41 min"


def test_where_a_person_is_stands_on_one_line() -> None:
    assert words.whereabouts(a_board_row()) == "C11\u2002SN/4473/26"
    assert words.whereabouts(a_board_row(cell="")).startswith("No\u00a0cell")


def test_warnings_are_all_said_and_ended_ones_are_not() -> None:
    row = a_board_row(
        markers=(
            a_marker(MarkerKind.SELF_HARM),
            a_marker(MarkerKind.ALLERGY),
            a_marker(MarkerKind.VIOLENCE, ended_at=NOW),
        ),
        has_conflict=True,
    )

    assert words.warnings(row) == "Two versions to decide, Self-harm, Allergy"


def test_the_whole_row_can_be_heard() -> None:
    row = a_board_row(
        call=a_call_clock(),
        review=a_review_clock(due_at=in_minutes(30)),
        screen=a_screen_progress(),
        markers=(a_marker(),),
        known_as="Kel",
        hearing_at=in_minutes(470),
    )

    heard = words.whole_row(row, NOW).replace("\u00a0", " ")

    for part in (
        "Call waiting",
        "MARSH, Kelly, known as Kel",
        "Cell C11",
        "Custody record SN/4473/26",
        "5h 22min in custody",
        "Call asked for 01:22, 52 of 60 min, Injury",
        "Review due 02:44, withdrawal chart",
        "L&D screen in progress, begun 00:31 by P. Shah, 3 of 9 sections complete",
        "Court 05-Sep-2026 10:04",
        "Warning: Self-harm, cut arm in cell",
    ):
        assert part in heard


def test_a_screen_counts_its_sections_as_complete_or_where_that_is_not_known_as_seen() -> None:
    progress = a_screen_progress(sections_done=5, sections_complete=3)
    known = a_board_row(screen=progress)
    old = a_board_row(screen=replace(progress, sections_complete=None))

    assert words.screen(known).replace("\u00a0", " ") == "3 of 9 complete"
    assert words.screen(old).replace("\u00a0", " ") == "5 of 9 seen"
    assert "3 of 9 sections complete" in words.whole_row(known, NOW)
    assert "5 of 9 sections seen" in words.whole_row(old, NOW)
