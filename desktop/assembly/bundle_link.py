"""Bundles of this workstation: writes what waits into a file, and takes in what a file brings."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.assembly.central_link import CentralLink
from desktop.errors import TroubleError
from desktop.services.bundles import (
    BundleCodeError,
    BundleDamagedError,
    BundleOfOtherServiceError,
    BundleRead,
    BundleUnwritableError,
    BundleWritten,
    NotABundleFileError,
)
from desktop.services.ports import Clock
from desktop.storage.sync_replica import StoreReplica
from desktop.vault.errors import NotEnrolledError
from sync.bundle.bundle import Bundle, NotABundleError, Opening, WrongCodeError, write_bundle
from sync.bundle.bundle import read_bundle as opened_bundle
from sync.bundle.code import BadCodeError, new_code
from sync.bundle.sealed import DamagedError
from sync.journal.chain import BadBatchError, UnlinkedBatchError
from sync.journal.vector import digest
from sync.wire.limits import BATCH_ENTRIES
from sync.wire.receipt import is_genuine, read_receipt

log = logging.getLogger(__name__)


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except NotABundleError as error:
        raise NotABundleFileError from error
    except (BadCodeError, WrongCodeError) as error:
        raise BundleCodeError from error
    except DamagedError as error:
        raise BundleDamagedError from error


class BundleUnreadableError(TroubleError):
    message_key = "error.bundle_unreadable"


@dataclass(frozen=True, slots=True)
class BundleLink:
    """Fulfils services.bundles."""

    link: CentralLink
    now: Clock

    def write(self, path: Path, *, everything: bool = False) -> BundleWritten:
        """Write a new file; what stands at `path` gives way only to a whole one."""
        replica, code = self._replica(), new_code()
        held = {} if everything else replica.acknowledged()
        batches = replica.batches_beyond(held, own_only=False, most=BATCH_ENTRIES)
        opening = Opening(
            central=replica.central,
            device=replica.device,
            made_ms=int(self.now().timestamp() * 1000),
            vector=dict(replica.vector()),
            practitioner=self.link.session.practitioner.id.bytes,
        )
        unfinished = path.with_name(f"{path.name}.part")
        try:
            with unfinished.open("xb") as out:
                unfinished.chmod(0o600)
                written = write_bundle(out, code, self._key(), opening, batches)
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise BundleUnwritableError(reason=error.strerror or "") from error
        log.info("bundle written", extra={"entries": written.entries})
        return BundleWritten(code, written.entries)

    def read(self, path: Path, code: str) -> BundleRead:
        """Take in all that can be taken. What came before damage is kept."""
        replica = self._replica()
        try:
            with path.open("rb") as source, _in_our_words():
                bundle = opened_bundle(source, code)
                if bundle.opening.central != replica.central:
                    raise BundleOfOtherServiceError
                found = _take(replica, bundle)
                is_receipt = self._file_receipt(replica, bundle)
        except OSError as error:
            raise BundleUnreadableError(reason=error.strerror or "") from error
        log.info("bundle read", extra={"new": found.new, "refused": found.refused})
        return BundleRead(found.new, found.refused, found.needs_earlier, is_receipt)

    def _replica(self) -> StoreReplica:
        if not self.link.workstation.is_enrolled:
            raise NotEnrolledError
        return self.link.replica()

    def _key(self) -> bytes:
        return self.link.secrets.signing_key

    def _file_receipt(self, replica: StoreReplica, bundle: Bundle) -> bool:
        """File the central store's receipt once it proves what this machine named."""
        signed, named = bundle.opening.receipt, bundle.opening.named
        if signed is None or not is_genuine(signed, replica.central_key):
            return False
        receipt = read_receipt(signed.receipt)
        if receipt.vector_digest != digest(named) or receipt.device != replica.device:
            return False
        last = replica.settled()
        if last is not None and read_receipt(last.receipt).at_ms >= receipt.at_ms:
            return True  # An old file, read late: what was proved since then stands.
        held = {
            device: tuple(head for head in heads if replica.knows(device, head.entry))
            for device, heads in named.items()
        }
        proved = {device: heads for device, heads in held.items() if heads}
        replica.settle(signed.receipt, signed.signature, proved, None)
        return True


def _take(replica: StoreReplica, bundle: Bundle) -> BundleRead:
    new = refused = 0
    needs_earlier = False
    for batch in bundle.batches:
        try:
            new += replica.take([batch])
        except UnlinkedBatchError:
            refused, needs_earlier = refused + 1, True
        except BadBatchError as error:
            log.warning("bundle: a batch is refused", extra={"reason": error.reason})
            refused += 1
    return BundleRead(new, refused, needs_earlier)
