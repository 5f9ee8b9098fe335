"""The board: most urgent first, true to the minute, steady under the eye and the keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.detention import Detention
from desktop.domain.person import MarkerKind
from desktop.domain.screen import ScreenStatus
from desktop.errors import TroubleError
from desktop.services.values import Board
from tests.builders.board import (
    a_board,
    a_board_row,
    a_call_clock,
    a_night_shift,
    a_review_clock,
    a_screen_progress,
)
from tests.builders.custody import a_detention
from tests.builders.moments import NOW, in_minutes, minutes_ago
from tests.builders.people import a_marker
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.task_runner import HeldTaskRunner
from tests.fakes.windows import in_front
from ui.board.model import BoardModel
from ui.board.page import BoardPage
from ui.places import (
    BoardPlace,
    BookInPlace,
    ConflictsPlace,
    CustodyListPlace,
    ObservationsPlace,
    PersonPlace,
)
from ui.theme import apply_theme

WHY, NAME = 0, 1


class DiskFullError(TroubleError):
    message_key = "error.disk_full"


@dataclass
class Suite:
    """A suite that a test may change while the board looks on."""

    board: Board
    now: datetime = NOW
    trouble: TroubleError | None = None
    looks: int = 0

    def look(self) -> Board:
        self.looks += 1
        if self.trouble is not None:
            raise self.trouble
        return self.board


@pytest.fixture
def suite() -> Suite:
    return Suite(a_night_shift())


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def page(suite: Suite, journey: Journey, qtbot: QtBot) -> BoardPage:
    return _page(qtbot, suite, journey)


def _page(qtbot: QtBot, suite: Suite, journey: Journey | None = None, **given: Any) -> BoardPage:
    context = a_page_context(journey=journey, show_board=suite.look, now=lambda: suite.now, **given)
    page = BoardPage(context, BoardPlace())
    page.resize(1200, 700)
    in_front(page, qtbot)
    page.begin()
    page.focus_first()
    return page


def _families(page: BoardPage) -> list[str]:
    return [row.family_name for row in page.model.rows()]


def _chosen(page: BoardPage) -> str:
    return page.model.row_at(page.view.table.currentIndex().row()).family_name


def test_the_most_urgent_stands_first(page: BoardPage) -> None:
    assert _families(page)[:4] == ["Hughes", "Oyelaran-Featherstonehaugh", "Kowalska", "Adeyemi"]
    assert _chosen(page) == "Hughes"


def test_enter_opens_the_person_for_this_stay(page: BoardPage, journey: Journey) -> None:
    row = page.model.row_at(0)

    QTest.keyClick(page.view.table, Qt.Key.Key_Return)

    assert journey.places == [PersonPlace(row.person_id, row.detention_id)]


def test_letters_find_by_family_name(page: BoardPage) -> None:
    QTest.keyClicks(page.view.table, "kow")

    assert _chosen(page) == "Kowalska"


def test_buttons_lead_to_booking_in_and_the_custody_list(page: BoardPage, journey: Journey) -> None:
    page.view.book_in.click()
    page.view.custody_list.click()

    assert journey.places == [BookInPlace(), CustodyListPlace()]


def test_a_clock_that_runs_out_moves_its_person_up_and_the_choice_goes_along(
    qtbot: QtBot,
) -> None:
    soon = a_review_clock(due_at=in_minutes(1))
    suite = Suite(a_board(a_board_row(1, call=a_call_clock()), a_board_row(2, review=soon)))
    page = _page(qtbot, suite)
    page.view.table.choose_row(1)
    assert _chosen(page) == "Person002"

    suite.now = in_minutes(3)
    page.view.tick()

    assert _families(page) == ["Person002", "Person001"]
    assert _chosen(page) == "Person002"
    assert page.model.data(page.model.index(0, WHY)) == "Review overdue 2min"


def test_a_minute_that_passes_is_shown_without_looking_anything_up(
    page: BoardPage, suite: Suite
) -> None:
    looks = suite.looks
    suite.now = NOW + timedelta(minutes=1)

    page.view.tick()

    assert page.model.data(page.model.index(0, WHY)) == "Review overdue 19min"
    assert suite.looks == looks


def test_the_choice_stays_with_the_person_when_others_come_and_go(
    page: BoardPage, suite: Suite
) -> None:
    QTest.keyClicks(page.view.table, "smith")
    first_gone = suite.board.rows[1:]
    suite.board = replace(suite.board, rows=(a_board_row(50, review=a_review_clock()), *first_gone))

    page.view.retry_asked.emit()

    assert _chosen(page) == "Smith"


def test_something_that_happened_elsewhere_is_seen(
    page: BoardPage, suite: Suite, qtbot: QtBot
) -> None:
    suite.board = a_board(*suite.board.rows, a_board_row(60))
    booked: Detention = a_detention()

    for _burst in range(5):
        page.context.announcer.happened.emit(booked)
    looks = suite.looks
    qtbot.waitUntil(lambda: "Person060" in _families(page))

    assert suite.looks == looks + 1


def test_the_line_below_says_all_of_the_chosen_person(page: BoardPage) -> None:
    QTest.keyClicks(page.view.table, "oyel")

    detail = page.findChild(QLabel, "selectedPersonLabel")
    assert isinstance(detail, QLabel)
    assert "Warning: Allergy, penicillin" in detail.text()


def test_a_reader_hears_the_whole_row_at_its_first_cell(page: BoardPage) -> None:
    heard = page.model.data(page.model.index(1, WHY), Qt.ItemDataRole.AccessibleTextRole)

    assert "OYELARAN-FEATHERSTONEHAUGH, Oluwaseun Bartholomew" in heard
    assert "Call past target" in heard


def test_while_it_looks_it_says_so(suite: Suite, qtbot: QtBot) -> None:
    held = HeldTaskRunner()
    page = _page(qtbot, suite, tasks=held)

    assert "Looking up" in page.view.table.stand_in_text()
    held.release()
    assert page.view.table.stand_in_text() == ""


def test_asked_again_while_looking_it_looks_once_more_after(suite: Suite, qtbot: QtBot) -> None:
    held = HeldTaskRunner()
    page = _page(qtbot, suite, tasks=held)
    for _again in range(3):
        page.view.retry_asked.emit()

    held.release()
    held.release()
    held.release()

    assert suite.looks == 2


def test_a_suite_with_nobody_says_what_to_do(qtbot: QtBot) -> None:
    page = _page(qtbot, Suite(a_board()))

    assert "Nobody is in custody" in page.view.table.stand_in_text()


def test_a_failure_is_said_and_can_be_tried_again(qtbot: QtBot) -> None:
    suite = Suite(a_night_shift(), trouble=DiskFullError())
    page = _page(qtbot, suite)
    assert page.view.table.stand_in_text() == page.context.say(DiskFullError())

    suite.trouble = None
    page.view.retry.click()

    assert len(_families(page)) == 7
    assert not page.view.retry.isVisible()


def test_a_failure_later_keeps_the_people_in_sight(page: BoardPage, suite: Suite) -> None:
    suite.trouble = DiskFullError()

    page.view.retry_asked.emit()

    assert len(_families(page)) == 7
    assert page.view.frame.notice.isVisible()


def test_rows_grow_for_a_wall_screen_and_back(page: BoardPage, qtbot: QtBot) -> None:
    def height() -> int:
        QCoreApplication.processEvents()
        return page.view.table.rowHeight(0)

    before = height()

    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert height() > before

    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert height() == before


def test_in_large_type_the_board_keeps_several_rows_and_the_page_scrolls(
    page: BoardPage, qapp: QApplication
) -> None:
    font, theme = qapp.font(), apply_theme(qapp)
    try:
        theme.set_zoom(200)
        QCoreApplication.processEvents()

        assert page.view.table.height() >= 480
    finally:
        qapp.setStyleSheet("")
        qapp.setFont(font)
        theme.deleteLater()


def test_no_word_of_a_long_name_is_cut_where_there_is_little_room(page: BoardPage) -> None:
    page.resize(700, 500)
    table = page.view.table
    longest = "FEATHERSTONEHAUGH,"

    assert table.columnWidth(NAME) > table.fontMetrics().horizontalAdvance(longest)
    assert table.rowHeight(1) >= 3 * table.fontMetrics().height()


def _a_full_night() -> Board:
    """Return rows as a night really has them, where most say something in every column."""
    late = a_review_clock(reason="Alcohol withdrawal chart")
    paused = a_screen_progress(status=ScreenStatus.HANDED_OVER, sections_done=10, sections_total=12)
    kinds = (MarkerKind.VULNERABLE_ADULT, MarkerKind.ALLERGY)
    rows = [
        a_board_row(
            number,
            family_name="Garwood",
            given_name="Túndé",
            known_as="Tunde" if number % 3 else "",
            arrived_at=minutes_ago(1234),
            review=late,
            call=a_call_clock(arrived_at=None if number % 2 else minutes_ago(20)),
            screen=paused,
            markers=tuple(a_marker(kind) for kind in kinds),
        )
        for number in range(1, 19)
    ]
    family, given = "Featherstonehaugh-Cholmondeley-Smythe", "Bartholomew Maximilian Alexander"
    rows[16] = replace(rows[16], family_name=family, given_name=given)
    return a_board(*rows)


def test_a_full_night_fits_a_small_screen_without_going_sideways(qtbot: QtBot) -> None:
    page = _page(qtbot, Suite(_a_full_night()))
    page.resize(1150, 670)  # what the frame leaves of 1280 by 800
    QCoreApplication.processEvents()

    table = page.view.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.rowViewportPosition(9) + table.rowHeight(9) <= table.viewport().height()


def test_every_key_leads_one_way_and_every_control_has_a_name(page: BoardPage) -> None:
    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[BoardModel]:
    made = BoardModel(lambda: NOW)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


def test_the_model_keeps_qts_rules_through_a_night(model: BoardModel) -> None:
    board = a_night_shift()

    for rows in (board.rows, board.rows[2:], tuple(reversed(board.rows)), (), board.rows):
        model.show_board(replace(board, rows=rows))

    assert model.rowCount() == 7


def test_two_hundred_people_are_shown(qtbot: QtBot) -> None:
    rows = [a_board_row(n, arrived_at=minutes_ago(n)) for n in range(1, 201)]
    page = _page(qtbot, Suite(a_board(*rows)))

    page.view.table.choose_row(199)

    assert _chosen(page) == "Person200"


def test_ctrl_o_opens_the_observations_of_the_chosen_row(page: BoardPage, journey: Journey) -> None:
    row = page.model.row_at(0)

    QTest.keyClick(page.view.table, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)

    assert journey.places == [ObservationsPlace(row.person_id, row.detention_id)]
    said = [action.text() for action in page.view.table.actions()]
    assert said == [
        "Open the person",
        "Observations",
        "Decide what colleagues recorded differently",
    ]


def test_what_colleagues_recorded_differently_opens_by_key(
    suite: Suite, journey: Journey, qtbot: QtBot
) -> None:
    suite.board = a_board(a_board_row(has_conflict=True))
    page = _page(qtbot, suite, journey)

    QTest.keyClick(page.view.table, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert journey.places == [ConflictsPlace(page.model.row_at(0).person_id)]


def test_where_nothing_differs_the_key_says_so(page: BoardPage, journey: Journey) -> None:
    QTest.keyClick(page.view.table, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert journey.places == []
    assert page.view.frame.notice.text() == "Nothing about this person has to be decided."
