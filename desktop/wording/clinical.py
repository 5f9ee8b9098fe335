"""Names, dates, times and numbers as the NHS Common User Interface writes them.

Never by locale: month names come from a fixed table, because the British locale data of Qt and
Babel writes "Sept". Moments are aware and shown in UK time. Unknown is said in words, never "?".
"""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from desktop.domain.person import age_in_years
from desktop.wording.words import later, text

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
_NHS_NUMBER_DIGITS = 10
_HOURS_SHOWN_AS_HOURS = 100


@cache
def uk_time() -> ZoneInfo:
    """Return UK civil time. On Windows the data come from the tzdata package."""
    return ZoneInfo("Europe/London")


def in_uk_time(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return moment.astimezone(uk_time())


def not_recorded() -> str:
    return text("Not recorded")


def clinical_date(day: date | None) -> str:
    """Return "05-Sep-2026". A moment gives the day it was in the UK."""
    if day is None:
        return not_recorded()
    day = _day(day)
    return f"{day.day:02d}-{_SHORT[day.month - 1]}-{day.year:04d}"


def long_date(day: date | None) -> str:
    """Return "5 September 2026", for prose, for people outside the service and screen readers."""
    if day is None:
        return not_recorded()
    day = _day(day)
    return f"{day.day} {text(_LONG[day.month - 1])} {day.year}"


def clock_time(moment: datetime | None) -> str:
    """Return "02:14", UK time, 24-hour clock."""
    if moment is None:
        return not_recorded()
    local = in_uk_time(moment)
    return f"{local.hour:02d}:{local.minute:02d}"


def clinical_moment(moment: datetime | None) -> str:
    """Return "05-Sep-2026 02:14", UK time."""
    if moment is None:
        return not_recorded()
    return f"{clinical_date(moment)} {clock_time(moment)}"


def long_moment(moment: datetime | None) -> str:
    """Return "5 September 2026 at 02:14", UK time."""
    if moment is None:
        return not_recorded()
    return text("{date} at {time}", date=long_date(moment), time=clock_time(moment))


def age(born: date | None, today: date) -> str:
    """Return "35y"; the word for unknown where there is no date or it has not come yet."""
    if born is None or _day(born) > _day(today):
        return text("Age not known")
    return f"{age_in_years(_day(born), _day(today))}y"


def duration(minutes: int) -> str:
    """Return "9h 12min"; from 100 hours on "4d 6h". Less than nothing is written with a minus."""
    sign = "\N{MINUS SIGN}" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    if hours >= _HOURS_SHOWN_AS_HOURS:
        return f"{sign}{hours // 24}d {hours % 24}h"
    return f"{sign}{hours}h {rest}min" if hours else f"{sign}{rest}min"


def name_family_first(family: str, given: str = "", title: str = "") -> str:
    """Return "MARSH, Kelly (Ms)". Nothing is shortened; a missing name is said to be missing."""
    family, given = " ".join(family.split()), " ".join(given.split())
    title = title.strip().rstrip(".")
    if not family and not given:
        return text("Name not recorded")
    if not family:
        return text("{given} (family name not recorded)", given=given)
    name = f"{family.upper()}, {given}" if given else family.upper()
    return f"{name} ({title})" if title else name


def nhs_number(number: str) -> str:
    """Return "999 012 3403"; anything that is not ten digits as it was typed."""
    digits = "".join(letter for letter in number if letter not in " -\u00a0")
    if not digits:
        return not_recorded()
    if len(digits) == _NHS_NUMBER_DIGITS and digits.isascii() and digits.isdigit():
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    return number.strip()


def _day(day: date) -> date:
    return in_uk_time(day).date() if isinstance(day, datetime) else day
