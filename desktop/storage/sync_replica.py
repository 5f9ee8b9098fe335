"""The local store as one side of a round; fulfils sync.client.replica.Replica.

What is taken in is all verified first, then appended and projected by whole units, a short
transaction each, so that nobody who saves waits long. What leaves: leaving.py.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection

from desktop.domain.staff import Device
from desktop.storage.acknowledged import read_acknowledged, write_acknowledged, write_refused
from desktop.storage.chains import ChainsInStore
from desktop.storage.engine import direct
from desktop.storage.journal import (
    heads_after,
    put_meta,
    put_number,
    remember_tip,
    write_entries,
    write_heads,
)
from desktop.storage.kinds import KIND_OF
from desktop.storage.leaving import LeavingBatches, plenty
from desktop.storage.projection import Projection
from desktop.storage.store import Store
from sync.client.replica import Settled
from sync.journal.chain import BadBatchError, Batch, Tip, read_batch
from sync.journal.clock import Clock, system_ms
from sync.journal.entry import Entry, Header, read_entry
from sync.journal.signing import SignedHead
from sync.journal.vector import Head, Vector
from sync.wire.messages import Refused
from sync.wire.receipt import read_receipt

# What is written in one go: a few hundredths of a second, which is what a save may have to wait.
_SLICE_ENTRIES = 32
_SLICE_BYTES = 128 * 1024
_BREATH = 0.0005

_headers = msgspec.msgpack.Decoder(Header)
_vectors = msgspec.msgpack.Decoder(dict[bytes, tuple[Head, ...]])

_DEVICE = KIND_OF[Device].name
_NEWEST_FIRST = (
    "SELECT header, body FROM journal_header LEFT JOIN journal_body USING (device, seq, entry) "
    "WHERE device = ? ORDER BY seq DESC"
)
_HELD = "SELECT entry FROM journal_header WHERE device = ? AND seq >= ? AND seq <= ?"
_PUT_SIGNED = (
    "INSERT OR IGNORE INTO signed_head (device, entry, seq, signature) VALUES (?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class StoreReplica:
    """`central` and `central_key` were pinned at enrolment; `private_key` is this device's."""

    store: Store
    private_key: bytes = field(repr=False)
    central: bytes
    central_key: bytes
    now_ms: Clock = system_ms
    keys: dict[bytes, bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def device(self) -> bytes:
        return self.store.standing.tip.device

    def vector(self) -> Vector:
        return self.store.standing.vector()

    def knows(self, device: bytes, entry: bytes) -> bool:
        with self.store.reading() as connection:
            return ChainsInStore(connection, {}).seq_of(device, entry) is not None

    def public_key(self, device: bytes) -> bytes | None:
        with self.store.reading() as connection:
            return self._public_key(connection, device)

    def _public_key(self, connection: Connection, device: bytes) -> bytes | None:
        """Return a device's key as the central store told it: nobody else may name a key."""
        if device == self.central:
            return self.central_key
        if device in self.keys:
            return self.keys[device]
        for header_bytes, body in connection.exec_driver_sql(_NEWEST_FIRST, (self.central,)):
            header = _headers.decode(header_bytes)
            if header.record == device and header.kind == _DEVICE:
                key = read_entry(header_bytes, body).fields().get("public_key")
                if isinstance(key, bytes):
                    self.keys[device] = key
                    return key
        return None

    def _learn_keys(self, entries: Sequence[Entry]) -> None:
        """Know the keys that the central store's entries name, before these are written."""
        for entry in entries:
            key = entry.fields().get("public_key") if entry.header.kind == _DEVICE else None
            if isinstance(key, bytes):
                self.keys[entry.header.record] = key

    def batches_beyond(
        self,
        theirs: Vector,
        *,
        own_only: bool,
        most: int,
        upto: Vector | None = None,
        room: Callable[[], int] | None = None,
    ) -> Iterator[Batch]:
        mine = self.vector() if upto is None else upto
        if own_only:
            mine = {self.device: mine.get(self.device, ())}
        leaving = LeavingBatches(self.store, self.private_key, self.central, most, room or plenty)
        yield from leaving.beyond(theirs, mine)

    def take(self, batches: Sequence[Batch]) -> int:
        proved = self._proved(batches)
        taken = 0
        for batch, entries in proved:
            slices = list(in_slices(entries))
            for part in slices:
                taken += self._write(part, batch.head if part is slices[-1] else None)
                time.sleep(_BREATH)  # whoever waits for the lock gets it now
        return taken

    def _proved(self, batches: Sequence[Batch]) -> list[tuple[Batch, list[Entry]]]:
        """Return the batches' entries, all of them proved; what comes later may follow earlier."""
        proved: list[tuple[Batch, list[Entry]]] = []
        coming: dict[bytes, int] = {}
        counter = self.store.standing.tip.counter
        with self.store.reading() as connection:
            chains = ChainsInStore(connection, {})

            def seq_of(device: bytes, entry: bytes) -> int | None:
                seq = coming.get(entry)
                return chains.seq_of(device, entry) if seq is None else seq

            for batch in batches:
                key = self._public_key(connection, batch.head.device)
                if key is None:
                    raise BadBatchError("a device that is not enrolled", batch.head.device)
                entries = read_batch(batch, key, seq_of, counter_here=counter)
                counter = max([counter, *(entry.header.counter for entry in entries)])
                coming.update((entry.id, entry.header.seq) for entry in entries)
                if batch.head.device == self.central:
                    self._learn_keys(entries)
                proved.append((batch, entries))
        return proved

    def _write(self, entries: Sequence[Entry], signed: SignedHead | None) -> int:
        """Append and project what is new of these in one transaction."""
        standing = self.store.standing
        device = entries[0].header.device
        # Held until what stands in memory is what the file holds: a colleague who saves in
        # between would otherwise write on an entry that is no longer the last.
        with standing.writing:
            heads = dict(standing.heads)
            with self.store.writing() as connection:
                new = _new_of(connection, entries, heads.get(device, ()))
                counter = max([standing.tip.counter, *(entry.header.counter for entry in new)])
                if new:
                    self._append(connection, new, heads, counter)
                if signed is not None:
                    direct(connection).execute(
                        _PUT_SIGNED, (device, signed.entry, signed.seq, signed.signature)
                    )
                tip, came_back = self._tip_after(connection, heads, counter)
            standing.heads, standing.tip, standing.came_back = heads, tip, came_back
        return len(new)

    def _append(
        self,
        connection: Connection,
        new: Sequence[Entry],
        heads: dict[bytes, tuple[Head, ...]],
        counter: int,
    ) -> None:
        device = new[0].header.device
        write_entries(connection, new)
        projection = Projection(connection)
        for entry in new:
            projection.take(entry)
        projection.write()
        heads[device] = heads_after(heads.get(device, ()), new)
        if device != self.device:
            write_heads(connection, device, heads[device])
        put_number(connection, "counter", counter)

    def _tip_after(
        self, connection: Connection, heads: dict[bytes, tuple[Head, ...]], counter: int
    ) -> tuple[Tip, bool]:
        """Return the tip; after a restore, what this machine had sent before comes back to it."""
        tip, came_back = self.store.standing.tip, self.store.standing.came_back
        own = heads.get(tip.device, ())
        if own == self.store.standing.heads.get(tip.device, ()):
            return Tip(tip.device, tip.seq, tip.entry, counter, tip.clock_error_ms), came_back
        if tip.entry not in {head.entry for head in own}:
            # Nothing was written since the restore: the chain that came back is simply ours.
            tip = Tip(tip.device, own[-1].seq, own[-1].entry, counter, tip.clock_error_ms)
        # The own head is the end of the own chain; only other branches are noted, and the tip
        # among them, which need not be the longest.
        others = [head for head in own if head.entry != tip.entry]
        write_heads(connection, tip.device, others)
        if others or came_back:
            remember_tip(connection, tip.entry)
            came_back = True
        return Tip(tip.device, tip.seq, tip.entry, counter, tip.clock_error_ms), came_back

    @property
    def clock_error_ms(self) -> int | None:
        return self.store.standing.tip.clock_error_ms

    def acknowledge(self, vector: Vector, *, whole: bool = False) -> None:
        before = self.acknowledged()
        after = {} if whole else dict(before)
        after.update(vector)
        if {device: heads for device, heads in after.items() if heads} == before:
            return
        with self.store.writing() as connection:
            write_acknowledged(connection, vector, whole=whole)

    def acknowledged(self) -> Vector:
        with self.store.reading() as connection:
            return read_acknowledged(connection)

    def settled(self) -> Settled | None:
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT receipt, (SELECT value FROM meta WHERE key = 'settled_over') "
                "FROM receipt ORDER BY n DESC LIMIT 1"
            ).fetchone()
        return None if row is None or row[1] is None else Settled(row[0], _vectors.decode(row[1]))

    def settle(
        self, receipt: bytes, signature: bytes, vector: Vector, clock_error_ms: int | None
    ) -> None:
        standing, who = self.store.standing, read_receipt(receipt).practitioner
        with standing.writing:
            with self.store.writing() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO receipt (receipt, signature, practitioner) VALUES (?, ?, ?)",
                    (receipt, signature, who),
                )
                write_acknowledged(connection, vector, whole=True)
                put_meta(connection, "settled_over", msgspec.msgpack.encode(vector))
                if clock_error_ms is not None:
                    put_number(connection, "clock_error_ms", clock_error_ms)
            if clock_error_ms is not None:
                tip = standing.tip
                standing.tip = Tip(tip.device, tip.seq, tip.entry, tip.counter, clock_error_ms)

    def refuse(self, refused: Refused) -> None:
        with self.store.writing() as connection:
            write_refused(connection, refused, self.now_ms())

    def forked(self, entry: bytes) -> None:
        with self.store.writing() as connection:
            put_meta(connection, "fork", entry)


def _new_of(connection: Connection, entries: Sequence[Entry], heads: Sequence[Head]) -> list[Entry]:
    """Return those that are not held. Nothing that follows a head is."""
    first, last = entries[0].header, entries[-1].header
    if not heads or any(head.entry == first.prev for head in heads):
        return list(entries)
    rows = direct(connection).execute(_HELD, (first.device, first.seq, last.seq))
    held = {row[0] for row in rows}
    return [entry for entry in entries if entry.id not in held]


def in_slices(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Yield whole units, as many as are soon written; a save waits for no more than that."""
    begin = size = 0
    for place, entry in enumerate(entries, start=1):
        size += len(entry.body_bytes or b"")
        is_enough = place - begin >= _SLICE_ENTRIES or size >= _SLICE_BYTES
        if place == len(entries) or (is_enough and entry.header.place == entry.header.of):
            yield entries[begin:place]
            begin, size = place, 0
