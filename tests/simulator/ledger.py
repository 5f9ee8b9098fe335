"""What was promised to people: saves that returned, and entries said to be at the central store.

A promise ends only where the last copy of an entry is destroyed: a disk put back to an older day
takes with it what no other store had yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop.storage.sync_replica import StoreReplica
from sync.journal.vector import Vector, digest
from sync.wire.receipt import SignedReceipt, is_genuine, read_receipt
from tests.simulator.centre import Centre


class BrokenPromiseError(AssertionError):
    """The oracle found something that must never be. `clause` names what was broken."""

    def __init__(self, clause: str, about: str) -> None:
        super().__init__(f"{clause}: {about}")
        self.clause = clause


@dataclass
class Ledger:
    saved: set[bytes] = field(default_factory=set)
    acknowledged: set[bytes] = field(default_factory=set)
    burnt: set[bytes] = field(default_factory=set)
    receipts: int = 0

    def promised(self) -> set[bytes]:
        return self.saved | self.acknowledged

    def burn(self, gone: Iterable[bytes], left: Iterable[set[bytes]]) -> None:
        """Note what a destruction takes for good. `left` are the stores as they are after it."""
        self.burnt |= set(gone).difference(*left)

    def missing(self, held: set[bytes]) -> set[bytes]:
        return self.promised() - held - self.burnt


@dataclass
class Heard:
    """Stands beside a replica and checks each word about what the central store holds.

    `is_kept_allowed` lets pass what was acknowledged before and that a restore has taken since.
    """

    replica: StoreReplica
    centre: Centre
    is_kept_allowed: bool = False
    named: dict[bytes, Vector] = field(default_factory=dict)

    def __getattr__(self, name: str) -> object:
        return getattr(self.replica, name)

    def acknowledge(self, vector: Vector, *, whole: bool = False) -> None:
        before = self.replica.acknowledged() if self.is_kept_allowed else {}
        said = {
            device: tuple(head for head in heads if head not in before.get(device, ()))
            for device, heads in vector.items()
        }
        self._note(said)
        self.replica.acknowledge(vector, whole=whole)

    def settle(
        self, receipt: bytes, signature: bytes, vector: Vector, clock_error_ms: int | None
    ) -> None:
        self._note(vector)
        self.replica.settle(receipt, signature, vector, clock_error_ms)

    def _note(self, vector: Vector) -> None:
        self.named[digest(vector)] = vector
        for device, heads in vector.items():
            for head in heads:
                if not self.centre.holds(head.entry):
                    raise BrokenPromiseError(
                        "acknowledged is durable", f"{device.hex()[:6]} at {head.seq}"
                    )


def proven(signed: SignedReceipt, heard: Heard) -> Vector:
    """Return the vector that a receipt proves, found by its digest alone."""
    if not is_genuine(signed, heard.centre.identity.public_key):
        raise BrokenPromiseError("receipts are signed", "a receipt that is not genuine")
    vector = heard.named.get(read_receipt(signed.receipt).vector_digest)
    if vector is None:
        raise BrokenPromiseError("receipts name what was named", "a receipt for something else")
    return vector
