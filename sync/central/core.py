"""The central store's side of a round, free of HTTP. Holds no state: all of it is in the database.

`CentralCore.as_device` answers as a client's SyncServer does, so that a test joins the two ends
directly.
"""

import time

import msgspec

from sync.central.access import Access, check_protocol
from sync.central.enrolment import Enrolments
from sync.central.identity import CentralIdentity
from sync.central.ingest import refusal_of, take
from sync.central.offer import offer
from sync.central.store.database import Database
from sync.central.store.journal import JournalRows
from sync.central.store.registers import Registers
from sync.journal.chain import BadBatchError, Batch
from sync.journal.vector import Vector, digest
from sync.wire.limits import BATCH_ENTRIES
from sync.wire.messages import (
    Enrol,
    Enrolled,
    Finish,
    FinishReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
    Refused,
)
from sync.wire.receipt import Receipt, SignedReceipt


class CentralCore:
    def __init__(self, database: Database, identity: CentralIdentity) -> None:
        self.database, self.identity = database, identity
        self.access = Access(database, identity.service)
        self.enrolments = Enrolments(database, identity)

    def enrol(self, message: Enrol) -> Enrolled:
        check_protocol(message.protocol)
        return self.enrolments.enrol(message)

    def as_device(self, device: bytes) -> "DeviceSession":
        """Answer this device, whose request has been admitted."""
        return DeviceSession(self.database, self.identity, device)

    def is_ready(self) -> bool:
        with self.database.reading() as connection:
            return Registers(connection, self.identity.service).has_service()


class DeviceSession:
    """What one admitted device is answered."""

    def __init__(self, database: Database, identity: CentralIdentity, device: bytes) -> None:
        self._database, self._identity, self._device = database, identity, device

    def hello(self, message: Hello) -> HelloReply:
        self._take(message.batches)
        now_ms = time.time_ns() // 1_000_000
        vector = self._heads()
        if digest(vector) != message.digest:
            return HelloReply(now_ms, vector=dict(vector))
        receipt = self._receipt(message.practitioner, message.sent, 0, vector)
        return HelloReply(now_ms, receipt=receipt)

    def push(self, message: Push) -> PushReply:
        refused = self._take(message.batches)
        devices = {batch.head.device for batch in message.batches}
        vector = self._heads()
        held = {device: heads for device, heads in vector.items() if device in devices}
        return PushReply(held, refused)

    def pull(self, message: Pull) -> PullReply:
        most = min(message.most, BATCH_ENTRIES)
        with self._database.reading() as connection:
            rows = JournalRows(connection, self._identity.service)
            return offer(rows, message.have, central=self._identity.device, most=most)

    def finish(self, message: Finish) -> FinishReply:
        """Sign the vector once every head of it is shown to be here."""
        missing = self._missing(message.vector)
        if missing:
            vector = self._heads()
            held = {device: heads for device, heads in vector.items() if device in missing}
            return FinishReply(missing=dict(missing), held=held)
        receipt = self._receipt(
            message.practitioner, message.sent, message.received, message.vector
        )
        return FinishReply(receipt=receipt)

    def _take(self, batches: list[Batch]) -> list[Refused]:
        """Take each batch by itself, so that a bad one blocks no other."""
        refused = []
        for batch in batches:
            try:
                take(self._database, self._identity, batch)
            except BadBatchError as error:
                refused.append(refusal_of(batch, error))
        return refused

    def _heads(self) -> Vector:
        with self._database.reading() as connection:
            return JournalRows(connection, self._identity.service).heads()

    def _missing(self, vector: Vector) -> Vector:
        with self._database.reading() as connection:
            rows = JournalRows(connection, self._identity.service)
            held = rows.heads()
            missing = {
                device: tuple(
                    head
                    for head in heads
                    if head not in held.get(device, ()) and rows.seq_of(device, head.entry) is None
                )
                for device, heads in vector.items()
            }
        return {device: heads for device, heads in missing.items() if heads}

    def _receipt(
        self, practitioner: bytes, sent: int, received: int, vector: Vector
    ) -> SignedReceipt:
        now_ms = time.time_ns() // 1_000_000
        with self._database.writing() as connection:
            registers = Registers(connection, self._identity.service)
            held = registers.entries_held()
            number = registers.next_receipt_number()
            receipt = Receipt(
                number=f"R-{number:06d}",
                service=self._identity.service,
                store=self._identity.store,
                device=self._device,
                practitioner=practitioner,
                at_ms=now_ms,
                sent=sent,
                received=received,
                entries_held=held,
                devices=len(vector),
                vector_digest=digest(vector),
            )
            signed = self._identity.sign_receipt(msgspec.msgpack.encode(receipt))
            registers.add_receipt(number, self._device, now_ms, signed)
        return signed
