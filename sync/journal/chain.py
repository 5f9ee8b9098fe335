"""The chain of one device: how entries follow one another, and what may be taken from a batch.

A batch is consecutive entries of one device that end at a head which the device signed. All of it
is checked before any of it is kept.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from sync.journal.clock import Clock, system_ms
from sync.journal.entry import (
    COUNTER_JUMP,
    FIRST,
    UNIT_LIMIT,
    Entry,
    Header,
    MalformedEntryError,
    check_shape,
    encode_body,
    hash_of,
    read_entry,
    seal,
)
from sync.journal.signing import SignedHead, is_signed_by


class BadBatchError(Exception):
    """The batch cannot be taken; `reason` is for a log and holds no content."""

    def __init__(self, reason: str, device: bytes, seq: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.device, self.seq = reason, device, seq


class UnlinkedBatchError(BadBatchError):
    """The entry before the batch is not here: what comes before it must be sent first."""


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """An entry on the wire: header bytes as sent, and the body where it travels along."""

    header: bytes
    body: bytes | None


class Batch(msgspec.Struct, frozen=True, array_like=True):
    head: SignedHead
    pieces: list[Piece]


class Draft(msgspec.Struct, frozen=True):
    """What an author wants saved, before the chain gives it its place."""

    record: bytes
    kind: str
    person: bytes | None
    fields: dict[str, object]
    replaces: dict[str, list[bytes]]
    schema: int = 1
    lowest_schema: int = 1


class Tip(msgspec.Struct, frozen=True):
    """Where a device's chain stands: what the next entry follows."""

    device: bytes
    seq: int = 0
    entry: bytes = FIRST
    counter: int = 0
    clock_error_ms: int | None = None


def append(
    tip: Tip, author: bytes, unit: bytes, drafts: Sequence[Draft], *, now_ms: Clock = system_ms
) -> tuple[list[Entry], Tip]:
    """Return the entries of one unit in chain order, and the tip after them.

    Raises MalformedEntryError for what no reader would take: it must not be written at all.
    """
    entries: list[Entry] = []
    wall_ms = now_ms()
    for place, draft in enumerate(drafts, start=1):
        body = encode_body(draft.fields)
        header = Header(
            device=tip.device, seq=tip.seq + 1, prev=tip.entry, counter=tip.counter + 1,
            wall_ms=wall_ms, clock_error_ms=tip.clock_error_ms, author=author,
            person=draft.person, record=draft.record, kind=draft.kind, unit=unit, place=place,
            of=len(drafts), replaces=draft.replaces, schema=draft.schema,
            lowest_schema=draft.lowest_schema, body_hash=hash_of(body),
        )  # fmt: skip
        check_shape(header)
        entry = seal(header, body)
        entries.append(entry)
        tip = Tip(tip.device, header.seq, entry.id, header.counter, tip.clock_error_ms)
    if sum(len(entry.body_bytes or b"") for entry in entries) > UNIT_LIMIT:
        raise MalformedEntryError("unit larger than the limit")
    return entries, tip


def read_batch(
    batch: Batch,
    public_key: bytes,
    seq_of: Callable[[bytes, bytes], int | None],
    *,
    counter_here: int = 0,
) -> list[Entry]:
    """Return the batch's entries, all proved: chained, in whole units, ending at a signed head.

    `seq_of(device, entry id)` says where an entry already held stands, None when it is not held.
    The first piece must follow one that is held, or be a device's first. `counter_here` is the
    highest counter held: the next may be far ahead of it, and no further. Raises BadBatchError.
    """
    device = batch.head.device
    if not is_signed_by(public_key, batch.head):
        raise BadBatchError("the head is not signed by its device", device, batch.head.seq)
    entries = [_read(piece, device) for piece in batch.pieces]
    if not entries:
        raise BadBatchError("a batch without entries", device)
    _check_links(entries, device, seq_of)
    _check_units(entries, device)
    _check_counters(entries, device, counter_here)
    if entries[-1].id != batch.head.entry:
        raise BadBatchError("entries beyond the signed head", device, entries[-1].header.seq)
    return entries


def _read(piece: Piece, device: bytes) -> Entry:
    try:
        entry = read_entry(piece.header, piece.body)
    except MalformedEntryError as error:
        raise BadBatchError(str(error), device) from error
    if entry.header.device != device:
        raise BadBatchError("an entry of another device", device, entry.header.seq)
    return entry


def _check_links(
    entries: Sequence[Entry], device: bytes, seq_of: Callable[[bytes, bytes], int | None]
) -> None:
    first = entries[0].header
    before = 0 if first.prev == FIRST else seq_of(device, first.prev)
    if before is None:
        raise UnlinkedBatchError("the entry before this batch is not here", device, first.seq)
    seq, prev = before, first.prev
    for entry in entries:
        if entry.header.prev != prev or entry.header.seq != seq + 1:
            raise BadBatchError("a broken chain", device, entry.header.seq)
        seq, prev = entry.header.seq, entry.id


def _check_counters(entries: Iterable[Entry], device: bytes, counter_here: int) -> None:
    furthest = counter_here
    for entry in entries:
        header = entry.header
        if header.counter > furthest + COUNTER_JUMP:
            raise BadBatchError("a counter that runs away", device, header.seq)
        furthest = max(furthest, header.counter)


def _check_units(entries: Iterable[Entry], device: bytes) -> None:
    unit, place, of, size = b"", 0, 0, 0
    for entry in entries:
        header = entry.header
        is_next = header.unit == unit and header.place == place + 1 and header.of == of
        is_first = place == of and header.place == 1 and header.unit != unit
        if not (is_next or is_first):
            raise BadBatchError("a unit that is cut", device, header.seq)
        size = len(entry.body_bytes or b"") + (size if is_next else 0)
        if size > UNIT_LIMIT:
            raise BadBatchError("a unit larger than the limit", device, header.seq)
        unit, place, of = header.unit, header.place, header.of
    if place != of:
        raise BadBatchError("a unit that is cut", device)
