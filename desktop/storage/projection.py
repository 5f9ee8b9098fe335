"""Folds entries into record states and states into rows; all of it can be rebuilt."""

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.dialects.sqlite import dialect, insert

from desktop.domain.person import Person
from desktop.services.names import searched_words, sounds_of
from desktop.storage import tables
from desktop.storage.engine import direct
from desktop.storage.kinds import KINDS, SCHEMA, Kind
from sync.journal.entry import Entry, read_entry
from sync.merge.record import RecordState, decode_state, encode_state, fold, new_state

log = logging.getLogger(__name__)

_SELECT_OTHER = "SELECT state FROM other_record WHERE id = ? AND kind = ?"
_PUT_OTHER = (
    "INSERT INTO other_record (id, kind, state) VALUES (?, ?, ?) "
    "ON CONFLICT (id, kind) DO UPDATE SET state = excluded.state"
)
_DROP_OTHER = "DELETE FROM other_record WHERE id = ? AND kind = ?"
_ATTENDED = "SELECT kind, id FROM attention"
_ATTEND = (
    "INSERT INTO attention (id, kind, person, conflicts, unreadable) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (id, kind) DO UPDATE SET person = excluded.person, "
    "conflicts = excluded.conflicts, unreadable = excluded.unreadable"
)
_ATTENDED_TO = "DELETE FROM attention WHERE id = ? AND kind = ?"
_DROP_WORDS = (
    "DELETE FROM person_search WHERE rowid IN (SELECT rowid FROM person WHERE person.id = ?)"
)

# A record is told by its kind and its id: an entry of another kind is of another record.
Key = tuple[str, bytes]


class Projection:
    """The states touched in one transaction. `write` stores them and their rows once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.states: dict[Key, RecordState] = {}
        self._touched: set[Key] = set()
        self._elsewhere: set[Key] = set()
        self._attended: set[Key] | None = None
        self._begun: set[Key] = set()

    def state(self, record: bytes, kind_name: str) -> RecordState | None:
        key = kind_name, record
        if key not in self.states:
            found = self._stored(record, kind_name)
            if found is None:
                return None
            self.states[key] = decode_state(found)
        return self.states[key]

    def _stored(self, record: bytes, kind_name: str) -> bytes | None:
        driver, kind = direct(self._connection), KINDS.get(kind_name)
        if kind is not None:
            row = driver.execute(kind.select_state, (record,)).fetchone()
            if row is not None:
                return bytes(row[0])
        row = driver.execute(_SELECT_OTHER, (record, kind_name)).fetchone()
        if row is None:
            return None
        self._elsewhere.add((kind_name, record))
        return bytes(row[0])

    def take(self, entry: Entry) -> None:
        header = entry.header
        state = self.state(header.record, header.kind)
        if state is None:
            state = new_state(header.kind, header.person)
            self.states[header.kind, header.record] = state
            self._begun.add((header.kind, header.record))
        fold(state, entry.id, header, entry.fields())
        self._touched.add((header.kind, header.record))

    def write(self) -> None:
        for key in self._touched:
            self._write(key[1], self.states[key])
        self._touched.clear()
        self._begun.clear()

    def _write(self, record: bytes, state: RecordState) -> None:
        kind = KINDS.get(state.kind)
        value = None if kind is None else _value(kind, state)
        if kind is None or value is None:
            self._put_aside(record, state, kind)
            return
        row = {
            "id": record,
            "state": encode_state(state),
            **kind.row(value),
        }
        rowid = self._put(kind, row)
        if (state.kind, record) in self._elsewhere:
            direct(self._connection).execute(_DROP_OTHER, (record, state.kind))
            self._elsewhere.discard((state.kind, record))
        standing = value.standing
        conflicts = len(standing.conflicts) + len(standing.changed_since_sealed)
        self._attend(record, state, conflicts, len(standing.unreadable))
        if isinstance(value, Person):
            _index_person(self._connection, rowid, value)

    def _attend(self, record: bytes, state: RecordState, conflicts: int, unreadable: int) -> None:
        """Note that somebody has to look at the record, or that nobody has to any more."""
        driver, key = direct(self._connection), (state.kind, record)
        if key in self._begun and not conflicts and not unreadable:
            return  # most saves make a new record: nothing can be noted of it yet
        if self._attended is None:
            rows = driver.execute(_ATTENDED).fetchall()
            self._attended = {(kind, bytes(one)) for kind, one in rows}
        if conflicts or unreadable:
            self._attended.add(key)
            driver.execute(_ATTEND, (record, state.kind, state.person, conflicts, unreadable))
        elif key in self._attended:
            self._attended.discard(key)
            driver.execute(_ATTENDED_TO, (record, state.kind))

    def _put_aside(self, record: bytes, state: RecordState, kind: Kind | None) -> None:
        """Keep a newer neighbour's kind, or what cannot be read yet; its row would be stale."""
        driver = direct(self._connection)
        driver.execute(_PUT_OTHER, (record, state.kind, encode_state(state)))
        self._elsewhere.add((state.kind, record))
        if kind is not None:
            self._attend(record, state, 0, len(kind.codec.unreadable(state)))
            if kind.codec.record_type is Person:
                driver.execute(_DROP_WORDS, (record,))
            driver.execute(kind.drop_row, (record,))

    def _put(self, kind: Kind, row: dict[str, Any]) -> int:
        statement, order = _upsert(kind.name)
        cursor = direct(self._connection).execute(statement, [row[name] for name in order])
        return int(cursor.fetchone()[0]) if kind.codec.record_type is Person else 0


def _value(kind: Kind, state: RecordState) -> Any:
    try:
        return kind.codec.read(state, SCHEMA)
    except msgspec.ValidationError:
        log.info("record not complete yet", extra={"kind": kind.name})
        return None


@cache
def _upsert(kind_name: str) -> tuple[str, tuple[str, ...]]:
    """Return a kind's upsert as text, compiled once, and the order of its parameters."""
    kind = KINDS[kind_name]
    statement = insert(kind.table)
    changed = {column.name: statement.excluded[column.name] for column in kind.table.columns}
    del changed["id"]
    upsert = statement.on_conflict_do_update(index_elements=["id"], set_=changed)
    full = upsert.returning(text("rowid")) if kind.codec.record_type is Person else upsert
    compiled = full.compile(dialect=dialect())
    return str(compiled), tuple(compiled.positiontup or ())


def _index_person(connection: Connection, rowid: int, person: Person) -> None:
    names = [person.family_name, person.given_name, person.known_as]
    for alias in person.aliases.values():
        if not alias.is_removed:
            names += [alias.family_name, alias.given_name]
    words = " ".join(name for name in names if name)
    connection.exec_driver_sql(tables.PERSON_TOUCHED, (person.id.bytes,))
    connection.exec_driver_sql("DELETE FROM person_search WHERE rowid = ?", (rowid,))
    connection.exec_driver_sql(
        "INSERT INTO person_search (rowid, person, names, sounds) VALUES (?, ?, ?, ?)",
        (
            rowid,
            person.id.bytes,
            " ".join(searched_words(words)),
            " ".join(sorted(sounds_of(words))),
        ),
    )


def create_projections(connection: Connection) -> None:
    tables.projected.create_all(connection)
    connection.exec_driver_sql(tables.PERSON_SEARCH)
    connection.exec_driver_sql(tables.PERSON_SEARCH_ERASES)
    for statement in tables.MEETING_TABLES:
        connection.exec_driver_sql(statement)


def rebuild(connection: Connection) -> int:
    """Drop every projection and fold the whole journal anew; return how many entries that was."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS person_search")
    tables.projected.drop_all(connection)
    create_projections(connection)
    return fold_into(connection, all_entries(connection))


def fold_into(connection: Connection, entries: Iterable[Entry]) -> int:
    projection, count = Projection(connection), 0
    for entry in entries:
        projection.take(entry)
        count += 1
    projection.write()
    return count


def all_entries(connection: Connection) -> Iterator[Entry]:
    rows = connection.exec_driver_sql(
        "SELECT header, body FROM journal_header "
        "LEFT JOIN journal_body USING (device, seq, entry) ORDER BY device, seq"
    )
    for header, body in rows:
        yield read_entry(header, body)
