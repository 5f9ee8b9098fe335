"""What the steps of one round share."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from sync.client.errors import RoundCancelledError
from sync.client.replica import Replica
from sync.client.server import SyncServer
from sync.journal.chain import Batch
from sync.journal.clock import Clock, system_ms
from sync.journal.vector import Head, Vector
from sync.wire.messages import Refused


@dataclass(slots=True)
class Watch:
    """Tells how far the round is, and stops it where the person asked for that."""

    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    done: int = 0
    total: int = 0

    def expect(self, entries: int) -> None:
        self.total = self.done + entries
        self.progress(self.done, self.total)

    def moved(self, entries: int) -> None:
        self.done += entries
        self.total = max(self.total, self.done)
        self.progress(self.done, self.total)

    def check(self) -> None:
        if self.cancelled():
            raise RoundCancelledError


@dataclass(slots=True)
class Course:
    """One round under way. `theirs` is what the central store said that it holds."""

    replica: Replica
    server: SyncServer
    central_key: bytes
    practitioner: bytes
    watch: Watch
    now_ms: Clock = system_ms
    executor: Executor | None = None
    theirs: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    sent: int = 0
    received: int = 0

    @contextmanager
    def beside(self, threads: int) -> Iterator[Executor]:
        """Give what asks beside this thread: the one that was handed in, or threads of our own."""
        if self.executor is not None:
            yield self.executor
            return
        with ThreadPoolExecutor(threads) as pool:
            yield pool

    def learn(self, held: Vector) -> None:
        """Take in what the central store durably holds of these devices."""
        self.theirs.update(held)
        known = {
            device: tuple(head for head in heads if self.replica.knows(device, head.entry))
            for device, heads in held.items()
        }
        self.replica.acknowledge({device: heads for device, heads in known.items() if heads})


def entries_in(batches: Sequence[Batch]) -> int:
    return sum(len(batch.pieces) for batch in batches)


def entries_ahead(one: Vector, other: Vector) -> int:
    """Return about how many entries the first has beyond the second."""
    return sum(max(0, _furthest(heads) - _furthest(other.get(device, ())))
               for device, heads in one.items())  # fmt: skip


def _furthest(heads: Sequence[Head]) -> int:
    return max((head.seq for head in heads), default=0)
