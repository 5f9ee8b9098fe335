"""Deciding what is to stand where colleagues recorded different things."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.conflict import Choice, OpenConflict
from desktop.domain.person import Marker
from desktop.domain.screen import Answer
from desktop.domain.staff import Role
from tests.builders.moments import NOW, minutes_ago
from tests.builders.screens import a_questionnaire
from tests.builders.staff import a_practitioner, a_session
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from tests.unit.ui.conflict.desk import ConflictDesk
from tests.unit.ui.conflict.recorded import (
    MINUTE_MS,
    a_clinical_conflict,
    a_conflict,
    a_marker,
    a_side,
    an_answer_conflict,
    another_side,
)
from ui.conflict.decide import DecidePanel
from ui.conflict.opened import place_of
from ui.conflict.page import ConflictPage
from ui.page import Synced
from ui.places import ConflictPlace, ConflictsPlace

Open = Callable[..., ConflictPage]
SIZE = (1130, 700)


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    def opened(desk: ConflictDesk, journey: Journey | None = None, **overrides: object) -> object:
        context = a_page_context(desk.services(**overrides), journey=journey)
        page = ConflictPage(context, place_of(desk.conflicts[0]))
        page.resize(*SIZE)
        in_front(page, qtbot)
        page.begin()
        page.focus_first()
        return page

    return opened  # type: ignore[return-value]


def said(page: ConflictPage) -> list[str]:
    return [card.accessibleName() for card in page.view.sides.parts()]


def options(page: ConflictPage) -> list[str]:
    return [button.accessibleName() for button in decide(page).choices.buttons()]


def choose(page: ConflictPage, number: int) -> None:
    decide(page).choices.buttons()[number - 1].click()


def decide(page: ConflictPage) -> DecidePanel:
    assert page.view.decide is not None
    return page.view.decide


def third_first(page: ConflictPage) -> QWidget:
    third = decide(page).third
    assert third is not None
    return third.first()


def notice(page: ConflictPage) -> str:
    return page.view.frame.notice.text()


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


def test_after_deciding_the_next_is_offered_and_opens_in_the_same_page(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict(), a_clinical_conflict()])
    page = open_page(desk)
    choose(page, 1)

    page.view.save.click()

    assert notice(page) == "Decided: Phone. 1 more to decide."
    assert page.view.next.hasFocus()
    assert page.view.sides.parts() == []
    QTest.keyClick(page.view.next, Qt.Key.Key_Return)
    assert page.view.frame.heading.text() == "Warning: self-harm"
    assert page.view.sides.parts()[0].hasFocus()


def test_after_the_last_nothing_more_is_offered(open_page: Open) -> None:
    page = open_page(ConflictDesk([a_conflict()]))
    choose(page, 1)

    page.view.save.click()

    assert notice(page) == "Decided: Phone. Nothing else has to be decided."
    assert not page.view.next.isVisibleTo(page)
    assert not page.view.save.isVisibleTo(page)


def moved(conflict: OpenConflict) -> OpenConflict:
    fresh = a_side(
        a_marker("Said so to the sergeant"), author="A. Lee", entry=b"lee", at=minutes_ago(2)
    )
    return a_clinical_conflict(sides=(*conflict.sides, fresh))


def test_a_third_version_that_arrived_while_deciding_is_explained_and_shown(
    open_page: Open,
) -> None:
    conflict = a_clinical_conflict()
    desk = ConflictDesk([conflict], before_settling=[moved(conflict)])
    page = open_page(desk)
    choose(page, 1)
    decide(page).reason.setText("Seen by me")

    page.view.save.click()

    assert desk.settled == []
    assert notice(page) == (
        "Another version has arrived: A. Lee recorded it at 05-Sep-2026 02:12. "
        "It is shown with the others. Choose again."
    )
    assert len(said(page)) == 3
    assert decide(page).choices.values() == []
    assert decide(page).reason.text() == "Seen by me"
    assert "Keep all of them as dated entries" in options(page)


def test_a_version_that_arrives_with_a_round_is_explained_too(open_page: Open) -> None:
    conflict = a_clinical_conflict()
    desk = ConflictDesk([conflict])
    page = open_page(desk)
    choose(page, 1)

    desk.conflicts = [moved(conflict)]
    page.on_fact(Synced())

    assert "Another version has arrived" in notice(page)


def test_a_round_that_changes_nothing_here_leaves_what_is_being_decided_alone(
    open_page: Open,
) -> None:
    page = open_page(ConflictDesk([a_clinical_conflict()]))
    choose(page, 4)
    third = decide(page).third
    assert third is not None
    QTest.keyClicks(third.first(), "Old sc")

    page.on_fact(Synced())

    assert decide(page).third is third
    assert decide(page).choices.value() == (Choice.THIRD, -1)
    assert notice(page) == ""


def test_what_a_colleague_settled_meanwhile_is_said(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict()], before_settling=[])
    page = open_page(desk)
    choose(page, 1)

    page.view.save.click()

    assert notice(page).startswith("A colleague has settled this meanwhile")
    assert page.view.sides.parts() == []


def test_who_is_no_clinician_reads_and_does_not_decide_on_risk(open_page: Open) -> None:
    session = a_session(practitioner=a_practitioner(role=Role.SUPPORT))
    page = open_page(ConflictDesk([a_clinical_conflict()]), session=session)

    assert len(said(page)) == 2
    assert not page.view.save.isVisibleTo(page)
    assert "A clinician decides this. You can read what was recorded." in page.view.warning.lines()


def test_of_a_signed_document_only_the_signed_version_can_be_kept(open_page: Open) -> None:
    page = open_page(
        ConflictDesk([a_conflict(is_sealed=True, can_keep_both=True, can_write_third=False)])
    )

    assert options(page) == ["Keep version 2, by J. Okafor", "Keep both as dated entries"]
    choose(page, 1)
    page.view.save.click()


def test_what_belongs_together_is_shown_and_written_together(open_page: Open) -> None:
    first = {"hearing_court": "Basildon", "hearing_at": minutes_ago(-480)}
    second = {"hearing_court": "Southend", "hearing_at": minutes_ago(-500)}
    conflict = a_conflict(
        kind="detention",
        register="hearing_court",
        group=("hearing_court", "hearing_at"),
        sides=(a_side("Basildon", values=first), another_side("Southend", values=second)),
    )
    desk = ConflictDesk([conflict])
    page = open_page(desk)
    assert "Court: Basildon\nTime of the hearing: 05-Sep-2026 10:14" in said(page)[0]
    choose(page, 3)
    QTest.keyClicks(third_first(page), "Chelmsford")

    page.view.save.click()

    assert desk.settled[0][3] == {"hearing_court": "Chelmsford", "hearing_at": None}


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


def test_a_place_that_names_any_part_of_what_belongs_together_finds_it(open_page: Open) -> None:
    conflict = a_conflict(group=("phone", "gp"))
    desk = ConflictDesk([conflict])
    context = a_page_context(desk.services())

    page = ConflictPage(context, ConflictPlace(conflict.kind, conflict.record_id, "gp"))
    page.begin()

    assert page.view.frame.heading.text() == "Phone"
    page.deleteLater()


def _tab() -> None:
    QTest.keyClick(_focus(), Qt.Key.Key_Tab)


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused
