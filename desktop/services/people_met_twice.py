"""Two records that may be one person: proposed with reasons, never joined by the program.

Only what more than a name says so is proposed: a number, a date of birth, a postcode. People are
compared when they have changed, a few at a time, so that nobody waits for it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from desktop.domain.detention import Detention
from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.errors import NotFoundError
from desktop.services.matching import compare
from desktop.services.person_links import link_between
from desktop.services.ports import Reads

PROPOSED_FROM = 65
A_FEW = 10
_MOST_SHOWN = 100
_MORE_THAN_A_NAME = frozenset(
    {
        "match.nhs_number",
        "match.pnc_id",
        "match.date_of_birth",
        "match.date_of_birth_swapped",
        "match.year_of_birth_near",
        "match.postcode",
    }
)


class WhyMet(Enum):
    ALIKE = "alike"
    UNDECIDED = "undecided"  # two colleagues decided differently
    CHAINED = "chained"  # said to be two people, and both linked with a third


@dataclass(frozen=True, slots=True, kw_only=True)
class MetPair:
    """Two identities with the score and reasons of their last comparison."""

    a: PersonId
    b: PersonId
    why: WhyMet = WhyMet.ALIKE
    score: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two records to be looked at side by side. `link` is what stands about them, if anything."""

    a: Person
    b: Person
    score: int
    reasons: tuple[str, ...]
    why: WhyMet = WhyMet.ALIKE
    last_a: Detention | None = None
    last_b: Detention | None = None
    link: PersonLink | None = None


Compare = Callable[[Person, Iterable[Person]], Iterable[MetPair]]


class Meetings(Protocol):
    """Who has changed since she was compared, and which two were found alike; local to a desk."""

    def compare_touched(self, most: int, compare: Compare) -> int: ...
    def pairs(self) -> tuple[MetPair, ...]: ...


@dataclass(frozen=True, slots=True)
class CompareTouched:
    """Compare a few of those who changed; return how many are still waiting."""

    meetings: Meetings

    def __call__(self, most: int = A_FEW) -> int:
        return self.meetings.compare_touched(most, alike)


@dataclass(frozen=True, slots=True)
class PeopleMetTwice:
    reads: Reads
    meetings: Meetings

    def __call__(self, person_id: PersonId | None = None) -> tuple[Meeting, ...]:
        """Return what is to be looked at, the likeliest first; of one person where one is named."""
        group = set() if person_id is None else {*self.reads.group_of(person_id)}
        found = (
            self._meeting(pair)
            for pair in self.meetings.pairs()[: None if person_id else _MOST_SHOWN]
            if person_id is None or {pair.a, pair.b} & group
        )
        return tuple(meeting for meeting in found if meeting is not None)

    def _meeting(self, pair: MetPair) -> Meeting | None:
        try:
            a, b = self.reads.person(pair.a), self.reads.person(pair.b)
        except NotFoundError:
            return None
        score, reasons = pair.score, pair.reasons
        if pair.why is not WhyMet.ALIKE:
            score, reasons = compare(a, b)
        return Meeting(
            a=a,
            b=b,
            score=score,
            reasons=reasons,
            why=pair.why,
            last_a=self.reads.last_detention(a.id),
            last_b=self.reads.last_detention(b.id),
            link=link_between(self.reads, a.id, b.id),
        )


@dataclass(frozen=True, slots=True)
class CountMetTwice:
    meetings: Meetings

    def __call__(self) -> int:
        return len(self.meetings.pairs())


def alike(person: Person, others: Iterable[Person]) -> list[MetPair]:
    """Return whom this person is likely to be. Two NHS numbers that differ are two people."""
    found = []
    for other in others:
        score, reasons = compare(person, other)
        if score < PROPOSED_FROM or not _MORE_THAN_A_NAME & set(reasons):
            continue
        if not _has_two_numbers(person, other) or "match.pnc_id" in reasons:
            found.append(MetPair(a=person.id, b=other.id, score=score, reasons=reasons))
    return found


def _has_two_numbers(one: Person, other: Person) -> bool:
    return bool(one.nhs_number and other.nhs_number) and one.nhs_number != other.nhs_number
