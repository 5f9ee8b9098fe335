from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from desktop.wording import clinical

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
WINTER = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


def test_months_are_the_same_three_letters_at_every_desk() -> None:
    shown = [clinical.clinical_date(date(2026, month, 5)) for month in range(1, 13)]

    assert [day[3:6] for day in shown] == (
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    )
    assert shown[8] == "05-Sep-2026"


def test_a_moment_is_shown_in_british_time() -> None:
    assert clinical.clinical_moment(SUMMER) == "02-Jul-2026 00:30"
    assert clinical.clinical_moment(WINTER) == "31-Dec-2026 23:59"
    assert clinical.clock_time(SUMMER.astimezone(timezone(timedelta(hours=9)))) == "00:30"
    assert clinical.long_moment(SUMMER) == "2 July 2026 at 00:30"


def test_the_day_of_a_moment_is_its_british_day() -> None:
    assert clinical.clinical_date(SUMMER) == "02-Jul-2026"
    assert clinical.long_date(SUMMER) == "2 July 2026"


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        ((2026, 3, 29, 0, 59), "00:59"),
        ((2026, 3, 29, 1, 0), "02:00"),
        ((2026, 10, 25, 1, 0), "01:00"),
    ],
)
def test_clocks_change_when_british_clocks_change(
    utc: tuple[int, int, int, int, int], shown: str
) -> None:
    assert clinical.clock_time(datetime(*utc, tzinfo=UTC)) == shown


def test_a_moment_without_a_zone_is_never_guessed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clinical.clock_time(datetime(2026, 7, 1, 23, 30))  # noqa: DTZ001 -- the mistake itself


def test_what_is_not_known_is_said_in_words() -> None:
    shown = [
        clinical.clinical_date(None),
        clinical.long_date(None),
        clinical.clock_time(None),
        clinical.clinical_moment(None),
        clinical.long_moment(None),
        clinical.age(None, date(2026, 9, 5)),
        clinical.nhs_number(""),
        clinical.name_family_first("", ""),
    ]

    assert all(words and "?" not in words and "None" not in words for words in shown)


def test_age_counts_birthdays_and_does_not_count_the_unborn() -> None:
    today = date(2026, 3, 4)

    assert clinical.age(date(1991, 3, 4), today) == "35y"
    assert clinical.age(date(1991, 3, 5), today) == "34y"
    assert clinical.age(date(2008, 2, 29), date(2026, 2, 28)) == "17y"
    assert clinical.age(date(2027, 1, 1), today) == "Age not known"


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0min"),
        (59, "59min"),
        (60, "1h 0min"),
        (552, "9h 12min"),
        (-18, "\N{MINUS SIGN}18min"),
        (99 * 60 + 59, "99h 59min"),
        (100 * 60, "4d 4h"),
    ],
)
def test_durations_are_hours_and_minutes(minutes: int, shown: str) -> None:
    assert clinical.duration(minutes) == shown


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("Marsh", "Kelly", "Ms"), "MARSH, Kelly (Ms)"),
        (("Marsh", "Kelly", "Ms."), "MARSH, Kelly (Ms)"),
        (("Wiśniewska-Łoś", " Ewa  Maria ", ""), "WIŚNIEWSKA-ŁOŚ, Ewa Maria"),
        (("Adeyemi", "", ""), "ADEYEMI"),
        (("", "Kelly", ""), "Kelly (family name not recorded)"),
    ],
)
def test_names_stand_family_first(parts: tuple[str, str, str], shown: str) -> None:
    assert clinical.name_family_first(*parts) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("9990123403", "999 012 3403"),
        ("999-012-3403", "999 012 3403"),
        ("999 012 340", "999 012 340"),
        ("not sure", "not sure"),
    ],
)
def test_an_nhs_number_is_grouped_and_anything_else_left_as_typed(typed: str, shown: str) -> None:
    assert clinical.nhs_number(typed) == shown
