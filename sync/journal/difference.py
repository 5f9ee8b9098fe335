"""What to send to a side that named its heads: pure, over whatever holds the chains.

A device with one head needs one comparison. After a fork the branches are walked back to where
they meet what the other side holds. Where the other side named a head that is unknown here and
further on, it may hold ours below it: nothing is sent until its entries have arrived and tell.
Of two sides one always sends, so that a few turns bring both to the same heads.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from sync.journal.entry import FIRST
from sync.journal.vector import Head, Vector

_STRIDE = 200


class Chains(Protocol):
    """What a side holds of all devices' chains."""

    def heads(self) -> Vector: ...

    def seq_of(self, device: bytes, entry: bytes) -> int | None: ...

    def back(self, device: bytes, entry: bytes, limit: int) -> Sequence[tuple[bytes, bytes, int]]:
        """Return (entry, prev, seq) from `entry` towards the first one, at most `limit`."""
        ...


class Stretch(msgspec.Struct, frozen=True):
    """The entries of one branch that follow `after_entry`, up to and with `to`.

    `is_forked` says that other branches have entries of the same seqs: then `path` names the ones
    that are meant; otherwise the range of seqs does.
    """

    device: bytes
    after_seq: int
    after_entry: bytes
    to: Head
    is_forked: bool = False


def stretches(
    chains: Chains, theirs: Vector, *, first: bytes = b"", last: bytes = b""
) -> list[Stretch]:
    """Return what a side with `theirs` lacks: device `first` leads, device `last` comes last."""
    heads = chains.heads()
    order = sorted(heads, key=lambda device: (device != first, device == last, device))
    return [
        stretch
        for device in order
        for stretch in _of_device(chains, device, heads[device], theirs.get(device, ()))
    ]


def path(chains: Chains, stretch: Stretch) -> list[bytes]:
    """Return the entry ids of a stretch in chain order."""
    trail = _Trail(chains, stretch.device, stretch.to)
    return [trail.at(seq) for seq in range(stretch.after_seq + 1, stretch.to.seq + 1)]


def _of_device(
    chains: Chains, device: bytes, mine: Sequence[Head], theirs: Sequence[Head]
) -> list[Stretch]:
    named = {head.entry for head in theirs}
    wanted = [head for head in mine if head.entry not in named]
    if not wanted:
        return []
    held, furthest_unknown = _known_here(chains, device, theirs)
    wanted = [head for head in wanted if furthest_unknown <= head.seq]
    if len(mine) == 1:
        after = max(held, default=Head(0, FIRST))
        return [Stretch(device, after.seq, after.entry, head) for head in wanted]
    return _of_branches(chains, device, wanted, held)


def _known_here(chains: Chains, device: bytes, theirs: Sequence[Head]) -> tuple[list[Head], int]:
    """Return those of their heads that are held here, and the highest seq of those that are not."""
    held: list[Head] = []
    furthest_unknown = 0
    for head in theirs:
        seq = chains.seq_of(device, head.entry)
        if seq is None:
            furthest_unknown = max(furthest_unknown, head.seq)
        else:
            held.append(Head(seq, head.entry))
    return held, furthest_unknown


def _of_branches(
    chains: Chains, device: bytes, wanted: Sequence[Head], held: Sequence[Head]
) -> list[Stretch]:
    result = []
    reached = [_Trail(chains, device, head) for head in held]
    for head in sorted(wanted):
        trail = _Trail(chains, device, head)
        after = max((_meeting(trail, other) for other in reached), default=Head(0, FIRST))
        if after.seq < head.seq:
            result.append(Stretch(device, after.seq, after.entry, head, is_forked=True))
        reached.append(trail)
    return result


class _Trail:
    """A branch read backwards from its head, no further than asked."""

    def __init__(self, chains: Chains, device: bytes, head: Head) -> None:
        self._chains, self._device, self.head = chains, device, head
        self._entries: list[bytes] = []  # from the head down
        self._next = head.entry

    def at(self, seq: int) -> bytes:
        if seq == 0:
            return FIRST
        place = self.head.seq - seq
        while len(self._entries) <= place:
            rows = self._chains.back(self._device, self._next, _STRIDE)
            if not rows:
                raise LookupError("an entry within a chain is not here")
            self._entries += [entry for entry, _, _ in rows]
            self._next = rows[-1][1]
        return self._entries[place]


def _meeting(trail: _Trail, other: _Trail) -> Head:
    seq = min(trail.head.seq, other.head.seq)
    while trail.at(seq) != other.at(seq):
        seq -= 1
    return Head(seq, trail.at(seq))
