"""What people do at a desk: book in, change, warn, by units of work on what they were shown."""

import random
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec

from desktop.domain.detention import Detention
from desktop.domain.identity import CallId, DetentionId, PersonId
from desktop.domain.person import Alias, Person
from desktop.storage.errors import RecordNeedsNewerError
from desktop.storage.kinds import KIND_OF
from desktop.storage.unit_of_work import SqlUnitOfWork
from sync.journal.chain import Draft
from tests.builders.custody import a_call, a_detention
from tests.builders.people import a_marker, a_person
from tests.simulator.machine import Machine

NAMES = ("Marsh", "Hughes", "O'Brien", "Łukasz", "Adeyemi-Cole")

Shown = dict[tuple[bytes, str], Any]


@dataclass
class Deeds:
    """`shown` holds, for the last deed, the value of each register that its author saw."""

    rng: random.Random
    number: int = 0
    shown: Shown = field(default_factory=dict)

    def any_at(self, machine: Machine) -> list[bytes]:
        """Do something that fits what is there; return the entries that it made."""
        self.shown = {}
        self.number += 1
        people = self._people(machine)
        if not people or self.rng.random() < 0.15:
            return machine.work()(self._book_in)
        record = self.rng.choice(people)
        if machine.writes_schema > 1 and self.rng.random() < 0.4:
            return machine.work()(lambda work: self._as_newer(work, record))
        deed = self.rng.choice((self._spell, self._spell, self._mark, self._mark, self._move))
        try:
            return deed(machine, record)
        except RecordNeedsNewerError:
            return []

    def _people(self, machine: Machine) -> list[bytes]:
        with machine.store.reading() as connection:
            return [
                row[0] for row in connection.exec_driver_sql("SELECT id FROM person ORDER BY id")
            ]

    def _book_in(self, work: SqlUnitOfWork) -> None:
        one, other, third = (UUID(int=self.rng.getrandbits(128)) for _ in range(3))
        person = a_person(id=PersonId(one), family_name=self.rng.choice(NAMES))
        work.people.add(person)
        work.detentions.add(a_detention(id=DetentionId(other), person_id=person.id))
        if self.rng.random() < 0.7:
            work.calls.add(
                a_call(id=CallId(third), detention_id=DetentionId(other), person_id=person.id)
            )

    def _spell(self, machine: Machine, record: bytes) -> list[bytes]:
        person = self._person(machine, record)
        changed = replace(
            person, family_name=self.rng.choice(NAMES), phone=str(self.number),
            known_as=self.rng.choice(("", "Kel")),
            aliases={**person.aliases, "a": Alias(family_name=self.rng.choice(NAMES))},
        )  # fmt: skip
        return machine.work()(lambda work: work.people.change(person, changed))

    def _mark(self, machine: Machine, record: bytes) -> list[bytes]:
        person = self._person(machine, record)
        key = self.rng.choice("abc")
        markers = {**person.markers, key: a_marker(note=f"seen {self.number}")}
        if key in person.markers and self.rng.random() < 0.3:
            del markers[key]
        changed = replace(person, markers=markers)
        return machine.work()(lambda work: work.people.change(person, changed))

    def _move(self, machine: Machine, record: bytes) -> list[bytes]:
        """Change the stay and the person in one unit."""
        with machine.store.reading() as connection:
            found = connection.exec_driver_sql(
                "SELECT id FROM detention WHERE person = ? ORDER BY id", (record,)
            ).fetchone()
        if found is None:
            return []
        person = self._person(machine, record)

        def change(work: SqlUnitOfWork) -> None:
            stay: Detention = work.detentions.get(UUID(bytes=found[0]))
            self._note(stay.id.bytes, work.detentions.kind.codec.registers(stay))
            moved = replace(stay, cell=f"C{self.number}")
            work.detentions.change(stay, moved)
            work.people.change(person, replace(person, phone=f"moved {self.number}"))

        return machine.work()(change)

    def _person(self, machine: Machine, record: bytes) -> Person:
        person = machine.reads.person(PersonId(UUID(bytes=record)))
        assert person is not None
        self._note(record, _registers(person))
        return person

    def _note(self, record: bytes, registers: dict[str, Any]) -> None:
        self.shown.update({(record, name): value for name, value in registers.items()})

    def _as_newer(self, work: SqlUnitOfWork, record: bytes) -> None:
        """Write as the next version will: registers and kinds that this one does not know."""
        is_new_register = self.rng.random() < 0.5
        name, value = ("mood", f"calm {self.number}") if is_new_register else ("gender", "next")
        what: dict[str, object] = {name: value}
        lowest = self.rng.choice((1, 1, 1, 2))
        author_saw: dict[str, list[bytes]] = {}
        work.drafts.append(Draft(record, "person", record, what, author_saw, 2, lowest))
        if self.rng.random() < 0.5:
            dream: dict[str, object] = {"text": f"dream {self.number}"}
            work.drafts.append(Draft(record, "dream", record, dream, {}, 2, 1))


def _registers(person: Person) -> dict[str, Any]:
    return KIND_OF[Person].codec.registers(person)


def fields_of(body: bytes | None) -> dict[str, Any]:
    if body is None:
        return {}
    _salt, fields = msgspec.msgpack.decode(body)
    return dict(fields)
