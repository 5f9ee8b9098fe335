"""Invented stays: who came when, into which cell, for what, and who has gone again."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from desktop.demo.chance import Chance
from desktop.demo.essex import Suite
from desktop.demo.people import ADULT, Invented
from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId
from desktop.domain.person import age_in_years
from desktop.wording.clinical import in_uk_time

NIGHT_HOURS = 16
_LISTS_BEGIN = 10  # Morning lists, UK time.
_LISTS_ARE_MADE = 8
_SUNDAY = 6
_SPARE_CELLS = 2
# Offence group of the screen, what the custody record says, how often.
_OFFENCES = (
    (("violence", "Assault occasioning actual bodily harm"), 12),
    (("domestic", "Common assault"), 16),
    (("domestic", "Controlling or coercive behaviour"), 5),
    (("theft", "Theft from shop"), 13),
    (("burglary", "Burglary of a dwelling"), 6),
    (("damage", "Criminal damage"), 8),
    (("drugs", "Possession with intent to supply, class A"), 7),
    (("drugs", "Possession of a controlled drug, class B"), 4),
    (("public_order", "Affray"), 6),
    (("public_order", "Drunk and disorderly"), 5),
    (("driving", "Driving while over the limit"), 9),
    (("breach", "Failing to surrender to bail"), 8),
    (("weapons", "Possession of a bladed article"), 5),
    (("robbery", "Robbery"), 3),
    (("sexual", "Sexual assault"), 3),
)
_OUTCOMES = (
    ("Released under investigation", 30),
    ("Bailed", 28),
    ("Charged and bailed", 18),
    ("No further action", 14),
    ("Taken to court", 10),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    at: datetime
    story: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One person's time in the suite. `until` is the release, or now for those still here."""

    invented: Invented
    detention: Detention
    offence_group: str
    until: datetime
    story: dict[str, Any] | None = None

    def minutes(self) -> int:
        return int((self.until - self.detention.arrived_at).total_seconds() // 60)


@dataclass(slots=True)
class _Cells:
    """Who is in which cell while the night is played through."""

    free: list[str]
    held: list[Detention] = field(default_factory=list)
    gone: list[Detention] = field(default_factory=list)


def invent_arrivals(
    chance: Chance, *, count: int, suite: Suite, now: datetime, told: tuple[dict[str, Any], ...]
) -> tuple[Arrival, ...]:
    """Return arrivals in order: of one night, or of more where the cells are too few for that."""
    nights = max(1, ceil(count / (len(suite.cells) - _SPARE_CELLS)))
    first = now - timedelta(hours=NIGHT_HOURS * nights)
    last = now - timedelta(minutes=12)
    arrivals = [
        Arrival(at=now - timedelta(minutes=story["arrived_minutes_ago"]), story=story)
        for story in told
    ]
    arrivals += [
        Arrival(at=chance.moment_between(first, last)) for _ in range(count - len(arrivals))
    ]
    return tuple(sorted(arrivals, key=lambda arrival: arrival.at))


def record_numbers(chance: Chance, suite: Suite, arrivals: tuple[Arrival, ...]) -> tuple[str, ...]:
    first = chance.randint(3100, 4900)
    return tuple(
        f"{suite.record_prefix}/{first + place}/{in_uk_time(arrival.at):%y}"
        for place, arrival in enumerate(arrivals)
    )


def invent_detention(
    chance: Chance, invented: Invented, arrival: Arrival, suite: Suite, number: str
) -> tuple[Detention, str]:
    """Return the detention, without a cell yet, and the group of its offence."""
    person = invented.person
    needs_adult = invented.profile == "learning" or (
        person.date_of_birth is not None
        and age_in_years(person.date_of_birth, arrival.at.date()) < ADULT
    )
    group, offence = chance.one_of(_OFFENCES)
    detention = Detention(
        id=DetentionId(chance.a_uuid(arrival.at)),
        person_id=person.id,
        suite=suite.name,
        custody_record_number=number,
        arrived_at=arrival.at,
        offence=offence,
        is_first_time=not person.pnc_id and chance.happens(60),
        appropriate_adult="Local appropriate adult scheme" if needs_adult else "",
    )
    if arrival.story is None:
        return detention, group
    story = arrival.story
    told = replace(
        detention,
        offence=story["offence"],
        is_first_time=story["is_first_time"],
        appropriate_adult=story["appropriate_adult"],
    )
    return told, story["offence_group"]


def place_in_cells(
    chance: Chance,
    detentions: tuple[Detention, ...],
    *,
    suite: Suite,
    now: datetime,
    stay_put: frozenset[DetentionId],
) -> tuple[Detention, ...]:
    """Give everyone a cell of their own and let people go, so that nobody waits for a cell."""
    cells = _Cells(free=list(suite.cells))
    for detention in detentions:
        if len(cells.free) <= _SPARE_CELLS:
            _let_one_go(chance, cells, stay_put, before=detention.arrived_at)
        cell = cells.free.pop(chance.randrange(len(cells.free))) if cells.free else ""
        cells.held.append(replace(detention, cell=cell))
    held = [_released_by_now(chance, one, now, stay_put) for one in cells.held]
    placed = {one.id: one for one in (*cells.gone, *held)}
    return tuple(placed[detention.id] for detention in detentions)


def _let_one_go(
    chance: Chance, cells: _Cells, stay_put: frozenset[DetentionId], *, before: datetime
) -> None:
    longest = [one for one in cells.held if one.id not in stay_put][:3]
    may_go = [one for one in longest if before - one.arrived_at > timedelta(minutes=90)]
    if not may_go:
        return
    leaving = chance.choice(may_go)
    earliest = max(leaving.arrived_at + timedelta(minutes=80), before - timedelta(hours=2))
    at = chance.moment_between(earliest, before - timedelta(minutes=5))
    cells.held.remove(leaving)
    cells.free.append(leaving.cell)
    cells.gone.append(leaving.release(at, chance.one_of(_OUTCOMES)))


def _released_by_now(
    chance: Chance, detention: Detention, now: datetime, stay_put: frozenset[DetentionId]
) -> Detention:
    """Let some of those go who have been here for most of the night."""
    earliest = detention.arrived_at + timedelta(hours=4)
    if detention.id in stay_put or earliest >= now or not chance.happens(22):
        return detention
    at = chance.moment_between(earliest, now - timedelta(minutes=3))
    return detention.release(at, chance.one_of(_OUTCOMES))


def next_morning_list(now: datetime) -> datetime:
    """Return when the next morning list begins: no Sundays, nor a list that is already made."""
    local = in_uk_time(now)
    day = local.date() if local.hour < _LISTS_ARE_MADE else local.date() + timedelta(days=1)
    if day.weekday() == _SUNDAY:
        day += timedelta(days=1)
    begins = datetime(day.year, day.month, day.day, _LISTS_BEGIN, tzinfo=local.tzinfo)
    return begins.astimezone(now.tzinfo)
