"""Who asks: a known device, with a fresh signature over exactly this request."""

import time

from sync.central.store.database import Database
from sync.central.store.registers import ACTIVE, DeviceRow, Registers
from sync.journal.signing import is_request_signed_by
from sync.wire.credentials import Credentials, from_header, signed_bytes
from sync.wire.messages import LOWEST_PROTOCOL, PROTOCOL
from sync.wire.refusal import RefusalCode, RefusedError, error_of, refusal_with

WINDOW_MS = 10 * 60 * 1000


class Access:
    def __init__(self, database: Database, service: bytes) -> None:
        self._database, self._service = database, service

    def admit(self, method: str, path: str, body: bytes, authorization: str) -> bytes:
        """Return the device whose request this is. Raises RefusedError."""
        credentials = from_header(authorization)
        if credentials is None:
            raise RefusedError(RefusalCode.MALFORMED)
        check_protocol(credentials.protocol)
        with self._database.noting() as connection:
            registers = Registers(connection, self._service)
            row = registers.device(credentials.device)
            _check_device(row, credentials, signed_bytes(credentials, method, path, body))
            self._check_fresh(registers, credentials)
        return credentials.device

    def _check_fresh(self, registers: Registers, credentials: Credentials) -> None:
        now_ms = time.time_ns() // 1_000_000
        if abs(now_ms - credentials.at_ms) > WINDOW_MS:
            refusal = refusal_with(RefusalCode.CLOCK_WRONG, server_ms=now_ms)
            raise error_of(refusal)
        device = credentials.device
        registers.forget_nonces(device, now_ms - 2 * WINDOW_MS)
        if not registers.remember_nonce(device, credentials.nonce, credentials.at_ms):
            raise RefusedError(RefusalCode.REPLAYED)


def check_protocol(protocol: int) -> None:
    supported = {"lowest": LOWEST_PROTOCOL, "highest": PROTOCOL}
    if protocol < LOWEST_PROTOCOL:
        raise error_of(refusal_with(RefusalCode.PROTOCOL_TOO_OLD, **supported))
    if protocol > PROTOCOL:
        raise error_of(refusal_with(RefusalCode.PROTOCOL_TOO_NEW, **supported))


def _check_device(row: DeviceRow | None, credentials: Credentials, message: bytes) -> None:
    if row is None:
        raise RefusedError(RefusalCode.UNKNOWN_DEVICE)
    if not is_request_signed_by(row.public_key, message, credentials.signature):
        raise RefusedError(RefusalCode.BAD_SIGNATURE)
    if row.state != ACTIVE:
        raise RefusedError(RefusalCode.REVOKED)
