from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.detention import Detention, Setting
from desktop.errors import FieldProblemError
from desktop.services.values import PersonFile
from tests.builders.custody import a_detention
from tests.builders.moments import NOW, in_minutes, minutes_ago
from tests.builders.people import KELLY, a_match, a_person_file
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.people.in_window import in_window, press, type_into
from ui.book_in.detention_form import DetentionForm
from ui.book_in.page import BookInPage
from ui.places import AddPersonPlace, BookInPlace, PersonPlace

Opened = Callable[..., BookInPage]


class Custody:
    def __init__(self) -> None:
        self.booked: list[Detention] = []
        self.error: Exception | None = None
        self.file: PersonFile = a_person_file()

    def book_in(self, detention: Detention) -> Detention:
        if self.error is not None:
            raise self.error
        self.booked.append(detention)
        return detention


@pytest.fixture
def custody() -> Custody:
    return Custody()


@pytest.fixture
def journey() -> Journey:
    return Journey()


@pytest.fixture
def opened(qtbot: QtBot, custody: Custody, journey: Journey) -> Iterator[Opened]:
    windows: list[QWidget] = []

    def opened(place: BookInPlace, told: list[Any] | None = None) -> BookInPage:
        context = a_page_context(
            journey=journey,
            book_in=custody.book_in,
            open_person=lambda _id: custody.file,
            find_people=lambda _text, limit=20: (a_match(),)[:limit],
        )
        context.announcer.happened.connect((told if told is not None else []).append)
        page = BookInPage(context, place)
        windows.append(in_window(qtbot, page))
        page.begin()
        return page

    yield opened
    for window in windows:
        window.close()


def box(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, f"{name}Edit")
    assert isinstance(found, QLineEdit)
    return found


def save(page: BookInPage) -> None:
    page.view.save.setFocus()
    press(page.view.save, Qt.Key.Key_Space)


def test_a_person_is_booked_in_with_keys_alone(
    opened: Opened, custody: Custody, journey: Journey
) -> None:
    told: list[Any] = []
    page = opened(BookInPlace(KELLY), told)
    number = box(page, "custody_record_number")
    assert number.hasFocus()
    type_into(number, "sn/4473/26")
    press(number, Qt.Key.Key_Tab)
    type_into(box(page, "cell"), "c11")
    save(page)

    (booked,) = custody.booked
    assert (booked.custody_record_number, booked.cell, booked.suite) == (
        "SN/4473/26",
        "C11",
        "Southend",
    )
    assert booked.arrived_at == NOW
    assert booked.setting is Setting.CUSTODY
    assert booked.is_first_time is None
    assert journey.places == [PersonPlace(KELLY, booked.id)]
    assert told == [booked]


def test_without_a_person_she_is_found_first(opened: Opened) -> None:
    page = opened(BookInPlace())
    assert not page.view.form.isVisible()
    assert page.view.finder.box.hasFocus()

    type_into(page.view.finder.box, "marsh")
    press(page.view.finder.box, Qt.Key.Key_Return)
    press(page.view.finder.table, Qt.Key.Key_Return)

    assert page.view.form.isVisible()
    assert page.view.banner.isVisible()
    assert not page.view.finder.isVisible()


def test_somebody_not_found_can_be_added_on_the_way(opened: Opened, journey: Journey) -> None:
    page = opened(BookInPlace())
    type_into(page.view.finder.box, "Marsh, Kelly")
    press(page.view.finder.box, Qt.Key.Key_Return)
    press(page.findChild(QPushButton, "addPersonButton"), Qt.Key.Key_Space)

    assert journey.places == [AddPersonPlace("Marsh", "Kelly")]


def test_a_person_who_is_in_custody_already_is_pointed_out(
    opened: Opened, custody: Custody
) -> None:
    custody.file = a_person_file(detentions=(a_detention(),))
    page = opened(BookInPlace(KELLY))

    assert "Already booked in at Southend as SN/4473/26" in page.view.frame.notice.text()


def test_nothing_is_said_where_earlier_stays_have_ended(opened: Opened, custody: Custody) -> None:
    custody.file = a_person_file(detentions=(a_detention(released_at=minutes_ago(1)),))
    page = opened(BookInPlace(KELLY))

    assert page.view.frame.notice.text() == ""


def test_a_time_that_cannot_be_read_is_said_at_its_field(opened: Opened, custody: Custody) -> None:
    page = opened(BookInPlace(KELLY))
    time = page.view.form.fields.widget("arrived_at").findChild(QLineEdit, "timeEdit")
    assert isinstance(time, QLineEdit)
    time.setText("2561")
    save(page)

    assert custody.booked == []
    assert page.view.frame.errors.texts() == [
        "Arrived: Time must be on the 24-hour clock, like 22:30"
    ]


def test_what_the_service_refuses_is_shown_and_nothing_is_cleared(
    opened: Opened, custody: Custody
) -> None:
    custody.error = FieldProblemError({"custody_record_number": "field.required"})
    page = opened(BookInPlace(KELLY))
    type_into(box(page, "offence"), "Theft")
    save(page)

    assert page.view.frame.errors.texts() == ["Custody record number: Enter this"]
    assert box(page, "offence").text() == "Theft"


def test_coming_back_to_a_half_typed_booking_leaves_it_alone(opened: Opened) -> None:
    page = opened(BookInPlace(KELLY))
    type_into(box(page, "cell"), "C12")
    page.begin()

    assert box(page, "cell").text() == "C12"


def test_keys_are_unique_and_everything_has_a_name(opened: Opened) -> None:
    for place in (BookInPlace(KELLY), BookInPlace()):
        page = opened(place)
        assert duplicate_mnemonics(page) == {}
        assert nameless_controls(page) == []


def test_what_a_form_shows_and_nobody_touches_comes_back_the_same(qtbot: QtBot) -> None:
    detention = a_detention(
        arrived_at=datetime(2026, 9, 3, 22, 5, tzinfo=UTC),
        hearing_court="Southend Magistrates' Court",
        hearing_at=in_minutes(470),
        is_first_time=False,
        appropriate_adult="Not needed, adult",
        setting=Setting.VOLUNTARY_ATTENDANCE,
    )
    form = DetentionForm(lambda: NOW)
    qtbot.addWidget(form)
    form.show_detention(detention)

    assert form.typed(detention) == detention
