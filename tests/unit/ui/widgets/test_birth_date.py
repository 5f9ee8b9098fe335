"""A date of birth is typed in three boxes as it is spoken; what is wrong is said exactly."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.birth_date import BirthDateField


@pytest.fixture
def born(qtbot: QtBot) -> BirthDateField:
    field = BirthDateField()
    qtbot.addWidget(field)
    field.show()
    return field


def _type(field: BirthDateField, qtbot: QtBot, *parts: str) -> None:
    for box, part in zip(field.boxes(), parts, strict=True):
        QTest.keyClicks(box, part)


@pytest.mark.parametrize("month", ["3", "03", "mar", "Mar", "march", "MARCH"])
def test_a_month_is_taken_as_number_or_word(born: BirthDateField, qtbot: QtBot, month: str) -> None:
    _type(born, qtbot, "4", month, "1991")

    assert born.value() == date(1991, 3, 4)
    assert born.problem() == ""


def test_focus_stays_in_the_box_that_is_full(born: BirthDateField, qtbot: QtBot) -> None:
    day, month, _year = born.boxes()
    day.setFocus()

    QTest.keyClicks(day, "04")

    assert day.text() == "04"
    assert month.text() == ""
    assert born.focusWidget() is day


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (("", "3", "1991"), "must include a day"),
        (("4", "", "1991"), "must include a month"),
        (("4", "3", ""), "must include a year"),
        (("", "", "1991"), "must include a day and a month"),
        (("31", "2", "1991"), "must be a real date"),
        (("4", "13", "1991"), "must be a real date"),
        (("4", "ma", "1991"), "must be a real date"),
        (("4", "3", "91"), "four numbers"),
        (("4", "3", "2991"), "in the past"),
        (("4", "3", "1791"), "1900 or later"),
        (("four", "3", "1991"), "must be a real date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    born: BirthDateField, qtbot: QtBot, parts: tuple[str, str, str], says: str
) -> None:
    _type(born, qtbot, *parts)

    assert says in born.problem()
    assert born.value() is None
    assert tuple(box.text() for box in born.boxes()) == parts


def test_empty_is_not_a_problem(born: BirthDateField) -> None:
    assert born.problem() == ""
    assert born.value() is None


def test_a_date_can_be_shown_and_taken_away(born: BirthDateField) -> None:
    born.set_value(date(1991, 3, 4))
    assert born.value() == date(1991, 3, 4)

    born.set_value(None)
    assert born.is_empty()


def test_each_box_says_what_it_asks(born: BirthDateField) -> None:
    assert [box.accessibleName() for box in born.boxes()] == [
        "Date of birth, day",
        "Date of birth, month",
        "Date of birth, year",
    ]
