"""Times are typed as they are said at the desk, and mean one moment in UK time."""

from datetime import UTC, datetime

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.builders.moments import NOW
from ui.widgets.moment import MomentField

TODAY, TOMORROW, YESTERDAY, OTHER = "Today", "Tomorrow", "Yesterday", "Another date"


def _field(qtbot: QtBot, now: datetime = NOW, *, past_only: bool = False) -> MomentField:
    field = MomentField(now=lambda: now, past_only=past_only)
    qtbot.addWidget(field)
    field.show()
    return field


def _type(field: MomentField, qtbot: QtBot, time: str, day: str = TODAY, date: str = "") -> None:
    place = field.day_box.findText(day)
    field.day_box.setCurrentIndex(place)
    field.day_box.activated.emit(place)
    QTest.keyClicks(field.time_box, time)
    QTest.keyClicks(field.date_box, date)


@pytest.mark.parametrize("typed", ["0130", "01:30", "01.30", "1:30", "130", " 01 30 ", "1h30"])
def test_a_time_is_taken_however_it_is_written(qtbot: QtBot, typed: str) -> None:
    field = _field(qtbot)

    _type(field, qtbot, typed)

    assert field.problem() == ""
    # 01:30 by the clock on the wall is 00:30 UTC in September.
    assert field.moment() == datetime(2026, 9, 5, 0, 30, tzinfo=UTC)


def test_yesterday_is_the_day_before_in_the_uk(qtbot: QtBot) -> None:
    field = _field(qtbot)

    _type(field, qtbot, "2230", YESTERDAY)

    assert field.moment() == datetime(2026, 9, 4, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "day", "said"),
    [
        ("2200", TODAY, "in 18h 36min"),
        ("2200", YESTERDAY, "5h 24min ago"),
        ("0324", TODAY, ""),
        ("25", TODAY, ""),
    ],
)
def test_how_far_off_it_is_shows_a_day_mistaken_at_night(
    qtbot: QtBot, typed: str, day: str, said: str
) -> None:
    night = datetime(2026, 9, 5, 2, 24, tzinfo=UTC)
    field = MomentField(now=lambda: night, says_how_far=True)
    qtbot.addWidget(field)
    field.show()

    _type(field, qtbot, typed, day)

    assert field.how_far.text() == said
    field.set_moment(None)
    assert field.how_far.text() == ""


def test_tomorrow_is_offered_for_what_is_still_to_come(qtbot: QtBot) -> None:
    hearing = _field(qtbot)

    _type(hearing, qtbot, "1000", TOMORROW)

    assert hearing.moment() == datetime(2026, 9, 6, 9, 0, tzinfo=UTC)
    hearing.set_moment(None)
    hearing.set_moment(datetime(2026, 9, 6, 9, 0, tzinfo=UTC))
    assert hearing.day_box.currentText() == TOMORROW


def test_tomorrow_is_not_offered_for_what_has_happened(qtbot: QtBot) -> None:
    arrived = _field(qtbot, past_only=True)

    assert arrived.day_box.findText(TOMORROW) == -1


def test_today_is_the_uk_day_even_when_utc_is_still_at_yesterday(qtbot: QtBot) -> None:
    just_after_midnight = datetime(2026, 7, 1, 23, 10, tzinfo=UTC)
    field = _field(qtbot, just_after_midnight)

    _type(field, qtbot, "0005")

    assert field.moment() == datetime(2026, 7, 1, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize("date", ["3/9/2026", "03-Sep-2026", "3 9 26", "3 september 2026"])
def test_another_date_is_taken_however_it_is_written(qtbot: QtBot, date: str) -> None:
    field = _field(qtbot)

    _type(field, qtbot, "2230", OTHER, date)

    assert field.moment() == datetime(2026, 9, 3, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["2530", "12:60", "half ten", "22", "22300"])
def test_what_is_not_a_time_is_said_and_kept(qtbot: QtBot, typed: str) -> None:
    field = _field(qtbot)

    _type(field, qtbot, typed)

    assert field.moment() is None
    assert "24-hour clock" in field.problem()
    assert field.time_box.text() == typed


def test_what_is_not_a_date_is_said(qtbot: QtBot) -> None:
    field = _field(qtbot)

    _type(field, qtbot, "2230", OTHER, "31/9/2026")

    assert field.moment() is None
    assert "real date" in field.problem()


def test_an_empty_field_is_no_moment_and_no_problem(qtbot: QtBot) -> None:
    field = _field(qtbot)

    assert field.moment() is None
    assert field.problem() == ""


def test_a_time_still_to_come_is_questioned_where_only_the_past_makes_sense(
    qtbot: QtBot,
) -> None:
    field = _field(qtbot, past_only=True)

    _type(field, qtbot, "2350")

    assert field.moment() is None
    assert "yesterday" in field.problem()


def test_the_hour_that_does_not_exist_in_spring_is_said(qtbot: QtBot) -> None:
    field = _field(qtbot)

    _type(field, qtbot, "0130", OTHER, "29/3/2026")

    assert field.moment() is None
    assert "clocks went forward" in field.problem()


def test_the_hour_that_comes_twice_in_autumn_is_asked_about(qtbot: QtBot) -> None:
    field = _field(qtbot)
    _type(field, qtbot, "0130", OTHER, "25/10/2026")

    assert field.fold_box.isVisible()
    assert field.moment() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    field.fold_box.setCurrentIndex(1)
    assert field.moment() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_ordinary_time_asks_nothing_about_clocks(qtbot: QtBot) -> None:
    field = _field(qtbot)

    _type(field, qtbot, "0130")

    assert not field.fold_box.isVisible()
    assert not field.date_box.isVisible()


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2026, 9, 4, 21, 30, tzinfo=UTC),
        datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ],
)
def test_a_moment_shown_is_the_moment_given_back(qtbot: QtBot, moment: datetime) -> None:
    field = _field(qtbot)

    field.set_moment(moment)

    assert field.moment() == moment


def test_clearing_empties_it(qtbot: QtBot) -> None:
    field = _field(qtbot)
    field.set_moment(NOW)

    field.set_moment(None)

    assert field.is_empty()


def test_typing_is_told_and_showing_is_not(qtbot: QtBot) -> None:
    field = _field(qtbot)

    with qtbot.assertNotEmitted(field.changed):
        field.set_moment(NOW)
    with qtbot.waitSignal(field.changed):
        QTest.keyClicks(field.time_box, "1")


def test_each_part_says_which_question_it_belongs_to(qtbot: QtBot) -> None:
    field = _field(qtbot)

    field.name_parts("Last drink")

    assert field.time_box.accessibleName() == "Last drink, time on the 24-hour clock"
    assert all(
        box.accessibleName().startswith("Last drink") for box in field.findChildren(QComboBox)
    )
