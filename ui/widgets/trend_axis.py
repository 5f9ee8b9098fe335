"""Where a moment and a value stand in a chart: true to scale, in UK time. Draws nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.wording.clinical import in_uk_time

_HOUR, _DAY = 60, 24 * 60
_STEPS_MINUTES = (5, 10, 15, 30, _HOUR, 2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY)
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Time runs from `left` to `right`, values from `bottom` up to `top`."""

    start: datetime
    end: datetime
    lowest: float
    highest: float
    left: float
    right: float
    top: float
    bottom: float

    def x(self, at: datetime) -> float:
        whole = (self.end - self.start).total_seconds()
        part = (at - self.start).total_seconds()
        return self.left + (self.right - self.left) * part / whole

    def y(self, value: float) -> float:
        part = (value - self.lowest) / (self.highest - self.lowest)
        return self.bottom - (self.bottom - self.top) * part


def clock_marks(start: datetime, end: datetime, most: int) -> list[datetime]:
    """Return round times of the UK clock, evenly spread, no more than `most` of them."""
    whole = (end - start).total_seconds() / 60
    for step in _STEPS_MINUTES:
        if whole <= step * (most + 1):
            found = list(_round_times(start, end, step))
            if len(found) <= most:
                return found
    return []


def midnights(start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield when each new day began, in the UK."""
    return _round_times(start, end, _DAY)


def value_marks(lowest: float, highest: float, most: int) -> list[int]:
    """Return round values to be written beside the chart, no more than `most` of them."""
    first, last = round(lowest), round(highest)
    step = next((step for step in _STEPS if (last - first) // step < most), _STEPS[-1])
    return [value for value in range(first, last + 1) if value % step == 0]


def _round_times(start: datetime, end: datetime, step: int) -> Iterator[datetime]:
    # Hour by hour in UTC: on the nights when the clocks change an hour comes twice, or not at all.
    stride = timedelta(minutes=min(step, _HOUR))
    at = start.replace(minute=0, second=0, microsecond=0)
    while at <= end:
        local = in_uk_time(at)
        if at >= start and (local.hour * _HOUR + local.minute) % step == 0:
            yield at
        at += stride
