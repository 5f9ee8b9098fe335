"""Finding, adding and changing people; a likely duplicate is shown before a new one is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.identifiers import is_nhs_number, is_pnc_id, plain_nhs_number, plain_pnc_id
from desktop.domain.identity import PersonId, new_uuid
from desktop.domain.person import Marker, MarkerKind, Person
from desktop.errors import FieldProblemError
from desktop.services.being_written import FindBeingWritten
from desktop.services.matching import compare, full_names, is_heard_in, near_births
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.typed_dates import typed_birth
from desktop.services.values import PersonFile, PersonMatch, Session

LIKELY = 50
LONGEST_NAME = 40  # family name, NHS Common User Interface
_CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class FindPeople:
    """Search by name, alias, date of birth, NHS number or PNC id: whatever was typed."""

    reads: Reads
    now: Clock

    def __call__(self, text: str, *, limit: int = 20) -> tuple[PersonMatch, ...]:
        text = text.strip()
        if not text:
            return ()
        found = self._identified(text) or self._born(text)
        if not found:
            found = self._named(text, limit)
        return tuple(found[:limit])

    def _identified(self, text: str) -> list[PersonMatch]:
        number = plain_nhs_number(text)
        if is_nhs_number(number):
            people = self.reads.people_identified(nhs_number=number, pnc_id="")
            return self._matches(people, 100, "match.nhs_number")
        pnc_id = plain_pnc_id(text)
        if is_pnc_id(pnc_id):
            people = self.reads.people_identified(nhs_number="", pnc_id=pnc_id)
            return self._matches(people, 100, "match.pnc_id")
        return []

    def _born(self, text: str) -> list[PersonMatch]:
        day = typed_birth(text, self.now().date())
        if day is None:
            return []
        return self._matches(self.reads.people_born(day.isoformat()), 80, "match.date_of_birth")

    def _named(self, text: str, limit: int) -> list[PersonMatch]:
        exact = self._matches(self.reads.people_named(text, limit), 90, "match.name")
        known = {match.person.id for match in exact}
        sounding = (
            person
            for person in self.reads.people_sounding_like(text.split(), limit)
            if person.id not in known and is_heard_in(text, person)
        )
        return exact + self._matches(sounding, 50, "match.name_sounds")

    def _matches(self, people: Iterable[Person], score: int, reason: str) -> list[PersonMatch]:
        return [
            PersonMatch(
                person=person,
                score=score,
                reasons=(reason,),
                last_detention=self.reads.last_detention(person.id),
            )
            for person in people
        ]


@dataclass(frozen=True, slots=True)
class LikelyDuplicates:
    """People already known who may be this one. Proposed with reasons; a human decides."""

    reads: Reads

    def __call__(self, person: Person) -> tuple[PersonMatch, ...]:
        person = replace(
            person,
            nhs_number=plain_nhs_number(person.nhs_number),
            pnc_id=plain_pnc_id(person.pnc_id),
        )
        compared = ((one, *compare(person, one)) for one in self._candidates(person))
        matches = [
            PersonMatch(
                person=one,
                score=score,
                reasons=reasons,
                last_detention=self.reads.last_detention(one.id),
            )
            for one, score, reasons in compared
            if score >= LIKELY
        ]
        return tuple(_one_each(sorted(matches, key=lambda match: -match.score)))

    def _candidates(self, person: Person) -> Iterable[Person]:
        found = [
            *self.reads.people_identified(nhs_number=person.nhs_number, pnc_id=person.pnc_id),
            *self._born(person.date_of_birth),
        ]
        for names in full_names(person):
            found += self.reads.people_sounding_like(names, _CANDIDATES)
        herself = {person.id, *self.reads.group_of(person.id)}
        return {one.id: one for one in found if one.id not in herself}.values()

    def _born(self, day: date | None) -> list[Person]:
        days = near_births(day) if day else ()
        return [one for near in days for one in self.reads.people_born(near.isoformat())]


def _one_each(matches: Iterable[PersonMatch]) -> Iterator[PersonMatch]:
    """Yield, of linked identities, the one that matches best: the others are shown with it."""
    shown: set[PersonId] = set()
    for match in matches:
        if match.person.id not in shown:
            shown |= {match.person.id, *(other.id for other in match.person.linked)}
            yield match


def checked_person(person: Person, today: date) -> Person:
    """Return the person tidied. Raises FieldProblemError naming what cannot be taken."""
    problems: dict[str, str] = {}
    family_name = " ".join(person.family_name.split())
    if not family_name:
        problems["family_name"] = "field.required"
    elif len(family_name) > LONGEST_NAME:
        problems["family_name"] = "field.too_long"
    if person.date_of_birth is not None and person.date_of_birth > today:
        problems["date_of_birth"] = "field.in_the_future"
    number = plain_nhs_number(person.nhs_number)
    if number and not is_nhs_number(number):
        problems["nhs_number"] = "field.nhs_number"
    if problems:
        raise FieldProblemError(problems)
    return replace(
        person,
        family_name=family_name,
        given_name=" ".join(person.given_name.split()),
        nhs_number=number,
        pnc_id=plain_pnc_id(person.pnc_id),
    )


@dataclass(frozen=True, slots=True)
class AddPerson:
    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, person: Person) -> Person:
        tidy = checked_person(person, self.now().date())
        with self.open_unit_of_work() as work:
            work.people.add(tidy)
            work.commit()
            return work.people.get(tidy.id)


@dataclass(frozen=True, slots=True)
class ChangePerson:
    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, old: Person, new: Person) -> Person:
        tidy = checked_person(new, self.now().date())
        with self.open_unit_of_work() as work:
            work.people.change(old, tidy)
            work.commit()
            return work.people.get(tidy.id)


@dataclass(frozen=True, slots=True)
class MarkWarning:
    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock

    def __call__(self, person_id: PersonId, kind: MarkerKind, note: str) -> Person:
        marker = Marker(
            kind=kind,
            note=note.strip(),
            recorded_at=self.now(),
            recorded_by=self.session.practitioner.name,
        )
        with self.open_unit_of_work() as work:
            old = work.people.get(person_id)
            markers = {**old.markers, str(new_uuid()): marker}
            work.people.change(old, replace(old, markers=markers))
            work.commit()
            return work.people.get(person_id)


@dataclass(frozen=True, slots=True)
class OpenPerson:
    reads: Reads
    find_being_written: FindBeingWritten

    def __call__(self, person_id: PersonId) -> PersonFile:
        file = self.reads.person_file(person_id)
        return replace(file, being_written=self.find_being_written(file.screens, file.names))
