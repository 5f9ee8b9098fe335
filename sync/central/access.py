"""Who asks: a known device, with a fresh signature over exactly this request.

`check` writes nothing, so that a quiet question costs no write. Whoever carries a request out
notes it first, in the same transaction: then it is carried out once.
"""

from sqlalchemy import Connection

from sync.central.store.database import Database
from sync.central.store.registers import ACTIVE, DeviceRow, Registers
from sync.journal.clock import Clock, system_ms
from sync.journal.signing import is_request_signed_by
from sync.wire.credentials import Credentials, from_header, signed_bytes
from sync.wire.messages import LOWEST_PROTOCOL, PROTOCOL
from sync.wire.refusal import RefusalCode, RefusedError, error_of, refusal_with

WINDOW_MS = 10 * 60 * 1000
_TIDIES_UP = 4  # of 256: what is older than any request may be is dropped now and then


class Access:
    def __init__(self, database: Database, service: bytes, now_ms: Clock = system_ms) -> None:
        self._database, self._service, self._now_ms = database, service, now_ms

    def admit(self, method: str, path: str, body: bytes, authorization: str) -> bytes:
        """Return the device whose request this is, and note it. Raises RefusedError."""
        credentials = from_header(authorization)
        if credentials is None:
            raise RefusedError(RefusalCode.MALFORMED)
        self.check(method, path, body, credentials)
        with self._database.noting() as connection:
            self.note(connection, credentials)
        return credentials.device

    def check(self, method: str, path: str, body: bytes, credentials: Credentials) -> None:
        """Make sure that a device of the service signed this just now. Raises RefusedError."""
        check_protocol(credentials.protocol)
        with self._database.reading() as connection:
            row = Registers(connection, self._service).device(credentials.device)
        _check_device(row, credentials, signed_bytes(credentials, method, path, body))
        now_ms = self._now_ms()
        if abs(now_ms - credentials.at_ms) > WINDOW_MS:
            raise error_of(refusal_with(RefusalCode.CLOCK_WRONG, server_ms=now_ms))

    def note(self, connection: Connection, credentials: Credentials) -> None:
        """Remember the request. Raises RefusedError for one that was noted before."""
        registers = Registers(connection, self._service)
        device, nonce = credentials.device, credentials.nonce
        if nonce[0] < _TIDIES_UP:
            registers.forget_nonces(device, self._now_ms() - 2 * WINDOW_MS)
        if not registers.remember_nonce(device, nonce, credentials.at_ms):
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
