"""A believable night in one suite, invented from a seed and the published Essex figures.

Pure: the same seed, count, suite and moment give the same night. Nobody in it exists. Whoever
shows a night says its seed, `Night.describe()`.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from desktop.demo.care import invent_care
from desktop.demo.chance import Chance
from desktop.demo.custody import (
    Arrival,
    Stay,
    invent_arrivals,
    invent_detention,
    next_morning_list,
    place_in_cells,
    record_numbers,
)
from desktop.demo.essex import Suite, suite_named
from desktop.demo.invented import profiles, stories
from desktop.demo.people import Invented, invent_person, told_person
from desktop.demo.published import published
from desktop.demo.screens import invent_screens
from desktop.demo.staff import in_role, invent_staff
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.person import Gender, Person
from desktop.domain.screen import Consent, Screen
from desktop.domain.staff import Practitioner, Role

_CHARGED_PERCENT = 20
_CHARGED_AFTER_MINUTES = 5 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """Everything that the records of a suite would hold at `now`; lists are in order of time."""

    seed: int
    suite: str
    now: datetime
    staff: tuple[Practitioner, ...]
    people: tuple[Person, ...]
    detentions: tuple[Detention, ...]
    calls: tuple[HcpCall, ...]
    reviews: tuple[ClinicalReview, ...]
    screens: tuple[Screen, ...]
    consents: tuple[Consent, ...]

    def describe(self) -> str:
        held = sum(detention.released_at is None for detention in self.detentions)
        return (
            f"seed {self.seed}: {len(self.detentions)} invented detentions at {self.suite},"
            f" {held} still here, {len(self.calls)} calls, {len(self.screens)} screens"
        )


def a_night(
    *, seed: int, detentions: int, suite: str, now: datetime, with_stories: bool = True
) -> Night:
    """Invent a night. KeyError where Essex has no such suite.

    The first few people are the same told ones every night; leave them out of a second suite.
    More people than cells means that the night reaches further back and most have gone.
    """
    place = suite_named(suite)
    staff = invent_staff(seed)
    stays = _stays(seed, detentions, place, now, staff, with_stories=with_stories)
    practitioners = [person.id for person in in_role(staff, Role.HCP)]
    care = invent_care(Chance(seed, suite, "care"), stays, practitioners, now)
    seen = invent_screens(Chance(seed, suite, "screens"), stays, staff, now)
    return Night(
        seed=seed,
        suite=suite,
        now=now,
        staff=staff,
        people=tuple(stay.invented.person for stay in stays),
        detentions=tuple(stay.detention for stay in stays),
        calls=care.calls,
        reviews=care.reviews,
        screens=seen.screens,
        consents=seen.consents,
    )


def _stays(
    seed: int,
    count: int,
    suite: Suite,
    now: datetime,
    staff: tuple[Practitioner, ...],
    *,
    with_stories: bool,
) -> tuple[Stay, ...]:
    chance = Chance(seed, suite.name, "custody")
    told = stories()[:count] if with_stories else ()
    arrivals = invent_arrivals(chance, count=count, suite=suite, now=now, told=told)
    people = _people(seed, suite, arrivals, staff[0].name)
    numbers = record_numbers(chance, suite, arrivals)
    booked = [
        invent_detention(chance, invented, arrival, suite, number)
        for invented, arrival, number in zip(people, arrivals, numbers, strict=True)
    ]
    stay_put = frozenset(
        detention.id
        for (detention, _), arrival in zip(booked, arrivals, strict=True)
        if arrival.story is not None
    )
    placed = place_in_cells(
        chance,
        tuple(detention for detention, _ in booked),
        suite=suite,
        now=now,
        stay_put=stay_put,
    )
    return tuple(
        Stay(
            invented=invented,
            detention=_with_hearing(chance, detention, arrival, suite, now),
            offence_group=group,
            until=detention.released_at or now,
            story=arrival.story,
        )
        for invented, detention, (_, group), arrival in zip(
            people, placed, booked, arrivals, strict=True
        )
    )


def _people(
    seed: int, suite: Suite, arrivals: tuple[Arrival, ...], recorded_by: str
) -> tuple[Invented, ...]:
    """Return one person for each arrival; the share of women is the published one."""
    chance = Chance(seed, suite.name, "people")
    untold = [place for place, arrival in enumerate(arrivals) if arrival.story is None]
    percent = float(published("female_share_engaging", year="2021/22"))
    women = frozenset(chance.a_share(untold, percent))
    kinds = [(profile["key"], profile["weight"]) for profile in profiles()]
    return tuple(
        told_person(chance, arrival.story, arrival.at, recorded_by)
        if arrival.story is not None
        else invent_person(
            chance,
            gender=Gender.FEMALE if place in women else Gender.MALE,
            profile=chance.one_of(kinds),
            arrived_at=arrival.at,
            recorded_by=recorded_by,
        )
        for place, arrival in enumerate(arrivals)
    )


def _with_hearing(
    chance: Chance, detention: Detention, arrival: Arrival, suite: Suite, now: datetime
) -> Detention:
    """Put some of those still here, charged and refused bail, on the next morning list."""
    minutes = (now - detention.arrived_at).total_seconds() / 60
    is_charged = (
        arrival.story["hearing"]
        if arrival.story is not None
        else chance.happens(_CHARGED_PERCENT) and minutes > _CHARGED_AFTER_MINUTES
    )
    if not is_charged or detention.released_at is not None:
        return detention
    return replace(detention, hearing_court=suite.first_court, hearing_at=next_morning_list(now))
