"""Two sides that hold the same say the same, however they came to hold it."""

import random

from hypothesis import given
from hypothesis import strategies as st

from sync.journal.vector import Head, covers, digest, with_heads

DEVICES = st.binary(min_size=16, max_size=16)
HEADS = st.lists(
    st.builds(Head, st.integers(1, 2**40), st.binary(min_size=32, max_size=32)),
    max_size=3,
    unique=True,
)
VECTORS = st.dictionaries(DEVICES, HEADS.map(tuple), max_size=5)


@given(vector=VECTORS, order=st.randoms())
def test_the_digest_is_the_same_in_every_order(
    vector: dict[bytes, tuple[Head, ...]], order: random.Random
) -> None:
    shuffled = list(vector.items())
    order.shuffle(shuffled)
    other = {device: tuple(reversed(heads)) for device, heads in shuffled}
    assert digest(other) == digest(vector)


@given(vector=VECTORS, device=DEVICES, head=st.builds(Head, st.just(7), st.just(b"e" * 32)))
def test_one_more_head_is_another_digest(
    vector: dict[bytes, tuple[Head, ...]], device: bytes, head: Head
) -> None:
    more = with_heads(vector, device, [*vector.get(device, ()), head])
    assert digest(more) != digest(vector)
    assert covers(more, vector)
    assert not covers(vector, more)


def test_a_device_without_heads_is_as_good_as_unknown() -> None:
    assert digest({b"d" * 16: ()}) == digest({})
