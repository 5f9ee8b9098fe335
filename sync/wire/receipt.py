"""The proof at the end of a round: what the central store says it holds, signed by its key."""

import msgspec

from sync.journal.signing import is_receipt_signed_by


class Receipt(msgspec.Struct, frozen=True, array_like=True):
    """Signed over exactly its bytes as sent. `vector_digest` is of the vector the device named."""

    number: str
    service: bytes
    store: str
    device: bytes
    practitioner: bytes
    at_ms: int
    sent: int
    received: int
    entries_held: int
    devices: int
    vector_digest: bytes


class ReceiptProof(msgspec.Struct, frozen=True, array_like=True):
    """What a machine cannot know of its receipt; the rest of the signed bytes it named itself."""

    number: str
    at_ms: int
    entries_held: int
    devices: int
    signature: bytes


class SignedReceipt(msgspec.Struct, frozen=True, array_like=True):
    receipt: bytes
    signature: bytes


def read_receipt(receipt: bytes) -> Receipt:
    """Read a receipt's bytes. Raises msgspec.DecodeError for what is not a receipt."""
    return msgspec.msgpack.decode(receipt, type=Receipt)


def is_genuine(signed: SignedReceipt, public_key: bytes) -> bool:
    return is_receipt_signed_by(public_key, signed.receipt, signed.signature)
