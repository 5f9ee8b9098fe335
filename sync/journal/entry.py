"""An entry: one immutable saved change, its header as sent and its body apart.

The identity of an entry is the SHA-256 of its header bytes exactly as they were sent, so headers
are kept and passed on as bytes and never encoded again. Refuses what cannot be read or does not
match its own hash; judges nothing about meaning.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

HEADER_LIMIT = 64 * 1024
BODY_LIMIT = 256 * 1024
UNIT_LIMIT = 1024 * 1024
DEPTH_LIMIT = 32  # of lists and maps within a value: what any side can read and write again
NUMBER_LIMIT = 2**63  # every store can hold what is below
COUNTER_LIMIT = 2**53
COUNTER_JUMP = 2**32  # no night's work: a counter further ahead would use up everybody's
KIND_LIMIT = 64
ID_LENGTH = 16
HASH_LENGTH = 32
SALT_LENGTH = 16

FIRST = b""  # what `prev` is for a device's first entry


class MalformedEntryError(Exception):
    """The bytes are not an entry, or the body is not the one the header names."""


class Header(msgspec.Struct, frozen=True, array_like=True):
    """What an entry says about itself. Later versions may append elements; these never move.

    `wall_ms` is the machine's clock and decides nothing; `clock_error_ms` is what the last round
    measured (machine minus central store), None before the first. `replaces` maps a register to
    the entries whose values its author was shown. `place` of `of` entries make one unit, which is
    applied whole or not at all.
    """

    device: bytes
    seq: int
    prev: bytes
    counter: int
    wall_ms: int
    clock_error_ms: int | None
    author: bytes
    person: bytes | None
    record: bytes
    kind: str
    unit: bytes
    place: int
    of: int
    replaces: dict[str, list[bytes]]
    schema: int
    lowest_schema: int
    body_hash: bytes


class Body(msgspec.Struct, frozen=True, array_like=True):
    """The registers set. The salt keeps an erased answer from being guessed from its hash."""

    salt: bytes
    fields: dict[str, Any]


_NESTING = frozenset((dict, list))  # what a decoder makes of them, never a kind of its own

# msgspec answers some bytes with these two rather than with its own error.
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_header_decoder = msgspec.msgpack.Decoder(Header)
_body_decoder = msgspec.msgpack.Decoder(Body)
_encoder = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in hand. `body_bytes` is None where the body was erased or left elsewhere."""

    id: bytes
    header: Header
    header_bytes: bytes
    body_bytes: bytes | None

    def fields(self) -> dict[str, Any]:
        """Return the registers this entry sets; empty where the body is not here."""
        if self.body_bytes is None:
            return {}
        try:
            return _body_decoder.decode(self.body_bytes).fields
        except _UNREADABLE as error:
            raise MalformedEntryError("body") from error


def encode_body(fields: Mapping[str, Any]) -> bytes:
    body = _encoder.encode(Body(salt=os.urandom(SALT_LENGTH), fields=dict(fields)))
    if len(body) > BODY_LIMIT:
        raise MalformedEntryError("body larger than the limit")
    return body


def hash_of(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def seal(header: Header, body_bytes: bytes) -> Entry:
    """Make the entry of a header whose `body_hash` is that of `body_bytes`."""
    header_bytes = _encoder.encode(header)
    return Entry(hash_of(header_bytes), header, header_bytes, body_bytes)


def read_entry(header_bytes: bytes, body_bytes: bytes | None) -> Entry:
    """Read an entry as received. Raises MalformedEntryError; never anything else for any bytes."""
    if len(header_bytes) > HEADER_LIMIT or len(body_bytes or b"") > BODY_LIMIT:
        raise MalformedEntryError("larger than the limit")
    try:
        header = _header_decoder.decode(header_bytes)
    except _UNREADABLE as error:
        raise MalformedEntryError("header") from error
    check_shape(header)
    if body_bytes is not None:
        if hash_of(body_bytes) != header.body_hash:
            raise MalformedEntryError("the body is not the one the header names")
        _check_body(body_bytes)
    return Entry(hash_of(header_bytes), header, header_bytes, body_bytes)


def _check_body(body_bytes: bytes) -> None:
    try:
        body = _body_decoder.decode(body_bytes)
    except _UNREADABLE as error:
        raise MalformedEntryError("body") from error
    if _depth_of(body.fields) > DEPTH_LIMIT + 1:
        raise MalformedEntryError("a value nested too deep")


def _depth_of(outermost: dict[str, Any]) -> int:
    """Return how many lists and maps stand one within another, looking no further than needed."""
    depth = 0
    level: list[Any] = [outermost]
    while level and depth <= DEPTH_LIMIT + 1:
        depth += 1
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) in _NESTING
        ]
    return depth


def check_shape(header: Header) -> None:
    """Raise MalformedEntryError for what no reader would take."""
    identities: Sequence[bytes] = (header.device, header.author, header.record, header.unit)
    if any(len(identity) != ID_LENGTH for identity in identities):
        raise MalformedEntryError("an identity of the wrong length")
    if header.person is not None and len(header.person) != ID_LENGTH:
        raise MalformedEntryError("person of the wrong length")
    if header.prev != FIRST and len(header.prev) != HASH_LENGTH:
        raise MalformedEntryError("prev of the wrong length")
    if len(header.body_hash) != HASH_LENGTH:
        raise MalformedEntryError("body hash of the wrong length")
    if not (0 < len(header.kind) <= KIND_LIMIT and header.kind.isprintable()):
        raise MalformedEntryError("a kind that cannot be a name")
    _check_numbers(header)
    if any(len(shown) != HASH_LENGTH for ids in header.replaces.values() for shown in ids):
        raise MalformedEntryError("a replaced entry of the wrong length")


def _check_numbers(header: Header) -> None:
    numbers = (header.seq, header.counter, header.of, header.schema, header.lowest_schema)
    clocks = (header.wall_ms, header.clock_error_ms or 0)
    is_fitting = all(0 < number < NUMBER_LIMIT for number in numbers) and all(
        -NUMBER_LIMIT < number < NUMBER_LIMIT for number in clocks
    )
    is_fitting = is_fitting and header.counter < COUNTER_LIMIT
    if not is_fitting or not 1 <= header.place <= header.of:
        raise MalformedEntryError("a number out of its range")
