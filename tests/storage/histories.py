"""Random nights at several desks: adding, changing, meeting, arriving in any order."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from desktop.domain.detention import Detention, HcpCall
from desktop.domain.identity import CallId, DetentionId, PersonId
from desktop.domain.person import Alias, Person
from desktop.services.ports import UnitOfWork
from desktop.storage import tables
from desktop.storage.kinds import SCHEMA
from sync.journal.chain import Batch
from sync.merge.record import decode_state
from tests.builders.custody import a_call, a_detention
from tests.builders.people import a_marker, a_person
from tests.storage.desks import Chain, Desk, a_draft, give

NAMES = ("Marsh", "Hughes", "O'Brien", "Łukasz", "Adeyemi-Cole")


class Night:
    """What happens at the desks, told by a seeded chance."""

    def __init__(self, rng: random.Random, desks: Sequence[Desk], newer: Chain) -> None:
        self.rng, self.desks, self.newer = rng, desks, newer
        self.people: list[UUID] = []

    def step(self) -> None:
        desk = self.rng.choice(self.desks)
        self.rng.choice([self.arrive, self.spell, self.spell, self.mark, self.meet])(desk)

    def arrive(self, desk: Desk) -> None:
        """Save a person, her stay and a call as one unit."""
        one, other, third = (UUID(int=self.rng.getrandbits(128)) for _ in range(3))
        self.people.append(one)
        person = a_person(id=PersonId(one), family_name=self.rng.choice(NAMES))
        stay = a_detention(id=DetentionId(other), person_id=person.id)
        call = a_call(id=CallId(third), detention_id=stay.id, person_id=person.id)
        desk.save(partial(_book_in, person, stay, call))

    def spell(self, desk: Desk) -> None:
        person = self._known(desk)
        if person is not None:
            changed = replace(
                person,
                family_name=self.rng.choice(NAMES),
                known_as=self.rng.choice(("", "Kel")),
                aliases={**person.aliases, "a": Alias(family_name=self.rng.choice(NAMES))},
            )
            desk.save(lambda work: work.people.change(person, changed))

    def mark(self, desk: Desk) -> None:
        person = self._known(desk)
        if person is not None:
            key = self.rng.choice("abc")
            marker = a_marker(note=str(self.rng.random()))
            markers = {**person.markers, key: marker}
            if key in person.markers and self.rng.random() < 0.5:
                del markers[key]
            desk.save(lambda work: work.people.change(person, replace(person, markers=markers)))

    def meet(self, desk: Desk) -> None:
        give(self.rng.choice(self.desks), desk)

    def _known(self, desk: Desk) -> Person | None:
        with desk.store.reading() as connection:
            here = [row[0] for row in connection.exec_driver_sql("SELECT id FROM person")]
        if not here:
            return None
        return desk.reads.person(PersonId(UUID(bytes=self.rng.choice(sorted(here)))))

    def disturb(self) -> None:
        """Let a newer version write what this one cannot read, and what it can no longer."""
        for person in self.rng.sample(self.people, min(3, len(self.people))):
            field = self.rng.choice(({"family_name": 7}, {"gender": "?"}, {"mood": "calm"}))
            self.newer.write(
                a_draft("person", person, field, schema=2, lowest_schema=self.rng.choice((1, 2))),
                a_draft("dream", person, {"text": "of next year"}),
                a_draft("form", person, {"title": "an entry of another kind"}),
            )


def _book_in(person: Person, stay: Detention, call: HcpCall, work: UnitOfWork) -> None:
    work.people.add(person)
    work.detentions.add(stay)
    work.calls.add(call)


def lists_in(connection: Connection) -> dict[str, list[Any]]:
    """Return every row of every projection, told without what depends on the order of arrival."""
    found: dict[str, list[Any]] = {}
    for table in tables.projected.sorted_tables:
        rows = connection.exec_driver_sql(f"SELECT * FROM {table.name}").mappings()
        found[table.name] = sorted(repr(_settled(dict(row))) for row in rows)
    words = connection.exec_driver_sql("SELECT person, names, sounds FROM person_search")
    found["person_search"] = sorted(repr(tuple(row)) for row in words)
    return found


def _settled(row: dict[str, Any]) -> dict[str, Any]:
    if "state" not in row:
        return row
    state = decode_state(row["state"])
    live = sorted(
        (name, [(one.entry, one.value) for one in held]) for name, held in state.live.items()
    )
    return {**row, "state": (state.kind, state.person, state.lowest_schema > SCHEMA, live)}


def in_any_order(rng: random.Random, batches: Sequence[Batch]) -> list[Batch]:
    """Return the batches with each device's own in order and the devices shuffled together."""
    queues: dict[bytes, list[Batch]] = {}
    for batch in batches:
        queues.setdefault(batch.head.device, []).append(batch)
    order = [device for device, queue in queues.items() for _ in queue]
    rng.shuffle(order)
    return [queues[device].pop(0) for device in order]
