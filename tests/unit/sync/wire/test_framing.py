"""A message is read as it was sent, and nothing grows beyond its limit while being read."""

import sys
import tracemalloc

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.journal.vector import Head
from sync.wire.framing import UnreadableError, pack, unpack
from sync.wire.limits import FRAME_BYTES, MESSAGE_BYTES
from sync.wire.messages import Finish, Pull, Push, Vector

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

VECTORS = st.dictionaries(
    st.binary(min_size=16, max_size=16),
    st.lists(st.builds(Head, st.integers(1, 2**40), st.binary(max_size=32)), max_size=3).map(tuple),
    max_size=40,
)


def one_headed(devices: int) -> Vector:
    return {bytes([n]) * 16: (Head(n + 1, bytes([n]) * 32),) for n in range(devices)}


@given(vector=VECTORS)
def test_a_message_arrives_as_it_was_sent(vector: dict[bytes, tuple[Head, ...]]) -> None:
    message = Finish(vector, b"p" * 16, 3, 4)
    assert unpack(pack(message), Finish) == message


@given(frame=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_by_name(frame: bytes) -> None:
    try:
        assert isinstance(unpack(frame, Pull), Pull)
    except UnreadableError:
        return


@given(data=st.data())
def test_a_damaged_frame_is_read_or_refused_by_name(data: st.DataObject) -> None:
    vector = one_headed(60)
    frame = bytearray(pack(Finish(vector, b"p" * 16, 3, 4)))
    assert frame[0] == 1
    frame[data.draw(st.integers(0, len(frame) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        assert isinstance(unpack(bytes(frame), Finish), Finish)
    except UnreadableError:
        return


def test_small_messages_travel_as_they_are_and_large_ones_compressed() -> None:
    assert pack(Push([]))[0] == 0
    vector = one_headed(100)
    assert len(pack(Finish(vector, b"p" * 16, 0, 0))) < 5000


def test_a_bomb_is_refused_before_it_has_grown() -> None:
    bomb = b"\x01" + zstd.compress(b"\x00" * (8 * MESSAGE_BYTES))
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="limit"):
        unpack(bomb, Push)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3 * MESSAGE_BYTES


def test_a_message_at_the_limit_is_read() -> None:
    data = msgspec.msgpack.encode([[], b"\x00" * (MESSAGE_BYTES - 20)])
    assert unpack(b"\x01" + zstd.compress(data), Push) == Push([])


def test_a_frame_larger_than_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(UnreadableError):
        unpack(b"\x00" * (FRAME_BYTES + 1), Push)


@pytest.mark.parametrize("rest", [b"", b"more", zstd.compress(b"x" * 2000)])
def test_what_follows_or_cuts_the_compressed_part_is_refused(rest: bytes) -> None:
    frame = pack(Finish({bytes([n]) * 16: () for n in range(100)}, b"p" * 16, 0, 0))
    assert unpack(frame, Finish)
    with pytest.raises(UnreadableError):
        unpack(frame + rest if rest else frame[:-5], Finish)


def test_elements_that_a_newer_neighbour_appended_are_passed_over() -> None:
    message = msgspec.msgpack.encode([{}, b"p" * 16, 3, 4, "new"])
    assert unpack(b"\x00" + message, Finish) == Finish({}, b"p" * 16, 3, 4)


@pytest.mark.parametrize("device", [b"", b"d" * 15, b"d" * 17])
def test_a_device_of_the_wrong_length_is_refused(device: bytes) -> None:
    with pytest.raises(UnreadableError):
        unpack(pack(Pull({device: ()}, 5)), Pull)
