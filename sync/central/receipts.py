"""Giving receipts: numbered, signed, and kept with the vector that each is over."""

import hashlib

import msgspec
from sqlalchemy import Connection

from sync.central.identity import CentralIdentity
from sync.central.store.registers import Registers
from sync.journal.vector import Vector, digest
from sync.wire.receipt import Receipt, ReceiptProof, SignedReceipt

_TAIL = 3  # bytes of what tells apart two receipts to which a restored store gave one number


def give_receipt(
    connection: Connection,
    identity: CentralIdentity,
    vector: Vector,
    *,
    device: bytes,
    practitioner: bytes,
    at_ms: int,
    sent: int = 0,
    received: int = 0,
    last_known: int = 0,
) -> tuple[SignedReceipt, ReceiptProof]:
    """Return the receipt over a vector of which every head was found here, and its proof.

    Ask for it last: until the transaction ends no other receipt of the service is given.
    """
    registers = Registers(connection, identity.service)
    held, over = registers.entries_held(), digest(vector)
    number = registers.next_receipt_number(last_known)
    receipt = Receipt(
        number=f"R-{number:06d}-{_tail(device, at_ms, over)}",
        service=identity.service,
        store=identity.store,
        device=device,
        practitioner=practitioner,
        at_ms=at_ms,
        sent=sent,
        received=received,
        entries_held=held,
        devices=len(vector),
        vector_digest=over,
    )
    signed = identity.sign_receipt(msgspec.msgpack.encode(receipt))
    registers.add_receipt(number, device, at_ms, signed)
    registers.keep_base(device, over, number, vector)
    proof = ReceiptProof(receipt.number, at_ms, held, len(vector), signed.signature)
    return signed, proof


def _tail(device: bytes, at_ms: int, over: bytes) -> str:
    """Say what a number alone cannot after a restore: whose receipt it is, and of when."""
    facts = msgspec.msgpack.encode((device, at_ms, over))
    return hashlib.sha256(facts).hexdigest()[: 2 * _TAIL]
