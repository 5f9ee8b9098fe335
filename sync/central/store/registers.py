"""Devices, invitations, nonces and receipts as rows."""

from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from sync.central.store.tables import device, invitation, nonce, receipt, service
from sync.wire.receipt import SignedReceipt

ACTIVE, REVOKED = "active", "revoked"


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
        try:
            with self._connection.begin_nested():
                self._connection.execute(
                    insert(nonce).values(
                        service=self._service, device=device_id, nonce=value, at_ms=at_ms
                    )
                )
        except IntegrityError:
            return False
        return True

    def forget_nonces(self, device_id: bytes, before_ms: int) -> None:
        self._connection.execute(
            delete(nonce).where(
                nonce.c.service == self._service,
                nonce.c.device == device_id,
                nonce.c.at_ms < before_ms,
            )
        )

    def next_receipt_number(self) -> int:
        """Count up. The row stays locked until the transaction ends: ask for this last."""
        self._connection.execute(
            update(service)
            .where(service.c.service == self._service)
            .values(receipts=service.c.receipts + 1)
        )
        return self.receipts()

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
