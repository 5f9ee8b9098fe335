"""Everything as it stands, for a new workstation: the records' states instead of their history.

A header with the vector that the states are of, then blocks, newest record first. The first block
is what somebody on duty looks at: the people held in the suite now. The last block says how many
records there were, so that a cut is seen. Bounded memory: a block at a time.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from sync.central.reporting.heads import ProjectedHeads
from sync.central.reporting.tables import current_record
from sync.central.store.database import Database
from sync.journal.vector import Head, digest

FIRST_RECORDS = 50
BLOCK_BYTES = 256 * 1024
_ROWS_AT_A_TIME = 50
_STAFF = ("device", "practitioner")  # whose keys prove what is pulled next, whose names are shown
_FILE_PART = "attached_part"  # large, and seldom looked at first

_columns = current_record.c


class SnapshotHeader(msgspec.Struct, frozen=True, array_like=True, tag="header"):
    """`digest` is that of `vector`. What the vector does not cover is pulled afterwards."""

    service: bytes
    vector: dict[bytes, tuple[Head, ...]]
    digest: bytes


class SnapshotRecord(msgspec.Struct, frozen=True, array_like=True):
    """`state` is what sync.merge.record encodes, the live entries of each register in it."""

    kind: str
    record: bytes
    state: bytes


class SnapshotBlock(msgspec.Struct, frozen=True, array_like=True, tag="block"):
    records: list[SnapshotRecord]


class SnapshotEnd(msgspec.Struct, frozen=True, array_like=True, tag="end"):
    """`sha256` is over all blocks before this one as they were sent, the header's first."""

    records: int
    sha256: bytes


SnapshotPart = SnapshotHeader | SnapshotBlock | SnapshotEnd

_decoder = msgspec.msgpack.Decoder(SnapshotPart)


def read_part(block: bytes) -> SnapshotPart:
    part: SnapshotPart = _decoder.decode(block)
    return part


@contextmanager
def snapshot_reading(database: Database) -> Iterator[Connection]:
    """Open a transaction that sees one moment until its end; it holds up no writer."""
    if not database.is_postgresql:
        with database.reading() as connection:
            yield connection
        return
    engine = database.engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    with engine.begin() as connection:
        yield connection


def snapshot_blocks(connection: Connection, service: bytes, suite: str) -> Iterator[bytes]:
    """Yield the header, the blocks and the end. `connection` comes from `snapshot_reading`."""
    hasher, count = hashlib.sha256(), 0
    vector = dict(ProjectedHeads(connection, service).vector())
    for part in _parts(connection, service, suite, SnapshotHeader(service, vector, digest(vector))):
        if isinstance(part, SnapshotBlock):
            count += len(part.records)
        block = msgspec.msgpack.encode(part)
        hasher.update(block)
        yield block
    yield msgspec.msgpack.encode(SnapshotEnd(count, hasher.digest()))


def _parts(
    connection: Connection, service: bytes, suite: str, header: SnapshotHeader
) -> Iterator[SnapshotHeader | SnapshotBlock]:
    yield header
    first = _on_duty(connection, service, suite)
    yield SnapshotBlock(first)
    sent = {(one.kind, one.record) for one in first}
    is_staff, is_file = _columns.kind.in_(_STAFF), _columns.kind == _FILE_PART
    for kinds in (is_staff, ~is_staff & ~is_file, is_file):
        rest = _newest_first(connection, _records(service).where(kinds))
        for block in _in_blocks(one for one in rest if (one.kind, one.record) not in sent):
            yield SnapshotBlock(block)


def _on_duty(connection: Connection, service: bytes, suite: str) -> list[SnapshotRecord]:
    """Return the newest records of and about the people who are held in the suite."""
    people = select(_columns.person).where(
        _columns.service == service, _columns.suite == suite, _columns.is_open
    )
    about = _records(service).where(_columns.person.in_(people), _columns.kind != _FILE_PART)
    rows = connection.execute(about.limit(FIRST_RECORDS))
    return [SnapshotRecord(*row) for row in rows]


def _records(service: bytes) -> Select[Any]:
    return (
        select(_columns.kind, _columns.record, _columns.state)
        .where(_columns.service == service)
        .order_by(_columns.changed_ms.desc(), _columns.kind, _columns.record)
    )


def _newest_first(connection: Connection, query: Select[Any]) -> Iterator[SnapshotRecord]:
    for row in connection.execute(query.execution_options(yield_per=_ROWS_AT_A_TIME)):
        yield SnapshotRecord(*row)


def _in_blocks(records: Iterable[SnapshotRecord]) -> Iterator[list[SnapshotRecord]]:
    block: list[SnapshotRecord] = []
    size = 0
    for record in records:
        if block and size + len(record.state) > BLOCK_BYTES:
            yield block
            block, size = [], 0
        block.append(record)
        size += len(record.state)
    if block:
        yield block
