"""What the steps of one round share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from sync.client.errors import RoundCancelledError
from sync.client.pace import Pace
from sync.client.replica import Replica
from sync.client.server import SyncServer
from sync.journal.chain import Batch
from sync.journal.clock import Clock, system_ms
from sync.journal.entry import read_entry
from sync.journal.vector import Head, Vector
from sync.wire.messages import Refused
from sync.wire.receipt import SignedReceipt


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
    """One round under way.

    `named` is what the round is about: what stood here when it began, and what was pulled since.
    What people save meanwhile waits for the next. `theirs` is what the central store said that it
    holds; `refused` the batch that it would not take, of each device that has one.
    """

    replica: Replica
    server: SyncServer
    central_key: bytes
    practitioner: bytes
    watch: Watch
    pace: Pace
    now_ms: Clock = system_ms
    executor: Executor | None = None
    wants_receipt: bool = True
    named: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    theirs: dict[bytes, tuple[Head, ...]] = field(default_factory=dict)
    refused: dict[bytes, Refused] = field(default_factory=dict)
    receipt: SignedReceipt | None = None
    fork: bytes = b""
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

    def learn(self, held: Vector, devices: Iterable[bytes]) -> None:
        """Take in what the central store durably holds of these devices, and of no others.

        A device that is left out of `held` has nothing there, whatever was held before.
        """
        for device in devices:
            self.theirs[device] = held.get(device, ())
        self.replica.acknowledge({device: self._proved(device) for device in devices})

    def learn_all(self, held: Vector) -> None:
        """Take in everything that the central store holds."""
        self.theirs = dict(held)
        self.replica.acknowledge({device: self._proved(device) for device in held}, whole=True)

    def _proved(self, device: bytes) -> tuple[Head, ...]:
        """Return those of its heads that are here.

        Nothing else is proved: what was acknowledged before may lie below a head that is not
        here, or on a branch that the central store has lost since.
        """
        theirs = self.theirs[device]
        return tuple(head for head in theirs if self.replica.knows(device, head.entry))

    def take(self, batches: Sequence[Batch]) -> None:
        """Take in what was pulled; from now on the round is about it too."""
        self.received += self.replica.take(batches)
        own = self.replica.device
        for batch in batches:
            device = batch.head.device
            if device != own:
                self.named[device] = self.replica.vector()[device]
                continue
            self.named[own] = _grown(self.named.get(own, ()), batch)
            # It came from the central store, which lacks no entry of it.
            self.replica.acknowledge({own: _grown(self.replica.acknowledged().get(own, ()), batch)})
        self.watch.moved(entries_in(batches))


def _grown(heads: Sequence[Head], batch: Batch) -> tuple[Head, ...]:
    follows = read_entry(batch.pieces[0].header, None).header.prev
    left = [head for head in heads if head.entry != follows]
    return tuple(sorted({*left, Head(batch.head.seq, batch.head.entry)}))


def entries_in(batches: Sequence[Batch]) -> int:
    return sum(len(batch.pieces) for batch in batches)


def bytes_in(batch: Batch) -> int:
    return sum(len(piece.header) + len(piece.body or b"") for piece in batch.pieces)


def entries_ahead(one: Vector, other: Vector) -> int:
    """Return about how many entries the first has beyond the second."""
    return sum(max(0, _furthest(heads) - _furthest(other.get(device, ())))
               for device, heads in one.items())  # fmt: skip


def _furthest(heads: Sequence[Head]) -> int:
    return max((head.seq for head in heads), default=0)
