"""Dates, times and amounts: what was not written is not made up."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.unit.desktop.forms.fhirpath.path_builder import worked_out

NEW_YORK = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@2020-01-01 = @2020-01-01", [True]),
        ("@2020-01 = @2020-01-01", []),
        ("@2020-01 ~ @2020-01-01", [False]),
        ("@2020-01 < @2020-02-01", [True]),
        ("@1970 < @1970-10-15", []),
        ("@2020-01-01 < @2020-01-01T10:00:00Z", []),
        ("@2020-01-02 > @2020-01-01T10:00:00Z", [True]),
        ("@2020-01-01T10:00:00Z = @2020-01-01T11:00:00+01:00", [True]),
        ("@2020-01-01T10:00:00Z < @2020-01-01T10:00:00-01:00", [True]),
        ("@2020-01-01T10:00:00 = @2020-01-01T10:00:00Z", []),
        ("@2020-01-01T10:00:00 < @2020-02-01T10:00:00Z", [True]),
        ("@2020-01-01T10:00:00.000Z = @2020-01-01T10:00:00Z", [True]),
        ("@T10:30 < @T10:31:00", [True]),
        ("@T10:30 = @T10:30:00", []),
        ("@T10:30 = @2020-01-01", [False]),
        ("@2020-02-29 + 1 year", ["2021-02-28"]),
        ("@2020-01-31 + 1 month", ["2020-02-29"]),
        ("@2020-03-01 - 1 day", ["2020-02-29"]),
        ("@2020-01-01 + 2 'wk'", ["2020-01-15"]),
        ("@2014 + 24 months", ["2016"]),
        ("@2014 + 23 months", ["2015"]),
        ("@2019-03-01 + 24 months", ["2021-03-01"]),
        ("@2014 - 25 months", ["2012"]),
        ("@2020-01 + 45 days", ["2020-02"]),
        ("@2020-01-01 + 47 hours", ["2020-01-02"]),
        ("@2020-01-01T23:30:00Z + 45 minutes", ["2020-01-02T00:15:00Z"]),
        ("@2020-01-01T10:00:00.5Z - 1 second", ["2020-01-01T09:59:59.5Z"]),
        ("@T23:30 + 45 minutes", ["00:15"]),
        ("@T00:00:10 - 20 seconds", ["23:59:50"]),
        ("@9999-12-31 + 1 day", []),
        ("@2020-01-01 + 5 'mg'", []),
        ("5 'g' = 5000 'mg'", [True]),
        ("1 'kg' > 999 'g'", [True]),
        ("2.54 'cm' = 1 '[in_i]'", [True]),
        ("1 'L' = 1000 'mL'", [True]),
        ("5 'mg' = 5 'mL'", []),
        ("5 'mg' < 5 'furlong'", []),
        ("5 'furlong' = 5.0 'furlong'", [True]),
        ("1 week = 7 days", [True]),
        ("1 week = 1 'wk'", [True]),
        ("1 year = 1 'a'", []),
        ("1 year = 12 months", [True]),
        ("90 'min' > 1 'h'", [True]),
        ("5 'mg' + 1 'g'", ["1005 mg"]),
        ("5 'mg' * 2", ["10 mg"]),
        ("(10 'g' / 4 'g') > 2", [True]),
        ("10 'g' / 2 'mL'", []),
        ("5 'mg' > 3", []),
    ],
)
def test_moments_and_amounts(text: str, expected: list[Any]) -> None:
    found = worked_out(text)

    assert [str(value) for value in found] == [str(value) for value in expected]


@pytest.mark.parametrize(
    "text",
    ["@2020-13-01", "@2020-02-30", "@T25:00", "@T10:61", "@2020-01-01T10:00:00+15:00", "@20"],
)
def test_a_moment_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="malformed"):
        worked_out(text)


def test_one_clock_serves_a_whole_session() -> None:
    now = datetime(2026, 11, 21, 23, 30, tzinfo=NEW_YORK)

    assert worked_out("today()", now=now) == ["2026-11-21"]
    assert worked_out("now()", now=now) == ["2026-11-21T23:30:00.000-05:00"]
    assert worked_out("timeOfDay()", now=now) == ["23:30:00.000"]
    assert worked_out("now() > @2026-11-22T00:00:00Z", now=now) == [True]


@pytest.mark.parametrize(
    ("born", "is_adult"), [("@2008-11-21", [True]), ("@2008-11-22", [False]), ("@2008", [])]
)
def test_whether_somebody_is_eighteen_today(born: str, is_adult: list[bool]) -> None:
    now = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

    assert worked_out(f"{born} <= today() - 18 years", now=now) == is_adult
