"""What is typed as a time or a date is read one way or not at all."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.typed_dates import month_of
from ui.widgets.dates import clock_of, day_of


@given(st.times())
def test_every_time_of_day_is_read_back_in_each_way_of_writing(clock: time) -> None:
    hour, minute = clock.hour, clock.minute

    for text in (f"{hour:02d}{minute:02d}", f"{hour}:{minute:02d}", f"{hour:02d}.{minute:02d}"):
        read = clock_of(text)
        assert read is not None
        assert (read.hour, read.minute) == (hour, minute)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_date_is_read_back_in_each_way_of_writing(day: date) -> None:
    d, m, y = day.day, day.month, day.year

    for text in (f"{d}/{m}/{y}", f"{d:02d}-{m:02d}-{y}", f"{d} {m} {y}"):
        assert day_of(text) == day


@given(st.text(max_size=12))
def test_no_typing_whatever_breaks_the_reading(text: str) -> None:
    clock_of(text)
    day_of(text)
    month_of(text)


@pytest.mark.parametrize("word", ["", "j", "ju", "ma", "13", "0", "smarch", "june2"])
def test_a_month_that_could_be_two_or_none_is_not_guessed(word: str) -> None:
    assert month_of(word) is None
