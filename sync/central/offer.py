"""What to hand to a device that named its heads: whole units, each batch at a signed head.

Nothing is read that is not handed over: the sizes are asked for first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sync.central.store.journal import JournalRows
from sync.journal.chain import Batch
from sync.journal.difference import Stretch, path, stretches
from sync.journal.entry import BODY_LIMIT, HEADER_LIMIT
from sync.journal.signing import SignedHead
from sync.journal.vector import Vector
from sync.wire.limits import BATCH_BYTES, BATCH_ENTRIES
from sync.wire.messages import PullReply

_ENTRY_BYTES = HEADER_LIMIT + BODY_LIMIT  # the most that one may have


@dataclass(frozen=True, slots=True)
class Room:
    """How much one answer holds. `takes_one` says that the first batch may be larger than that."""

    entries: int = BATCH_ENTRIES
    bytes: int = BATCH_BYTES
    takes_one: bool = True


class _Asked:
    """The chains that the other side asked for, up to the heads that are handed on."""

    def __init__(self, rows: JournalRows, heads: Vector) -> None:
        self._heads = heads
        self.seq_of, self.back = rows.seq_of, rows.back

    def heads(self) -> Vector:
        return self._heads


def offer(
    rows: JournalRows, believed: Vector, have: Vector, *, central: bytes, room: Room
) -> PullReply:
    """Return batches of the devices in `have` until the room is full; the central store's first."""
    asked = _Asked(rows, {one: heads for one, heads in believed.items() if one in have})
    chosen: list[Batch] = []
    entries, size = room.entries, room.bytes
    for stretch in stretches(asked, have, first=central):
        on_branch = set(path(rows, stretch)) if stretch.is_forked else None
        after = stretch.after_seq
        while after < stretch.to.seq:
            must = room.takes_one and not chosen
            part = _Part(rows, stretch, on_branch, after).next_batch(entries, size, must=must)
            if part is None:
                return PullReply(chosen, more=True)
            batch, taken = part
            chosen.append(batch)
            entries, size = entries - len(batch.pieces), size - taken
            after = batch.head.seq
    return PullReply(chosen, more=False)


@dataclass(frozen=True, slots=True)
class _Part:
    """What follows `after` of one stretch; `on_branch` names its entries after a fork."""

    rows: JournalRows
    stretch: Stretch
    on_branch: set[bytes] | None
    after: int

    def next_batch(self, entries: int, room: int, *, must: bool) -> tuple[Batch, int] | None:
        """Return a batch up to the furthest signed head within the limits, and its bytes.

        Where no head lies within them: None, or with `must` a batch to the first head there is.
        """
        signed = self._signed(self.after + entries) if entries > 0 else []
        fitting = [head for head, size in self._sized(signed, room) if size <= room]
        if fitting:
            return self._batch(fitting[-1])
        if not must:
            return None
        return self._batch(signed[0] if signed else self._first_signed())

    def _signed(self, to_seq: int) -> list[SignedHead]:
        reach = min(to_seq, self.stretch.to.seq)
        heads = self.rows.signed_heads(self.stretch.device, self.after, reach)
        return [head for head in heads if self._is_meant(head.entry)]

    def _first_signed(self) -> SignedHead:
        to_seq, most = self.stretch.to.seq, 1 if self.on_branch is None else None
        for head in self.rows.signed_heads(self.stretch.device, self.after, to_seq, most=most):
            if self._is_meant(head.entry):
                return head
        raise LookupError("a head that is not signed")

    def _sized(self, signed: Sequence[SignedHead], room: int) -> list[tuple[SignedHead, int]]:
        """Return how large a batch up to each head would be; 0 where all of them fit for sure."""
        if not signed:
            return []
        last = signed[-1].seq
        if self.on_branch is None and (last - self.after) * _ENTRY_BYTES <= room:
            return [(signed[-1], 0)]
        reached: dict[int, int] = {}
        total = 0
        for seq, entry, size in self.rows.sizes(self.stretch.device, self.after, last):
            if self._is_meant(entry):
                total += size
                reached[seq] = total
        return [(head, reached[head.seq]) for head in signed]

    def _batch(self, head: SignedHead) -> tuple[Batch, int]:
        pieces = [
            piece
            for entry, _, piece in self.rows.pieces(self.stretch.device, self.after, head.seq)
            if self._is_meant(entry)
        ]
        size = sum(len(piece.header) + len(piece.body or b"") for piece in pieces)
        return Batch(head, pieces), size

    def _is_meant(self, entry: bytes) -> bool:
        return self.on_branch is None or entry in self.on_branch
