"""The list of all that colleagues recorded differently."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.builders.people import KELLY
from tests.fakes.mnemonics import nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.windows import in_front
from tests.unit.ui.conflict.desk import ConflictDesk
from tests.unit.ui.conflict.recorded import a_clinical_conflict, a_conflict
from ui.conflict.list_page import ConflictsPage
from ui.conflict.opened import place_of
from ui.places import ConflictsPlace, MetTwicePlace


def opened(qtbot: QtBot, desk: ConflictDesk, journey: Journey | None = None) -> ConflictsPage:
    page = ConflictsPage(a_page_context(desk.services(), journey=journey), ConflictsPlace(KELLY))
    in_front(page, qtbot)
    page.begin()
    return page


def test_risk_and_medicine_stand_first_and_each_says_who_recorded_it(qtbot: QtBot) -> None:
    page = opened(qtbot, ConflictDesk([a_conflict(), a_clinical_conflict()]))

    [words] = page.clinical.texts()
    assert words == (
        "MARSH, Kelly (Ms): Warning: self-harm: recorded differently by P. Shah and J. Okafor, "
        "last 05-Sep-2026 02:00"
    )
    assert page.others.texts()[0].startswith("MARSH, Kelly (Ms): Phone")
    assert nameless_controls(page) == []


def test_each_opens_by_the_keyboard(qtbot: QtBot) -> None:
    journey, conflict = Journey(), a_clinical_conflict()
    page = opened(qtbot, ConflictDesk([conflict]), journey)

    button = page.clinical.findChild(QPushButton, "conflictButton")
    assert isinstance(button, QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)

    assert journey.places == [place_of(conflict)]


def test_with_nothing_to_decide_the_list_says_so(qtbot: QtBot) -> None:
    page = opened(qtbot, ConflictDesk([]))

    assert page.others.texts() == ["Nothing else has to be decided."]
    assert not page.lead.isVisibleTo(page)


def test_whether_two_records_are_one_person_is_decided_where_both_are_seen_whole(
    qtbot: QtBot,
) -> None:
    journey = Journey()
    page = opened(
        qtbot, ConflictDesk([a_conflict(kind="person_link", register="decision")]), journey
    )

    [button] = page.others.links()
    QTest.keyClick(button, Qt.Key.Key_Return)

    assert journey.places == [MetTwicePlace(KELLY)]
