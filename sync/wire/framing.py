"""A message as bytes: one mark, then msgpack, compressed where that pays.

A thin frame is the message without its batches, and these beside it as sync.wire.thin has them.

Refuses what would grow beyond the limit before it has grown, whatever the bytes claim.
"""

import sys
from functools import cache
from typing import Any, TypeVar

import msgspec

from sync.wire.limits import FRAME_BYTES, MESSAGE_BYTES
from sync.wire.thin import NotThinError, ThinBatch, thick, thin

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PLAIN, _ZSTD = b"\x00", b"\x01"
_THIN_PLAIN, _THIN_ZSTD = b"\x04", b"\x05"
_WORTH_IT = 1024
_LEVEL = 2  # Records are mostly ids and hashes: on these it is both smaller and quicker than 3.
_WINDOW_LOG = 23  # 8 MB: what a reader sets aside, whatever a frame asks for

_encoder = msgspec.msgpack.Encoder()
_Message = TypeVar("_Message", bound=msgspec.Struct)


class UnreadableError(Exception):
    """The bytes are not the message expected here, or are too large."""


def pack(message: msgspec.Struct, *, is_thin: bool = False) -> bytes:
    """Return the frame; with `is_thin`, which the reader must have asked for, its batches thin."""
    batches = getattr(message, "batches", None)
    if is_thin and batches:
        bare = msgspec.structs.replace(message, batches=[])
        return _marked(_encoder.encode((bare, [thin(one) for one in batches])), is_thin=True)
    return _marked(_encoder.encode(message), is_thin=False)


def _marked(data: bytes, *, is_thin: bool) -> bytes:
    if len(data) < _WORTH_IT:
        return (_THIN_PLAIN if is_thin else _PLAIN) + data
    return (_THIN_ZSTD if is_thin else _ZSTD) + zstd.compress(data, _LEVEL)


def is_compressed(frame: bytes) -> bool:
    """Say whether the message may be larger than its frame, without reading it."""
    return frame[:1] in (_ZSTD, _THIN_ZSTD)


def unpack(frame: bytes, kind: type[_Message]) -> _Message:
    """Read a message of this kind. Raises UnreadableError; nothing else for any bytes."""
    if len(frame) > FRAME_BYTES:
        raise UnreadableError("larger than the limit")
    try:
        if frame[:1] in (_THIN_PLAIN, _THIN_ZSTD):
            return _thickened(_content(frame), kind)
        return msgspec.msgpack.decode(_content(frame), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError("not the message expected") from error


def _thickened(data: bytes, kind: type[_Message]) -> _Message:
    message, batches = _thin_decoder(kind).decode(data)
    try:
        whole: _Message = msgspec.structs.replace(message, batches=thick(batches, MESSAGE_BYTES))
    except (NotThinError, TypeError) as error:
        raise UnreadableError("not the message expected") from error
    return whole


@cache
def _thin_decoder(kind: type[msgspec.Struct]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(tuple[kind, list[ThinBatch]])  # type: ignore[valid-type]


def _content(frame: bytes) -> bytes:
    mark, data = frame[:1], frame[1:]
    if mark in (_PLAIN, _THIN_PLAIN):
        return data
    if mark in (_ZSTD, _THIN_ZSTD):
        return _grown(data)
    raise UnreadableError("an unknown mark")


def _grown(data: bytes) -> bytes:
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _WINDOW_LOG}
    decompressor = zstd.ZstdDecompressor(options=options)
    try:
        content = decompressor.decompress(data, max_length=MESSAGE_BYTES + 1)
    except zstd.ZstdError as error:
        raise UnreadableError("broken compression") from error
    if len(content) > MESSAGE_BYTES:
        raise UnreadableError("larger than the limit")
    if not decompressor.eof or decompressor.unused_data:
        raise UnreadableError("broken compression")
    return content
