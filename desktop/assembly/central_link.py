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
from desktop.services.sync_values import Receipt, SyncState
from desktop.services.values import Session
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.sync_replica import StoreReplica
from desktop.vault.device import DeviceSecrets, Workstation
from desktop.vault.errors import NotEnrolledError
from sync.client.pace import Pace
from sync.client.token import RoundToken

log = logging.getLogger(__name__)

_LOOK_EVERY = 0.05  # seconds


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
        raise _of_refusal(error.code) from error
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
    """How the last round ended, and what there is of the one under way.

    `under_way` lets one round at a time through. A new one cancels the one before and waits only
    for its thread to notice; `pace` is what all of them learnt of the line.
    """

    error: ExpectedError | None = None
    under_way: threading.Lock = field(default_factory=threading.Lock)
    token: RoundToken = field(default_factory=RoundToken)
    pace: Pace = field(default_factory=Pace)

    def anew(self) -> RoundToken:
        before, self.token = self.token, RoundToken()
        before.cancel()
        return self.token


def _of_refusal(code: str) -> ExpectedError:
    if code == "revoked":
        return DeviceRevokedError()
    if code == "not_ready":
        return CentralUnreachableError()  # its database is away: it passes
    return CentralRefusedError(reason=code)


@contextmanager
def _heeding(token: RoundToken, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Cancel the round soon after whoever asked for it no longer wants it, even while it waits."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_LOOK_EVERY):
            if cancelled():
                token.cancel()
                return

    if cancelled():
        token.cancel()
    thread = threading.Thread(target=watch, name="round-watch", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


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
        result = self._tried(progress, cancelled, wants_receipt=True)
        return self._receipt(result.receipt.receipt, result.receipt.signature)

    def catch_up(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> tuple[int, int]:
        """Run one round that asks for no receipt; return how many entries went and came.

        Where there is nothing new it writes nothing at either end. Raises what `send` raises.
        """
        result = self._tried(progress, cancelled, wants_receipt=False)
        return result.sent, result.received

    def cut(self) -> None:
        """End a round under way at once, whatever it is waiting for."""
        self.last_try.token.cancel()

    def _tried(
        self,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        *,
        wants_receipt: bool,
    ) -> Any:
        if not self.workstation.is_enrolled:
            raise NotEnrolledError
        token = self.last_try.anew()
        try:
            with self.last_try.under_way, _heeding(token, cancelled):
                result = self._round(progress, token, wants_receipt=wants_receipt)
        except CancelledError:
            raise  # no failure: the last error stays the last
        except ExpectedError as error:
            self.last_try.error = error
            raise
        self.last_try.error = None
        return result

    def _round(
        self, progress: Callable[[int, int], None], token: RoundToken, *, wants_receipt: bool
    ) -> Any:
        from sync.client.http_server import HttpSyncServer  # noqa: PLC0415 -- heavy
        from sync.client.round import run_round  # noqa: PLC0415 -- heavy
        from sync.journal.signing import sign_request  # noqa: PLC0415 -- heavy

        replica = self.replica()
        sign = partial(sign_request, self.secrets.signing_key)
        where = self.workstation
        with (
            in_our_words(),
            HttpSyncServer(
                where.central_url, where.ca, replica.device, sign, central_key=replica.central_key
            ) as server,
            token.cutting(server.cut),
        ):
            result = run_round(
                replica,
                server,
                replica.central_key,
                practitioner=self.session.practitioner.id.bytes,
                progress=progress,
                cancelled=lambda: token.is_cancelled,
                wants_receipt=wants_receipt,
                pace=self.last_try.pace,
            )
        counts = {"sent": result.sent, "received": result.received, "refused": len(result.refused)}
        log.info("round done", extra=counts)
        return result

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
            own_entries=self.reads.acknowledged_up_to(),
        )
