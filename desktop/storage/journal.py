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
    """

    tip: Tip
    heads: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    writing: threading.RLock = field(default_factory=threading.RLock)

    def vector(self) -> Vector:
        return {device: heads for device, heads in self.heads.items() if heads}


def load_standing(connection: Connection, device: bytes) -> Standing:
    heads: dict[bytes, tuple[Head, ...]] = {}
    for other, entry, seq in connection.exec_driver_sql(
        "SELECT device, entry, seq FROM device_head ORDER BY device, seq"
    ):
        heads[other] = (*heads.get(other, ()), Head(seq, entry))
    return Standing(_tip(connection, device, heads.get(device, ())), heads)


def _tip(connection: Connection, device: bytes, own: Sequence[Head]) -> Tip:
    counter = number(connection, "counter") or 0
    clock_error = number(connection, "clock_error_ms", missing=None)
    # After a restore the branch that this machine wrote before may come back to it; the tip is
    # the head that it writes on now.
    returned = _returned_heads(connection)
    mine = [head for head in own if head.entry not in returned]
    if not mine:
        return Tip(device, 0, FIRST, counter, clock_error)
    row = connection.exec_driver_sql(
        "SELECT header FROM journal_header WHERE entry = ?", (mine[-1].entry,)
    ).fetchone()
    assert row is not None
    header = read_entry(row[0], None).header
    return Tip(device, header.seq, mine[-1].entry, max(counter, header.counter), clock_error)


def _returned_heads(connection: Connection) -> set[bytes]:
    row = connection.exec_driver_sql(
        "SELECT value FROM meta WHERE key = 'returned_heads'"
    ).fetchone()
    return set() if row is None else {bytes.fromhex(one) for one in row[0].decode().split()}


def put_returned_heads(connection: Connection, entries: Iterable[bytes]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES ('returned_heads', ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (" ".join(entry.hex() for entry in entries).encode(),),
    )


def number(connection: Connection, key: str, missing: int | None = 0) -> int | None:
    row = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return missing if row is None else int(row[0])


def put_number(connection: Connection, key: str, value: int) -> None:
    connection.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, str(value).encode()),
    )


def write_entries(connection: Connection, entries: Iterable[Entry]) -> None:
    driver = direct(connection)
    for entry in entries:
        header = entry.header
        place = (header.device, header.seq, entry.id)
        driver.execute(_PUT_HEADER, (*place, header.prev, header.record, entry.header_bytes))
        if entry.body_bytes is not None:
            driver.execute(_PUT_BODY, (*place, entry.body_bytes))


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
    connection: Connection, projection: Projection, entries: Sequence[Entry], heads: Sequence[Head]
) -> tuple[Head, ...]:
    """Write one unit of this device and what it changes; return the device's heads after it."""
    write_entries(connection, entries)
    for entry in entries:
        projection.take(entry)
    projection.write()
    now = heads_after(heads, entries)
    first, last = entries[0].header, entries[-1]
    if first.prev == FIRST:
        write_heads(connection, first.device, now)
    else:
        direct(connection).execute(
            "UPDATE device_head SET entry = ?, seq = ? WHERE device = ? AND entry = ?",
            (last.id, last.header.seq, first.device, first.prev),
        )
    return now
