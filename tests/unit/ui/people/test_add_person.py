from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.domain.person import Address, Gender, Person
from desktop.errors import FieldProblemError, TroubleError
from desktop.services.values import PersonMatch
from tests.builders.people import KELLY, a_match, a_person
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.people.in_window import alt, in_window, press, type_into
from ui.people.add_page import AddPersonPage
from ui.people.person_form import PersonForm
from ui.places import AddPersonPlace, BookInPlace, PersonPlace


@dataclass
class People:
    """Adds people, unless told what is wrong with them."""

    likely: tuple[PersonMatch, ...] = ()
    error: Exception | None = None
    added: list[Person] = field(default_factory=list)

    def likely_duplicates(self, _person: Person) -> tuple[PersonMatch, ...]:
        return self.likely

    def add_person(self, person: Person) -> Person:
        if self.error is not None:
            raise self.error
        self.added.append(person)
        return person


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, people: People, journey: Journey, told: list[Any]
) -> Iterator[AddPersonPage]:
    context = a_page_context(
        journey=journey, likely_duplicates=people.likely_duplicates, add_person=people.add_person
    )
    context.announcer.happened.connect(told.append)
    page = AddPersonPage(context, AddPersonPlace("Marsh", "Kelly"))
    window = in_window(qtbot, page)
    page.begin()
    yield page
    window.close()


def save(page: AddPersonPage) -> None:
    page.view.save.setFocus()
    press(page.view.save, Qt.Key.Key_Space)


def box(page: AddPersonPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, f"{name}Edit")
    assert isinstance(found, QLineEdit)
    return found


def test_a_person_nobody_resembles_is_added_and_booked_in_next(
    page: AddPersonPage, people: People, journey: Journey, told: list[Any]
) -> None:
    type_into(box(page, "nhs_number"), "999 012 3403")
    save(page)

    (added,) = people.added
    assert (added.family_name, added.given_name, added.nhs_number) == (
        "Marsh",
        "Kelly",
        "9990123403",
    )
    assert journey.places == [BookInPlace(added.id)]
    assert told == [added]


def test_those_who_may_be_her_are_shown_before_anyone_is_added(
    page: AddPersonPage, people: People, journey: Journey
) -> None:
    people.likely = (a_match(score=60),)
    save(page)

    assert people.added == []
    assert page.view.likely.isVisible()
    assert page.view.likely.table.hasFocus()

    press(page.view.likely.table, Qt.Key.Key_Return)
    assert journey.places == [PersonPlace(KELLY)]


def test_a_faint_likeness_does_not_stand_in_the_way(page: AddPersonPage, people: People) -> None:
    people.likely = (a_match(score=59),)
    save(page)

    assert len(people.added) == 1


def test_none_of_these_adds_her_with_what_was_typed(
    qtbot: QtBot, page: AddPersonPage, people: People
) -> None:
    people.likely = (a_match(),)
    type_into(box(page, "phone"), "01702 1")
    save(page)

    alt(page.window(), Qt.Key.Key_W)

    qtbot.waitUntil(lambda: [person.phone for person in people.added] == ["01702 1"])


def test_a_refused_field_is_named_twice_and_nothing_typed_is_lost(
    page: AddPersonPage, people: People
) -> None:
    people.error = FieldProblemError({"family_name": "field.required", "gp": "field.too_long"})
    type_into(box(page, "known_as"), "Kel")
    save(page)

    assert page.view.frame.errors.texts() == [
        "Family name: Enter this",
        "GP: This is too long. Use fewer characters",
    ]
    assert page.view.frame.errors.hasFocus()
    assert box(page, "known_as").text() == "Kel"
    assert page.view.save.isEnabled()


def test_a_date_that_is_none_is_said_before_anything_is_asked(
    page: AddPersonPage, people: People
) -> None:
    type_into(page.findChild(QLineEdit, "birthDayEdit"), "31")
    save(page)

    assert people.added == []
    assert page.view.frame.errors.texts() == ["Date of birth must include a month and a year"]


def test_trouble_is_said_in_the_page(page: AddPersonPage, people: People) -> None:
    people.error = DiskFullError()
    save(page)

    assert page.view.frame.notice.text().startswith("The disk is full")


def test_keys_are_unique_with_the_likely_ones_in_sight(page: AddPersonPage, people: People) -> None:
    people.likely = (a_match(),)
    save(page)

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


def test_what_a_form_shows_and_nobody_touches_comes_back_the_same(qtbot: QtBot) -> None:
    person = a_person(
        known_as="Kel",
        pnc_id="2026/0123456A",
        gender=Gender.INDETERMINATE,
        address=Address(lines="1 High Street\nSouthend", postcode="SS1 1AA"),
        phone="01702 000000",
        gp="Dr Ng",
        interpreter="Polish",
        is_birth_estimated=True,
    )
    form = PersonForm()
    qtbot.addWidget(form)
    form.show_person(person)

    assert form.typed(person) == person


def test_an_nhs_number_that_is_none_is_kept_as_typed(qtbot: QtBot) -> None:
    form = PersonForm()
    qtbot.addWidget(form)
    form.show_person(a_person(nhs_number="not known"))

    assert form.typed(a_person()).nhs_number == "not known"


class DiskFullError(TroubleError):
    message_key = "error.disk_full"
