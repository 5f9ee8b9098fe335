"""What was kept beside the values of a person's records is seen on her page."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.conflict import Choice
from desktop.domain.screen import Answer, Screen
from desktop.services.also_recorded import KeptBeside
from desktop.services.questionnaires import LIAISON_SCREEN
from tests.builders.custody import a_detention
from tests.builders.moments import minutes_ago, numbered
from tests.builders.people import KELLY, a_person_file
from tests.builders.screens import a_screen
from tests.builders.staff import SHAH, a_practitioner
from tests.fakes.mnemonics import nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.fakes.services import services_in_memory
from tests.fakes.windows import in_front
from tests.unit.desktop.services.desk import Desk, SetClock, a_desk, empty_store
from ui.person.page import PersonPage
from ui.places import PersonPlace, ScreenPlace

_QUESTION = "today.reason_words"
_LONG = "Sertraline 50 mg in the morning, Methadone 40 ml, seen by the key worker on Monday"


def kept(**changes: Any) -> KeptBeside:
    one = KeptBeside(
        id=numbered(901),
        about_kind="person",
        about_id=KELLY,
        person_id=KELLY,
        subject="GP",
        words="Scott Park Surgery",
        at=minutes_ago(200),
        by="P. Shah",
        suite="Basildon",
    )
    return replace(one, **changes)


def in_a_screen() -> KeptBeside:
    return kept(
        id=numbered(902),
        about_kind="screen",
        about_id=a_screen().id,
        subject="Which medicine?",
        words=_LONG,
        at=minutes_ago(20),
    )


def opened(
    qtbot: QtBot,
    also: tuple[KeptBeside, ...],
    journey: Journey | None = None,
    screens: tuple[Screen, ...] = (a_screen(),),
) -> PersonPage:
    file = a_person_file(detentions=(a_detention(),), screens=screens)
    services = services_in_memory(open_person=lambda _id: file, also_recorded=lambda _id: also)
    return shown(qtbot, PersonPage(a_page_context(services, journey=journey), PersonPlace(KELLY)))


def shown(qtbot: QtBot, page: PersonPage) -> PersonPage:
    page.resize(1120, 710)
    in_front(page, qtbot)
    page.begin()
    page.leave()
    return page


def rows(page: PersonPage) -> list[list[str]]:
    model = page.view.history.also.model
    columns = range(model.columnCount())
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def test_each_says_what_it_is_about_its_value_when_by_whom_and_where(qtbot: QtBot) -> None:
    page = opened(qtbot, (in_a_screen(), kept()))

    assert page.view.history.also.isVisibleTo(page)
    assert rows(page) == [
        [
            "05-Sep-2026 01:54",
            "Health screen: Which medicine?",
            _LONG,
            "P. Shah, Basildon",
        ],
        ["04-Sep-2026 22:54", "GP", "Scott Park Surgery", "P. Shah, Basildon"],
    ]


def test_of_two_screens_with_one_form_it_is_said_which_one(qtbot: QtBot) -> None:
    later = a_screen(id=numbered(699), started_at=minutes_ago(5))
    page = opened(qtbot, (in_a_screen(),), screens=(later, a_screen()))

    assert rows(page)[0][1] == "Health screen of 05-Sep-2026 00:34: Which medicine?"


def test_answers_kept_together_stand_in_one_cell_that_cuts_none_of_them(qtbot: QtBot) -> None:
    page = opened(qtbot, (kept(words="Medicine: Methadone\nDose: 40 ml"),))

    assert rows(page)[0][2] == "Medicine: Methadone; Dose: 40 ml"


def test_where_nothing_was_kept_beside_anything_no_heading_says_so(qtbot: QtBot) -> None:
    page = opened(qtbot, ())

    assert not page.view.history.also.isVisibleTo(page)


def test_it_is_reached_by_the_keyboard_and_enter_opens_the_record_it_is_about(
    qtbot: QtBot,
) -> None:
    journey = Journey()
    page = opened(qtbot, (in_a_screen(), kept()), journey)
    table = page.view.history.also.table
    stops: list[QWidget | None] = []
    page.view.main.setFocus()
    while page.focusWidget() not in stops:
        stops.append(page.focusWidget())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert table in stops

    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert journey.places == [ScreenPlace(a_screen().id)]  # the person herself is here already


def test_a_screen_reader_reads_the_name_of_the_list(qtbot: QtBot) -> None:
    page = opened(qtbot, (in_a_screen(), kept()))

    section = page.view.history.also
    assert section.table.accessibleName() == "Also recorded"
    assert "Also recorded" in [label.text() for label in section.findChildren(QLabel)]
    assert nameless_controls(page) == []


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    (tmp_path / "empty").mkdir()
    made, clock = empty_store(tmp_path / "empty"), SetClock()
    shah = a_practitioner(id=SHAH, name="P. Shah", profession="Nurse")
    with ExitStack() as stack:
        here = stack.enter_context(a_desk(made, tmp_path / "here", clock))
        there = stack.enter_context(
            a_desk(made, tmp_path / "there", clock, practitioner=shah, suite="Basildon")
        )
        yield here, there


def test_the_value_that_was_not_chosen_is_on_the_page_of_either_desk(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> None:
    here, there = desks
    person = here.person()
    there.takes_from(here)
    theirs = there.services.open_person(person.id).person
    for desk, old, gp in ((here, person, "Kent Elms"), (there, theirs, "Scott Park")):
        desk.services.change_person(old, replace(old, gp=gp))
    here.takes_from(there)
    (conflict,) = here.services.open_conflicts()
    keep = [side.value for side in conflict.sides].index("Kent Elms")
    here.services.settle_conflict(conflict, Choice.BOTH, keep=keep)
    there.takes_from(here)

    for desk in desks:
        page = shown(qtbot, PersonPage(a_page_context(desk.services), PersonPlace(person.id)))
        [row] = rows(page)
        assert row[1:] == ["GP", "Scott Park", "P. Shah"]


def test_an_answer_that_was_not_chosen_stands_under_its_question(
    qtbot: QtBot, desks: tuple[Desk, Desk]
) -> None:
    here, there = desks
    stay = here.stay()
    screen = here.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN).screen
    there.takes_from(here)
    for desk, words in ((here, "Brought in shouting"), (there, "Brought in asleep")):
        desk.services.open_screen(screen.id)
        desk.services.answer_question(screen.id, _QUESTION, Answer(values=(words,)))
        desk.services.pause_screen(screen.id)
    here.takes_from(there)
    (conflict,) = (
        one for one in here.services.open_conflicts() if one.register == f"answers/{_QUESTION}"
    )
    keep = [side.words_hint for side in conflict.sides].index("Brought in shouting")
    here.services.settle_conflict(conflict, Choice.BOTH, keep=keep, reason="Both were seen")

    page = shown(qtbot, PersonPage(a_page_context(here.services), PersonPlace(stay.person_id)))

    [row] = rows(page)
    assert row[1].startswith(screen.title)
    assert row[1].endswith(conflict.subject)
    assert row[2:] == ["Brought in asleep", "P. Shah"]
