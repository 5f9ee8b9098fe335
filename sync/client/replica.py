"""The local side of a round, as the conversation needs it: the desktop's store fulfils it."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from sync.journal.chain import Batch
from sync.journal.vector import Vector


class Replica(Protocol):
    """What one machine holds.

    `take` and `acknowledge` are each one transaction, so that a round cut anywhere leaves a store
    which the next round simply continues.
    """

    @property
    def device(self) -> bytes: ...

    def vector(self) -> Vector: ...

    def knows(self, device: bytes, entry: bytes) -> bool: ...

    def public_key(self, device: bytes) -> bytes | None:
        """Return the key from the journalled device records; the central store's was pinned."""
        ...

    def batches_beyond(self, theirs: Vector, *, own_only: bool, most: int) -> Iterator[Batch]:
        """Yield what a side with `theirs` lacks, in whole units, each batch at a signed head.

        A batch has at most `most` entries unless one unit is larger. The own head is signed when
        asked for.
        """
        ...

    def take(self, batches: Sequence[Batch]) -> int:
        """Verify, append and project; return how many entries were new. Raises BadBatchError."""
        ...

    def acknowledge(self, vector: Vector) -> None:
        """Remember that the central store proved to hold this."""
        ...

    def acknowledged(self) -> Vector: ...

    def file_receipt(self, receipt: bytes, signature: bytes) -> None: ...

    def clock_error(self, milliseconds: int) -> None:
        """Remember how far this machine's clock is ahead of the central store's."""
        ...
