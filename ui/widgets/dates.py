"""Reads times and dates the way they are typed at a custody desk; knows nothing of windows.

Day comes before month. Nothing is guessed: what can be read in two ways is not read.
"""

import re
from datetime import date, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
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
_CLOCK = re.compile(r"(\d{1,2})\s*[:.,;hH ]\s*(\d{2})|(\d{2})(\d{2})|(\d)(\d{2})")
_DAY = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[a-z]{3,9})[\s./-]+(\d{4}|\d{2})", re.IGNORECASE)
_CENTURY = 2000
_TWO_DIGITS = 2


def month_of(typed: str) -> int | None:
    """Return the month for "3", "03", "mar" or "March"."""
    word = typed.strip().lower().rstrip(".")
    if word.isdecimal():
        number = int(word)
        return number if 1 <= number <= len(_MONTHS) else None
    matches = [i for i, full in enumerate(_FULL, 1) if full.startswith(word)]
    return matches[0] if len(word) >= len(_MONTHS[0]) and matches else None


def clock_of(typed: str) -> time | None:
    """Return the time for "2230", "22:30", "22.30", "930": always on the 24-hour clock."""
    match = _CLOCK.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute = (int(part) for part in match.groups() if part is not None)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def day_of(typed: str) -> date | None:
    """Return the date for "5/9/2026", "05-Sep-2026", "5 9 26"; two digits mean this century."""
    match = _DAY.fullmatch(typed.strip())
    if match is None:
        return None
    day, month_text, year_text = match.groups()
    month = month_of(month_text)
    year = int(year_text) + (_CENTURY if len(year_text) == _TWO_DIGITS else 0)
    if month is None:
        return None
    try:
        return date(year, month, int(day))
    except ValueError:
        return None
