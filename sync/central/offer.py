"""What to hand to a device that named its heads: whole units, each batch at a signed head."""

from collections.abc import Sequence

from sync.central.store.journal import JournalRows
from sync.journal.chain import Batch, Piece
from sync.journal.difference import Stretch, path, stretches
from sync.journal.signing import SignedHead
from sync.journal.vector import Vector
from sync.wire.limits import BATCH_BYTES
from sync.wire.messages import PullReply


class _OneSided:
    """The chains of some devices only: those that the other side asked for."""

    def __init__(self, rows: JournalRows, asked: Vector) -> None:
        self._heads = {device: heads for device, heads in rows.heads().items() if device in asked}
        self.seq_of, self.back = rows.seq_of, rows.back

    def heads(self) -> Vector:
        return self._heads


def offer(rows: JournalRows, have: Vector, *, central: bytes, most: int) -> PullReply:
    """Return batches until there are `most` entries or enough bytes; the central store's first."""
    chosen: list[Batch] = []
    entries = size = 0
    for stretch in stretches(_OneSided(rows, have), have, first=central):
        on_branch = set(path(rows, stretch)) if stretch.is_forked else None
        after = stretch.after_seq
        while after < stretch.to.seq:
            if entries >= most or size >= BATCH_BYTES:
                return PullReply(chosen, more=True)
            batch = _next_batch(rows, stretch, on_branch, after, most - entries)
            if chosen and _is_too_much(batch, most - entries, BATCH_BYTES - size):
                return PullReply(chosen, more=True)
            chosen.append(batch)
            entries, size = entries + len(batch.pieces), size + _size(batch.pieces)
            after = batch.head.seq
    return PullReply(chosen, more=False)


def _is_too_much(batch: Batch, entries_left: int, bytes_left: int) -> bool:
    return len(batch.pieces) > entries_left or _size(batch.pieces) > bytes_left


def _next_batch(
    rows: JournalRows, stretch: Stretch, on_branch: set[bytes] | None, after: int, most: int
) -> Batch:
    """Return what follows `after`, up to the furthest signed head within the limits."""
    signed = _signed_ahead(rows, stretch, on_branch, after, most)
    pieces = [
        (seq, piece)
        for entry, seq, piece in rows.pieces(stretch.device, after, signed[-1].seq)
        if on_branch is None or entry in on_branch
    ]
    head = _furthest_within(signed, pieces)
    return Batch(head, [piece for seq, piece in pieces if seq <= head.seq])


def _signed_ahead(
    rows: JournalRows, stretch: Stretch, on_branch: set[bytes] | None, after: int, most: int
) -> list[SignedHead]:
    """Return the signed heads within `most` entries, or the next one if that is further."""
    for reach in (after + most, stretch.to.seq):
        signed = [
            head
            for head in rows.signed_heads(stretch.device, after, min(reach, stretch.to.seq))
            if on_branch is None or head.entry in on_branch
        ]
        if signed:
            return signed if reach == after + most else signed[:1]
    raise LookupError("a head that is not signed")


def _furthest_within(signed: list[SignedHead], pieces: list[tuple[int, Piece]]) -> SignedHead:
    sizes: dict[int, int] = {}
    size = 0
    for seq, piece in pieces:
        size += _size([piece])
        sizes[seq] = size
    fitting = [head for head in signed if sizes[head.seq] <= BATCH_BYTES]
    return fitting[-1] if fitting else signed[0]


def _size(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.header) + len(piece.body or b"") for piece in pieces)
