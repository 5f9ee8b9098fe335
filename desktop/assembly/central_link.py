"""The way to the central store: joins the sync client to the local store, errors in our words."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from desktop.errors import CancelledError, ExpectedError, RuleBrokenError, TroubleError
from desktop.services.values import Receipt, Session, SyncState
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.sync_replica import StoreReplica
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.errors import NotEnrolledError

log = logging.getLogger(__name__)


class CentralUnreachableError(TroubleError):
    message_key = "error.central_unreachable"


class CentralUntrustedError(TroubleError):
    message_key = "error.central_untrusted"


class CentralRefusedError(RuleBrokenError):
    message_key = "error.central_refused"


class CentralProtocolError(RuleBrokenError):
    message_key = "error.central_protocol"


class ClockWrongError(TroubleError):
    message_key = "error.clock_wrong"


class DeviceRevokedError(RuleBrokenError):
    message_key = "error.device_revoked"


class RoundCutError(TroubleError):
    message_key = "error.round_cut"


class BadInvitationFileError(RuleBrokenError):
    message_key = "error.invitation"


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn what ends a round early into what a person can act on."""
    from sync.client import errors  # noqa: PLC0415 -- not needed before the first round

    try:
        yield
    except errors.RoundCancelledError as error:
        raise CancelledError from error
    except errors.ClockWrongError as error:
        raise ClockWrongError from error
    except (errors.ProtocolTooOldError, errors.ProtocolTooNewError) as error:
        raise CentralProtocolError from error
    except errors.RefusedError as error:
        if error.code == "revoked":
            raise DeviceRevokedError from error
        raise CentralRefusedError(reason=error.code) from error
    except errors.UntrustedError as error:
        raise CentralUntrustedError from error
    except errors.UnreachableError as error:
        raise CentralUnreachableError from error
    except errors.BadInvitationError as error:
        raise BadInvitationFileError from error
    except (errors.RoundError, errors.BadBatchError) as error:
        raise RoundCutError from error


@dataclass(slots=True)
class LastTry:
    """How the last round ended. `under_way` lets one round at a time through; others wait."""

    error: ExpectedError | None = None
    under_way: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class CentralLink:
    """Fulfils services.ports.Exchange. May be called from a slow thread while people work."""

    reads: ReadsOfStore
    session: Session
    secrets: DeviceSecrets
    workstation: Workstation
    last_try: LastTry = field(default_factory=LastTry)

    def state(self) -> SyncState:
        receipt = self.last_receipt()
        return SyncState(
            waiting=self.reads.waiting(),
            last_sent_at=receipt.at if receipt else None,
            is_enrolled=self.workstation.is_enrolled,
            last_error=self.last_try.error,
        )

    def send(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Receipt:
        """Run one round. Raises TroubleError and RuleBrokenError kinds, or CancelledError."""
        if not self.workstation.is_enrolled:
            raise NotEnrolledError
        try:
            with self.last_try.under_way:
                signed = self._round(progress, cancelled)
        except ExpectedError as error:
            self.last_try.error = error
            raise
        self.last_try.error = None
        return self._receipt(signed.receipt, signed.signature)

    def _round(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Any:
        from sync.client.http_server import HttpSyncServer  # noqa: PLC0415 -- heavy
        from sync.client.round import run_round  # noqa: PLC0415 -- heavy
        from sync.journal.signing import sign_request  # noqa: PLC0415 -- heavy

        replica = self.replica()
        sign = partial(sign_request, self.secrets.signing_key)
        where = self.workstation
        with (
            in_our_words(),
            HttpSyncServer(where.central_url, where.ca, replica.device, sign) as server,
        ):
            result = run_round(
                replica,
                server,
                replica.central_key,
                practitioner=self.session.practitioner.id.bytes,
                progress=progress,
                cancelled=cancelled,
            )
        log.info("round done", extra={"sent": result.sent, "received": result.received})
        return result.receipt

    def replica(self) -> StoreReplica:
        return StoreReplica(
            store=self.reads.store,
            private_key=self.secrets.signing_key,
            central=bytes.fromhex(self.workstation.central_id),
            central_key=bytes.fromhex(self.workstation.central_key),
        )

    def last_receipt(self) -> Receipt | None:
        found = self.reads.last_receipt()
        return None if found is None else self._receipt(*found)

    def _receipt(self, raw: bytes, signature: bytes) -> Receipt:
        from sync.wire.receipt import read_receipt  # noqa: PLC0415 -- not before the first round

        receipt, names = read_receipt(raw), self.reads.names()
        who = next((n for key, n in names.items() if key.bytes == receipt.practitioner), "")
        return Receipt(
            number=receipt.number,
            service=self.workstation.service,
            store=receipt.store,
            workstation=self.workstation.name,
            practitioner=who,
            at=datetime.fromtimestamp(receipt.at_ms / 1000, tz=UTC),
            sent=receipt.sent,
            received=receipt.received,
            entries_held=receipt.entries_held,
            devices=receipt.devices,
            vector_digest=receipt.vector_digest.hex(),
            signature=signature.hex(),
        )
