"""A batch is taken whole and proved, or not at all: every tampering is refused on its own."""

import os
from collections.abc import Callable

import msgspec
import pytest

from sync.journal.chain import (
    BadBatchError,
    Batch,
    Draft,
    Piece,
    Tip,
    UnlinkedBatchError,
    append,
    read_batch,
)
from sync.journal.entry import (
    COUNTER_JUMP,
    COUNTER_LIMIT,
    UNIT_LIMIT,
    Entry,
    MalformedEntryError,
    hash_of,
    read_entry,
)
from sync.journal.signing import SignedHead, sign_head
from tests.unit.sync.journal.chains import Device

Tampering = Callable[[Device, Batch], Batch]


def nothing_held(_device: bytes, _entry: bytes) -> int | None:
    return None


def read(device: Device, batch: Batch) -> list[Entry]:
    return read_batch(batch, device.public_key, nothing_held)


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def batch(device: Device) -> Batch:
    entries = [*device.write({"a": 1}), *device.write({"b": 2}, {"c": 3}), *device.write({"d": 4})]
    return device.batch(entries)


def resigned(device: Device, batch: Batch, pieces: list[Piece]) -> Batch:
    """The pieces under a head that the device itself signed: only the chain can be at fault."""
    last = read_entry(pieces[-1].header, pieces[-1].body)
    head = sign_head(device.private_key, device.id, last.header.seq, last.id)
    return Batch(head, pieces)


def with_header(piece: Piece, **fields: object) -> Piece:
    header = read_entry(piece.header, piece.body).header
    return Piece(msgspec.msgpack.encode(msgspec.structs.replace(header, **fields)), piece.body)


def one_left_out(device: Device, batch: Batch) -> Batch:
    return resigned(device, batch, [batch.pieces[0], batch.pieces[3]])


def two_swapped(device: Device, batch: Batch) -> Batch:
    first, second, third, last = batch.pieces
    return resigned(device, batch, [second, third, first, last])


def one_twice(device: Device, batch: Batch) -> Batch:
    return resigned(device, batch, [batch.pieces[0], *batch.pieces])


def unit_cut_at_the_end(device: Device, batch: Batch) -> Batch:
    return resigned(device, batch, batch.pieces[:2])


def body_exchanged(device: Device, batch: Batch) -> Batch:
    first, second, *rest = batch.pieces
    return Batch(batch.head, [Piece(first.header, second.body), second, *rest])


def header_rewritten(device: Device, batch: Batch) -> Batch:
    first, *rest = batch.pieces
    return Batch(batch.head, [with_header(first, author=b"\x0b" * 16), *rest])


def last_rewritten_under_the_old_head(device: Device, batch: Batch) -> Batch:
    *rest, last = batch.pieces
    return Batch(batch.head, [*rest, with_header(last, author=b"\x0b" * 16)])


def seq_skipped(device: Device, batch: Batch) -> Batch:
    *rest, last = batch.pieces
    return resigned(device, batch, [*rest, with_header(last, seq=7)])


def of_another_device(device: Device, batch: Batch) -> Batch:
    other = Device().batch(Device().write({"a": 1}))
    return Batch(batch.head, other.pieces)


def signed_by_another(device: Device, batch: Batch) -> Batch:
    head = batch.head
    return Batch(sign_head(Device().private_key, device.id, head.seq, head.entry), batch.pieces)


def head_moved(device: Device, batch: Batch) -> Batch:
    head = batch.head
    return Batch(SignedHead(head.device, head.seq + 1, head.entry, head.signature), batch.pieces)


def head_out_of_range(device: Device, batch: Batch) -> Batch:
    head = batch.head
    return Batch(SignedHead(head.device, -1, head.entry, head.signature), batch.pieces)


def head_short_of_the_end(device: Device, batch: Batch) -> Batch:
    first = read_entry(batch.pieces[0].header, None)
    return Batch(sign_head(device.private_key, device.id, 1, first.id), batch.pieces)


def without_entries(device: Device, batch: Batch) -> Batch:
    return Batch(batch.head, [])


def garbled(device: Device, batch: Batch) -> Batch:
    return Batch(batch.head, [Piece(os.urandom(200), None), *batch.pieces[1:]])


TAMPERINGS = [
    one_left_out,
    two_swapped,
    one_twice,
    unit_cut_at_the_end,
    body_exchanged,
    header_rewritten,
    last_rewritten_under_the_old_head,
    seq_skipped,
    of_another_device,
    signed_by_another,
    head_moved,
    head_out_of_range,
    head_short_of_the_end,
    without_entries,
    garbled,
]


def test_an_honest_batch_is_taken(device: Device, batch: Batch) -> None:
    entries = read(device, batch)
    assert [entry.fields() for entry in entries] == [{"a": 1}, {"b": 2}, {"c": 3}, {"d": 4}]


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda one: one.__name__)
def test_a_tampered_batch_is_refused(device: Device, batch: Batch, tampering: Tampering) -> None:
    with pytest.raises(BadBatchError):
        read(device, tampering(device, batch))


def test_a_batch_may_come_without_bodies(device: Device, batch: Batch) -> None:
    bare = Batch(batch.head, [Piece(piece.header, None) for piece in batch.pieces])
    assert [entry.id for entry in read(device, bare)] == [e.id for e in read(device, batch)]


def test_a_batch_follows_only_what_is_held(device: Device, batch: Batch) -> None:
    later = device.batch(device.write({"e": 5}))
    with pytest.raises(UnlinkedBatchError):
        read(device, later)
    held = {batch.head.entry: batch.head.seq}
    taken = read_batch(later, device.public_key, lambda _, entry: held.get(entry))
    assert [entry.header.seq for entry in taken] == [5]


def test_a_unit_beyond_the_limit_is_neither_written_nor_taken(device: Device) -> None:
    quarter = {"note": "n" * (UNIT_LIMIT // 5)}
    assert read(device, device.batch(device.write(*[quarter] * 4)))
    with pytest.raises(MalformedEntryError):
        Device().write(*[quarter] * 6)
    sneaky = Device()
    pieces: list[Piece] = []
    prev = b""
    for place, entry in enumerate(
        (*sneaky.write(*[quarter] * 3), *sneaky.write(*[quarter] * 3)), 1
    ):
        piece = Piece(entry.header_bytes, entry.body_bytes)
        pieces.append(with_header(piece, unit=b"u" * 16, place=place, of=6, prev=prev))
        prev = hash_of(pieces[-1].header)
    with pytest.raises(BadBatchError, match="larger than the limit"):
        read(
            sneaky,
            resigned(sneaky, Batch(sign_head(sneaky.private_key, sneaky.id, 6, prev), []), pieces),
        )


def written_at(device: Device, counter: int) -> Batch:
    """One unit of this device, written by hand at a counter of its choice."""
    batch = device.batch(device.write({"a": 1}))
    return resigned(device, batch, [with_header(batch.pieces[0], counter=counter)])


@pytest.mark.parametrize("counter", [COUNTER_JUMP + 1, COUNTER_LIMIT - 1, COUNTER_LIMIT, 2**63 - 2])
def test_a_counter_that_runs_away_is_refused(device: Device, counter: int) -> None:
    with pytest.raises((BadBatchError, MalformedEntryError)):
        read(device, written_at(device, counter))


def test_a_counter_may_be_as_far_ahead_as_a_fleet_can_ever_be(device: Device) -> None:
    assert read(device, written_at(device, COUNTER_JUMP))


def test_a_counter_is_measured_from_what_is_held_here(device: Device) -> None:
    batch = written_at(device, COUNTER_JUMP + 500)
    assert read_batch(batch, device.public_key, nothing_held, counter_here=500)


def test_no_entry_is_written_that_nobody_would_take(device: Device) -> None:
    tip = Tip(device.id, counter=COUNTER_LIMIT - 1)
    with pytest.raises(MalformedEntryError):
        append(tip, b"a" * 16, b"u" * 16, [Draft(b"r" * 16, "note", None, {"a": 1}, {})])


def test_an_entry_says_the_time_that_it_is_told(device: Device) -> None:
    drafts = [Draft(b"r" * 16, "note", None, {"a": 1}, {})]
    (entry,), _ = append(device.tip, b"a" * 16, b"u" * 16, drafts, now_ms=lambda: 5)
    assert entry.header.wall_ms == 5
