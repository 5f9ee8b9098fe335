"""A moment some time later or earlier, by the calendar and by the precision it was written with."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, timedelta
from decimal import Decimal

from desktop.forms.fhirpath.moments import Moment, PathDate, PathDateTime, PathTime, start_of
from desktop.forms.fhirpath.quantities import PathQuantity, calendar_word

_YEAR, _MONTH, _DAY, _HOUR, _MINUTE = 1, 2, 3, 4, 5
_MONTHS_A_YEAR, _DAYS_A_YEAR, _DAYS_A_MONTH, _DAY_SECONDS = 12, 365, 30, 86_400
_SECONDS = {
    "week": Decimal(604_800),
    "day": Decimal(_DAY_SECONDS),
    "hour": Decimal(3600),
    "minute": Decimal(60),
    "second": Decimal(1),
    "millisecond": Decimal("0.001"),
}
_STEP = {_HOUR: 3600, _MINUTE: 60}
_MOST = 10**9
_SIXTY = 60


def add(moment: Moment, quantity: PathQuantity, sign: int) -> Moment | None:
    """Return the moment; None when the unit is no time or no calendar reaches that far."""
    word = calendar_word(quantity.unit)
    if word is None or not abs(quantity.value) < _MOST:
        return None
    amount = quantity.value * sign
    if word not in ("second", "millisecond"):
        amount = Decimal(int(amount))
    if isinstance(moment, PathTime):
        return _later_time(moment, amount, word)
    if word in ("year", "month"):
        months = int(amount) * (_MONTHS_A_YEAR if word == "year" else 1)
        return _with_parts(moment, _months_later(moment.parts, months))
    return _with_parts(moment, _seconds_later(moment.parts, amount * _SECONDS[word]))


def _with_parts(
    moment: PathDate | PathDateTime, parts: tuple[int | Decimal, ...] | None
) -> Moment | None:
    if parts is None:
        return None
    if isinstance(moment, PathDate):
        return PathDate(tuple(int(part) for part in parts))
    return PathDateTime(parts, moment.zone)


def _months_later(
    parts: tuple[int | Decimal, ...], months: int
) -> tuple[int | Decimal, ...] | None:
    year = int(parts[0])
    if len(parts) == _YEAR:
        year += _towards_zero(months, _MONTHS_A_YEAR)
        return (year,) if MINYEAR <= year <= MAXYEAR else None
    year, month = divmod(year * _MONTHS_A_YEAR + int(parts[1]) - 1 + months, _MONTHS_A_YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if len(parts) == _MONTH:
        return (year, month + 1)
    day = min(int(parts[2]), monthrange(year, month + 1)[1])
    return (year, month + 1, day, *parts[_DAY:])


def _seconds_later(
    parts: tuple[int | Decimal, ...], seconds: Decimal
) -> tuple[int | Decimal, ...] | None:
    known = len(parts)
    if known <= _DAY:
        days = _towards_zero(int(seconds), _DAY_SECONDS)
        if known == _YEAR:
            return _months_later(parts, _towards_zero(days, _DAYS_A_YEAR) * _MONTHS_A_YEAR)
        if known == _MONTH:
            return _months_later(parts, _towards_zero(days, _DAYS_A_MONTH))
        return _moved(parts, Decimal(days * _DAY_SECONDS))
    step = _STEP.get(known)
    return _moved(parts, seconds if step is None else Decimal(int(seconds / step) * step))


def _moved(parts: tuple[int | Decimal, ...], by: Decimal) -> tuple[int | Decimal, ...] | None:
    second = parts[_MINUTE] if len(parts) > _MINUTE else 0
    minutes, rest = _whole_minutes(second + by)
    try:
        start = start_of(parts) + timedelta(minutes=minutes)
    except OverflowError:
        return None
    moved: tuple[int | Decimal, ...] = (
        start.year, start.month, start.day, start.hour, start.minute, rest
    )  # fmt: skip
    return moved[: len(parts)]


def _later_time(time: PathTime, amount: Decimal, word: str) -> PathTime | None:
    if word not in _SECONDS:
        return None
    parts = _moved((2000, 1, 2, *time.parts), amount * _SECONDS[word] % _DAY_SECONDS)
    return PathTime(parts[_DAY:]) if parts else None


def _whole_minutes(seconds: int | Decimal) -> tuple[int, int | Decimal]:
    minutes = int(seconds // _SIXTY)
    if seconds < minutes * _SIXTY:
        minutes -= 1
    rest = seconds - minutes * _SIXTY
    return minutes, int(rest) if rest == int(rest) and not _has_fraction(rest) else rest


def _has_fraction(number: int | Decimal) -> bool:
    return isinstance(number, Decimal) and int(number.as_tuple().exponent) < 0


def _towards_zero(number: int, divisor: int) -> int:
    whole = abs(number) // divisor
    return whole if number >= 0 else -whole
