"""The central store, free of HTTP. Holds no state: all of it is in the database.

`CentralCore.as_device` answers as a client's SyncServer does, so that a test joins the two ends
directly.
"""

from sync.central.access import Access, check_protocol
from sync.central.enrolment import Enrolments
from sync.central.identity import CentralIdentity
from sync.central.ingest import Intake
from sync.central.session import DeviceSession
from sync.central.store.database import Database
from sync.central.store.journal import JournalRows
from sync.central.store.registers import Registers
from sync.journal.clock import Clock, system_ms
from sync.journal.signing import is_signed_by
from sync.wire.credentials import Credentials
from sync.wire.messages import Enrol, Enrolled, Push, PushReply
from sync.wire.refusal import RefusalCode, RefusedError

__all__ = ["CentralCore", "DeviceSession"]


class CentralCore:
    def __init__(
        self, database: Database, identity: CentralIdentity, now_ms: Clock = system_ms
    ) -> None:
        self.database, self.identity, self.now_ms = database, identity, now_ms
        self.access = Access(database, identity.service, now_ms)
        self.enrolments = Enrolments(database, identity, now_ms)

    def enrol(self, message: Enrol) -> Enrolled:
        check_protocol(message.protocol)
        return self.enrolments.enrol(message)

    def vouch(self, message: Push) -> PushReply:
        """Take back what this store itself wrote, from anyone, and with it whom it has enrolled.

        A store that was restored may know none of the machines that could tell it so. Nothing is
        taken but what its own key has signed.
        """
        identity = self.identity
        for batch in message.batches:
            head = batch.head
            if head.device != identity.device or not is_signed_by(identity.public_key, head):
                raise RefusedError(RefusalCode.BAD_SIGNATURE)
        with self.database.writing() as connection:
            refused = Intake(connection, identity).take(message.batches)
            held = JournalRows(connection, identity.service).heads(identity.device)
        return PushReply(dict(held), refused)

    def as_device(self, device: bytes) -> DeviceSession:
        """Answer this device, whose request has been admitted."""
        return DeviceSession(self.database, self.identity, device, self.now_ms)

    def admitted(self, path: str, body: bytes, credentials: Credentials) -> DeviceSession:
        """Answer the device that signed this request. Raises RefusedError."""
        self.access.check("POST", path, body, credentials)
        request = (self.access, credentials)
        return DeviceSession(self.database, self.identity, credentials.device, self.now_ms, request)

    def is_ready(self) -> bool:
        with self.database.reading() as connection:
            return Registers(connection, self.identity.service).has_service()
