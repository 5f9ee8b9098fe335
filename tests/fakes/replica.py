"""A workstation's side of a round kept in memory: what the desktop's store does, without a disk."""

import copy
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from sync.client.replica import Settled
from sync.journal.chain import Batch, Draft, Piece, Tip, UnlinkedBatchError, append, read_batch
from sync.journal.clock import Clock, system_ms
from sync.journal.difference import path, stretches
from sync.journal.entry import FIRST, Entry
from sync.journal.signing import SignedHead, new_private_key, public_key_of, sign_head, sign_request
from sync.journal.vector import Head, Vector
from sync.merge.record import RecordState, encode_state, fold, new_state
from sync.wire.messages import Refused


@dataclass
class MemoryReplica:
    """`keys` holds the public keys by device; those in pulled device records join it by `take`."""

    device: bytes = field(default_factory=lambda: uuid.uuid4().bytes)
    private_key: bytes = field(default_factory=new_private_key)
    keys: dict[bytes, bytes] = field(default_factory=dict)
    entries: dict[bytes, dict[bytes, Entry]] = field(default_factory=dict)
    head_sets: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    signed: dict[bytes, dict[bytes, SignedHead]] = field(default_factory=dict)
    records: dict[bytes, RecordState] = field(default_factory=dict)
    acked: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    receipts: list[tuple[bytes, bytes]] = field(default_factory=list)
    clock_errors: list[int] = field(default_factory=list)
    settled_over: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    forks: list[bytes] = field(default_factory=list)
    now_ms: Clock = system_ms
    counter: int = 0
    central: bytes = b""  # its records of devices go first, so that all others can be proved

    def __post_init__(self) -> None:
        self.keys[self.device] = public_key_of(self.private_key)

    # What a person does at this desk.

    def save(self, record: bytes, fields: dict[str, Any], *, parts: int = 1) -> None:
        """Write one unit of `parts` entries, having seen what is known here of the record."""
        state = self.records.get(record)
        shown = {} if state is None else state.shown()
        replaces = {name: list(shown[name]) for name in fields if name in shown}
        draft = Draft(record, "note", None, fields, replaces)
        furthest = max(self.head_sets.get(self.device, ()), default=Head(0, FIRST))
        tip = Tip(self.device, furthest.seq, furthest.entry, self.counter)
        spare = [Draft(os.urandom(16), "note", None, fields, {}) for _ in range(parts - 1)]
        drafts = [draft, *spare]
        entries, _ = append(tip, b"p" * 16, uuid.uuid4().bytes, drafts, now_ms=self.now_ms)
        self._add(self.device, entries)

    def clone(self) -> "MemoryReplica":
        """A disk image put on a second machine: same device, same key, same past."""
        return copy.deepcopy(self)

    def sign(self, request: bytes) -> bytes:
        return sign_request(self.private_key, request)

    # The port.

    def vector(self) -> Vector:
        return dict(self.head_sets)

    heads = vector

    def knows(self, device: bytes, entry: bytes) -> bool:
        return entry in self.entries.get(device, {})

    def batches_beyond(
        self,
        theirs: Vector,
        *,
        own_only: bool,
        most: int,
        upto: Vector | None = None,
        room: Callable[[], int] | None = None,
    ) -> Iterator[Batch]:
        chains = _Upto(self, dict(self.head_sets if upto is None else upto))
        for stretch in stretches(chains, theirs, first=self.central, last=self.device):
            if own_only and stretch.device != self.device:
                continue
            ids = path(self, stretch)
            while ids:
                fitting = most if room is None else self._fitting(stretch.device, ids, room())
                head, count = self._cut(stretch.device, ids, min(most, fitting))
                held = [self.entries[stretch.device][entry] for entry in ids[:count]]
                yield Batch(head, [Piece(one.header_bytes, one.body_bytes) for one in held])
                ids = ids[count:]

    def take(self, batches: Sequence[Batch]) -> int:
        return sum(self._take(batch) for batch in batches)

    @property
    def clock_error_ms(self) -> int | None:
        return self.clock_errors[-1] if self.clock_errors else None

    def acknowledge(self, vector: Vector, *, whole: bool = False) -> None:
        if whole:
            self.acked.clear()
        self.acked.update(vector)
        self.acked = {device: heads for device, heads in self.acked.items() if heads}

    def acknowledged(self) -> Vector:
        return dict(self.acked)

    def settled(self) -> Settled | None:
        return Settled(self.receipts[-1][0], self.settled_over) if self.receipts else None

    def settle(
        self, receipt: bytes, signature: bytes, vector: Vector, clock_error_ms: int | None
    ) -> None:
        self.receipts.append((receipt, signature))
        self.settled_over = dict(vector)
        self.acknowledge(vector, whole=True)
        if clock_error_ms is not None:
            self.clock_errors.append(clock_error_ms)

    def refuse(self, refused: Refused) -> None:
        self.refused.append(refused)

    def forked(self, entry: bytes) -> None:
        self.forks.append(entry)

    # Chains.

    def seq_of(self, device: bytes, entry: bytes) -> int | None:
        held = self.entries.get(device, {}).get(entry)
        return None if held is None else held.header.seq

    def back(self, device: bytes, entry: bytes, limit: int) -> list[tuple[bytes, bytes, int]]:
        rows: list[tuple[bytes, bytes, int]] = []
        held = self.entries.get(device, {})
        while entry in held and len(rows) < limit:
            header = held[entry].header
            rows.append((entry, header.prev, header.seq))
            entry = header.prev
        return rows

    def state(self) -> dict[bytes, bytes]:
        """Everything the records say, in one order: two replicas converged if these are equal."""
        return {record: _comparable(state) for record, state in self.records.items()}

    def _fitting(self, device: bytes, ids: Sequence[bytes], room: int) -> int:
        """Return after how many entries there are that many bytes."""
        size = 0
        for count, entry in enumerate(ids, start=1):
            held = self.entries[device][entry]
            size += len(held.header_bytes) + len(held.body_bytes or b"")
            if size >= room:
                return count
        return len(ids)

    def _cut(self, device: bytes, ids: Sequence[bytes], most: int) -> tuple[SignedHead, int]:
        """Return the signed head to end a batch at, and how many entries are up to it."""
        held = self.entries[device]
        ends = [
            place
            for place, entry in enumerate(ids, start=1)
            if held[entry].header.place == held[entry].header.of
            and (device == self.device or entry in self.signed.get(device, {}))
        ]
        count = max((end for end in ends if end <= most), default=ends[0])
        last = held[ids[count - 1]]
        if device == self.device:
            return sign_head(self.private_key, device, last.header.seq, last.id), count
        return self.signed[device][last.id], count

    def _take(self, batch: Batch) -> int:
        device = batch.head.device
        key = self.keys.get(device)
        if key is None:
            raise UnlinkedBatchError("a device without a key here", device, batch.head.seq)
        entries = read_batch(batch, key, self.seq_of)
        new = [entry for entry in entries if not self.knows(device, entry.id)]
        self.signed.setdefault(device, {})[batch.head.entry] = batch.head
        if new:
            self._add(device, new)
        return len(new)

    def _add(self, device: bytes, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self.entries.setdefault(device, {})[entry.id] = entry
            header, fields = entry.header, entry.fields()
            state = self.records.setdefault(header.record, new_state(header.kind, header.person))
            fold(state, entry.id, header, fields)
            self.counter = max(self.counter, header.counter)
            if header.kind == "device" and "public_key" in fields:
                self.keys[header.record] = fields["public_key"]
        left = [
            head for head in self.head_sets.get(device, ()) if head.entry != entries[0].header.prev
        ]
        last = entries[-1]
        self.head_sets[device] = tuple(sorted([*left, Head(last.header.seq, last.id)]))


@dataclass
class _Upto:
    """A replica as if it had no more than these heads."""

    replica: MemoryReplica
    vector: Vector

    def heads(self) -> Vector:
        return self.vector

    def seq_of(self, device: bytes, entry: bytes) -> int | None:
        return self.replica.seq_of(device, entry)

    def back(self, device: bytes, entry: bytes, limit: int) -> list[tuple[bytes, bytes, int]]:
        return self.replica.back(device, entry, limit)


def _comparable(state: RecordState) -> bytes:
    live = dict(sorted(state.live.items()))
    return encode_state(replace(state, live=live, awaited={}))
