"""Two records that may be one person, and the decisions about them at several desks."""

from datetime import date

from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.services.people_met_twice import WhyMet
from tests.unit.desktop.services.desk import Desk

BORN = date(1991, 3, 4)


def meet(*desks: Desk) -> None:
    while sum(one.takes_from(other) for one in desks for other in desks if one is not other):
        pass


def two(desk: Desk) -> tuple[Person, Person]:
    """Make two records of whom a human may say that they are one."""
    return desk.person(date_of_birth=BORN), desk.person(family_name="March", date_of_birth=BORN)


def linked(desk: Desk) -> tuple[Person, Person]:
    a, b = two(desk)
    desk.services.link_people(a.id, b.id, ("match.name_sounds",))
    return a, b


def link_of(desk: Desk, a: Person, b: Person) -> PersonLink:
    return next(one for one in desk.services.links_of(a.id) if one.other(a.id) == b.id)


def proposed(desk: Desk) -> list[tuple[set[PersonId], WhyMet]]:
    while desk.services.compare_touched():
        pass
    return [({one.a.id, one.b.id}, one.why) for one in desk.services.people_met_twice()]
