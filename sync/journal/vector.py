"""What a side has: per device its heads. One head as a rule, several after a fork."""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec


class Head(msgspec.Struct, frozen=True, array_like=True, order=True):
    seq: int
    entry: bytes


Vector = Mapping[bytes, tuple[Head, ...]]


def digest(vector: Vector) -> bytes:
    """Return a SHA-256 over the vector that is the same whatever order it was built in."""
    rows = sorted((device, sorted(heads)) for device, heads in vector.items() if heads)
    return hashlib.sha256(msgspec.msgpack.encode(rows)).digest()


def covers(larger: Vector, smaller: Vector) -> bool:
    """Say whether every head of `smaller` is a head of `larger`: equal, for one-headed devices.

    A head that lies deeper in the larger side's chain is not seen here; whoever holds the chain
    asks the chain.
    """
    return all(set(heads) <= set(larger.get(device, ())) for device, heads in smaller.items())


def with_heads(
    vector: Vector, device: bytes, heads: Iterable[Head]
) -> dict[bytes, tuple[Head, ...]]:
    return {**vector, device: tuple(sorted(heads))}
