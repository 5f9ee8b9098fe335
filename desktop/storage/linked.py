"""Which identities are one person, by the links that stand: read anew each time, never stored.

A link that two colleagues decided differently joins nobody, and two that a human said are not one
are never read together, however other links may chain them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.storage.kinds import KIND_OF, SCHEMA
from sync.merge.record import decode_state

_GROUP = """
WITH RECURSIVE apart(id) AS (
    SELECT CASE a WHEN ?1 THEN b ELSE a END FROM person_link
    WHERE (a = ?1 OR b = ?1) AND stands = -1
), met(id) AS (
    SELECT ?1
    UNION
    SELECT CASE link.a WHEN met.id THEN link.b ELSE link.a END
    FROM met JOIN person_link AS link ON link.a = met.id OR link.b = met.id
    WHERE link.stands = 1
    AND CASE link.a WHEN met.id THEN link.b ELSE link.a END NOT IN (SELECT id FROM apart)
)
SELECT id FROM met
"""
_MOST_AT_ONCE = 400  # names in one statement


def group(connection: Connection, person: bytes) -> tuple[bytes, ...]:
    """Return the identities that are read with this one, this one first."""
    found = {bytes(row[0]) for row in connection.exec_driver_sql(_GROUP, (person,))}
    return (person, *sorted(found - {person}))


def marks(count: int) -> str:
    return ", ".join("?" * count)


def with_linked(connection: Connection, people: Iterable[Person]) -> list[Person]:
    """Return the people with their other identities; one question where nobody has any."""
    people = list(people)
    has_links = _with_links(connection, [person.id.bytes for person in people])
    return [
        replace(person, linked=_others(connection, person)) if person.id in has_links else person
        for person in people
    ]


def _with_links(connection: Connection, ids: Sequence[bytes]) -> set[PersonId]:
    found: set[PersonId] = set()
    for begin in range(0, len(ids), _MOST_AT_ONCE):
        some = tuple(ids[begin : begin + _MOST_AT_ONCE])
        for end in ("a", "b"):
            where = f"stands = 1 AND {end} IN ({marks(len(some))})"
            query = f"SELECT {end} FROM person_link WHERE {where}"  # noqa: S608 -- our own words
            rows = connection.exec_driver_sql(query, some)
            found.update(_person_id(row[0]) for row in rows)
    return found


def _others(connection: Connection, person: Person) -> tuple[Person, ...]:
    kind = KIND_OF[Person]
    others = group(connection, person.id.bytes)[1:]
    found = (connection.exec_driver_sql(kind.select_state, (other,)).fetchone() for other in others)
    return tuple(kind.codec.read(decode_state(row[0]), SCHEMA) for row in found if row)


def _person_id(stored: bytes) -> PersonId:
    return PersonId(UUID(bytes=bytes(stored)))
