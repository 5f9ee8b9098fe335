"""Dates as staff type them: day first, month as number or word."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]{3,9})[\s/.\-]+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def typed_date(text: str) -> date | None:
    """Return the date typed, or None where it is not one: 4/3/1991, 04-Mar-1991, 4 march 1991."""
    text = text.strip().lower()
    if iso := _ISO.fullmatch(text):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else _month(match[2])
    return _date(int(match[3]), month, int(match[1]))


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
