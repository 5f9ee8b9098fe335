"""Deciding what is to stand where colleagues recorded different things."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.conflict import Choice
from desktop.domain.person import Marker
from desktop.domain.screen import Answer
from tests.builders.moments import NOW
from tests.builders.screens import a_questionnaire
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey
from tests.unit.ui.conflict.desk import ConflictDesk
from tests.unit.ui.conflict.on_page import Open, choose, decide, options, said, third_first
from tests.unit.ui.conflict.recorded import (
    MINUTE_MS,
    a_clinical_conflict,
    a_conflict,
    a_side,
    an_answer_conflict,
    another_side,
)
from ui.places import ConflictsPlace


def test_every_version_is_said_in_full_with_author_role_time_clock_and_place(
    open_page: Open,
) -> None:
    page = open_page(ConflictDesk([a_clinical_conflict()]))

    first, second = said(page)
    assert first == (
        "Version 1. Self-harm: Cutting to both forearms seen on arrival, two days old\n"
        "Still current. Recorded by: P. Shah, Healthcare professional. "
        "When: 5 September 2026 at 02:00, 14min ago. "
        "Clock: This machine's clock was 7 minutes ahead. Where: Southend, workstation WS-07"
    )
    assert second == (
        "Version 2. Self-harm: Denies\nEnded 05-Sep-2026 01:34. The screens show this one now. "
        "Recorded by: J. Okafor, RMN (you). When: 5 September 2026 at 01:34, 40min ago. "
        "Clock: It is not known whether this machine's clock was right. "
        "Where: Basildon, workstation WS-02"
    )
    assert page.view.lead.text().startswith("Two colleagues recorded this differently")


def test_a_clock_that_was_behind_or_right_is_said_so(open_page: Open) -> None:
    sides = (
        a_side("1", clock_error_ms=-MINUTE_MS),
        another_side("2", clock_error_ms=4_000),
    )
    page = open_page(ConflictDesk([a_conflict(sides=sides)]))

    assert "clock was 1 minute behind." in said(page)[0]
    assert "Clock" not in said(page)[1]


def test_nothing_is_chosen_beforehand_and_saving_nothing_changes_nothing(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict()])
    page = open_page(desk)

    page.view.save.click()

    assert decide(page).choices.values() == []
    assert page.view.frame.errors.texts() == ["Choose what is to stand"]
    assert desk.settled == []


def test_one_decides_by_keyboard_alone(open_page: Open) -> None:
    desk = ConflictDesk([a_clinical_conflict()])
    page = open_page(desk)
    first, second = page.view.sides.parts()
    assert first.hasFocus()

    _tab()
    assert second.hasFocus()
    _tab()
    QTest.keyClick(_focus(), Qt.Key.Key_1)
    _tab()
    QTest.keyClicks(_focus(), "Seen by me at 02:10")
    _tab()
    _tab()
    assert page.view.save.hasFocus()
    QTest.keyClick(_focus(), Qt.Key.Key_Return)

    [(_conflict, choice, keep, _value, reason)] = desk.settled
    assert (choice, keep, reason) == (Choice.KEEP, 0, "Seen by me at 02:10")


def test_ctrl_and_enter_save_from_anywhere(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict()])
    page = open_page(desk)
    choose(page, 1)

    QTest.keyClick(decide(page).reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(desk.settled) == 1


def test_about_risk_or_medicine_a_reason_is_needed(open_page: Open) -> None:
    desk = ConflictDesk([a_clinical_conflict()])
    page = open_page(desk)
    choose(page, 1)

    page.view.save.click()

    assert page.view.frame.errors.texts() == ["Say why: others will act on it"]
    assert desk.settled == []
    assert "until a clinician has decided" in page.view.warning.lines()[0]


def test_about_anything_else_a_reason_may_be_left_out(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict()])
    page = open_page(desk)
    choose(page, 2)

    page.view.save.click()

    assert [(choice, keep) for _c, choice, keep, _v, _r in desk.settled] == [(Choice.KEEP, 1)]


def test_both_are_offered_only_where_there_is_room_for_both(open_page: Open) -> None:
    one = open_page(ConflictDesk([a_conflict()]))
    both = open_page(ConflictDesk([a_clinical_conflict()]))

    assert options(one) == [
        "Keep version 1, by P. Shah",
        "Keep version 2, by J. Okafor",
        "Write something else",
    ]
    assert "Keep both as dated entries" in options(both)


def test_keeping_both_is_told_as_such(open_page: Open) -> None:
    desk = ConflictDesk([a_clinical_conflict()])
    page = open_page(desk)
    choose(page, 3)
    decide(page).reason.setText("Both were seen")
    assert "each stands as an entry of its own" in decide(page).follows.text()

    page.view.save.click()

    assert desk.settled[0][1] is Choice.BOTH


def test_what_is_written_instead_goes_with_the_decision(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict()])
    page = open_page(desk)
    choose(page, 3)
    page.view.save.click()
    assert page.view.frame.errors.texts() == ["Write what is right"]

    third = decide(page).third
    assert third is not None
    QTest.keyClicks(third.first(), "01702 555 000")
    page.view.save.click()

    assert desk.settled[0][1:4] == (Choice.THIRD, -1, "01702 555 000")


def test_a_warning_written_anew_is_dated_and_signed_by_whoever_writes(open_page: Open) -> None:
    desk = ConflictDesk([a_clinical_conflict()])
    page = open_page(desk)
    choose(page, 4)
    QTest.keyClicks(third_first(page), "Old scars only")
    decide(page).reason.setText("Examined")

    page.view.save.click()

    value = desk.settled[0][3]
    assert isinstance(value, Marker)
    assert (value.note, value.recorded_at, value.recorded_by) == (
        "Old scars only",
        NOW,
        "J. Okafor",
    )
    assert value.ended_at is None


def test_an_answer_is_written_with_the_editor_of_its_question(open_page: Open) -> None:
    item = a_questionnaire().items["health.notes"]
    desk = ConflictDesk([an_answer_conflict()], items={"answers/health.notes": item})
    page = open_page(desk)
    choose(page, 4)
    QTest.keyClicks(third_first(page), "Cut on both hands.")

    page.view.save.click()

    value = desk.settled[0][3]
    assert isinstance(value, Answer)
    assert (value.values, value.answered_at) == (("Cut on both hands.",), NOW)


def test_versions_stand_beside_one_another_and_below_where_there_is_no_room(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page(ConflictDesk([a_conflict()]))
    assert page.view.sides.columns() == 2

    page.resize(560, 700)

    qtbot.waitUntil(lambda: page.view.sides.columns() == 1)


def test_all_that_has_to_be_decided_is_one_step_away(open_page: Open) -> None:
    journey = Journey()
    page = open_page(ConflictDesk([a_conflict()]), journey)

    QTest.keyClick(page.view.all, Qt.Key.Key_Space)

    assert journey.places == [ConflictsPlace()]


@pytest.mark.parametrize("number", [1, 4])
def test_every_control_has_a_name_and_a_key_of_its_own(open_page: Open, number: int) -> None:
    page = open_page(ConflictDesk([a_clinical_conflict()]))
    choose(page, number)

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


def _tab() -> None:
    QTest.keyClick(_focus(), Qt.Key.Key_Tab)


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused
