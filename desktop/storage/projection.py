"""Folds entries into record states and states into rows; all of it can be rebuilt."""

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.dialects.sqlite import dialect, insert

from desktop.domain.person import Person
from desktop.storage import tables
from desktop.storage.engine import direct
from desktop.storage.kinds import KINDS, SCHEMA, Kind
from desktop.storage.sounds import sounds_of
from sync.journal.entry import Entry, read_entry
from sync.merge.record import RecordState, decode_state, encode_state, fold, new_state

log = logging.getLogger(__name__)

_SELECT_STATE = "SELECT state FROM record_state WHERE record = ?"
_PUT_STATE = (
    "INSERT INTO record_state (record, kind, state) VALUES (?, ?, ?) "
    "ON CONFLICT (record) DO UPDATE SET state = excluded.state"
)


class Projection:
    """The states touched in one transaction. `write` stores them and their rows once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._states: dict[bytes, RecordState] = {}
        self._touched: set[bytes] = set()

    def state(self, record: bytes) -> RecordState | None:
        if record not in self._states:
            row = direct(self._connection).execute(_SELECT_STATE, (record,)).fetchone()
            if row is None:
                return None
            self._states[record] = decode_state(row[0])
        return self._states[record]

    def take(self, entry: Entry) -> None:
        header = entry.header
        state = self.state(header.record)
        if state is None:
            state = self._states[header.record] = new_state(header.kind, header.person)
        fold(state, entry.id, header, entry.fields())
        self._touched.add(header.record)

    def write(self) -> None:
        for record in self._touched:
            state = self._states[record]
            direct(self._connection).execute(_PUT_STATE, (record, state.kind, encode_state(state)))
            self._write_row(record, state)
        self._touched.clear()

    def _write_row(self, record: bytes, state: RecordState) -> None:
        kind = KINDS.get(state.kind)
        if kind is None:
            return  # of a newer neighbour: kept in the journal, projected after the upgrade
        try:
            value = kind.codec.read(state, SCHEMA)
        except msgspec.ValidationError:
            # The entry that begins the record has not arrived yet; it will project it.
            log.info("record not complete yet", extra={"kind": kind.name})
            return
        rowid = self._put(
            kind, {"id": record, "conflicts": len(state.conflicts()), **kind.row(value)}
        )
        if isinstance(value, Person):
            _index_person(self._connection, rowid, value)

    def _put(self, kind: Kind, row: dict[str, Any]) -> int:
        statement, order = _upsert(kind.name)
        cursor = direct(self._connection).execute(statement, [row[name] for name in order])
        return int(cursor.fetchone()[0]) if kind.codec.record_type is Person else 0


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
    connection.exec_driver_sql("DELETE FROM person_search WHERE rowid = ?", (rowid,))
    connection.exec_driver_sql(
        "INSERT INTO person_search (rowid, person, names, sounds) VALUES (?, ?, ?, ?)",
        (rowid, person.id.bytes, words, " ".join(sorted(sounds_of(words)))),
    )


def create_projections(connection: Connection) -> None:
    tables.projected.create_all(connection)
    connection.exec_driver_sql(tables.PERSON_SEARCH)
    connection.exec_driver_sql(tables.PERSON_SEARCH_ERASES)


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
