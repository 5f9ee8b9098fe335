"""Dates are read as people at a custody desk type them."""

from datetime import date

import pytest

from ui.screening.typed_dates import read_date, read_time

TODAY = date(2026, 9, 5)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5 sep 2026", "2026-09-05"),
        ("05/09/2026", "2026-09-05"),
        ("5 9 2026", "2026-09-05"),
        ("05-Sep-2026", "2026-09-05"),
        ("5th September, 2026", "2026-09-05"),
        ("5.9.26", "2026-09-05"),
        ("05092026", "2026-09-05"),
        ("2026-09-05", "2026-09-05"),
        (" today ", "2026-09-05"),
        ("yesterday", "2026-09-04"),
        ("-2d", "2026-09-03"),
        ("+3m", "2026-12-05"),
        ("sep 2026", "2026-09"),
        ("9/2026", "2026-09"),
        ("1998", "1998"),
        ("", ""),
    ],
)
def test_a_date_is_read_day_first_and_parts_will_do(typed: str, value: str) -> None:
    read = read_date(typed, TODAY)

    assert (read.value, read.problem) == (value, "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31 feb 2026", "real date"),
        ("5 13 2026", "month"),
        ("5 sep", "year"),
        ("5", "month and a year"),
        ("5/9/91", "four digits"),
        ("soon", "5 Sep 2026"),
    ],
)
def test_what_is_no_date_is_said_in_a_sentence_that_helps(typed: str, says: str) -> None:
    read = read_date(typed, TODAY)

    assert read.value == ""
    assert says in read.problem


def test_a_time_is_read_on_the_24_hour_clock() -> None:
    assert [read_time(typed).value for typed in ("2230", "22:30", "7.05", "")] == [
        "22:30:00",
        "22:30:00",
        "07:05:00",
        "",
    ]
    assert "24-hour" in read_time("25:00").problem
