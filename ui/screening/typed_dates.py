"""Reading dates and times as people type them, with a sentence where it fails. Knows no Qt."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.services.typed_dates import Trouble, read_typed_date, years_about_now
from desktop.wording.words import later
from desktop.wording.words import text as _
from ui.widgets.dates import clock_of

_DAYS_BY_WORD = {"today": 0, "yesterday": -1, "tomorrow": 1}
_FROM_NOW = re.compile(r"([+-]\d{1,3})\s*([dwmy])", re.ASCII)
_SENTENCES = {
    Trouble.NO_MONTH: later("The date must include a month, for example 5 Sep 2026."),
    Trouble.NO_YEAR: later("The date must include a year, for example 5 Sep 2026."),
    Trouble.NO_MONTH_AND_YEAR: later("The date must include a month and a year, like 5 Sep 2026."),
    Trouble.WHICH_CENTURY: later("Write the year with four digits, for example 5 Sep 2026."),
    Trouble.NOT_REAL: later("This must be a real date. Check the day and the month."),
    Trouble.UNREADABLE: later("Write the date like this: 5 Sep 2026."),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """`value` is FHIR text, empty when nothing was typed; `problem` is a sentence, or empty."""

    value: str = ""
    problem: str = ""


def read_date(typed: str, today: date) -> Typed:
    """Read a date, or only its month and year, or only its year.

    Also takes "yesterday", and "-2d" or "+3m" counted from today.
    """
    words = " ".join(typed.lower().split())
    if not words:
        return Typed()
    if moved := _counted_from(today, words):
        return Typed(moved.isoformat())
    read = read_typed_date(words, years_about_now(today))
    if isinstance(read, Trouble):
        return Typed(problem=_(_SENTENCES[read]))
    return Typed(read.isoformat() if isinstance(read, date) else read.text())


def read_time(typed: str) -> Typed:
    """Read a 24-hour time such as 2230, 22:30 or 22.30."""
    if not typed.strip():
        return Typed()
    clock = clock_of(typed)
    if clock is None:
        return Typed(problem=_("Write the time on the 24-hour clock, for example 22:30."))
    return Typed(f"{clock:%H:%M:%S}")


def _counted_from(today: date, words: str) -> date | None:
    if words in _DAYS_BY_WORD:
        return today + timedelta(days=_DAYS_BY_WORD[words])
    found = _FROM_NOW.fullmatch(words)
    return _moved(today, int(found[1]), found[2]) if found else None


def _moved(today: date, number: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=number * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 + number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
