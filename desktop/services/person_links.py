"""Saying that two identities are one person, or are not, and undoing it. A human says it, always.

Nothing is moved: what was written under an identity stays there, and what was written while two
were linked is listed when the link ends, for a human to place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from typing import Any, Protocol
from uuid import UUID

from desktop.domain.identity import PersonId, new_uuid
from desktop.domain.person_link import DECISION, LinkDecision, PersonLink, Said, link_id, pair_of
from desktop.errors import FieldProblemError, NotFoundError, RuleBrokenError
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.values import Session


class LinkMovedError(RuleBrokenError):
    """A colleague decided about these two meanwhile: it has to be looked at again."""

    message_key = "error.link_moved"


class SaidNotTheSameError(RuleBrokenError):
    """The link would join two identities of which a colleague said that they are two people."""

    message_key = "error.said_not_the_same"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSince:
    """What was written under `person_id` since the link; `registers` names what of it is of then.

    Whether it was meant for the one or the other only a human knows.
    """

    kind: str
    record: Any
    person_id: PersonId
    at: datetime
    by: str
    registers: tuple[str, ...] = field(default=(), compare=False)

    @property
    def record_id(self) -> UUID:
        found: UUID = self.record.id
        return found


class WrittenSinceLink(Protocol):
    """Lists what was written of either identity after the link, until it ended."""

    def __call__(self, link: PersonLink) -> tuple[WrittenSince, ...]: ...


@dataclass(frozen=True, slots=True)
class LinkPeople:
    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock

    def __call__(
        self,
        a: PersonId,
        b: PersonId,
        reasons: Sequence[str] = (),
        *,
        seen: PersonLink | None = None,
    ) -> PersonLink:
        """Link two identities. `seen` is what stood about them when the person decided.

        Raises LinkMovedError where something else stands by now, SaidNotTheSameError.
        """
        refuse_unknown(self.reads, a, b)
        self._refuse_apart(a, b)
        return _say(self, a, b, LinkDecision.LINKED, seen, reasons=tuple(reasons))

    def _refuse_apart(self, a: PersonId, b: PersonId) -> None:
        own = {one: self.reads.links_of(one) for one in self.reads.group_of(a)}
        theirs = set(self.reads.group_of(b))
        for (one, links), other in product(own.items(), theirs):
            if {one, other} != {a, b} and any(
                link.is_apart() and link.other(one) == other for link in links
            ):
                raise SaidNotTheSameError


@dataclass(frozen=True, slots=True)
class SayNotTheSame:
    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock

    def __call__(
        self, a: PersonId, b: PersonId, why: str = "", *, seen: PersonLink | None = None
    ) -> PersonLink:
        """Remember that these are two people: they are not proposed again at any desk."""
        refuse_unknown(self.reads, a, b)
        return _say(self, a, b, LinkDecision.NOT_THE_SAME, seen, why=why.strip())


@dataclass(frozen=True, slots=True)
class UnlinkPeople:
    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    written_since: WrittenSinceLink
    session: Session
    now: Clock

    def __call__(self, a: PersonId, b: PersonId, why: str) -> tuple[WrittenSince, ...]:
        """End the link and return what was written since it was made; nothing moves by itself.

        Raises FieldProblemError without a reason, NotFoundError where the two are not linked.
        """
        if not why.strip():
            raise FieldProblemError({"why": "field.required"})
        link = link_between(self.reads, a, b)
        if link is None or not link.is_linked():
            raise NotFoundError(kind="person_link")
        ended = _say(self, a, b, LinkDecision.ENDED, link, why=why.strip())
        return self.written_since(ended)


def link_between(reads: Reads, a: PersonId, b: PersonId) -> PersonLink | None:
    wanted = link_id(a, b)
    return next((link for link in reads.links_of(a) if link.id == wanted), None)


def refuse_unknown(reads: Reads, a: PersonId, b: PersonId) -> None:
    """Raise NotFoundError unless both are here and are two."""
    if a == b:
        raise NotFoundError(kind="person_link")
    reads.person(a)
    reads.person(b)


class _Says(Protocol):
    @property
    def reads(self) -> Reads: ...
    @property
    def open_unit_of_work(self) -> OpenUnitOfWork: ...
    @property
    def session(self) -> Session: ...
    @property
    def now(self) -> Clock: ...


def _say(
    service: _Says,
    a: PersonId,
    b: PersonId,
    decision: LinkDecision,
    seen: PersonLink | None,
    **more: Any,
) -> PersonLink:
    by = service.session.practitioner.id
    said = {str(new_uuid()): Said(decision=decision, at=service.now(), by=by, **more)}
    with service.open_unit_of_work() as work:
        link = link_between(service.reads, a, b)
        if link is not None and not link.is_undecided() and link.decision is decision:
            return link  # said already, here or at another desk: one link
        if _held(link) != _held(seen):
            raise LinkMovedError
        if link is None:
            first, second = pair_of(a, b)
            new = PersonLink(id=link_id(a, b), a=first, b=second, decision=decision, said=said)
            work.person_links.add(new)
        else:
            new = replace(link, decision=decision, said={**link.said, **said})
            work.person_links.change(_all_shown(link, decision), new)
        work.commit()
        return work.person_links.get(new.id)


def _all_shown(link: PersonLink, decision: LinkDecision) -> PersonLink:
    """Return the link so that every decision that stands is replaced, even one that is said anew.

    Where two stand, both were shown side by side.
    """
    other = next(one for one in LinkDecision if one is not decision)
    seen = {**link.standing.seen, DECISION: _held(link)}
    return replace(link, decision=other, standing=replace(link.standing, seen=seen))


def _held(link: PersonLink | None) -> tuple[bytes, ...]:
    """Return the entries that hold a decision now."""
    if link is None:
        return ()
    standing = link.standing
    return tuple(sorted(standing.held.get(DECISION) or standing.seen.get(DECISION, ())))
