"""A message as bytes: one mark, then msgpack, compressed where that pays.

Refuses what would grow beyond the limit before it has grown, whatever the bytes claim.
"""

import sys
from typing import TypeVar

import msgspec

from sync.wire.limits import FRAME_BYTES, MESSAGE_BYTES

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PLAIN, _ZSTD = b"\x00", b"\x01"
_WORTH_IT = 1024
_LEVEL = 3
_WINDOW_LOG = 23  # 8 MB: what a reader sets aside, whatever a frame asks for

_encoder = msgspec.msgpack.Encoder()
_Message = TypeVar("_Message", bound=msgspec.Struct)


class UnreadableError(Exception):
    """The bytes are not the message expected here, or are too large."""


def pack(message: msgspec.Struct) -> bytes:
    data = _encoder.encode(message)
    if len(data) < _WORTH_IT:
        return _PLAIN + data
    return _ZSTD + zstd.compress(data, _LEVEL)


def unpack(frame: bytes, kind: type[_Message]) -> _Message:
    """Read a message of this kind. Raises UnreadableError; nothing else for any bytes."""
    if len(frame) > FRAME_BYTES:
        raise UnreadableError("larger than the limit")
    try:
        return msgspec.msgpack.decode(_content(frame), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError("not the message expected") from error


def _content(frame: bytes) -> bytes:
    mark, data = frame[:1], frame[1:]
    if mark == _PLAIN:
        return data
    if mark == _ZSTD:
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
