"""What a trend chart shows: readings over time and the zones they may fall in. Draws nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ui.widgets.trend_axis import Scale

# A night is easier to compare with the next when both have some width.
_SHORTEST = timedelta(hours=1)
_AIR = 0.04
_ABOVE_LAST_ZONE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartReading:
    """`value` None: it has no total, and `label` says why. `said` is the reading in words.

    `is_apart`: it is called something else than the zone that it stands in.
    """

    at: datetime
    value: float | None
    label: str
    said: str
    is_apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartZone:
    """Values from `low` to `high`, both included, and what they are called."""

    low: float
    high: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Readings oldest first, zones lowest first. `until` is where time ends: now, as a rule."""

    readings: tuple[ChartReading, ...] = ()
    zones: tuple[ChartZone, ...] = ()
    lowest: float = 0
    highest: float = 10
    until: datetime | None = None

    def has_missing(self) -> bool:
        return any(reading.value is None for reading in self.readings)

    def scale(self, left: float, right: float, top: float, bottom: float) -> Scale:
        """Return the scale on which all of it fits, with air at both ends."""
        first = self.readings[0].at
        last = max(self.readings[-1].at, self.until or self.readings[-1].at)
        whole = max(last - first, _SHORTEST)
        lowest, highest = self.values()
        return Scale(
            start=first - whole * _AIR,
            end=first + whole * (1 + _AIR),
            lowest=lowest,
            highest=highest,
            left=left,
            right=right,
            top=top,
            bottom=bottom,
        )

    def values(self) -> tuple[float, float]:
        """Return the values at the lower and the upper edge.

        The last zone is always in sight, and of a long one only as much as there is something in.
        """
        known = [reading.value for reading in self.readings if reading.value is not None]
        last_zone = self.zones[-1].low if self.zones else self.highest
        needed = max([last_zone, *known]) + _ABOVE_LAST_ZONE
        return self.lowest - 0.5, min(self.highest, needed) + 0.5

    def edges(self) -> list[float]:
        """Return where one zone ends and the next begins."""
        pairs = zip(self.zones, self.zones[1:], strict=False)
        return [(below.high + above.low) / 2 for below, above in pairs]

    def lines(self) -> list[tuple[ChartReading, ChartReading]]:
        """Return the pairs to be joined: neighbours, never across a reading without a total."""
        pairs = zip(self.readings, self.readings[1:], strict=False)
        return [(a, b) for a, b in pairs if a.value is not None and b.value is not None]
