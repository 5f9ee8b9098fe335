"""Reads dates as staff type them: day first, month as number or word. The only reader of dates.

Nothing is guessed: what can be read in two ways is not read, and it is said why.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

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
_GAP, _GAP_OR_COMMA, _MAY_JOIN = r"[\s./-]+", r"[\s.,/-]+", r"[\s.,/-]*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH_WORD = r"(?P<month>[a-z]{3,9})"
_MONTH_NUMBER = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WHOLE = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        rf"{_DAY}{_MAY_JOIN}{_MONTH_WORD}{_MAY_JOIN}{_YEAR}",
        rf"{_DAY}{_GAP}{_MONTH_NUMBER}{_GAP_OR_COMMA}{_YEAR}",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
    )
)
_MONTH_AND_YEAR = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
        rf"{_MONTH_WORD}{_MAY_JOIN}(?P<year>\d{{4}})",
        rf"{_MONTH_NUMBER}{_GAP}(?P<year>\d{{4}})",
    )
)
_YEAR_ALONE = re.compile(r"(?:18|19|20)\d{2}", re.ASCII)
_NO_YEAR = re.compile(rf"{_DAY}(?:{_MAY_JOIN}[a-z]{{3,9}}|{_GAP}\d{{1,2}})", re.ASCII)
_DAY_ALONE = re.compile(_DAY, re.ASCII)
_CENTURY = 100
_YOUNGEST = 10


@dataclass(frozen=True, slots=True)
class Years:
    """The years that two figures may mean, both included: the one among them that ends so."""

    first: int
    last: int

    def meant_by(self, two_figures: int) -> int | None:
        year = self.first + (two_figures - self.first) % _CENTURY
        return year if year <= self.last else None


FOUR_FIGURES_ONLY = Years(1, 0)
THIS_CENTURY = Years(2000, 2099)


def years_of_birth(today: date) -> Years:
    """Return the years of someone of ten or more: nobody younger is in custody."""
    return Years(today.year - _YOUNGEST - _CENTURY + 1, today.year - _YOUNGEST)


def years_of_late(today: date) -> Years:
    """Return this year and those before it."""
    return Years(today.year - _CENTURY + 1, today.year)


def years_about_now(today: date) -> Years:
    """Return this century up to next year: "91" may be a birth, "28" a hearing, so neither."""
    return Years(today.year // _CENTURY * _CENTURY, today.year + 1)


class Trouble(Enum):
    """Why nothing was read."""

    NO_MONTH = auto()
    NO_YEAR = auto()
    NO_MONTH_AND_YEAR = auto()
    WHICH_CENTURY = auto()
    NOT_REAL = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class PartOfDate:
    """A year, or a month of a year, where no more was typed."""

    year: int
    month: int | None = None

    def text(self) -> str:
        return f"{self.year:04d}" + (f"-{self.month:02d}" if self.month else "")


def read_typed_date(typed: str, years: Years) -> date | PartOfDate | Trouble:
    """Read 4/3/1991, 04-Mar-1991, 4th march 91, 04031991, 1991-03-04; mar 1991; 1991."""
    words = " ".join(typed.lower().split())
    if found := _first_match(_WHOLE, words):
        return _whole_date(found["year"], found["month"], found["day"], years)
    if found := _first_match(_MONTH_AND_YEAR, words):
        month = month_of(found["month"])
        return PartOfDate(int(found["year"]), month) if month else Trouble.UNREADABLE
    if _YEAR_ALONE.fullmatch(words):
        return PartOfDate(int(words))
    if _NO_YEAR.fullmatch(words):
        return Trouble.NO_YEAR
    return Trouble.NO_MONTH_AND_YEAR if _DAY_ALONE.fullmatch(words) else Trouble.UNREADABLE


def month_of(typed: str) -> int | None:
    """Return the month for "3", "03", "mar" or "March"."""
    word = typed.strip().lower().rstrip(".")
    if word.isdecimal():
        number = int(word)
        return number if 1 <= number <= len(_MONTHS) else None
    found = [place for place, month in enumerate(_MONTHS, 1) if month.startswith(word)]
    return found[0] if len(word) >= _SHORTEST_MONTH and found else None


def typed_date(text: str, years: Years = FOUR_FIGURES_ONLY) -> date | None:
    """Return the whole date typed, or None where it is not one."""
    read = read_typed_date(text, years)
    return read if isinstance(read, date) else None


def typed_birth(text: str, today: date) -> date | None:
    return typed_date(text, years_of_birth(today))


def typed_day(text: str, today: date) -> date | None:
    return typed_date(text, years_of_late(today))


def _first_match(patterns: Sequence[re.Pattern[str]], words: str) -> re.Match[str] | None:
    return next((found for one in patterns if (found := one.fullmatch(words))), None)


def _whole_date(year_text: str, month_text: str, day: str, years: Years) -> date | Trouble:
    month = month_of(month_text)
    if month is None:
        return Trouble.NO_MONTH
    is_whole = len(year_text) == len("1991")
    year = int(year_text) if is_whole else years.meant_by(int(year_text))
    if year is None:
        return Trouble.WHICH_CENTURY
    try:
        return date(year, month, int(day))
    except ValueError:
        return Trouble.NOT_REAL
