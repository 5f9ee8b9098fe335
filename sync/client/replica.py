"""The local side of a round, as the conversation needs it: the desktop's store fulfils it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from sync.journal.chain import Batch
from sync.journal.vector import Vector
from sync.wire.messages import Refused


class Settled(NamedTuple):
    """The last receipt filed here, and the vector that it is over."""

    receipt: bytes
    vector: Vector


class Replica(Protocol):
    """What one machine holds.

    Each method that changes something is safe to be cut anywhere: the next round simply continues.
    """

    @property
    def device(self) -> bytes: ...

    @property
    def clock_error_ms(self) -> int | None:
        """How far this machine's clock is ahead of the central store's, as last proved."""
        ...

    def vector(self) -> Vector: ...

    def knows(self, device: bytes, entry: bytes) -> bool: ...

    def batches_beyond(
        self,
        theirs: Vector,
        *,
        own_only: bool,
        most: int,
        upto: Vector | None = None,
        room: Callable[[], int] | None = None,
    ) -> Iterator[Batch]:
        """Yield what a side with `theirs` lacks, in whole units, each batch at a signed head.

        A batch has at most `most` entries, and ends once it has `room()` bytes, unless one unit is
        larger. Nothing beyond `upto` is sent. The own head is signed when asked for.
        """
        ...

    def take(self, batches: Sequence[Batch]) -> int:
        """Verify all, then append and project by units; return how many entries were new.

        Raises BadBatchError before anything is changed.
        """
        ...

    def acknowledge(self, vector: Vector, *, whole: bool = False) -> None:
        """Remember what the central store proved to hold of these devices; `whole`: of all."""
        ...

    def acknowledged(self) -> Vector: ...

    def settled(self) -> Settled | None: ...

    def settle(
        self, receipt: bytes, signature: bytes, vector: Vector, clock_error_ms: int | None
    ) -> None:
        """File a receipt that was proved, with all that follows from it, at once."""
        ...

    def refuse(self, refused: Refused) -> None:
        """Remember that the central store will not take this batch of our own."""
        ...

    def forked(self, entry: bytes) -> None:
        """Remember the head of another branch that bears our name: a clone, or a restore."""
        ...
