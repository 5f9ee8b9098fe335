"""The real program, used by keyboard and read by a screen reader: unlocked, then page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.outside.at_spi import CHECKED, FOCUSED, Extents
from tests.outside.checks import nameless, never_reached, steps_back, tab_stops
from tests.outside.conftest import Sit, Sitting
from tests.outside.stores import PASSPHRASE

pytestmark = pytest.mark.display

PLACES = {
    "Board": "Ctrl+1",
    "People": "Ctrl+2",
    "Court reports": "Ctrl+3",
    "Add a form": "Ctrl+4",
    "Shift end": "Ctrl+5",
}


@contextmanager
def unlocked(sit: Sit, store: Path) -> Iterator[Sitting]:
    with sit("-m", "desktop", "--data", store) as at:
        at.window(holding="Passphrase")
        at.tab_to("Passphrase")
        at.keyboard.type(PASSPHRASE)
        at.keyboard.press("Return")
        at.window(holding="MARSH, Kelly")
        yield at


def faults(at: Sitting, showing: str) -> dict[str, list[str]]:
    window = at.window(holding=showing)
    stops = tab_stops(at.reader, at.keyboard)
    found = {
        "has no name": nameless(at.reader, window),
        "is passed by": never_reached(at.reader, window, stops),
        "goes back": steps_back(at.reader, stops),
    }
    return {fault: where for fault, where in found.items() if where}


def test_the_unlock_window_is_named_and_goes_in_reading_order(sit: Sit, store: Path) -> None:
    with sit("-m", "desktop", "--data", store) as at:
        assert faults(at, showing="Passphrase") == {}


def test_the_passphrase_is_never_read_out(sit: Sit, store: Path) -> None:
    with sit("-m", "desktop", "--data", store) as at:
        at.window(holding="Passphrase")
        typed = at.tab_to("Passphrase")
        at.keyboard.type("lomi-tabu")

        assert at.reader.wait_until(lambda: len(at.reader.text(typed)) == len("lomi-tabu"))
        assert "lomi" not in at.reader.text(typed)


def test_a_wrong_passphrase_is_announced_and_may_be_typed_again(sit: Sit, store: Path) -> None:
    with sit("-m", "desktop", "--data", store) as at:
        at.window(holding="Passphrase")
        at.tab_to("Passphrase")
        at.keyboard.type("not the passphrase")
        at.keyboard.press("Return")

        assert at.reader.wait_until(lambda: "is not right" in at.said())
        assert at.reader.wait_until(lambda: at.reader.name(at.focused()) == "Passphrase")


def test_the_board_is_a_table_that_can_be_read_cell_by_cell(sit: Sit, store: Path) -> None:
    with unlocked(sit, store) as at:
        table = at.find("table", "People in custody")
        rows, columns = at.reader.size(table)
        read = [
            [at.reader.name(at.reader.cell(table, row, column)) for column in range(columns)]
            for row in range(rows)
        ]

    assert rows == 3
    assert "MARSH, Kelly" in read[0]  # The one whose call waits stands first.
    assert any(cell.startswith("C11") for cell in read[0])
    assert {"OSEI, Abena", "HUGHES, Dean"} <= {cell for row in read for cell in row}


@pytest.mark.parametrize("heading", PLACES)
def test_a_place_is_named_and_goes_in_reading_order(sit: Sit, store: Path, heading: str) -> None:
    with unlocked(sit, store) as at:
        at.keyboard.press(PLACES[heading])

        assert faults(at, showing=heading) == {}


@pytest.mark.parametrize("heading", [place for place in PLACES if place != "Board"])
def test_going_to_a_place_puts_the_keyboard_into_it(sit: Sit, store: Path, heading: str) -> None:
    with unlocked(sit, store) as at:
        at.tab_to("Lock")
        at.keyboard.press(PLACES[heading])
        at.window(holding=heading)

        assert at.reader.wait_until(
            lambda: "layered pane" in map(at.reader.role, at.reader.parents(at.focused()))
        )


def test_a_person_opens_from_the_board_by_keyboard(sit: Sit, store: Path) -> None:
    with unlocked(sit, store) as at:
        at.tab_to("People in custody")
        at.keyboard.press("Return")
        at.window(holding="Start")

        assert faults(at, showing="MARSH, Kelly") == {}


# From the board: what the keyboard goes to, the key it presses there, and what then shows.
ROUTES = {
    "book in": [("Book in", "space", "Cancel")],
    "custody list": [("Import custody list", "space", "Read the list")],
    "choose a form": [
        ("People in custody", "Return", "Start a screen"),
        ("Start a screen", "space", "Find a form"),
    ],
    "screen": [
        ("People in custody", "Return", "Start a screen"),
        ("Start a screen", "space", "Find a form"),
        ("Find a form", "Return", "Sections"),
    ],
    "log a call": [
        ("People in custody", "Return", "Log a call"),
        ("Log a call", "space", "Save call"),
    ],
}


def go(at: Sitting, route: str) -> None:
    for control, key, shown in ROUTES[route]:
        at.tab_to(control)
        at.keyboard.press(key)
        at.window(holding=shown)


def choose(at: Sitting, form: str, first_section: str) -> None:
    """Start a form by typing a part of its name."""
    go(at, "choose a form")
    at.tab_to("Find a form")
    at.keyboard.type(form)
    at.keyboard.press("Return")
    at.find("list item", first_section)


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_on_the_way_is_named_and_goes_in_reading_order(
    sit: Sit, store: Path, route: str
) -> None:
    with unlocked(sit, store) as at:
        go(at, route)

        assert faults(at, showing=ROUTES[route][-1][-1]) == {}


def test_an_answer_is_given_by_keyboard(sit: Sit, store: Path) -> None:
    with unlocked(sit, store) as at:
        go(at, "screen")
        answer = at.tab_to("Yes, agreed")
        at.keyboard.press("space")

        assert at.reader.wait_until(lambda: at.reader.is_in(answer, CHECKED))


def test_what_is_added_is_in_sight_where_the_keyboard_stands(sit: Sit, store: Path) -> None:
    with unlocked(sit, store) as at:
        choose(at, "safety", "1")
        at.keyboard.press("1")
        at.keyboard.press("Alt+Down")
        at.tab_to("Add another")
        for number in (2, 3, 4, 5):
            at.reader.focus.clear()
            at.keyboard.press("Alt+a")
            at.find("label", f"Someone to ask {number} of {number}")
            window = at.reader.extents(at.window())

            def in_sight(window: Extents = window) -> bool:
                here = at.reader.extents(at.focused())
                return window.top <= here.top and here.bottom <= window.bottom

            assert at.reader.wait_until(in_sight)


def test_the_answers_to_check_are_named_and_go_in_reading_order(sit: Sit, store: Path) -> None:
    with unlocked(sit, store) as at:
        choose(at, "PHQ", "1")
        at.keyboard.press("Alt+c")

        assert faults(at, showing="Finish and sign") == {}


def test_what_the_title_bar_shows_names_nobody(sit: Sit, store: Path) -> None:
    with unlocked(sit, store) as at:
        at.tab_to("People in custody")
        at.keyboard.press("Return")
        window = at.window(holding="Start")

        assert "marsh" not in at.reader.name(window).lower()
        assert at.reader.is_in(at.focused(), FOCUSED)
