"""The journal in the local store: appends this device's units and takes in those of others."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.storage.engine import direct
from desktop.storage.projection import Projection
from sync.journal.chain import Tip
from sync.journal.entry import FIRST, Entry, read_entry
from sync.journal.vector import Head, Vector

_PUT_HEADER = (
    "INSERT INTO journal_header (device, seq, entry, prev, record, header) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
_PUT_BODY = "INSERT INTO journal_body (device, seq, entry, body) VALUES (?, ?, ?, ?)"


@dataclass(slots=True)
class Standing:
    """Where every chain stands, kept in memory beside the file and changed only after a commit.

    `writing` is held by whoever writes, so that what stands here is what the file holds.
    `came_back` is true where, after a restore, a branch that this machine had written before came
    back to it: its tip is then remembered, since the longest branch need not be the one in use.
    """

    tip: Tip
    heads: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    came_back: bool = False
    writing: threading.RLock = field(default_factory=threading.RLock)

    def vector(self) -> Vector:
        return {device: heads for device, heads in dict(self.heads).items() if heads}


def load_standing(connection: Connection, device: bytes) -> Standing:
    heads: dict[bytes, tuple[Head, ...]] = {}
    for other, entry, seq in connection.exec_driver_sql(
        "SELECT device, entry, seq FROM device_head ORDER BY device, seq"
    ):
        heads[other] = (*heads.get(other, ()), Head(seq, entry))
    remembered = _remembered_tip(connection)
    tip = _tip(connection, device, remembered)
    if tip.seq:
        # The own head stands in no table: the last entry of the own chain is it.
        heads[device] = tuple(sorted({*heads.get(device, ()), Head(tip.seq, tip.entry)}))
    return Standing(tip, heads, came_back=remembered is not None)


def _tip(connection: Connection, device: bytes, remembered: bytes | None) -> Tip:
    counter = number(connection, "counter") or 0
    clock_error = number(connection, "clock_error_ms", missing=None)
    last = "SELECT header, entry FROM journal_header WHERE device = ? "
    if remembered is None:
        row = connection.exec_driver_sql(last + "ORDER BY seq DESC LIMIT 1", (device,)).fetchone()
    else:
        row = connection.exec_driver_sql(last + "AND entry = ?", (device, remembered)).fetchone()
    if row is None:
        return Tip(device, 0, FIRST, counter, clock_error)
    header = read_entry(row[0], None).header
    return Tip(device, header.seq, row[1], max(counter, header.counter), clock_error)


def _remembered_tip(connection: Connection) -> bytes | None:
    row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'own_tip'").fetchone()
    return None if row is None else bytes(row[0])


def remember_tip(connection: Connection, entry: bytes) -> None:
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES ('own_tip', ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (entry,),
    )


def number(connection: Connection, key: str, missing: int | None = 0) -> int | None:
    row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return missing if row is None else int(row[0])


def put_number(connection: Connection, key: str, value: int) -> None:
    put_meta(connection, key, str(value).encode())


def put_meta(connection: Connection, key: str, value: bytes) -> None:
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def write_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    driver, headers, bodies = direct(connection), [], []
    for entry in entries:
        header = entry.header
        place = (header.device, header.seq, entry.id)
        headers.append((*place, header.prev, header.record, entry.header_bytes))
        if entry.body_bytes is not None:
            bodies.append((*place, entry.body_bytes))
    driver.executemany(_PUT_HEADER, headers)
    driver.executemany(_PUT_BODY, bodies)


def heads_after(heads: Sequence[Head], entries: Sequence[Entry]) -> tuple[Head, ...]:
    """Return a device's heads once `entries`, a run of its chain, follow: one more at a fork."""
    first, last = entries[0].header, entries[-1]
    left = [head for head in heads if head.entry != first.prev]
    return tuple(sorted([*left, Head(last.header.seq, last.id)]))


def write_heads(connection: Connection, device: bytes, heads: Sequence[Head]) -> None:
    connection.exec_driver_sql("DELETE FROM device_head WHERE device = ?", (device,))
    for head in heads:
        connection.exec_driver_sql(
            "INSERT INTO device_head (device, entry, seq) VALUES (?, ?, ?)",
            (device, head.entry, head.seq),
        )


def append_unit(
    connection: Connection, projection: Projection, entries: Sequence[Entry], standing: Standing
) -> tuple[Head, ...]:
    """Write one unit of this device and what it changes; return the device's heads after it."""
    write_entries(connection, entries)
    for entry in entries:
        projection.take(entry)
    projection.write()
    if standing.came_back:
        remember_tip(connection, entries[-1].id)
    return heads_after(standing.heads.get(standing.tip.device, ()), entries)
