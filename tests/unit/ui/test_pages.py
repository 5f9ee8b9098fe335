"""Every place has its page, and each page keeps the rules that all pages share."""

from typing import get_args

import pytest
from pytestqt.qtbot import QtBot

from tests.builders.custody import STAY
from tests.builders.people import KELLY
from tests.builders.reports import a_court_report
from tests.builders.screens import a_screen
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import a_page_context
from ui import places
from ui.main_window import MainWindow
from ui.page import Page
from ui.pages import make_page

EVERYWHERE = [
    places.BoardPlace(),
    places.PeoplePlace(),
    places.PersonPlace(KELLY, STAY),
    places.AddPersonPlace(),
    places.BookInPlace(),
    places.BookInPlace(KELLY),
    places.LogCallPlace(KELLY, STAY),
    places.CustodyListPlace(),
    places.ScreenPlace(a_screen().id),
    places.ImportFormPlace(),
    places.CourtReportsPlace(),
    places.CourtReportPlace(a_court_report().id),
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
