"""Batches without what a reader can work out from the bytes that travel along.

An entry's `prev` and `body_hash` are hashes of what stands beside it. Works on bytes alone:
what was cut out at a place is put back there, so that every header comes out exactly as it was
signed, of whatever version it is. Refuses places that are none.
"""

from collections.abc import Iterator, Sequence

import msgspec

from sync.journal.chain import Batch, Piece
from sync.journal.entry import HASH_LENGTH, hash_of
from sync.journal.signing import SignedHead

_MARK = b"\xc4" + bytes([HASH_LENGTH])  # how msgpack begins a byte string of that length
_NOT_CUT = -1


class ThinBatch(msgspec.Struct, frozen=True, array_like=True):
    """`cuts` holds two places per header: where `prev` was and, in what was left, `body_hash`."""

    head: SignedHead
    headers: list[bytes]
    bodies: list[bytes | None]
    cuts: list[int]


class NotThinError(Exception):
    """The parts of a thin batch do not belong together, or would grow beyond the limit."""


def thin(batch: Batch) -> ThinBatch:
    headers, cuts, prev = [], [], b""
    for piece in batch.pieces:
        header, prev_at = _cut(piece.header, prev)
        body_hash = b"" if piece.body is None else hash_of(piece.body)
        header, hash_at = _cut(header, body_hash)
        headers.append(header)
        cuts += [prev_at, hash_at]
        prev = hash_of(piece.header)
    return ThinBatch(batch.head, headers, [piece.body for piece in batch.pieces], cuts)


def thick(batches: Sequence[ThinBatch], limit: int) -> list[Batch]:
    """Return the batches as they were. Raises NotThinError; `limit` is for all bytes together."""
    left = [limit]
    return [Batch(batch.head, list(_pieces(batch, left))) for batch in batches]


def _pieces(batch: ThinBatch, left: list[int]) -> Iterator[Piece]:
    count = len(batch.headers)
    if len(batch.bodies) != count or len(batch.cuts) != 2 * count:
        raise NotThinError
    prev = b""
    for header, body, prev_at, hash_at in zip(
        batch.headers, batch.bodies, batch.cuts[::2], batch.cuts[1::2], strict=True
    ):
        whole = header
        if hash_at != _NOT_CUT:
            if body is None:
                raise NotThinError
            whole = _put_back(whole, hash_of(body), hash_at)
        if prev_at != _NOT_CUT:
            whole = _put_back(whole, prev, prev_at)
        left[0] -= len(whole) + len(body or b"")
        if left[0] < 0:
            raise NotThinError
        yield Piece(whole, body)
        prev = hash_of(whole)


def _cut(header: bytes, value: bytes) -> tuple[bytes, int]:
    """Return the header without the value, and where it was; nothing is cut where it is not."""
    at = header.rfind(_MARK + value) if value else _NOT_CUT
    if at == _NOT_CUT:
        return header, _NOT_CUT
    return header[:at] + header[at + len(_MARK) + len(value) :], at


def _put_back(header: bytes, value: bytes, at: int) -> bytes:
    if len(value) != HASH_LENGTH or not 0 <= at <= len(header):
        raise NotThinError
    return header[:at] + _MARK + value + header[at:]
