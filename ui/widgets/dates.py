"""Reads times and days the way they are typed at a custody desk; knows nothing of windows."""

import re
from datetime import date, time

from desktop.services.typed_dates import THIS_CENTURY, typed_date

_CLOCK = re.compile(r"(\d{1,2})\s*[:.,;hH ]\s*(\d{2})|(\d{2})(\d{2})|(\d)(\d{2})", re.ASCII)


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
    return typed_date(typed, THIS_CENTURY)
