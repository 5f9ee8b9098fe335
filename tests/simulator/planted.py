"""Faults that others have shipped, each planted in one place; the simulator must find every one.

python -m tests.simulator.planted --seed 1     tells after how many histories each was found
"""

import argparse
import secrets
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

import msgspec
from sqlalchemy import Connection

from desktop.storage import projection
from desktop.storage.errors import translated
from desktop.storage.journal import write_heads
from desktop.storage.store import Store
from desktop.storage.sync_replica import StoreReplica
from sync.central.ingest import Intake
from sync.central.session import DeviceSession
from sync.client import hello as client_hello
from sync.client.course import Course
from sync.journal import vector
from sync.journal.chain import Batch
from sync.journal.entry import Entry, Header
from sync.journal.vector import Head, Vector
from sync.merge import record
from sync.wire.messages import Hello, HelloReply, Push, PushReply
from tests.simulator.kit import Kit, kit
from tests.simulator.run import History, live_through
from tests.simulator.world import USUAL

MOST_HISTORIES = 200


def _named_by(batches: Sequence[Batch]) -> Vector:
    return {one.head.device: (Head(one.head.seq, one.head.entry),) for one in batches}


@contextmanager
def acknowledged_before_the_commit() -> Iterator[None]:
    real = DeviceSession.push
    promised: list[Push] = []

    def push(self: DeviceSession, message: Push) -> PushReply:
        while promised:
            real(self, promised.pop(0))
        promised.append(message)
        return PushReply(dict(_named_by(message.batches)))

    with patch.object(DeviceSession, "push", push):
        yield


@contextmanager
def vector_advanced_outside_the_transaction() -> Iterator[None]:
    real = StoreReplica.take

    def take(self: StoreReplica, batches: Sequence[Batch]) -> int:
        with self.store.writing() as connection:
            for device, heads in _named_by(batches).items():
                if device != self.device:
                    write_heads(connection, device, heads)
        return real(self, batches)

    with patch.object(StoreReplica, "take", take):
        yield


@contextmanager
def clock_decides() -> Iterator[None]:
    def fold(state: Any, entry: bytes, header: Header, fields: Mapping[str, Any]) -> None:
        record.fold(state, entry, msgspec.structs.replace(header, counter=header.wall_ms), fields)

    with patch.object(projection, "fold", fold):
        yield


@contextmanager
def missing_idempotency() -> Iterator[None]:
    def all_of(_self: Intake, entries: Sequence[Entry]) -> Sequence[Entry]:
        return entries

    with patch.object(Intake, "_new_of", all_of):
        yield


@contextmanager
def applied_without_a_transaction() -> Iterator[None]:
    @contextmanager
    def writing(self: Store) -> Iterator[Connection]:
        with translated(), self.standing.writing, self.engine.connect() as connection:
            connection.begin()
            driver: Any = connection.connection.driver_connection
            driver.execute("COMMIT")
            yield connection

    with patch.object(Store, "writing", writing):
        yield


@contextmanager
def outbox_cleared_early() -> Iterator[None]:
    real = client_hello._small_push

    def small_push(course: Course) -> list[Batch]:
        batches = real(course)
        course.replica.acknowledge(_named_by(batches))
        return batches

    with patch.object(client_hello, "_small_push", small_push):
        yield


@contextmanager
def count_only_check() -> Iterator[None]:
    """Have both ends, and the ledger with them, compare how much there is and not what."""
    real = vector.digest

    def count(heads_by_device: Vector) -> bytes:
        furthest = [head.seq for heads in heads_by_device.values() for head in heads]
        return sum(furthest).to_bytes(32, "big")

    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            is_ours = name.startswith(("sync.", "desktop.", "tests.simulator."))
            if is_ours and getattr(module, "digest", None) is real:
                stack.enter_context(patch.object(module, "digest", count))
        yield


@contextmanager
def clone_accepted() -> Iterator[None]:
    real = DeviceSession.hello

    def hello(self: DeviceSession, message: Hello) -> HelloReply:
        return msgspec.structs.replace(real(self, message), fork=b"")

    with patch.object(DeviceSession, "hello", hello):
        yield


Fault = Callable[[], AbstractContextManager[None]]

PLANTED: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        acknowledged_before_the_commit,
        vector_advanced_outside_the_transaction,
        clock_decides,
        missing_idempotency,
        applied_without_a_transaction,
        outbox_cleared_early,
        count_only_check,
        clone_accepted,
    )
}

# What a fault needs to show itself more often than chance has it.
_TRIED_WITH: dict[str, tuple[Collection[str], Mapping[str, float]]] = {
    "clone_accepted": (USUAL, {"clone": 6}),
    "count_only_check": (USUAL, {"restore_centre": 25, "copy_centre": 12}),
    "clock_decides": (USUAL, {"edit": 80}),
}


def first_caught(
    kit_: Kit, fault: Fault, seed: int, *, histories: int = MOST_HISTORIES
) -> tuple[int, History | None]:
    """Return after how many histories the fault was found, and the one that found it."""
    clauses, likelier = _TRIED_WITH.get(fault.__name__, (USUAL, {}))
    with fault():
        for number in range(histories):
            history = live_through(kit_, seed + number, clauses=clauses, likelier=likelier)
            if history.error is not None:
                return number + 1, history
    return histories, None


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    asked = parser.parse_args()
    print(f"seed {asked.seed}")  # noqa: T201 -- a command line prints
    missed = 0
    with kit() as kit_:
        for name, fault in PLANTED.items():
            tried, history = first_caught(kit_, fault, asked.seed)
            missed += history is None
            found = "not found" if history is None else history.told()
            print(f"{name}, {tried} histories: {found}"[:250])  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
