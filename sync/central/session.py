"""What one admitted device is answered: each request in one transaction, durable when answered."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace
from sqlalchemy import Connection

from sync.central.access import Access
from sync.central.identity import CentralIdentity
from sync.central.ingest import Intake
from sync.central.offer import Room, offer
from sync.central.receipts import give_receipt
from sync.central.store.database import Database
from sync.central.store.journal import JournalRows
from sync.central.store.registers import Registers
from sync.journal.clock import Clock
from sync.journal.vector import Head, Vector, digest
from sync.wire.credentials import Credentials
from sync.wire.limits import BATCH_ENTRIES, SMALL_BYTES, SMALL_ENTRIES
from sync.wire.messages import (
    Finish,
    FinishReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
)
from sync.wire.refusal import RefusalCode, RefusedError

_HEADS = 10_000
_SMALL = Room(SMALL_ENTRIES, SMALL_BYTES, takes_one=False)


class DeviceSession:
    """Answers as a client's SyncServer does.

    `request` is what the asking device signed: it is noted with what is carried out, once.
    """

    def __init__(
        self,
        database: Database,
        identity: CentralIdentity,
        device: bytes,
        now_ms: Clock,
        request: tuple[Access, Credentials] | None = None,
    ) -> None:
        self._database, self._identity, self._device = database, identity, device
        self._now_ms, self._request = now_ms, request

    def hello(self, message: Hello) -> HelloReply:
        # A question that writes nothing may be asked again by whoever overheard it: the answer
        # says no more than that both hold the same, or what the device may have anyway.
        is_quiet = not message.batches and not message.wants_receipt
        _check_size(message.changed)
        with self._database.reading() if is_quiet else self._writing() as connection:
            return self._hello(connection, message)

    def push(self, message: Push) -> PushReply:
        devices = {batch.head.device for batch in message.batches}
        with self._writing() as connection:
            refused = Intake(connection, self._identity).take(message.batches)
            held = JournalRows(connection, self._identity.service).heads()
        return PushReply({one: heads for one, heads in held.items() if one in devices}, refused)

    def pull(self, message: Pull) -> PullReply:
        _check_size(message.have)
        self._note()
        room = Room(min(message.most, BATCH_ENTRIES))
        with self._database.reading() as connection:
            rows = JournalRows(connection, self._identity.service)
            return self._offer(rows, rows.believed(rows.heads()), message.have, room)

    def finish(self, message: Finish) -> FinishReply:
        """Sign the vector once every head of it is shown to be here."""
        _check_size(message.vector)
        with self._writing() as connection:
            rows = JournalRows(connection, self._identity.service)
            heads = rows.heads()
            missing = _missing(rows, heads, message.vector)
            if missing:
                held = {device: one for device, one in heads.items() if device in missing}
                return FinishReply(missing=missing, held=held)
            receipt, _ = give_receipt(
                connection, self._identity, message.vector, device=self._device,
                practitioner=message.practitioner, at_ms=self._now_ms(), sent=message.sent,
                received=message.received,
            )  # fmt: skip
        return FinishReply(receipt=receipt)

    def _hello(self, connection: Connection, message: Hello) -> HelloReply:
        now_ms = self._now_ms()
        refused = Intake(connection, self._identity).take(message.batches)
        rows = JournalRows(connection, self._identity.service)
        heads = rows.heads()
        believed = rows.believed(heads)
        named = self._named(connection, message, believed)
        own = (message.changed if named is None else named).get(self._device, ())
        fork = _other_branch(heads.get(self._device, ()), own)
        reply = HelloReply(now_ms, refused=refused, fork=fork, reads_thin=True)
        if named is None or _missing(rows, heads, named):
            return replace(reply, vector=dict(believed))
        if named is not believed:
            have = {**dict.fromkeys(believed, ()), **named}
            lacking = self._offer(rows, believed, have, _SMALL)
            reply = replace(reply, batches=lacking.batches, more=lacking.more)
        if not message.wants_receipt:
            return reply
        receipt, proof = give_receipt(
            connection, self._identity, named, device=self._device,
            practitioner=message.practitioner, at_ms=now_ms, sent=message.sent,
            received=sum(len(batch.pieces) for batch in reply.batches),
            last_known=message.last_receipt,
        )  # fmt: skip
        if message.last_receipt:
            return replace(reply, proof=proof)
        return replace(reply, receipt=receipt)

    def _named(self, connection: Connection, message: Hello, believed: Vector) -> Vector | None:
        """Return the vector whose digest the device sent; None where it cannot be told here."""
        if digest(believed) == message.digest:
            return believed
        agreed = message.base or (message.digest if message.last_receipt else b"")
        base = Registers(connection, self._identity.service).base(self._device, agreed)
        if base is None:
            return None
        named = {one: heads for one, heads in {**base, **message.changed}.items() if heads}
        return named if digest(named) == message.digest else None

    def _offer(self, rows: JournalRows, believed: Vector, have: Vector, room: Room) -> PullReply:
        return offer(rows, believed, have, central=self._identity.device, room=room)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._database.writing() as connection:
            if self._request is not None:
                access, credentials = self._request
                access.note(connection, credentials)
            yield connection

    def _note(self) -> None:
        if self._request is not None:
            access, credentials = self._request
            with self._database.noting() as connection:
                access.note(connection, credentials)


def _check_size(named: Vector) -> None:
    """Refuse more heads than any service has: each unknown one is looked for by itself."""
    if sum(len(heads) for heads in named.values()) > _HEADS:
        raise RefusedError(RefusalCode.TOO_LARGE)


def _missing(rows: JournalRows, held: Vector, named: Vector) -> dict[bytes, tuple[Head, ...]]:
    """Return the named heads that are not here, neither as heads nor further back."""
    missing = {
        device: tuple(
            head
            for head in heads
            if head not in held.get(device, ()) and rows.seq_of(device, head.entry) is None
        )
        for device, heads in named.items()
    }
    return {device: heads for device, heads in missing.items() if heads}


def _other_branch(branches: Sequence[Head], own: Sequence[Head]) -> bytes:
    """Return a head of the asking device's chain beside the one that it asks from."""
    if len(branches) < 2:  # noqa: PLR2004 - one chain has one head
        return b""
    return max((head for head in branches if head not in own), default=branches[0]).entry
