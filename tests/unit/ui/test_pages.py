"""Every place has its page, and each page keeps the rules that all pages share."""

from typing import get_args

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.builders.custody import STAY
from tests.builders.people import KELLY
from tests.builders.reports import a_court_report
from tests.builders.screens import CANONICAL, a_screen
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import a_page_context
from ui import places
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import make_page
from ui.widgets.error_summary import ErrorSummary

EVERYWHERE = [
    places.BoardPlace(),
    places.PeoplePlace(),
    places.PersonPlace(KELLY, STAY),
    places.AddPersonPlace(),
    places.BookInPlace(),
    places.BookInPlace(KELLY),
    places.LogCallPlace(KELLY, STAY),
    places.ObservationsPlace(KELLY, STAY),
    places.CustodyListPlace(),
    places.ScreenPlace(a_screen().id),
    places.CheckAnswersPlace(a_screen().id),
    places.ComparePlace(a_screen().id),
    places.ScreenPaperPlace(a_screen().id),
    places.BlankFormPlace(CANONICAL, KELLY),
    places.ImportFormPlace(),
    places.CourtReportsPlace(),
    places.CourtReportPlace(a_court_report().id),
    places.ConflictPlace("person", KELLY, "phone"),
    places.ConflictsPlace(),
    places.ConflictsPlace(KELLY),
    places.MetTwicePlace(),
    places.MetTwicePlace(KELLY),
    places.ShiftEndPlace(),
]


def _name(place: places.Place) -> str:
    return type(place).__name__


def _window(qtbot: QtBot) -> MainWindow:
    context = a_page_context()
    window = MainWindow(
        lambda place: make_page(place, context), suite="Southend", practitioner="J. Okafor"
    )
    qtbot.addWidget(window)
    window.show()
    return window


def test_no_place_is_forgotten_here() -> None:
    assert {type(place) for place in EVERYWHERE} == set(get_args(places.Place))


@pytest.mark.parametrize("place", EVERYWHERE, ids=_name)
def test_every_place_has_a_page_that_says_what_it_is(place: places.Place, qtbot: QtBot) -> None:
    window = _window(qtbot)

    window.go(place)

    page = window.page()
    assert isinstance(page, Page)
    assert page.heading


@pytest.mark.parametrize("place", EVERYWHERE, ids=_name)
def test_on_every_page_a_key_leads_one_way(place: places.Place, qtbot: QtBot) -> None:
    window = _window(qtbot)

    window.go(place)

    assert duplicate_mnemonics(window) == {}


@pytest.mark.parametrize("place", EVERYWHERE, ids=_name)
def test_on_every_page_a_reader_hears_what_each_control_is(
    place: places.Place, qtbot: QtBot
) -> None:
    window = _window(qtbot)

    window.go(place)

    assert nameless_controls(window) == []


def _keys(owner: QWidget) -> set[str]:
    return {shortcut.key().toString() for shortcut in owner.findChildren(QShortcut)}


@pytest.mark.parametrize("place", EVERYWHERE, ids=_name)
def test_no_page_takes_a_key_that_the_window_answers_to(place: places.Place, qtbot: QtBot) -> None:
    """Two takers of one key: Qt calls it ambiguous and tells neither."""
    window = _window(qtbot)
    of_the_window = _keys(window)
    assert {"Ctrl+P", "Ctrl+S", "Ctrl+F", "F1"} <= of_the_window

    window.go(place)

    page = window.page()
    assert page is not None
    assert _keys(page) & of_the_window == set()


@pytest.mark.parametrize("place", EVERYWHERE, ids=_name)
def test_esc_leads_back_from_every_page(place: places.Place, qtbot: QtBot) -> None:
    window = _window(qtbot)
    window.go(places.BoardPlace())
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    window.go(place)
    focused = QApplication.focusWidget()
    assert focused is not None, "focus is nowhere"

    QTest.keyClick(focused, Qt.Key.Key_Escape)

    page = window.page()
    assert page is not None
    assert page.heading == "Board"


@pytest.mark.parametrize("place", EVERYWHERE, ids=_name)
def test_no_page_shows_a_window_of_its_own(place: places.Place, qtbot: QtBot) -> None:
    """A part shown before it has a parent is a window for a moment, and takes the focus along."""
    window = _window(qtbot)
    watch = _WatchesForWindows(window)

    window.go(place)
    QApplication.processEvents()
    window.go(places.BoardPlace())
    QApplication.processEvents()

    assert watch.seen == []


def test_a_part_shown_without_a_parent_is_seen_as_a_window(qtbot: QtBot) -> None:
    """The negative control of the test above."""
    watch = _WatchesForWindows(_window(qtbot))

    stray = ErrorSummary()
    qtbot.addWidget(stray)
    stray.show_problems([("Enter a name", stray)])

    assert watch.seen == ["ErrorSummary"]


class _WatchesForWindows(QObject):
    """Notes every widget that is shown as a window beside the one given."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.seen: list[str] = []
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_stray = watched.isWindow() and watched is not self.parent()
            if is_stray:
                self.seen.append(type(watched).__name__)
        return False
