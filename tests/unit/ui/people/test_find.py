from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain.identity import PersonId
from desktop.errors import TroubleError
from desktop.services.values import PersonMatch
from tests.builders.custody import a_detention
from tests.builders.moments import numbered
from tests.builders.people import KELLY, a_match, a_person
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.task_runner import HeldTaskRunner
from tests.unit.ui.people.in_window import alt, in_window, press, type_into
from ui.people.match_words import detention_words, match_columns
from ui.people.page import PeoplePage
from ui.places import AddPersonPlace, PeoplePlace, PersonPlace

MARY = a_match(person=a_person(id=PersonId(numbered(2)), given_name="Mary"))


class Finder:
    """Finds everyone called what is typed, and remembers each question."""

    def __init__(self, *matches: PersonMatch) -> None:
        self.asked: list[str] = []
        self.matches = matches

    def __call__(self, text: str, *, limit: int = 20) -> tuple[PersonMatch, ...]:
        self.asked.append(text)
        return self.matches[:limit]


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def finder() -> Finder:
    return Finder(a_match(), MARY)


@pytest.fixture
def page(qtbot: QtBot, journey: Journey, finder: Finder) -> Iterator[PeoplePage]:
    page = PeoplePage(a_page_context(journey=journey, find_people=finder), PeoplePlace())
    window = in_window(qtbot, page)
    page.begin()
    yield page
    window.close()


def test_typing_asks_once_after_a_short_pause(
    qtbot: QtBot, page: PeoplePage, finder: Finder
) -> None:
    type_into(page.view.box, "marsh")
    assert finder.asked == []

    qtbot.waitUntil(lambda: finder.asked == ["marsh"])
    assert len(page.view.matches()) == 2


def test_enter_in_the_box_asks_at_once_and_enter_on_a_row_opens_the_person(
    page: PeoplePage, journey: Journey
) -> None:
    type_into(page.view.box, "marsh")
    press(page.view.box, Qt.Key.Key_Return)
    assert page.view.table.hasFocus()

    press(page.view.table, Qt.Key.Key_Return)

    assert journey.places == [PersonPlace(KELLY)]


def test_one_letter_asks_nothing_and_shows_nothing(page: PeoplePage, finder: Finder) -> None:
    type_into(page.view.box, "m")
    press(page.view.box, Qt.Key.Key_Return)

    assert finder.asked == []
    assert page.view.table.stand_in_text() == "Type above to find a person."


def test_a_new_person_is_offered_only_after_a_search_and_starts_with_what_was_typed(
    qtbot: QtBot, page: PeoplePage, journey: Journey
) -> None:
    assert not page.view.add.isVisible()
    type_into(page.view.box, "kelly marsh")
    press(page.view.box, Qt.Key.Key_Return)

    alt(page.window(), Qt.Key.Key_A)

    qtbot.waitUntil(lambda: journey.places == [AddPersonPlace("Marsh", "Kelly")])


def test_nobody_found_is_said_in_words(qtbot: QtBot) -> None:
    page = PeoplePage(a_page_context(find_people=Finder()), PeoplePlace("zz"))
    qtbot.addWidget(page)
    page.begin()

    assert page.view.table.stand_in_text().startswith("Nobody on this computer matches.")


def test_a_search_that_fails_says_what_to_do(qtbot: QtBot) -> None:
    def broken(_text: str, *, limit: int = 20) -> tuple[PersonMatch, ...]:
        raise StoreBusyError

    page = PeoplePage(a_page_context(find_people=broken), PeoplePlace("marsh"))
    qtbot.addWidget(page)
    page.begin()

    assert "Another program is using the records" in page.view.table.stand_in_text()


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot) -> None:
    tasks = HeldTaskRunner()
    answers = {"mars": (a_match(),), "marsh m": (MARY,)}

    def find(text: str, *, limit: int = 20) -> tuple[PersonMatch, ...]:
        return answers[text][:limit]

    page = PeoplePage(a_page_context(tasks=tasks, find_people=find), PeoplePlace("mars"))
    qtbot.addWidget(page)
    page.begin()
    page.view.box.setText("marsh m")
    page.view.find_asked.emit()
    assert page.view.matches() == ()

    tasks.release()

    assert page.view.matches() == (MARY,)


def test_each_match_says_why_and_where_she_was_last() -> None:
    last = a_detention(suite="Grays")
    match = a_match(last_detention=last, reasons=("match.nhs_number", "match.name_sounds"))
    shown = [column.shown(match) for column in match_columns()]

    assert shown == [
        "MARSH, Kelly (Ms)",
        "04-Mar-1991",
        "999\N{NO-BREAK SPACE}012\N{NO-BREAK SPACE}3403",
        "Same NHS number, name sounds the same",
        "Grays, 04-Sep-2026, in custody now",
    ]
    assert detention_words(None) == "None on this computer"


def test_keys_are_unique_and_everything_has_a_name(page: PeoplePage) -> None:
    page.view.show_matches([a_match()])

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


def test_the_detector_of_doubled_keys_can_find_one(page: PeoplePage) -> None:
    page.view.show_matches([a_match()])
    page.view.add.setText("&Find somebody else")

    assert set(duplicate_mnemonics(page)) == {"F"}


def test_a_long_name_is_wrapped_and_not_cut(qtbot: QtBot, page: PeoplePage) -> None:
    long = a_person(family_name="Featherstonehaugh-Cholmondeley", given_name="Maximiliana " * 8)
    page.resize(700, 600)
    page.view.show_matches([a_match(person=long), MARY])

    table = page.view.table
    qtbot.waitUntil(lambda: table.rowHeight(0) > table.rowHeight(1))
    assert table.horizontalHeader().length() <= table.viewport().width()


class StoreBusyError(TroubleError):
    message_key = "error.store_busy"


def test_focus_begins_in_the_search_box(page: PeoplePage) -> None:
    page.focus_first()

    assert page.view.box.hasFocus()
