"""A device signs the head of what it sends; a receiver takes entries only up to a signed head."""

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.journal.entry import HASH_LENGTH, ID_LENGTH, NUMBER_LIMIT

_HEAD = b"custody-liaison head 1\0"
_RECEIPT = b"custody-liaison receipt 1\0"
_REQUEST = b"custody-liaison request 1\0"
_BUNDLE = b"custody-liaison bundle 1\0"


class SignedHead(msgspec.Struct, frozen=True, array_like=True):
    """`signature` is Ed25519 by the device over its id, the seq and the entry id."""

    device: bytes
    seq: int
    entry: bytes
    signature: bytes


def new_private_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def _message(device: bytes, seq: int, entry: bytes) -> bytes:
    return _HEAD + device + seq.to_bytes(8, "big") + entry


def sign_head(private_key: bytes, device: bytes, seq: int, entry: bytes) -> SignedHead:
    signature = _sign(private_key, _message(device, seq, entry))
    return SignedHead(device, seq, entry, signature)


def is_signed_by(public_key: bytes, head: SignedHead) -> bool:
    is_shaped = len(head.device) == ID_LENGTH and len(head.entry) == HASH_LENGTH
    if not is_shaped or not 0 < head.seq < NUMBER_LIMIT:
        return False
    return _verify(public_key, head.signature, _message(head.device, head.seq, head.entry))


def sign_receipt(private_key: bytes, receipt: bytes) -> bytes:
    return _sign(private_key, _RECEIPT + receipt)


def is_receipt_signed_by(public_key: bytes, receipt: bytes, signature: bytes) -> bool:
    return _verify(public_key, signature, _RECEIPT + receipt)


def sign_request(private_key: bytes, request: bytes) -> bytes:
    return _sign(private_key, _REQUEST + request)


def is_request_signed_by(public_key: bytes, request: bytes, signature: bytes) -> bool:
    return _verify(public_key, signature, _REQUEST + request)


def sign_bundle(private_key: bytes, opening: bytes) -> bytes:
    return _sign(private_key, _BUNDLE + opening)


def is_bundle_signed_by(public_key: bytes, opening: bytes, signature: bytes) -> bool:
    return _verify(public_key, signature, _BUNDLE + opening)


def _sign(private_key: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private_key).sign(message)


def _verify(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
