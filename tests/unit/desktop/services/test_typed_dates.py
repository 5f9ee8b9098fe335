"""One reader reads every date that is typed; only what two figures of a year mean differs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.typed_dates import (
    FOUR_FIGURES_ONLY,
    THIS_CENTURY,
    PartOfDate,
    Trouble,
    Years,
    month_of,
    read_typed_date,
    typed_birth,
    typed_date,
    typed_day,
    years_about_now,
)

TODAY = date(2026, 9, 5)
YEARS = (FOUR_FIGURES_ONLY, THIS_CENTURY, years_about_now(TODAY))


@pytest.mark.parametrize(
    "typed",
    ["4/3/1991", "04-Mar-1991", " 4 march 1991", "4th March, 1991", "04031991", "1991-03-04"],
)
@pytest.mark.parametrize("years", YEARS)
def test_a_whole_date_is_read_alike_wherever_it_is_typed(typed: str, years: Years) -> None:
    assert read_typed_date(typed, years) == date(1991, 3, 4)


def test_two_figures_mean_what_the_question_makes_likely() -> None:
    assert typed_birth("4/3/91", TODAY) == date(1991, 3, 4)
    assert typed_birth("4/3/17", TODAY) == date(1917, 3, 4)
    assert typed_birth("4/3/16", TODAY) == date(2016, 3, 4)
    assert typed_day("4/3/26", TODAY) == date(2026, 3, 4)
    assert typed_day("4/3/27", TODAY) == date(1927, 3, 4)
    assert typed_date("4/3/91", THIS_CENTURY) == date(2091, 3, 4)


def test_two_figures_that_may_mean_two_centuries_are_asked_about() -> None:
    about_now = years_about_now(TODAY)

    assert read_typed_date("4/3/27", about_now) == date(2027, 3, 4)
    assert read_typed_date("4/3/28", about_now) is Trouble.WHICH_CENTURY
    assert read_typed_date("4/3/26", FOUR_FIGURES_ONLY) is Trouble.WHICH_CENTURY


def test_a_part_of_a_date_is_a_part_and_never_a_whole_one() -> None:
    assert read_typed_date("mar 1991", THIS_CENTURY) == PartOfDate(1991, 3)
    assert read_typed_date("1991", THIS_CENTURY) == PartOfDate(1991)
    assert typed_date("mar 1991") is None


@given(st.text(max_size=14))
def test_no_typing_whatever_breaks_the_reader(typed: str) -> None:
    for years in YEARS:
        read_typed_date(typed, years)
    month_of(typed)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_is_read_back_as_it_is_shown(day: date) -> None:
    for typed in (f"{day:%d-%b-%Y}", f"{day:%d/%m/%Y}", f"{day:%d%m%Y}", day.isoformat()):
        assert typed_date(typed) == day
