"""The local store as one side of a round; fulfils sync.client.replica.Replica.

What is taken in is verified, appended and projected in one transaction. What leaves is whole
units, each batch ending at a head that its device signed; the own head is signed when asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection

from desktop.domain.staff import Device
from desktop.storage.engine import direct
from desktop.storage.journal import (
    heads_after,
    put_number,
    remember_tip,
    write_entries,
    write_heads,
)
from desktop.storage.kinds import KIND_OF
from desktop.storage.projection import Projection
from desktop.storage.store import Store
from sync.journal.chain import BadBatchError, Batch, Piece, Tip, read_batch
from sync.journal.difference import Stretch, path, stretches
from sync.journal.entry import Entry, Header, read_entry
from sync.journal.signing import SignedHead, sign_head
from sync.journal.vector import Head, Vector

# Well under what the wire takes, since a batch ends only where a unit or a signed head does.
_BATCH_BYTES = 2 * 1024 * 1024

_headers = msgspec.msgpack.Decoder(Header)

_DEVICE = KIND_OF[Device].name
_NEWEST_FIRST = (
    "SELECT header, body FROM journal_header LEFT JOIN journal_body USING (device, seq, entry) "
    "WHERE device = ? ORDER BY seq DESC"
)
_READ = (
    "SELECT entry, seq, header, body FROM journal_header "
    "LEFT JOIN journal_body USING (device, seq, entry) "
)


@dataclass(frozen=True, slots=True)
class ChainsInStore:
    """Fulfils sync.journal.difference.Chains on an open connection."""

    connection: Connection
    vector: Vector

    def heads(self) -> Vector:
        return self.vector

    def seq_of(self, device: bytes, entry: bytes) -> int | None:
        row = direct(self.connection).execute(
            "SELECT seq FROM journal_header WHERE entry = ? AND device = ?", (entry, device)
        ).fetchone()  # fmt: skip
        return None if row is None else int(row[0])

    def back(self, device: bytes, entry: bytes, limit: int) -> Sequence[tuple[bytes, bytes, int]]:
        found: list[tuple[bytes, bytes, int]] = []
        while len(found) < limit:
            row = direct(self.connection).execute(
                "SELECT prev, seq FROM journal_header WHERE entry = ? AND device = ?",
                (entry, device),
            ).fetchone()  # fmt: skip
            if row is None:
                break
            found.append((entry, row[0], row[1]))
            entry = row[0]
        return found


@dataclass(frozen=True, slots=True)
class StoreReplica:
    """`central` and `central_key` were pinned at enrolment; `private_key` is this device's."""

    store: Store
    private_key: bytes = field(repr=False)
    central: bytes
    central_key: bytes

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
        for header_bytes, body in connection.exec_driver_sql(_NEWEST_FIRST, (self.central,)):
            header = _headers.decode(header_bytes)
            if header.record == device and header.kind == _DEVICE:
                key = read_entry(header_bytes, body).fields().get("public_key")
                if isinstance(key, bytes):
                    return key
        return None

    def batches_beyond(self, theirs: Vector, *, own_only: bool, most: int) -> Iterator[Batch]:
        with self.store.reading() as connection:
            mine = self.vector()
            if own_only:
                mine = {self.device: mine.get(self.device, ())}
            chains = ChainsInStore(connection, mine)
            for stretch in stretches(chains, theirs, first=self.central, last=self.device):
                yield from self._batches(chains, stretch, most)

    def _batches(self, chains: ChainsInStore, stretch: Stretch, most: int) -> Iterator[Batch]:
        signed = self._signed_heads(chains.connection, stretch)
        last = max((head.seq for head in signed.values()), default=stretch.to.seq)
        pieces: list[Piece] = []
        size = 0
        for entry, seq, header, body, ends_unit in rows_of(chains, stretch):
            pieces.append(Piece(header, body))
            size += len(header) + len(body or b"")
            is_full = len(pieces) >= most or size >= _BATCH_BYTES
            head = None
            if stretch.device != self.device:
                head = signed.get(entry) if is_full or seq == last else None
            elif ends_unit and (is_full or seq == stretch.to.seq):
                head = sign_head(self.private_key, self.device, seq, entry)
            if head is not None:
                yield Batch(head, pieces)
                pieces, size = [], 0

    def _signed_heads(self, connection: Connection, stretch: Stretch) -> dict[bytes, SignedHead]:
        rows = connection.exec_driver_sql(
            "SELECT seq, entry, signature FROM signed_head "
            "WHERE device = ? AND seq > ? AND seq <= ?",
            (stretch.device, stretch.after_seq, stretch.to.seq),
        )
        return {
            entry: SignedHead(stretch.device, seq, entry, signature)
            for seq, entry, signature in rows
        }

    def take(self, batches: Sequence[Batch]) -> int:
        taken, standing = 0, self.store.standing
        # Held until what stands in memory is what the file holds: a colleague who saves in
        # between would otherwise write on an entry that is no longer the last.
        with standing.writing:
            with self.store.writing() as connection:
                projection = Projection(connection)
                heads = dict(standing.heads)
                counter = standing.tip.counter
                for batch in batches:
                    new = self._take(connection, projection, batch, heads)
                    counter = max([counter, *(entry.header.counter for entry in new)])
                    taken += len(new)
                projection.write()
                put_number(connection, "counter", counter)
                tip, came_back = self._tip_after(connection, heads, counter)
            standing.heads, standing.tip, standing.came_back = heads, tip, came_back
        return taken

    def _take(
        self,
        connection: Connection,
        projection: Projection,
        batch: Batch,
        heads: dict[bytes, tuple[Head, ...]],
    ) -> list[Entry]:
        device = batch.head.device
        key = self._public_key(connection, device)
        if key is None:
            raise BadBatchError("a device that is not enrolled", device)
        chains = ChainsInStore(connection, heads)
        entries = read_batch(batch, key, chains.seq_of)
        new = [entry for entry in entries if chains.seq_of(device, entry.id) is None]
        if new:
            write_entries(connection, new)
            for entry in new:
                projection.take(entry)
            heads[device] = heads_after(heads.get(device, ()), new)
            if device != self.device:
                write_heads(connection, device, heads[device])
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO signed_head (device, entry, seq, signature) VALUES (?, ?, ?, ?)",
            (device, batch.head.entry, batch.head.seq, batch.head.signature),
        )
        return new

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

    def acknowledge(self, vector: Vector) -> None:
        with self.store.writing() as connection:
            for device, heads in vector.items():
                connection.exec_driver_sql("DELETE FROM acknowledged WHERE device = ?", (device,))
                for head in heads:
                    connection.exec_driver_sql(
                        "INSERT INTO acknowledged (device, entry, seq) VALUES (?, ?, ?)",
                        (device, head.entry, head.seq),
                    )

    def acknowledged(self) -> Vector:
        found: dict[bytes, tuple[Head, ...]] = {}
        with self.store.reading() as connection:
            for device, entry, seq in connection.exec_driver_sql(
                "SELECT device, entry, seq FROM acknowledged ORDER BY device, seq"
            ):
                found[device] = (*found.get(device, ()), Head(seq, entry))
        return found

    def file_receipt(self, receipt: bytes, signature: bytes) -> None:
        with self.store.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO receipt (receipt, signature, practitioner) VALUES (?, ?, ?)",
                (receipt, signature, b""),
            )

    def clock_error(self, milliseconds: int) -> None:
        standing = self.store.standing
        with standing.writing:
            with self.store.writing() as connection:
                put_number(connection, "clock_error_ms", milliseconds)
            tip = standing.tip
            standing.tip = Tip(tip.device, tip.seq, tip.entry, tip.counter, milliseconds)


def rows_of(
    chains: ChainsInStore, stretch: Stretch
) -> Iterator[tuple[bytes, int, bytes, bytes | None, bool]]:
    """Yield the stretch's entries in order, each with whether its unit ends there."""
    if stretch.is_forked:
        rows: Iterator[Any] = (
            chains.connection.exec_driver_sql(_READ + "WHERE entry = ?", (entry,)).one()
            for entry in path(chains, stretch)
        )
    else:
        rows = iter(
            chains.connection.exec_driver_sql(
                _READ + "WHERE device = ? AND seq > ? AND seq <= ? ORDER BY seq",
                (stretch.device, stretch.after_seq, stretch.to.seq),
            )
        )
    for entry, seq, header, body in rows:
        yield entry, seq, header, body, _ends_unit(header)


def _ends_unit(header_bytes: bytes) -> bool:
    header = _headers.decode(header_bytes)
    return header.place == header.of
