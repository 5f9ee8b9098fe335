"""A thin batch comes out byte for byte as it went in, and is small."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.journal.chain import Batch, Piece, read_batch
from sync.wire.framing import UnreadableError, pack, unpack
from sync.wire.messages import Finish, Push
from sync.wire.thin import NotThinError, thick, thin
from tests.unit.sync.journal.chains import Device

LIMIT = 1 << 20


def a_batch(rng: random.Random, entries: int) -> Batch:
    device = Device()
    written = [device.write({"answer": rng.random(), "text": "t" * rng.randrange(200)})[0]
               for _ in range(entries)]  # fmt: skip
    return device.batch(written)


def test_a_thin_batch_is_the_same_batch_for_its_reader(rng: random.Random) -> None:
    device = Device()
    batch = device.batch([*device.write({"a": 1}, {"b": 2}), *device.write({"c": 3})])
    (again,) = unpack(pack(Push([batch]), is_thin=True), Push).batches
    assert again == batch
    assert len(read_batch(again, device.public_key, lambda _device, _entry: None)) == 3


def test_a_thin_batch_holds_neither_what_precedes_nor_the_hash_of_what_it_brings(
    rng: random.Random,
) -> None:
    batch = a_batch(rng, 50)
    fat, lean = (len(msgspec.msgpack.encode(one)) for one in (batch, thin(batch)))
    assert fat - lean >= 50 * 60


def test_a_body_left_elsewhere_stays_named_by_its_hash(rng: random.Random) -> None:
    batch = a_batch(rng, 3)
    bare = Batch(batch.head, [Piece(one.header, None) for one in batch.pieces])
    assert thick([thin(bare)], LIMIT) == [bare]


@given(pieces=st.lists(st.tuples(st.binary(max_size=90), st.none() | st.binary(max_size=90))))
def test_whatever_the_bytes_they_come_back_as_they_were(
    pieces: list[tuple[bytes, bytes | None]],
) -> None:
    batch = Batch(Device().batch(Device().write({"a": 1})).head, [Piece(*one) for one in pieces])
    assert thick([thin(batch)], LIMIT) == [batch]


@given(data=st.data())
def test_a_damaged_thin_frame_is_read_or_refused_by_name(data: st.DataObject) -> None:
    device = Device()
    frame = bytearray(pack(Push([device.batch(device.write({"a": 1}, {"b": 2}))]), is_thin=True))
    assert frame[0] == 4
    frame[data.draw(st.integers(0, len(frame) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        assert isinstance(unpack(bytes(frame), Push), Push)
    except UnreadableError:
        return


def test_what_would_grow_beyond_the_limit_is_refused(rng: random.Random) -> None:
    with pytest.raises(NotThinError):
        thick([thin(a_batch(rng, 30))], 2000)


@pytest.mark.parametrize(
    "change",
    [{"cuts": [5]}, {"bodies": []}, {"cuts": [-1, 9999]}, {"cuts": [3, -1]}, {"bodies": [None]}],
    ids=["a cut too few", "a body too few", "a place outside", "nothing before", "no body"],
)
def test_parts_that_do_not_belong_together_are_refused(
    change: dict[str, list[object]], rng: random.Random
) -> None:
    batch = msgspec.structs.replace(thin(a_batch(rng, 1)), **change)
    with pytest.raises(NotThinError):
        thick([batch], LIMIT)


def test_a_thin_frame_of_a_message_without_batches_is_refused() -> None:
    frame = msgspec.msgpack.encode([[{}, b"p" * 16, 0, 0], []])
    with pytest.raises(UnreadableError):
        unpack(b"\x04" + frame, Finish)


def test_a_message_without_batches_is_never_thin() -> None:
    assert pack(Push([]), is_thin=True) == pack(Push([]))
