"""A stream of bytes in sealed segments: read and written in bounded memory.

Each segment is AES-256-GCM with the number of the segment for nonce, and says whether it is the
last: none can be changed, left out, put elsewhere or cut off at the end without being noticed.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SEGMENT = 64 * 1024
_TAG = 16
_LENGTH = struct.Struct(">I")
_NONCE = struct.Struct(">4xQ")
_MORE, _LAST = b"\x00", b"\x01"


class DamagedError(Exception):
    """The bytes are not what was written; `is_first` where nothing of them could be opened."""

    def __init__(self, *, is_first: bool = False) -> None:
        super().__init__()
        self.is_first = is_first


class SealedWriter:
    """`around` is bound to every segment. `end` writes the last one: without it all is damaged."""

    def __init__(self, out: BinaryIO, key: bytes, around: bytes) -> None:
        self._out, self._cipher, self._around = out, AESGCM(key), around
        self._waiting = bytearray()
        self._number = 0
        # By itself, so that a wrong key is told apart from damage further on.
        self._seal(b"", _MORE)

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > _SEGMENT:
            self._seal(bytes(self._waiting[:_SEGMENT]), _MORE)
            del self._waiting[:_SEGMENT]

    def end(self) -> None:
        self._seal(bytes(self._waiting), _LAST)
        self._waiting.clear()

    def _seal(self, plain: bytes, mark: bytes) -> None:
        nonce = _NONCE.pack(self._number)
        sealed = self._cipher.encrypt(nonce, plain, self._around + mark)
        self._out.write(_LENGTH.pack(len(sealed)) + mark + sealed)
        self._number += 1


def opened(source: BinaryIO, key: bytes, around: bytes) -> Iterator[bytes]:
    """Yield what was written, segment by segment. Raises DamagedError."""
    cipher = AESGCM(key)
    number, mark = 0, _MORE
    while mark == _MORE:
        length, mark = _head(source, is_first=number == 0)
        sealed = source.read(length)
        if len(sealed) != length:
            raise DamagedError(is_first=number == 0)
        try:
            yield cipher.decrypt(_NONCE.pack(number), sealed, around + mark)
        except InvalidTag as error:
            raise DamagedError(is_first=number == 0) from error
        number += 1
    if source.read(1):
        raise DamagedError


def _head(source: BinaryIO, *, is_first: bool) -> tuple[int, bytes]:
    head = source.read(_LENGTH.size + 1)
    if len(head) != _LENGTH.size + 1:
        raise DamagedError(is_first=is_first)
    (length,) = _LENGTH.unpack(head[:-1])
    mark = head[-1:]
    if length > _SEGMENT + _TAG or mark not in (_MORE, _LAST):
        raise DamagedError(is_first=is_first)
    return length, mark
