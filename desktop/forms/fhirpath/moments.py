"""Dates and times with the precision they were written with, and how they compare.

A part that was not written is not zero: comparing beyond it has no answer.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

_DAY, _MINUTE = 3, 5
_FIRST_MINUTE = (1, 1, 1, 0, 0)
_ZONE = r"(?P<zone>Z|[+-]\d{2}:\d{2})?"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TIME = re.compile(r"(\d{2})(?::(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?)?")
_DATE_TIME = re.compile(rf"({_DATE.pattern})(?:T(?P<time>[0-9:.]+)?{_ZONE})?")
# No two places on Earth are further apart than this.
_WIDEST_ZONES = timedelta(hours=26)
_HOURS, _SIXTY, _LARGEST_ZONE = 24, 60, 14


@dataclass(frozen=True, slots=True)
class PathDate:
    """Year, month, day: as many as were written."""

    parts: tuple[int, ...]

    @property
    def text(self) -> str:
        return _date_text(self.parts)


@dataclass(frozen=True, slots=True)
class PathTime:
    """Hour, minute, second: as many as were written."""

    parts: tuple[int | Decimal, ...]

    @property
    def text(self) -> str:
        return _time_text(self.parts)


@dataclass(frozen=True, slots=True)
class PathDateTime:
    """Year to second, as many as were written, and the minutes that its zone is ahead of UTC."""

    parts: tuple[int | Decimal, ...]
    zone: int | None = None

    @property
    def text(self) -> str:
        date = _date_text(self.parts[:_DAY])
        if len(self.parts) <= _DAY:
            return date
        return f"{date}T{_time_text(self.parts[_DAY:])}{_zone_text(self.zone)}"


Moment = PathDate | PathDateTime | PathTime


def _date_text(parts: tuple[int | Decimal, ...]) -> str:
    return "-".join(f"{int(part):0{4 if place == 0 else 2}}" for place, part in enumerate(parts))


def _time_text(parts: tuple[int | Decimal, ...]) -> str:
    return ":".join(_two_digits(part) for part in parts)


def _two_digits(part: int | Decimal) -> str:
    whole, dot, fraction = str(part).partition(".")
    return f"{whole.zfill(2)}{dot}{fraction}"


def _zone_text(zone: int | None) -> str:
    if zone is None:
        return ""
    if zone == 0:
        return "Z"
    hours, minutes = divmod(abs(zone), _SIXTY)
    return f"{'-' if zone < 0 else '+'}{hours:02}:{minutes:02}"


def date_from(text: str) -> PathDate | None:
    match = _DATE.fullmatch(text)
    parts = tuple(int(part) for part in match.groups() if part) if match else ()
    return PathDate(parts) if _is_date(parts) else None


def time_from(text: str) -> PathTime | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    parts = tuple(_time_part(part) for part in match.groups() if part)
    return PathTime(parts) if _is_time(parts) else None


def date_time_from(text: str) -> PathDateTime | None:
    match = _DATE_TIME.fullmatch(text)
    date = date_from(match[1]) if match else None
    if match is None or date is None:
        return None
    if match["time"] is None:
        return None if match["zone"] else PathDateTime(date.parts)
    time, zone = time_from(match["time"]), _zone(match["zone"])
    if time is None or len(date.parts) < _DAY or (match["zone"] and zone is None):
        return None
    return PathDateTime((*date.parts, *time.parts), zone)


def _time_part(text: str) -> int | Decimal:
    return Decimal(text) if "." in text else int(text)


def _is_date(parts: tuple[int, ...]) -> bool:
    try:
        return bool(parts) and start_of(parts) is not None
    except ValueError:
        return False


def _is_time(parts: tuple[int | Decimal, ...]) -> bool:
    return parts[0] < _HOURS and all(part < _SIXTY for part in parts[1:])


def _zone(text: str | None) -> int | None:
    if text is None:
        return None
    if text == "Z":
        return 0
    hours, minutes = int(text[1:3]), int(text[4:])
    if hours > _LARGEST_ZONE or minutes >= _SIXTY:
        return None
    return (hours * _SIXTY + minutes) * (-1 if text[0] == "-" else 1)


def moment_of(now: datetime) -> PathDateTime:
    offset = now.utcoffset() or timedelta()
    second = Decimal(now.second) + Decimal(now.microsecond // 1000) / 1000
    parts = (now.year, now.month, now.day, now.hour, now.minute, second.quantize(Decimal("1.000")))
    return PathDateTime(parts, int(offset.total_seconds()) // _SIXTY)


def compare_moments(first: Moment, second: Moment) -> int | None:
    """Return -1, 0 or 1; None when what was not written would decide."""
    one, other = first.parts, second.parts
    here, there = _zone_of(first), _zone_of(second)
    if here != there and len(one) > _DAY and len(other) > _DAY:
        if here is None or there is None:
            return _compare_far_apart(one, other)
        one, other = _in_utc(one, here), _in_utc(other, there)
    for early, late in zip(one, other, strict=False):
        if early != late:
            return -1 if early < late else 1
    return 0 if len(one) == len(other) else None


def _zone_of(moment: Moment) -> int | None:
    return moment.zone if isinstance(moment, PathDateTime) else None


def _compare_far_apart(
    one: tuple[int | Decimal, ...], other: tuple[int | Decimal, ...]
) -> int | None:
    apart = start_of(one) - start_of(other)
    if abs(apart) <= _WIDEST_ZONES:
        return None
    return -1 if apart < timedelta() else 1


def _in_utc(parts: tuple[int | Decimal, ...], zone: int) -> tuple[int | Decimal, ...]:
    try:
        moved = start_of(parts) - timedelta(minutes=zone)
    except OverflowError:
        return parts
    whole = (moved.year, moved.month, moved.day, moved.hour, moved.minute)
    return (*whole[: len(parts)], *parts[_MINUTE:])


def start_of(parts: tuple[int | Decimal, ...]) -> datetime:
    """Return the minute it begins in; seconds are left to the caller."""
    padded = (*parts, *_FIRST_MINUTE[len(parts) :])
    year, month, day, hour, minute = (int(part) for part in padded[:_MINUTE])
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
