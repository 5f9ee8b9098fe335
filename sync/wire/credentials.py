"""How a request says whose it is: signed by the device over all that could be turned against it."""

import base64
import binascii
import hashlib
from typing import Annotated

import msgspec

from sync.wire.messages import PROTOCOL, DeviceKey

# The first byte of a request that carries its credentials before the frame that they are for.
ENCLOSED = b"\x02"

SCHEME = "Custody-Device"
NONCE_LENGTH = 12
_LEAST = 2


class Credentials(msgspec.Struct, frozen=True, array_like=True):
    protocol: int
    device: DeviceKey
    at_ms: Annotated[int, msgspec.Meta(ge=0, lt=2**62)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=NONCE_LENGTH, max_length=NONCE_LENGTH)]
    signature: bytes = b""


def signed_bytes(credentials: Credentials, method: str, path: str, body: bytes) -> bytes:
    """Return what the device signs for this request."""
    return msgspec.msgpack.encode(
        [
            credentials.protocol,
            credentials.device,
            credentials.at_ms,
            credentials.nonce,
            method,
            path,
            hashlib.sha256(body).digest(),
        ]
    )


def new_credentials(device: bytes, at_ms: int, nonce: bytes) -> Credentials:
    return Credentials(PROTOCOL, device, at_ms, nonce)


def enclose(credentials: Credentials, frame: bytes) -> bytes:
    """Return the request's body: credentials, then the frame that they were signed over."""
    said = msgspec.msgpack.encode(credentials)
    return ENCLOSED + bytes([len(said)]) + said + frame


def disclose(body: bytes) -> tuple[Credentials | None, bytes]:
    """Return what a request's body says of its sender, and the frame; None where it says nothing.

    What begins like credentials and is none is handed back as the frame that it is not.
    """
    if body[:1] != ENCLOSED or len(body) < _LEAST:
        return None, body
    end = 2 + body[1]
    try:
        return msgspec.msgpack.decode(body[2:end], type=Credentials), body[end:]
    except msgspec.DecodeError:
        return None, body


def to_header(credentials: Credentials) -> str:
    encoded = base64.urlsafe_b64encode(msgspec.msgpack.encode(credentials))
    return f"{SCHEME} {encoded.decode('ascii')}"


def from_header(value: str) -> Credentials | None:
    """Read an Authorization header; None for whatever is not one of ours."""
    scheme, _, encoded = value.partition(" ")
    if scheme != SCHEME:
        return None
    try:
        data = base64.urlsafe_b64decode(encoded.encode("ascii"))
        return msgspec.msgpack.decode(data, type=Credentials)
    except (UnicodeEncodeError, binascii.Error, msgspec.DecodeError):
        return None
