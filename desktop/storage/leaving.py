"""What leaves the local store for another: whole units, each batch ending at a signed head.

The own head is signed when asked for; another workstation's entries stay while no head covers them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.storage.chains import ChainsInStore, Reader, ends_unit
from desktop.storage.engine import direct
from desktop.storage.store import Store
from sync.journal.chain import Batch, Piece
from sync.journal.difference import Stretch, stretches
from sync.journal.signing import SignedHead, sign_head
from sync.journal.vector import Head, Vector

# Well under what the wire takes, since a batch ends only where a unit or a signed head does.
_BATCH_BYTES = 2 * 1024 * 1024

_SIGNATURE = "SELECT signature FROM signed_head WHERE device = ? AND entry = ?"


def plenty() -> int:
    return _BATCH_BYTES


@dataclass(frozen=True, slots=True)
class LeavingBatches:
    """At most `most` entries to a batch; it ends once it has `room()` bytes."""

    store: Store
    private_key: bytes = field(repr=False)
    central: bytes
    most: int
    room: Callable[[], int]

    @property
    def device(self) -> bytes:
        return self.store.standing.tip.device

    def beyond(self, theirs: Vector, mine: Vector) -> Iterator[Batch]:
        """Yield what a side with `theirs` lacks of `mine`."""
        with self.store.reading() as connection:
            chains = ChainsInStore(connection, mine)
            missing = stretches(chains, theirs, first=self.central, last=self.device)
        for stretch in missing:
            yield from self._batches(stretch)

    def _batches(self, stretch: Stretch) -> Iterator[Batch]:
        """Yield a stretch's batches, each read by itself: a slow line holds no transaction open."""
        with self.store.reading() as connection:
            reader = Reader.of(connection, stretch)
        after = stretch.after_seq
        while after < stretch.to.seq:
            with self.store.reading() as connection:
                batch = self._batch(connection, reader, after)
            if batch is None:
                return
            yield batch
            after = batch.head.seq

    def _batch(self, connection: Connection, reader: Reader, after: int) -> Batch | None:
        """Return the next batch, None where what is left has no signed head yet."""
        device, end = reader.stretch.device, reader.stretch.to.seq
        last = end if device == self.device else reader.last_signed
        pieces: list[Piece] = []
        size, room = 0, self.room()
        for entry, seq, header, body in reader.rows(connection, after):
            pieces.append(Piece(header, body))
            size += len(header) + len(body or b"")
            if len(pieces) < self.most and size < room and seq != last:
                continue
            head: SignedHead | None = None
            if device != self.device:
                head = _signed_head(connection, Head(seq, entry), device)
            elif ends_unit(header):
                head = sign_head(self.private_key, device, seq, entry)
            if head is not None:
                return Batch(head, pieces)
        return None


def _signed_head(connection: Connection, head: Head, device: bytes) -> SignedHead | None:
    row = direct(connection).execute(_SIGNATURE, (device, head.entry)).fetchone()
    return None if row is None else SignedHead(device, head.seq, head.entry, row[0])
