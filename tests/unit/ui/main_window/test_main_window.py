"""The frame: where one can go, the way back, three truths, and keys that never fail silently."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from tests.builders.people import KELLY
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import a_page_context
from tests.fakes.windows import in_front
from ui.main_window import MainWindow
from ui.page import Page, PageContext
from ui.places import BoardPlace, PeoplePlace, PersonPlace, Place, ShiftEndPlace

SOMEBODY = PersonPlace(KELLY)


class PlainPage(Page):
    """Two fields, and a memory of what the frame asked of it."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__(context)
        self.place = place
        self.heading = type(place).__name__
        self.begun = 0
        self.left = 0
        self.first, self.second = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(QLabel(self.heading))
        for field, name in ((self.first, "First"), (self.second, "Second")):
            field.setAccessibleName(name)
            column.addWidget(field)

    def begin(self) -> None:
        self.begun += 1

    def leave(self) -> None:
        self.left += 1


class PrintablePage(PlainPage):
    printed = 0

    def print_page(self) -> None:
        self.printed += 1


@pytest.fixture
def pages() -> list[PlainPage]:
    """Every page the frame ever made, oldest first."""
    return []


@pytest.fixture
def window(qtbot: QtBot, pages: list[PlainPage]) -> MainWindow:
    context = a_page_context()

    def make_page(place: Place) -> Page:
        kind = PrintablePage if isinstance(place, PersonPlace) else PlainPage
        pages.append(kind(context, place))
        return pages[-1]

    made = MainWindow(make_page, suite="Southend", practitioner="J. Okafor", role="RMN")
    in_front(made, qtbot)
    made.go(BoardPlace())
    return made


def _press(window: MainWindow, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.focusWidget() or window, key, held)


def _place(window: MainWindow) -> Place:
    page = window.page()
    assert isinstance(page, PlainPage)
    return page.place


def test_the_title_says_the_suite_and_never_a_name(window: MainWindow) -> None:
    window.go(SOMEBODY)

    assert window.windowTitle() == "Custody Liaison - Southend"


def test_going_somewhere_saves_what_was_typed_and_begins_the_new_page(
    window: MainWindow, pages: list[PlainPage]
) -> None:
    window.go(SOMEBODY)

    board, person = pages
    assert board.left == 1
    assert person.begun == 1
    assert person.isVisible()
    assert window.focusWidget() is person.first


def test_esc_goes_back_to_where_focus_stood(window: MainWindow, pages: list[PlainPage]) -> None:
    pages[0].second.setFocus()
    window.go(SOMEBODY)

    _press(window, Qt.Key.Key_Escape)

    assert _place(window) == BoardPlace()
    assert window.focusWidget() is pages[0].second
    assert pages[0].begun == 2
    assert pages[1].left == 1


def test_alt_left_goes_back_too(window: MainWindow) -> None:
    window.go(SOMEBODY)

    _press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert _place(window) == BoardPlace()


def test_the_first_page_cannot_be_left_backwards(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_Escape)

    assert _place(window) == BoardPlace()


def test_a_place_that_is_open_is_gone_back_to_and_not_opened_twice(
    window: MainWindow, pages: list[PlainPage]
) -> None:
    window.go(SOMEBODY)
    window.go(BoardPlace())

    assert len(pages) == 2
    assert _place(window) == BoardPlace()


def test_back_from_a_place_at_the_left_is_always_the_board(window: MainWindow) -> None:
    window.go(PeoplePlace())
    window.go(SOMEBODY)
    window.go(ShiftEndPlace())

    _press(window, Qt.Key.Key_Escape)

    assert _place(window) == BoardPlace()


def test_pages_left_for_good_are_closed(
    window: MainWindow, pages: list[PlainPage], qtbot: QtBot
) -> None:
    window.go(SOMEBODY)
    gone: list[bool] = []
    pages[1].destroyed.connect(lambda: gone.append(True))

    window.go_back()

    qtbot.waitUntil(lambda: bool(gone))


def test_going_deep_closes_what_is_far_behind_but_never_the_board(window: MainWindow) -> None:
    for number in range(40):
        window.go(PeoplePlace(text=str(number)))
    for _step in range(40):
        window.go_back()

    assert _place(window) == BoardPlace()


@pytest.mark.parametrize(
    ("key", "place"), [(Qt.Key.Key_2, PeoplePlace()), (Qt.Key.Key_5, ShiftEndPlace())]
)
def test_ctrl_and_a_number_open_a_place(window: MainWindow, key: Qt.Key, place: Place) -> None:
    _press(window, key, Qt.KeyboardModifier.ControlModifier)

    assert _place(window) == place


def test_ctrl_f_finds_anyone(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert _place(window) == PeoplePlace()


def test_ctrl_l_saves_and_asks_to_lock(
    window: MainWindow, pages: list[PlainPage], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.lock_asked):
        _press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert pages[0].left == 1


def test_ctrl_s_saves_and_stays(window: MainWindow, pages: list[PlainPage]) -> None:
    _press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert pages[0].left == 1
    assert _place(window) == BoardPlace()


def test_ctrl_p_prints_where_there_is_something_to_print(
    window: MainWindow, pages: list[PlainPage]
) -> None:
    window.go(SOMEBODY)

    _press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    person = pages[1]
    assert isinstance(person, PrintablePage)
    assert person.printed == 1


def test_ctrl_p_says_so_where_there_is_nothing_to_print(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert "nothing to print" in window.notice.text()
    window.go(SOMEBODY)
    assert window.notice.text() == ""


def test_f1_shows_the_keys_of_the_frame_and_of_the_page(
    window: MainWindow, pages: list[PlainPage]
) -> None:
    pages[0].keys = (("Ctrl+D", "Larger rows"),)

    _press(window, Qt.Key.Key_F1)

    sheet = window.findChild(QDialog, "keySheet")
    assert isinstance(sheet, QDialog)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Larger rows" in texts
    assert "Find anyone" in texts
    sheet.close()


def test_closing_the_window_saves_and_tells(
    window: MainWindow, pages: list[PlainPage], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.closing):
        window.close()

    assert pages[0].left == 1


def test_the_place_one_is_in_is_marked(window: MainWindow) -> None:
    window.go(SOMEBODY)
    board = window.findChild(QPushButton, "boardPlaceButton")
    people = window.findChild(QPushButton, "peoplePlaceButton")
    assert isinstance(board, QPushButton)
    assert isinstance(people, QPushButton)
    assert board.isChecked()

    people.click()

    assert people.isChecked()
    assert not board.isChecked()


def test_a_count_stands_beside_its_place_and_is_read_out(window: MainWindow) -> None:
    window.show_count(BoardPlace(), 2)

    board = window.findChild(QPushButton, "boardPlaceButton")
    assert isinstance(board, QPushButton)
    assert board.text() == "Board  2"
    assert board.accessibleName() == "Board, 2 waiting"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"waiting": 0, "last_sent": "14:05", "is_enrolled": True}, "Sent to the case store 14:05"),
        ({"waiting": 3, "last_sent": "", "is_enrolled": True}, "3 changes waiting"),
        (
            {"waiting": 1, "last_sent": "02:51", "is_enrolled": True},
            "1 change waiting · last sent 02:51",
        ),
        ({"waiting": 0, "last_sent": "", "is_enrolled": True}, "Nothing to send"),
        ({"waiting": 0, "last_sent": "", "is_enrolled": False}, "Not joined to a case store"),
    ],
)
def test_what_is_sent_is_said_in_words(
    window: MainWindow, given: dict[str, Any], words: str
) -> None:
    window.status.show_sent(**given)

    assert window.status.sent.text() == words


def test_what_is_overdue_is_said_in_words(window: MainWindow) -> None:
    assert window.status.overdue.text() == "Nothing overdue"

    window.status.show_overdue(reviews=2, calls=1)

    assert window.status.overdue.text() == "2 reviews overdue · 1 call past its target"


def test_why_the_last_round_failed_is_said(window: MainWindow) -> None:
    window.status.show_sent(
        waiting=3, last_sent="", is_enrolled=True, trouble="The case store did not answer."
    )

    assert window.status.trouble() == "The case store did not answer."
    assert trouble_role(window) == "errorText"


def test_a_network_that_is_down_is_told_without_alarm(window: MainWindow) -> None:
    window.status.show_trouble("The case store could not be reached.", is_usual=True)
    quiet = trouble_role(window)
    window.status.show_trouble("This computer may no longer exchange records.")

    assert (quiet, trouble_role(window)) == ("secondaryText", "errorText")


def trouble_role(window: MainWindow) -> object:
    found = window.status.findChild(QLabel, "syncTroubleLabel")
    assert isinstance(found, QLabel)
    return found.property("role")


def test_each_truth_opens_its_page(window: MainWindow) -> None:
    window.status.sent.click()
    assert _place(window) == ShiftEndPlace()

    window.status.overdue.click()
    assert _place(window) == BoardPlace()


def test_every_control_of_the_frame_has_a_name_and_no_letter_is_taken_from_pages(
    window: MainWindow,
) -> None:
    assert nameless_controls(window) == []
    assert duplicate_mnemonics(window) == {}
