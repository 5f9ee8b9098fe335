"""Everything the page shows at once: the pairs to decide, and what is linked with the person."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.identity import PersonId, PractitionerId
from desktop.domain.person import Person
from desktop.domain.person_link import LinkDecision, PersonLink
from desktop.errors import NotFoundError
from desktop.services.everything import Services
from desktop.services.people_met_twice import Meeting
from desktop.services.person_links import WrittenSince


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A link of the person in hand that stands, or has ended with `written` left to place."""

    link: PersonLink
    this: Person
    other: Person
    written: tuple[WrittenSince, ...] = ()

    def person(self, person_id: PersonId) -> Person:
        return self.this if person_id == self.this.id else self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class MetTwiceSheet:
    meetings: tuple[Meeting, ...] = ()
    joined: tuple[Joined, ...] = ()
    names: Mapping[PractitionerId, str] = field(default_factory=dict)


def read_sheet(services: Services, person_id: PersonId | None) -> MetTwiceSheet:
    meetings = services.people_met_twice(person_id)
    if person_id is None:
        names = services.open_person(meetings[0].a.id).names if meetings else {}
        return MetTwiceSheet(meetings=meetings, names=names)
    file = services.open_person(person_id)
    links = [
        link
        for link in services.links_of(person_id)
        if link.is_linked() or (link.is_apart() and link.decision is LinkDecision.ENDED)
    ]
    joined = [_joined(services, file.person, link) for link in links]
    return MetTwiceSheet(
        meetings=meetings,
        joined=tuple(one for one in joined if one is not None),
        names=file.names,
    )


def _joined(services: Services, this: Person, link: PersonLink) -> Joined | None:
    try:
        other = services.open_person(link.other(this.id)).person
    except NotFoundError:
        return None  # it has not arrived at this desk yet
    written = () if link.is_linked() else services.written_since_link(link)
    return Joined(link=link, this=this, other=other, written=written)
