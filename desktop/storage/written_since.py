"""What was written of two identities while they were linked, read off the records as they stand.

A value counts where its entry comes after the link's, by counter: what was written without having
seen the link may be among it, and is shown rather than hidden.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from sqlalchemy import Connection

from desktop.domain.identity import PersonId, PractitionerId
from desktop.domain.person import Person
from desktop.domain.person_link import DECISION, PersonLink
from desktop.services.person_links import WrittenSince
from desktop.storage.kinds import KIND_OF, KINDS, SCHEMA
from desktop.storage.lists import names_in
from desktop.storage.store import Store
from sync.journal.entry import Header
from sync.merge.record import Live, decode_state

_headers = msgspec.msgpack.Decoder(Header)
_APART = frozenset({"person_link", "attached_part"})


@dataclass(frozen=True, slots=True)
class WrittenSinceInStore:
    """Fulfils services.person_links.WrittenSinceLink."""

    store: Store

    def __call__(self, link: PersonLink) -> tuple[WrittenSince, ...]:
        with self.store.reading() as connection:
            since, until = _span(connection, link)
            if since is None:
                return ()
            found = [
                one
                for person in (link.a, link.b)
                for one in _of_person(connection, person, since, until)
            ]
        return tuple(sorted(found, key=lambda one: one.at))


def _span(connection: Connection, link: PersonLink) -> tuple[int | None, int | None]:
    """Return the counters of the link and of its end; None for an end that has not come."""
    held = [
        header
        for entry in link.standing.held.get(DECISION) or link.standing.seen.get(DECISION, ())
        if (header := _header(connection, entry)) is not None
    ]
    if link.is_linked():
        return min((header.counter for header in held), default=None), None
    before = [
        header.counter
        for end in held
        for entry in end.replaces.get(DECISION, ())
        if (header := _header(connection, entry)) is not None
    ]
    return min(before, default=None), min((header.counter for header in held), default=None)


def _header(connection: Connection, entry: bytes) -> Header | None:
    row = connection.exec_driver_sql(
        "SELECT header FROM journal_header WHERE entry = ?", (entry,)
    ).fetchone()
    return None if row is None else _headers.decode(row[0])


def _of_person(
    connection: Connection, person: PersonId, since: int, until: int | None
) -> Iterator[WrittenSince]:
    names = names_in(connection)
    for kind in KINDS.values():
        is_person = kind is KIND_OF[Person]
        if kind.name in _APART or not (is_person or "person" in kind.table.columns):
            continue
        column = "id" if is_person else "person"
        query = f"SELECT state FROM {kind.table.name} WHERE {column} = ?"  # noqa: S608 -- our own words
        for (state,) in connection.exec_driver_sql(query, (person.bytes,)).fetchall():
            fresh = _fresh(state, since, until)
            newest = max((one for _name, one in fresh), key=_counter, default=None)
            header = None if newest is None else _header(connection, newest.entry)
            if header is not None:
                yield WrittenSince(
                    kind=kind.name,
                    record=kind.codec.read(decode_state(state), SCHEMA),
                    person_id=person,
                    at=datetime.fromtimestamp(header.wall_ms / 1000, tz=UTC),
                    by=names.get(PractitionerId(UUID(bytes=header.author)), ""),
                    registers=tuple(sorted({name for name, _one in fresh})),
                )


def _fresh(state: bytes, since: int, until: int | None) -> list[tuple[str, Live]]:
    return [
        (register, one)
        for register, values in decode_state(state).live.items()
        for one in values
        if one.counter > since and (until is None or one.counter < until)
    ]


def _counter(live: Live) -> int:
    return live.counter
