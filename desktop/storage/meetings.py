"""Who has changed since she was compared with the others, and which two may be one.

Local to this desk and worked out anew with the projections: no part of the journal.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from desktop.domain.identifiers import plain_postcode
from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.domain.person_link import pair_of
from desktop.services.matching import full_names, near_births
from desktop.services.name_variants import lines_of
from desktop.services.names import plain_words, sounds_of
from desktop.services.people_met_twice import Compare, MetPair, WhyMet
from desktop.storage.engine import direct
from desktop.storage.linked import marks
from desktop.storage.lists import read_records
from desktop.storage.store import Store

_MOST_ALIKE = 200
_STILL_WAITING = "SELECT count(*) FROM person_touched"
# The index's own content table (names, sounds): asked through FTS5 each row costs twice as much.
_NAMES = "SELECT id, c1, c2 FROM person_search_content WHERE id IN ({})"
_LINKS = "SELECT a, b, stands FROM person_link"
_OPEN_PAIRS = (
    "SELECT met.a, met.b, met.score, met.reasons FROM person_met AS met "
    "LEFT JOIN person_link AS link ON link.a = met.a AND link.b = met.b "
    "WHERE link.id IS NULL ORDER BY met.score DESC, met.a, met.b"
)


Query = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MeetingsInStore:
    """Fulfils services.people_met_twice.Meetings."""

    store: Store

    def compare_touched(self, most: int, compare: Compare) -> int:
        # Read and written in one transaction: who changes meanwhile is compared again.
        with self.store.writing() as connection:
            query = "SELECT id FROM person_touched LIMIT ?"
            touched = [bytes(row[0]) for row in connection.exec_driver_sql(query, (most,))]
            for key in touched:
                _forget(connection, key)
                for person in read_records(connection, Person, "row.id = ?", key):
                    for pair in compare(person, _candidates(connection, person)):
                        _keep(connection, pair)
            return int(connection.exec_driver_sql(_STILL_WAITING).scalar_one())

    def pairs(self) -> tuple[MetPair, ...]:
        """Return what a human has to decide: first where colleagues differ, then the likeliest."""
        with self.store.reading() as connection:
            links = [
                (_id(a), _id(b), stands) for a, b, stands in connection.exec_driver_sql(_LINKS)
            ]
            alike = [
                MetPair(a=_id(a), b=_id(b), score=score, reasons=tuple(json.loads(reasons)))
                for a, b, score, reasons in connection.exec_driver_sql(_OPEN_PAIRS)
            ]
        groups = _groups([(a, b) for a, b, stands in links if stands > 0])
        return (
            *(MetPair(a=a, b=b, why=WhyMet.UNDECIDED) for a, b, stands in links if not stands),
            *(
                MetPair(a=a, b=b, why=WhyMet.CHAINED)
                for a, b, stands in links
                if stands < 0 and _is_one(groups, a, b)
            ),
            *(pair for pair in alike if not _is_one(groups, pair.a, pair.b)),
        )


def _id(stored: bytes) -> PersonId:
    return PersonId(UUID(bytes=bytes(stored)))


def _forget(connection: Connection, person: bytes) -> None:
    driver = direct(connection)
    driver.execute("DELETE FROM person_touched WHERE id = ?", (person,))
    driver.execute("DELETE FROM person_met WHERE a = ? OR b = ?", (person, person))


def _keep(connection: Connection, pair: MetPair) -> None:
    a, b = pair_of(pair.a, pair.b)
    direct(connection).execute(
        "INSERT OR REPLACE INTO person_met (a, b, score, reasons) VALUES (?, ?, ?, ?)",
        (a.bytes, b.bytes, pair.score, json.dumps(pair.reasons)),
    )


def _candidates(connection: Connection, person: Person) -> list[Person]:
    """Return those who share a number with the person, or a name and a day of birth or a postcode.

    Names are compared roughly by the search index first: to read a record costs ten times more.
    """
    driver = direct(connection)
    rows = {
        row[0] for query, values in sure_queries(person) for row in driver.execute(query, values)
    }
    names = [name for pair in full_names(person) for name in pair]
    sounds = {key for name in names for key in sounds_of(name)}
    lines = lines_of(word for name in names for word in plain_words(name))
    for query, values in near_queries(person):
        for row, their_names, their_sounds in driver.execute(_NAMES.format(query), values):
            is_heard = not sounds.isdisjoint(their_sounds.split())
            if is_heard or not lines.isdisjoint(lines_of(their_names.split())):
                rows.add(row)
    some = sorted(rows)[:_MOST_ALIKE]
    where = f"row.rowid IN ({marks(len(some))}) AND row.id <> ?"
    return read_records(connection, Person, where, *some, person.id.bytes) if some else []


def sure_queries(person: Person) -> Iterator[Query]:
    """Yield a query for each number: who has it too is compared whatever the name."""
    for column, value in (("nhs_number", person.nhs_number), ("pnc_id", person.pnc_id)):
        if value:
            yield f"SELECT rowid FROM person WHERE {column} = ?", (value,)  # noqa: S608 -- our own words


def near_queries(person: Person) -> Iterator[Query]:
    """Yield a query for who was born on the day or a slip away, and for who lives there."""
    days = near_births(person.date_of_birth) if person.date_of_birth else ()
    if days:
        yield (
            f"SELECT rowid FROM person WHERE date_of_birth IN ({marks(len(days))})",  # noqa: S608 -- our own words
            tuple(day.isoformat() for day in days),
        )
    postcode = plain_postcode(person.address.postcode if person.address else "")
    if postcode:
        yield "SELECT rowid FROM person WHERE postcode = ?", (postcode,)


def _groups(pairs: list[tuple[PersonId, PersonId]]) -> dict[PersonId, PersonId]:
    """Return, per linked identity, one that stands for all that are chained with it."""
    above: dict[PersonId, PersonId] = {}

    def top(one: PersonId) -> PersonId:
        while (next_one := above.setdefault(one, one)) != one:
            one = next_one
        return one

    for a, b in pairs:
        above[top(a)] = top(b)
    return {one: top(one) for one in tuple(above)}


def _is_one(groups: dict[PersonId, PersonId], a: PersonId, b: PersonId) -> bool:
    return a in groups and groups.get(a) == groups.get(b)
