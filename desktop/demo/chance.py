"""Seeded chance: the same seed gives the same night, and one topic does not disturb another."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Chance(random.Random):
    """A stream of its own for each topic, so that adding to one leaves the others as they were."""

    def __init__(self, seed: int, *topics: str) -> None:
        super().__init__("/".join((str(seed), *topics)))

    def a_uuid(self, at: datetime) -> UUID:
        """Return a version 7 UUID made at that moment, as the program itself would."""
        value = (int(at.timestamp() * 1000) & 0xFFFF_FFFF_FFFF) << 80
        value |= self.getrandbits(80)
        value = (value & ~(0xF << 76)) | (0x7 << 76)
        value = (value & ~(0b11 << 62)) | (0b10 << 62)
        return UUID(int=value)

    def happens(self, percent: float) -> bool:
        return self.random() * 100 < percent

    def one_of(self, things: Sequence[tuple[T, int]]) -> T:
        return self.choices([thing for thing, _ in things], [weight for _, weight in things])[0]

    def a_share(self, things: Sequence[T], percent: float) -> tuple[T, ...]:
        """Return that share of the things, to the nearest whole one, in their own order."""
        wanted = round(len(things) * percent / 100)
        picked = set(self.sample(range(len(things)), wanted))
        return tuple(thing for place, thing in enumerate(things) if place in picked)

    def minutes_between(self, low: int, high: int) -> timedelta:
        return timedelta(minutes=self.randint(low, max(low, high)))

    def moment_between(self, first: datetime, last: datetime) -> datetime:
        """Return a whole minute between the two; the first where there is no room."""
        room = int((last - first).total_seconds() // 60)
        return first + timedelta(minutes=self.randint(0, room)) if room > 0 else first
