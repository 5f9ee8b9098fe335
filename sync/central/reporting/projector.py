"""Folds what the journal holds and the current records do not: bounded batches, one at a time.

Which entries those are is told by heads alone, so that a late commit, an order of arrival or a
clock can hide none and a second worker folds none twice. A batch ends where a unit does.
"""

import hashlib
import logging
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from sync.central.reporting.believed import Believed
from sync.central.reporting.entries import slices
from sync.central.reporting.facts import VERSION
from sync.central.reporting.heads import ProjectedHeads
from sync.central.reporting.records import RecordsInHand
from sync.central.store.database import Database
from sync.central.store.journal import JournalRows

log = logging.getLogger(__name__)

_SLICE = 100
_LOCK_CLASS: Final = 0x0C05_70D2  # another than the migrations': any that nothing else uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A batch ends after the first slice that reaches one of these."""

    entries: int = 500
    size: int = 4 * 1024 * 1024


# SQLite has one writer: a round waits for as long as a batch takes.
_SHORT = Limits(entries=100, size=1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """`is_done`: nothing is left here to do, or another worker is doing it."""

    entries: int
    is_done: bool


_NOTHING = Folded(entries=0, is_done=True)


def is_behind(database: Database, service: bytes) -> bool:
    with database.reading() as connection:
        believed = Believed(JournalRows(connection, service)).heads()
        return ProjectedHeads(connection, service).is_behind(believed)


def project_some(database: Database, service: bytes, limits: Limits | None = None) -> Folded:
    """Fold one batch. A crash of the machine may undo it, whole; it is then folded again."""
    with database.noting() as connection:
        if not _is_alone(connection, service):
            return _NOTHING
        heads = ProjectedHeads(connection, service)
        version = heads.version()
        if version is not None and version > VERSION:
            log.info("current records are kept by a newer version")
            return _NOTHING
        chains = Believed(JournalRows(connection, service))
        if version != VERSION or chains.is_short_of(heads.vector()):
            heads.start_anew()
        usual = Limits() if database.is_postgresql else _SHORT
        return _fold(connection, service, chains, limits or usual)


def project_all(database: Database, service: bytes, limits: Limits | None = None) -> int:
    """Fold all that is held; return how many entries that was here."""
    total = 0
    while is_behind(database, service):
        folded = project_some(database, service, limits)
        total += folded.entries
        if folded.is_done:
            break
    return total


def rebuild(database: Database, service: bytes) -> int:
    """Forget the current records and fold the whole journal anew. Figures are low meanwhile."""
    with database.noting() as connection:
        _wait_to_be_alone(connection, service)
        ProjectedHeads(connection, service).start_anew()
    return project_all(database, service)


def _fold(connection: Connection, service: bytes, chains: Believed, limits: Limits) -> Folded:
    heads, records = ProjectedHeads(connection, service), RecordsInHand(connection, service)
    count, is_done = 0, True
    for stretch in chains.beyond(heads.vector()):
        after = stretch.after_entry
        for entries in slices(connection, service, stretch, min(_SLICE, limits.entries)):
            records.take(entries)
            heads.move(after, entries[-1])
            after, count = entries[-1].id, count + len(entries)
            is_done = count < limits.entries and records.bytes_read < limits.size
            if not is_done:
                break
        if not is_done:
            break
    records.write()
    heads.count(count)
    return Folded(entries=count, is_done=is_done)


def _lock_of(service: bytes) -> int:
    return int.from_bytes(hashlib.sha256(service).digest()[:4], "big", signed=True)


def _is_alone(connection: Connection, service: bytes) -> bool:
    """Take the lock until the transaction ends. SQLite lets one write at a time as it is."""
    if connection.dialect.name != "postgresql":
        return True
    query = f"SELECT pg_try_advisory_xact_lock({_LOCK_CLASS}, {_lock_of(service)})"
    return bool(connection.exec_driver_sql(query).scalar_one())


def _wait_to_be_alone(connection: Connection, service: bytes) -> None:
    if connection.dialect.name == "postgresql":
        query = f"SELECT pg_advisory_xact_lock({_LOCK_CLASS}, {_lock_of(service)})"
        connection.exec_driver_sql(query)
