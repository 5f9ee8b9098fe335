"""Inviting, enrolling and revoking devices. An invitation is used once, within its time.

Only the hash of an invitation's token is kept. Asking again with the same device and key gives
the same answer, so that a lost reply costs nothing.
"""

import hashlib
import secrets

from sqlalchemy import Connection

from sync.central.identity import CentralIdentity
from sync.central.own_journal import OwnJournal
from sync.central.store.database import Database
from sync.central.store.registers import ACTIVE, DeviceRow, InvitationRow, Registers
from sync.journal.clock import Clock, system_ms
from sync.wire.messages import Enrol, Enrolled
from sync.wire.refusal import RefusalCode, RefusedError

_DAY_MS = 24 * 60 * 60 * 1000
INVITATION_DAYS = 7


class Enrolments:
    def __init__(
        self, database: Database, identity: CentralIdentity, now_ms: Clock = system_ms
    ) -> None:
        self._database, self._identity, self._now_ms = database, identity, now_ms

    def found_service(self) -> None:
        """Make the service's row and the central store's own device record."""
        identity = self._identity
        with self._database.writing() as connection:
            registers = Registers(connection, identity.service)
            registers.add_service(identity.name, identity.device)
            row = DeviceRow(
                device=identity.device, name=identity.store, suite="",
                public_key=identity.public_key, state=ACTIVE, said=None,
            )  # fmt: skip
            registers.add_device(row)
            self._journal(connection).write_device(row)

    def invite(self, suite: str, name: str, *, days: int = INVITATION_DAYS) -> tuple[str, int]:
        """Return a new token, and when it expires in milliseconds."""
        token = secrets.token_urlsafe(32)
        expires_ms = self._now_ms() + days * _DAY_MS
        with self._database.writing() as connection:
            registers = Registers(connection, self._identity.service)
            registers.add_invitation(_hash(token), suite, name, expires_ms)
        return token, expires_ms

    def enrol(self, message: Enrol) -> Enrolled:
        if not message.name.isprintable():  # PostgreSQL keeps no NUL, and no list shows the rest.
            raise RefusedError(RefusalCode.MALFORMED)
        with self._database.writing() as connection:
            registers = Registers(connection, self._identity.service)
            token_hash = _hash(message.token)
            invitation = registers.invitation(token_hash)
            known = registers.device(message.device)
            if _needs_row(message, invitation, known, self._now_ms()):
                assert invitation is not None
                row = DeviceRow(
                    device=message.device, name=message.name or invitation.name,
                    suite=invitation.suite, public_key=message.public_key, state=ACTIVE, said=None,
                )  # fmt: skip
                registers.add_device(row)
                self._journal(connection).write_device(row)
                registers.use_invitation(token_hash, message.device)
        assert invitation is not None
        identity = self._identity
        return Enrolled(
            identity.service,
            identity.store,
            identity.device,
            identity.public_key,
            invitation.suite,
            identity.name,
        )

    def revoke(self, device: bytes) -> None:
        """Revoke for good. Raises RefusedError for an unknown device or the store itself."""
        with self._database.writing() as connection:
            row = Registers(connection, self._identity.service).device(device, lock=True)
            if row is None or device == self._identity.device:
                raise RefusedError(RefusalCode.UNKNOWN_DEVICE)
            if row.state == ACTIVE:
                self._journal(connection).write_revocation(row)

    def adopt(self, device: bytes) -> None:
        """Believe what a revoked device wrote later too, as far as it is held now."""
        with self._database.writing() as connection:
            row = Registers(connection, self._identity.service).device(device, lock=True)
            if row is None or row.state == ACTIVE:
                raise RefusedError(RefusalCode.UNKNOWN_DEVICE)
            self._journal(connection).write_adoption(row)

    def _journal(self, connection: Connection) -> OwnJournal:
        return OwnJournal(connection, self._identity, self._now_ms)


def _needs_row(
    message: Enrol, invitation: InvitationRow | None, known: DeviceRow | None, now_ms: int
) -> bool:
    """Say whether this is the first time. Raises RefusedError where it may not be at all."""
    if invitation is None:
        raise RefusedError(RefusalCode.INVITATION_UNKNOWN)
    if known is not None and known.public_key != message.public_key:
        raise RefusedError(RefusalCode.DEVICE_TAKEN)
    if invitation.device is not None and invitation.device != message.device:
        raise RefusedError(RefusalCode.INVITATION_USED)
    if known is not None and known.state != ACTIVE:
        raise RefusedError(RefusalCode.REVOKED)
    if invitation.device == message.device:
        return known is None
    if invitation.expires_ms < now_ms:
        raise RefusedError(RefusalCode.INVITATION_EXPIRED)
    if known is not None:
        raise RefusedError(RefusalCode.DEVICE_TAKEN)
    return True


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
