"""A bundle: who wrote it and what they hold, then batches as a round carries them.

Every batch ends at a head that its device signed, so what it brings need not be trusted; it is
sealed because of what stands in it, and the opening is signed because it is answered. Whoever reads
it takes batch by batch, and reading it twice changes nothing. The central store's answer is a
bundle too, with a receipt in it.
"""

import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from sync.bundle.code import key_of
from sync.bundle.sealed import DamagedError, SealedWriter, opened
from sync.journal.chain import Batch
from sync.journal.signing import is_bundle_signed_by, sign_bundle
from sync.wire.framing import UnreadableError, pack, unpack
from sync.wire.limits import FRAME_BYTES
from sync.wire.messages import DeviceKey, Vector
from sync.wire.receipt import SignedReceipt

_MAGIC = b"CUSTODY-BUNDLE 1\n"
_SALT = 16
_LENGTH = struct.Struct(">I")
_encoder = msgspec.msgpack.Encoder()


class NotABundleError(Exception):
    """The file is something else, or was written by a newer version of the program."""


class WrongCodeError(Exception):
    """The code does not open this file, or its first bytes are damaged."""


class Opening(msgspec.Struct, frozen=True, array_like=True):
    """`central` is the id of the service's central store, `vector` all that the writer holds.

    `receipt` proves that the central store holds `named`, as a workstation named it before.
    """

    central: DeviceKey
    device: DeviceKey
    made_ms: int
    vector: Vector
    practitioner: bytes = b""
    receipt: SignedReceipt | None = None
    named: Vector = {}


class _Signed(msgspec.Struct, frozen=True, array_like=True):
    opening: bytes
    signature: bytes


class _Carried(msgspec.Struct, frozen=True, array_like=True):
    batches: list[Batch]


class _Closing(msgspec.Struct, frozen=True, array_like=True):
    batches: int
    entries: int


@dataclass(frozen=True, slots=True)
class Written:
    batches: int
    entries: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """`batches` can be gone through once, as the file is read.

    They raise DamagedError: what came before the damage is whole, and may be kept.
    """

    opening: Opening
    batches: Iterator[Batch]
    _signed: bytes
    _signature: bytes

    def is_signed_by(self, public_key: bytes) -> bool:
        return is_bundle_signed_by(public_key, self._signed, self._signature)


def write_bundle(
    out: BinaryIO, code: str, private_key: bytes, opening: Opening, batches: Iterable[Batch]
) -> Written:
    """Write the file as it goes, in bounded memory. Raises OSError and BadCodeError."""
    salt = os.urandom(_SALT)
    cover = _MAGIC + salt
    out.write(cover)
    writer = SealedWriter(out, key_of(code, salt), cover)
    count = entries = 0
    encoded = _encoder.encode(opening)
    _put(writer, _Signed(encoded, sign_bundle(private_key, salt + encoded)))
    for batch in batches:
        _put(writer, _Carried([batch]))
        count, entries = count + 1, entries + len(batch.pieces)
    _put(writer, _Carried([]))
    _put(writer, _Closing(count, entries))
    writer.end()
    return Written(count, entries)


def read_bundle(source: BinaryIO, code: str) -> Bundle:
    """Return who wrote it, and its batches as they are read.

    Raises NotABundleError, BadCodeError, WrongCodeError and DamagedError.
    """
    cover = source.read(len(_MAGIC) + _SALT)
    if len(cover) != len(_MAGIC) + _SALT or not cover.startswith(_MAGIC):
        raise NotABundleError
    salt = cover[len(_MAGIC) :]
    frames = _frames(opened(source, key_of(code, salt), cover))
    try:
        signed = unpack(next(frames, b""), _Signed)
        opening = msgspec.msgpack.decode(signed.opening, type=Opening)
    except DamagedError as error:
        if error.is_first:
            raise WrongCodeError from error
        raise
    except (UnreadableError, msgspec.DecodeError) as error:
        raise DamagedError from error
    return Bundle(opening, _batches(frames), salt + signed.opening, signed.signature)


def _batches(frames: Iterator[bytes]) -> Iterator[Batch]:
    count = entries = 0
    try:
        for frame in frames:
            carried = unpack(frame, _Carried).batches
            if not carried:
                break
            yield from carried
            count, entries = count + 1, entries + sum(len(batch.pieces) for batch in carried)
        closing = unpack(next(frames, b""), _Closing)
    except UnreadableError as error:
        raise DamagedError from error
    if (closing.batches, closing.entries) != (count, entries) or next(frames, None) is not None:
        raise DamagedError


def _put(writer: SealedWriter, message: msgspec.Struct) -> None:
    frame = pack(message)
    writer.write(_LENGTH.pack(len(frame)) + frame)


def _frames(segments: Iterator[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    length = None
    for segment in segments:
        waiting += segment
        while True:
            if length is None:
                if len(waiting) < _LENGTH.size:
                    break
                (length,) = _LENGTH.unpack(waiting[: _LENGTH.size])
                if length > FRAME_BYTES:
                    raise DamagedError
                del waiting[: _LENGTH.size]
            if len(waiting) < length:
                break
            yield bytes(waiting[:length])
            del waiting[:length]
            length = None
    if waiting or length is not None:
        raise DamagedError
