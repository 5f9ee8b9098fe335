"""Proves a store whole: the file, the chains, and the projection folded anew from the journal."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from desktop.storage import tables
from desktop.storage.errors import trouble_of
from desktop.storage.projection import Key, Projection, create_projections
from desktop.storage.store import Store
from sync.journal.entry import FIRST, Entry, Header, MalformedEntryError, read_entry
from sync.journal.vector import Head, Vector
from sync.merge.record import RecordState, decode_state

_JOURNAL = (
    "SELECT device, seq, entry, prev, record, header, body FROM journal_header "
    "LEFT JOIN journal_body USING (device, seq, entry) ORDER BY device, seq"
)
_LOOSE_BODIES = (
    "SELECT count(*) FROM journal_body LEFT JOIN journal_header USING (device, seq, entry) "
    "WHERE header IS NULL"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCheck:
    """`faults` names what is wrong in words for a supervisor; empty means whole."""

    entries: int
    records: int
    digest: str
    faults: tuple[str, ...]


def check_store(store: Store, path: Path) -> StoreCheck:
    """Read all of the store; what is damaged is a fault in the answer."""
    with store.reading() as connection, _scratch() as anew:
        journal = _Journal(Projection(anew))
        try:
            journal.faults += _file_faults(connection, path)
            journal.read(connection)
            journal.compare_heads(store.standing.vector())
            journal.projection.write()
            journal.faults += _list_faults(connection, anew)
        except (DBAPIError, sqlcipher.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if cause is None or trouble_of(cause) is None:
                raise
            journal.faults.append("file: cannot be read to its end")
    return StoreCheck(
        entries=journal.count,
        records=len(journal.projection.states),
        digest=live_digest(journal.projection.states),
        faults=tuple(journal.faults),
    )


def live_digest(states: Mapping[Key, RecordState]) -> str:
    """Return a SHA-256 over (record, register, live entries), the same whatever order arrived."""
    digest = hashlib.sha256()
    for key in sorted(states, key=lambda key: (key[1], key[0])):
        live = states[key].live
        row = [(name, sorted(one.entry for one in live[name])) for name in sorted(live)]
        digest.update(msgspec.msgpack.encode((key[1], row)))
    return digest.hexdigest()


@contextmanager
def _scratch() -> Iterator[Connection]:
    """Give empty lists in memory alone, to fold the journal into."""
    engine = create_engine(
        "sqlite://", module=sqlcipher, creator=lambda: sqlcipher.connect(":memory:")
    )
    with engine.connect() as connection:
        create_projections(connection)
        yield connection
    engine.dispose()


@dataclass(slots=True)
class _Journal:
    """The journal as it is read: every entry proved, every chain followed, every record folded."""

    projection: Projection
    count: int = 0
    faults: list[str] = field(default_factory=list)
    seqs: dict[bytes, int] = field(default_factory=dict)
    ends: dict[bytes, dict[bytes, Header]] = field(default_factory=dict)

    def read(self, connection: Connection) -> None:
        for *columns, header, body in connection.exec_driver_sql(_JOURNAL):
            self.count += 1
            try:
                entry = read_entry(header, body)
            except MalformedEntryError as error:
                self.faults.append(f"an entry at {columns[1]}: {error}")
            else:
                self._take(entry, columns)
        loose = connection.exec_driver_sql(_LOOSE_BODIES).scalar_one()
        if loose:
            self.faults.append(f"{loose} bodies without their entries")

    def _take(self, entry: Entry, columns: list[Any]) -> None:
        header = entry.header
        if columns != [header.device, header.seq, entry.id, header.prev, header.record]:
            self.faults.append(f"an entry filed in the wrong place at {columns[1]}")
        before = 0 if header.prev == FIRST else self.seqs.get(header.prev)
        if before is None or header.seq != before + 1:
            self.faults.append(f"a gap in a chain at {header.seq}")
        self.seqs[entry.id] = header.seq
        ends = self.ends.setdefault(header.device, {})
        ends.pop(header.prev, None)
        ends[entry.id] = header
        self.projection.take(entry)

    def compare_heads(self, vector: Vector) -> None:
        for device in self.ends.keys() | vector.keys():
            ends = self.ends.get(device, {})
            expected = sorted(Head(header.seq, entry) for entry, header in ends.items())
            if expected != sorted(vector.get(device, ())):
                self.faults.append("the heads do not match the journal")
            if any(header.place != header.of for header in ends.values()):
                self.faults.append("a unit is cut at the end of a chain")


def _list_faults(connection: Connection, anew: Connection) -> Iterator[str]:
    queries = {
        table.name: (", ".join(table.columns.keys()), ", ".join(table.primary_key.columns.keys()))
        for table in tables.projected.sorted_tables
    }
    queries["person_search"] = ("person, names, sounds", "person")
    for name, (columns, order) in queries.items():
        query = f"SELECT {columns} FROM {name} ORDER BY {order}"  # noqa: S608 -- our own words
        found, expected = _rows(connection, query), _rows(anew, query)
        if any(one != other for one, other in zip_longest(found, expected)):
            yield f"the list {name} does not match the journal"


def _rows(connection: Connection, query: str) -> Iterator[dict[str, Any]]:
    for row in connection.exec_driver_sql(query).mappings():
        yield {**row, "state": _settled(row["state"]) if "state" in row else None}


def _settled(stored: bytes) -> bytes:
    """Return a state as bytes that are equal where the records are.

    What is awaited depends on the order of arrival and is no part of what a record is.
    """
    state = decode_state(stored)
    known = sorted(state.live.items()), state.person, state.lowest_schema
    return msgspec.msgpack.encode(known)


def _file_faults(connection: Connection, path: Path) -> list[str]:
    # Neither check alone sees everything: SQLCipher's misses a cut at a page's edge, SQLite's a
    # page that was appended.
    faults = [
        f"page: {row[0]}" for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")
    ]
    rows = connection.exec_driver_sql("PRAGMA integrity_check").fetchall()
    faults += [f"file: {row[0]}" for row in rows if row[0] != "ok"]
    pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    if path.stat().st_size > pages * size:
        faults.append("file: longer than its pages")
    return faults
