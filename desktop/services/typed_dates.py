"""Dates as staff type them: day first, month as number or word."""

import re
from datetime import date

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_MONTH = 3
_DATE = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+(\d{1,2}|[a-z]{3,9})[\s/.,\-]+(\d{4}|\d{2})", re.ASCII
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_CENTURY = 100
_YOUNGEST = 10  # below the age of criminal responsibility nobody is in custody


def typed_date(text: str, *, since: int | None = None) -> date | None:
    """Return the date typed, or None where it is not one: 4/3/1991, 04-Mar-1991, 4 march 1991.

    Two figures of a year are read only with `since`: the year is then of the hundred from there.
    """
    text = text.strip().lower()
    if iso := _ISO.fullmatch(text):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DATE.fullmatch(text) or _TOGETHER.fullmatch(text)
    if match is None:
        return None
    year = int(match[3])
    if year < _CENTURY:
        if since is None:
            return None
        year = since + (year - since) % _CENTURY
    month = int(match[2]) if match[2].isdigit() else _month(match[2])
    return _date(year, month, int(match[1]))


def typed_birth(text: str, today: date) -> date | None:
    """Return a date of birth; two figures of its year mean someone of ten years or more."""
    return typed_date(text, since=today.year - _YOUNGEST - _CENTURY + 1)


def typed_day(text: str, today: date) -> date | None:
    """Return a day of late; two figures of its year mean this year or one before it."""
    return typed_date(text, since=today.year - _CENTURY + 1)


def _month(word: str) -> int:
    found = [place for place, month in enumerate(_MONTHS, 1) if month.startswith(word)]
    return found[0] if len(word) >= _SHORTEST_MONTH and found else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
