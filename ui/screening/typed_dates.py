"""Reading dates and times as people type them: day first, month in words or digits. Knows no Qt."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.wording.words import text as _
from ui.widgets.dates import clock_of, month_of

_DAYS_BY_WORD = {"today": 0, "yesterday": -1, "tomorrow": 1}
_GAP, _MAY_JOIN = r"[\s./-]+", r"[\s.,/-]*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH_WORD = r"(?P<month>[a-z]{3,9})"
_MONTH_NUMBER = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"{_DAY}{_MAY_JOIN}{_MONTH_WORD}{_MAY_JOIN}{_YEAR}",
        rf"{_DAY}{_GAP}{_MONTH_NUMBER}{_GAP}{_YEAR}",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
    )
)
_MONTH_AND_YEAR = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        rf"{_MONTH_WORD}{_MAY_JOIN}(?P<year>\d{{4}})",
        rf"{_MONTH_NUMBER}{_GAP}(?P<year>\d{{4}})",
    )
)
_YEAR_ALONE = re.compile(r"(18|19|20)\d{2}")
_NO_YEAR = re.compile(rf"{_DAY}(?:{_MAY_JOIN}[a-z]{{3,9}}|{_GAP}\d{{1,2}})")
_DAY_ALONE = re.compile(_DAY)
_FROM_NOW = re.compile(r"([+-]\d{1,3})\s*([dwmy])")
_CENTURY = 100


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
    if found := _first_match(_WHOLE, words):
        return _whole_date(found["year"], found["month"], found["day"], today)
    if found := _first_match(_MONTH_AND_YEAR, words):
        month = month_of(found["month"])
        return Typed(f"{found['year']}-{month:02d}") if month else _unreadable()
    return Typed(words) if _YEAR_ALONE.fullmatch(words) else _incomplete(words)


def read_time(typed: str) -> Typed:
    """Read a 24-hour time such as 2230, 22:30 or 22.30."""
    if not typed.strip():
        return Typed()
    clock = clock_of(typed)
    if clock is None:
        return Typed(problem=_("Write the time on the 24-hour clock, for example 22:30."))
    return Typed(f"{clock:%H:%M:%S}")


def _first_match(patterns: tuple[re.Pattern[str], ...], words: str) -> re.Match[str] | None:
    return next((found for one in patterns if (found := one.fullmatch(words))), None)


def _whole_date(year: str, month_text: str, day: str, today: date) -> Typed:
    month = month_of(month_text)
    if month is None:
        return Typed(problem=_("The date must include a month, for example 5 Sep 2026."))
    whole_year = int(year)
    if whole_year < _CENTURY:
        whole_year += today.year // _CENTURY * _CENTURY
        if whole_year > today.year + 1:
            # "91" may be a birth and "28" a hearing: which century is not ours to say.
            return Typed(problem=_("Write the year with four digits, for example 5 Sep 2026."))
    try:
        return Typed(date(whole_year, month, int(day)).isoformat())
    except ValueError:
        return Typed(problem=_("This must be a real date. Check the day and the month."))


def _incomplete(words: str) -> Typed:
    if _NO_YEAR.fullmatch(words):
        return Typed(problem=_("The date must include a year, for example 5 Sep 2026."))
    if _DAY_ALONE.fullmatch(words):
        return Typed(problem=_("The date must include a month and a year, like 5 Sep 2026."))
    return _unreadable()


def _unreadable() -> Typed:
    return Typed(problem=_("Write the date like this: 5 Sep 2026."))


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
