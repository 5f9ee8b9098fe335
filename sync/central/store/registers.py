"""Devices, invitations, nonces and receipts as rows."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import (
    Connection,
    Row,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from sync.central.store.tables import device, invitation, nonce, receipt, round_base, service
from sync.journal.vector import Head, Vector
from sync.wire.receipt import SignedReceipt

ACTIVE, REVOKED = "active", "revoked"

_BASES = 2  # of a device: the receipt it holds, and the one whose answer may have been lost
# A number that a workstation names is believed this far ahead: what a store loses in a restore.
_LOST_RECEIPTS = 1_000_000

_encoder = msgspec.msgpack.Encoder()
_vector_decoder = msgspec.msgpack.Decoder(dict[bytes, tuple[Head, ...]])


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    device: bytes
    name: str
    suite: str
    public_key: bytes
    state: str
    said: bytes | None
    entries: int = 0
    trusted: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    suite: str
    name: str
    expires_ms: int
    device: bytes | None


def _device_row(row: Row[tuple[object, ...]]) -> DeviceRow:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for this
    fields.pop("service")
    return DeviceRow(**fields)


class Registers:
    """What is known about one service, within one transaction."""

    def __init__(self, connection: Connection, service_id: bytes) -> None:
        self._connection, self._service = connection, service_id

    def add_service(self, name: str, central_device: bytes) -> None:
        values = {"service": self._service, "name": name, "device": central_device, "receipts": 0}
        self._connection.execute(insert(service).values(values))

    def has_service(self) -> bool:
        query = select(service.c.name).where(service.c.service == self._service)
        return self._connection.execute(query).first() is not None

    def device(self, device_id: bytes, *, lock: bool = False) -> DeviceRow | None:
        """Return the row; with `lock` nobody else appends to the chain in this transaction."""
        query = select(device).where(
            device.c.service == self._service, device.c.device == device_id
        )
        row = self._connection.execute(query.with_for_update() if lock else query).first()
        return None if row is None else _device_row(row)

    def devices(self) -> list[DeviceRow]:
        query = select(device).where(device.c.service == self._service).order_by(device.c.name)
        return [_device_row(row) for row in self._connection.execute(query)]

    def add_device(self, row: DeviceRow) -> None:
        self._connection.execute(
            insert(device).values(
                service=self._service, device=row.device, name=row.name, suite=row.suite,
                public_key=row.public_key, state=row.state, said=row.said, entries=row.entries,
            )
        )  # fmt: skip

    def change_device(self, device_id: bytes, **values: object) -> None:
        self._connection.execute(
            update(device)
            .where(device.c.service == self._service, device.c.device == device_id)
            .values(**values)
        )

    def entries_held(self) -> int:
        query = select(func.sum(device.c.entries)).where(device.c.service == self._service)
        return int(self._connection.execute(query).scalar_one() or 0)

    def add_invitation(self, token_hash: bytes, suite: str, name: str, expires_ms: int) -> None:
        self._connection.execute(
            insert(invitation).values(
                service=self._service, token_hash=token_hash, suite=suite, name=name,
                expires_ms=expires_ms, device=None,
            )
        )  # fmt: skip

    def invitation(self, token_hash: bytes) -> InvitationRow | None:
        """Return the row, locked: two machines cannot use one invitation."""
        query = select(
            invitation.c.suite, invitation.c.name, invitation.c.expires_ms, invitation.c.device
        ).where(invitation.c.service == self._service, invitation.c.token_hash == token_hash)
        row = self._connection.execute(query.with_for_update()).first()
        if row is None:
            return None
        return InvitationRow(
            suite=row.suite, name=row.name, expires_ms=row.expires_ms, device=row.device
        )

    def use_invitation(self, token_hash: bytes, device_id: bytes) -> None:
        self._connection.execute(
            update(invitation)
            .where(
                invitation.c.service == self._service,
                invitation.c.token_hash == token_hash,
            )
            .values(device=device_id)
        )

    def remember_nonce(self, device_id: bytes, value: bytes, at_ms: int) -> bool:
        """Return False where this device has used the nonce before."""
        return self._inserted_new(
            nonce, {"service": self._service, "device": device_id, "nonce": value, "at_ms": at_ms}
        )

    def forget_nonces(self, device_id: bytes, before_ms: int) -> None:
        self._connection.execute(
            delete(nonce).where(
                nonce.c.service == self._service,
                nonce.c.device == device_id,
                nonce.c.at_ms < before_ms,
            )
        )

    def next_receipt_number(self, last_known: int = 0) -> int:
        """Count up, past a number that a workstation shows a store which was restored.

        The row stays locked until the transaction ends: ask for this last.
        """
        counted = service.c.receipts
        is_lost = (counted < last_known) & (counted >= last_known - _LOST_RECEIPTS)
        query = (
            update(service)
            .where(service.c.service == self._service)
            .values(receipts=case((is_lost, last_known), else_=counted) + 1)
            .returning(counted)
        )
        return int(self._connection.execute(query).scalar_one())

    def receipts(self) -> int:
        query = select(service.c.receipts).where(service.c.service == self._service)
        return int(self._connection.execute(query).scalar_one())

    def add_receipt(self, number: int, device_id: bytes, at_ms: int, signed: SignedReceipt) -> None:
        self._connection.execute(
            insert(receipt).values(
                service=self._service, number=number, device=device_id, at_ms=at_ms,
                receipt=signed.receipt, signature=signed.signature,
            )
        )  # fmt: skip

    def base(self, device_id: bytes, digest: bytes) -> Vector | None:
        """Return the vector with this digest that a receipt of the device was over."""
        query = select(round_base.c.vector).where(
            round_base.c.service == self._service,
            round_base.c.device == device_id,
            round_base.c.digest == digest,
        )
        row = self._connection.execute(query).first()
        return None if row is None else _vector_decoder.decode(row.vector)

    def keep_base(self, device_id: bytes, digest: bytes, number: int, vector: Vector) -> None:
        """Keep what this receipt is over, and forget what is older than the one before it."""
        own = (round_base.c.service == self._service, round_base.c.device == device_id)
        is_new = self._inserted_new(
            round_base,
            {
                "service": self._service, "device": device_id, "digest": digest,
                "number": number, "vector": _encoder.encode(vector),
            },
        )  # fmt: skip
        if not is_new:
            row = (*own, round_base.c.digest == digest)
            self._connection.execute(update(round_base).where(*row).values(number=number))
        kept = select(round_base.c.number).where(*own).order_by(round_base.c.number.desc())
        numbers = self._connection.execute(kept).scalars().all()
        if len(numbers) > _BASES:
            older = (*own, round_base.c.number < numbers[_BASES - 1])
            self._connection.execute(delete(round_base).where(*older))

    def _inserted_new(self, table: Table, values: dict[str, object]) -> bool:
        """Insert unless the key is taken; another who inserts it meanwhile is waited for."""
        kind = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        query = kind.insert(table).values(values).on_conflict_do_nothing().returning(table.c.device)
        return self._connection.execute(query).first() is not None
