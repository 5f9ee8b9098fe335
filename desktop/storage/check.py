"""Proves a store whole: the file, the chains, and the projection folded anew from the journal."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from desktop.storage.kinds import KINDS
from desktop.storage.projection import all_entries
from desktop.storage.store import Store
from sync.journal.entry import FIRST
from sync.merge.record import RecordState, decode_state, fold, new_state


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCheck:
    """`faults` names what is wrong in words for a supervisor; empty means whole."""

    entries: int
    records: int
    digest: str
    faults: tuple[str, ...]


def check_store(store: Store, path: Path) -> StoreCheck:
    faults: list[str] = []
    with store.reading() as connection:
        faults += _file_faults(connection, path)
        states, entries = _folded(connection, faults)
        stored = {
            record: decode_state(state)
            for table in (*(kind.table.name for kind in KINDS.values()), "other_record")
            for record, state in connection.exec_driver_sql(
                f"SELECT id, state FROM {table}"  # noqa: S608 -- our own words
            )
        }
    expected, found = live_digest(states), live_digest(stored)
    if expected != found:
        faults.append("the lists do not match the journal")
    return StoreCheck(entries=entries, records=len(stored), digest=expected, faults=tuple(faults))


def live_digest(states: dict[bytes, RecordState]) -> str:
    """Return a SHA-256 over (record, register, live entries), the same whatever order arrived."""
    digest = hashlib.sha256()
    for record in sorted(states):
        live = states[record].live
        row = [(name, sorted(one.entry for one in live[name])) for name in sorted(live)]
        digest.update(msgspec.msgpack.encode((record, row)))
    return digest.hexdigest()


def _folded(connection: Connection, faults: list[str]) -> tuple[dict[bytes, RecordState], int]:
    states: dict[bytes, RecordState] = {}
    known: set[bytes] = {FIRST}
    count = 0
    for entry in all_entries(connection):
        count += 1
        if entry.header.prev not in known:
            faults.append(f"a gap in a chain at {entry.header.seq}")
        known.add(entry.id)
        record = entry.header.record
        state = states.setdefault(record, new_state(entry.header.kind, entry.header.person))
        fold(state, entry.id, entry.header, entry.fields())
    return states, count


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
