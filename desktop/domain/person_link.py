"""That two identities are one person, or are not: said by a human, dated, and never final.

Nothing is moved from one identity to the other: what is linked is read together, so that undoing
the link restores both.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.domain.identity import PersonId, PersonLinkId, PractitionerId
from desktop.domain.record import UNSAVED, Standing

DECISION = "decision"


class LinkDecision(StrEnum):
    LINKED = "linked"
    NOT_THE_SAME = "not_the_same"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One decision as it was made. `reasons` are the match keys that were shown with it."""

    decision: LinkDecision
    at: datetime
    by: PractitionerId
    reasons: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLink:
    """What is decided of one pair; `a` sorts before `b`, and the id follows from the two.

    `decision` holds the word alone: two desks that say the same agree, whenever each said it. Who
    said it, when and why is added to `said` and never changed.
    """

    id: PersonLinkId
    a: PersonId
    b: PersonId
    decision: LinkDecision
    said: dict[str, Said] = field(default_factory=dict)
    standing: Standing = field(default=UNSAVED, compare=False)

    def is_undecided(self) -> bool:
        """Whether two colleagues said different things, neither having seen the other's."""
        return DECISION in self.standing.conflicts

    def is_linked(self) -> bool:
        return self.decision is LinkDecision.LINKED and not self.is_undecided()

    def is_apart(self) -> bool:
        """Whether it stands that the two are not read together."""
        return self.decision is not LinkDecision.LINKED and not self.is_undecided()

    def in_order(self) -> tuple[Said, ...]:
        """Return what was said, the newest last."""
        return tuple(sorted(self.said.values(), key=lambda one: one.at))

    def other(self, person_id: PersonId) -> PersonId:
        return self.b if person_id == self.a else self.a


def pair_of(one: PersonId, other: PersonId) -> tuple[PersonId, PersonId]:
    first, second = sorted((one, other))
    return PersonId(first), PersonId(second)


def link_id(one: PersonId, other: PersonId) -> PersonLinkId:
    """Return the same id at every desk and whichever way round: one pair is one record."""
    a, b = pair_of(one, other)
    digest = hashlib.sha256(b"person_link" + a.bytes + b.bytes).digest()
    return PersonLinkId(UUID(bytes=digest[:16]))
