"""Warnings proposed before signing: nothing is ticked beforehand, the keyboard reaches them."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from desktop.domain.identity import PersonId
from desktop.domain.person import MarkerKind, Person
from desktop.domain.screen import Answer, ScreenStatus
from desktop.services.proposed_warnings import ProposedWarning
from tests.builders.people import KELLY
from tests.fakes.mnemonics import duplicate_mnemonics
from tests.fakes.pages import Journey
from tests.unit.ui.screening.check.desk import CheckDesk
from tests.unit.ui.screening.check.test_check_answers import open_check
from tests.unit.ui.screening.small_form import DiskFullError
from ui.places import PersonPlace
from ui.screening.check.page import CheckAnswersPage

Key = Qt.Key

ALLERGY = ProposedWarning(MarkerKind.ALLERGY, "penicillin, rash & swelling", "notes")
HARM = ProposedWarning(MarkerKind.SELF_HARM, "see screen of 05-Sep-2026", "asthma")


class WarningDesk(CheckDesk):
    """Proposes what it is told to; refuses to add what is in `refused`."""

    def __init__(self, *proposed: ProposedWarning, **answers: Answer) -> None:
        super().__init__(None, **answers)
        self.proposed = proposed
        self.refused: set[MarkerKind] = set()
        self.asked: list[tuple[MarkerKind, ScreenStatus]] = []

    def mark_warning(self, person_id: PersonId, kind: MarkerKind, note: str) -> Person:
        self.asked.append((kind, self.screen.status))
        if kind in self.refused:
            raise DiskFullError
        return super().mark_warning(person_id, kind, note)

    def added(self) -> list[tuple[MarkerKind, str]]:
        return [(one.kind, one.note) for one in self.people[KELLY].current_markers()]


def opened(qtbot: QtBot, desk: WarningDesk, journey: Journey | None = None) -> CheckAnswersPage:
    return open_check(qtbot, desk, journey, proposed_warnings=lambda _id: desk.proposed)


def boxes(page: CheckAnswersPage) -> list[QAbstractButton]:
    return page.view.proposed.boxes()


def press(page: CheckAnswersPage, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or page.window(), key)


def test_nothing_is_ticked_beforehand_and_nothing_is_added_by_itself(qtbot: QtBot) -> None:
    desk = WarningDesk(HARM, ALLERGY)
    page = opened(qtbot, desk)

    assert [box.isChecked() for box in boxes(page)] == [False, False]
    page.view.finish.click()

    assert desk.screen.status is ScreenStatus.COMPLETED
    assert desk.added() == []


def test_a_warning_is_ticked_by_keyboard_and_added_once_the_screen_is_signed(
    qtbot: QtBot,
) -> None:
    journey, desk = Journey(), WarningDesk(HARM, ALLERGY)
    page = opened(qtbot, desk, journey)
    facts: list[Any] = []
    page.context.announcer.happened.connect(facts.append)

    press(page, Key.Key_Down, Key.Key_Space)
    page.view.finish.click()

    assert desk.added() == [(MarkerKind.ALLERGY, "penicillin, rash & swelling")]
    assert desk.asked == [(MarkerKind.ALLERGY, ScreenStatus.COMPLETED)]
    assert facts == [desk.screen, desk.people[KELLY]]
    assert journey.places == [PersonPlace(desk.screen.person_id, desk.screen.detention_id)]


def test_several_are_added_in_the_order_they_stand(qtbot: QtBot) -> None:
    desk = WarningDesk(HARM, ALLERGY)
    page = opened(qtbot, desk)

    press(page, Key.Key_Space, Key.Key_Down, Key.Key_Space)
    page.view.finish.click()

    assert [kind for kind, _note in desk.added()] == [MarkerKind.SELF_HARM, MarkerKind.ALLERGY]


def test_a_screen_reader_hears_the_warning_its_reason_and_that_none_is_ticked(
    qtbot: QtBot,
) -> None:
    page = opened(qtbot, WarningDesk(ALLERGY))
    (box,) = boxes(page)

    assert isinstance(box, QCheckBox)
    assert box.accessibleName() == (
        "Allergy: penicillin, rash & swelling (answer to: What was seen)"
    )
    assert "Nothing is ticked for you" in box.accessibleDescription()
    assert box.hasFocus()
    assert not duplicate_mnemonics(page.window())


def test_nothing_is_added_while_the_screen_cannot_be_finished(qtbot: QtBot) -> None:
    desk = WarningDesk(ALLERGY, drink=Answer())
    page = opened(qtbot, desk)
    boxes(page)[0].click()

    page.view.finish.click()

    assert desk.asked == []
    assert [box.isChecked() for box in boxes(page)] == [True]


def test_what_could_not_be_added_is_told_and_the_rest_is_added(qtbot: QtBot) -> None:
    journey, desk = Journey(), WarningDesk(HARM, ALLERGY)
    desk.refused = {MarkerKind.SELF_HARM}
    page = opened(qtbot, desk, journey)
    for box in boxes(page):
        box.click()

    page.view.finish.click()

    words = page.view.frame.notice.text()
    assert "The screen is finished and signed" in words
    assert "Not added to the banner: Self-harm: see screen of 05-Sep-2026." in words
    assert "Allergy" not in words
    assert desk.added() == [(MarkerKind.ALLERGY, "penicillin, rash & swelling")]
    assert journey.places == []
    assert page.view.finish.isHidden()
    assert page.view.proposed.isHidden()


def test_what_was_ticked_stays_ticked_when_a_colleagues_work_comes_in(qtbot: QtBot) -> None:
    desk = WarningDesk(ALLERGY)
    page = opened(qtbot, desk)
    boxes(page)[0].click()

    desk.proposed = (HARM, ALLERGY)
    page.presenter.begin()

    assert [box.isChecked() for box in boxes(page)] == [False, True]


def test_nothing_stands_there_where_there_is_no_reason_or_all_is_signed(qtbot: QtBot) -> None:
    signed = WarningDesk(ALLERGY)
    signed.screen = replace(signed.screen, status=ScreenStatus.COMPLETED)

    assert opened(qtbot, WarningDesk()).view.proposed.isHidden()
    assert opened(qtbot, signed).view.proposed.isHidden()
