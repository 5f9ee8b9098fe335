"""A round reaches its receipt whatever people, clocks and single bad entries do meanwhile."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from sync.central.core import CentralCore
from sync.central.store.database import Database, open_sqlite
from sync.client.errors import CutError, UntrustedError
from sync.client.pace import Pace
from sync.client.round import run_round
from sync.client.server import SyncServer
from sync.journal.chain import Batch
from sync.journal.entry import COUNTER_JUMP
from sync.wire.messages import (
    Finish,
    FinishReply,
    Hello,
    HelloReply,
    Pull,
    PullReply,
    Push,
    PushReply,
)
from sync.wire.receipt import read_receipt
from tests.central.stores import KEY, NURSE, go_round, join
from tests.fakes.at_once import AtOnce
from tests.fakes.replica import MemoryReplica

_Reply = TypeVar("_Reply")

RECORD, OTHER = b"r" * 16, b"o" * 16
Change = Callable[[object, object], object]


@pytest.fixture
def database(sqlite_tables: Path, tmp_path: Path) -> Iterator[Database]:
    """One kind of database: what is looked at is the workstation's side."""
    shutil.copyfile(sqlite_tables, tmp_path / "central.db")
    opened = open_sqlite(tmp_path / "central.db", KEY)
    yield opened
    opened.close()


class Altered:
    """Passes everything on, and each answer through `change`, which sees the question too."""

    def __init__(self, server: SyncServer, change: Change) -> None:
        self._server, self._change = server, change

    def hello(self, message: Hello) -> HelloReply:
        return self._altered(message, self._server.hello(message))

    def push(self, message: Push) -> PushReply:
        return self._altered(message, self._server.push(message))

    def pull(self, message: Pull) -> PullReply:
        return self._altered(message, self._server.pull(message))

    def finish(self, message: Finish) -> FinishReply:
        return self._altered(message, self._server.finish(message))

    def _altered(self, message: object, reply: _Reply) -> _Reply:
        return self._change(message, reply)  # type: ignore[return-value]


def altered(core: CentralCore, desk: MemoryReplica, change: Change) -> Altered:
    return Altered(core.as_device(desk.device), change)


@pytest.mark.parametrize("wild", [2**64 - 1, -(2**63), 0])
def test_a_time_that_nobody_signed_changes_nothing(
    core: CentralCore, desk: MemoryReplica, wild: int
) -> None:
    def lie(_message: object, reply: object) -> object:
        return replace(reply, now_ms=wild) if isinstance(reply, HelloReply) else reply

    desk.save(RECORD, {"risk": "high"})
    assert go_round(core, desk, altered(core, desk, lie)).receipt
    assert abs(desk.clock_errors[-1]) < 60_000


def test_a_signed_time_beyond_belief_changes_nothing(
    core: CentralCore, desk: MemoryReplica
) -> None:
    mad = CentralCore(core.database, core.identity, now_ms=lambda: 2**60)
    assert go_round(mad, desk).receipt
    assert desk.clock_errors == []


def test_what_the_store_lost_is_not_taken_for_sent(core: CentralCore, desk: MemoryReplica) -> None:
    def cut_after_hello(message: object, reply: object) -> object:
        if isinstance(message, Hello):
            return reply
        raise CutError

    desk.save(RECORD, {"risk": "high"})
    go_round(core, desk)
    with core.database.writing() as connection:
        for table in ("journal_header", "journal_body", "head", "signed_head", "round_base"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE device = ?", (desk.device,))
    for number in range(300):
        desk.save(RECORD, {"note": number})
    with pytest.raises(CutError):
        go_round(core, desk, altered(core, desk, cut_after_hello))
    assert desk.device not in desk.acknowledged()
    go_round(core, desk)
    assert desk.acknowledged() == desk.vector()


def test_who_types_through_a_round_does_not_end_it(core: CentralCore, desk: MemoryReplica) -> None:
    asked = []

    def type_on(message: object, reply: object) -> object:
        asked.append(message)
        desk.save(RECORD, {"typed": len(asked)})
        return reply

    for number in range(300):
        desk.save(number.to_bytes(16, "big"), {"note": number})
    before = desk.vector()[desk.device]
    result = go_round(core, desk, altered(core, desk, type_on))
    assert result.receipt is not None
    assert sum(isinstance(message, Finish) for message in asked) == 1
    assert result.sent == 300
    assert desk.acknowledged()[desk.device] == before
    assert go_round(core, desk).sent == len(asked)


def with_a_bad_unit(desk: MemoryReplica, good: int, after: int) -> None:
    """Save units of which one in the middle is refused for ever, for a counter that runs away."""
    for number in range(good):
        desk.save(number.to_bytes(16, "big"), {"note": number})
    desk.counter += 2 * COUNTER_JUMP
    for number in range(after):
        desk.save(number.to_bytes(16, "little"), {"later": number})


@pytest.mark.usefixtures("logged_warnings")
def test_one_bad_unit_in_the_middle_of_a_hundred_stops_nothing_before_it_and_nobody_else(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    go_round(core, desk)
    other_desk.save(OTHER, {"cell": "M4"})
    go_round(core, other_desk)
    with_a_bad_unit(desk, 49, 51)
    for _ in range(2):
        result = go_round(core, desk)
        assert result.receipt is not None
        (refused,) = result.refused
        assert (refused.device, refused.seq, refused.code) == (desk.device, 50, "bad_batch")
        (held,) = desk.acknowledged()[desk.device]
        assert held.seq == 49
    assert desk.records[OTHER].values() == {"cell": "M4"}
    assert {one.seq for one in desk.refused} == {50}
    go_round(core, other_desk)
    assert other_desk.records[(48).to_bytes(16, "big")].values() == {"note": 48}


@pytest.mark.usefixtures("logged_warnings")
def test_a_receipt_says_nothing_of_what_was_refused(core: CentralCore, desk: MemoryReplica) -> None:
    with_a_bad_unit(desk, 3, 3)
    result = go_round(core, desk)
    assert result.receipt is not None
    receipt = read_receipt(result.receipt.receipt)
    assert (receipt.sent, result.sent) == (3, 3)
    assert desk.vector()[desk.device] != desk.acknowledged()[desk.device]


def test_a_cloned_machine_hears_of_the_other_branch(core: CentralCore, desk: MemoryReplica) -> None:
    go_round(core, desk)
    clone = desk.clone()
    desk.save(RECORD, {"risk": "high"})
    clone.save(RECORD, {"risk": "low"})
    go_round(core, desk)
    assert desk.forks == []
    result = go_round(core, clone)
    (other,) = desk.vector()[desk.device]
    assert result.fork == other.entry
    assert clone.forks == [other.entry]


def test_a_quiet_round_without_a_receipt_files_none(core: CentralCore, desk: MemoryReplica) -> None:
    go_round(core, desk)
    filed = list(desk.receipts)
    result = run_round(
        desk, core.as_device(desk.device), core.identity.public_key, practitioner=NURSE,
        wants_receipt=False,
    )  # fmt: skip
    assert result.receipt is None
    assert desk.receipts == filed


def test_an_answer_without_the_receipt_that_was_asked_for_is_not_believed(
    core: CentralCore, desk: MemoryReplica
) -> None:
    def keep_it_back(_message: object, reply: object) -> object:
        return replace(reply, receipt=None, proof=None) if isinstance(reply, HelloReply) else reply

    go_round(core, desk)
    desk.save(RECORD, {"risk": "high"})
    with pytest.raises(UntrustedError):
        go_round(core, desk, altered(core, desk, keep_it_back))
    assert desk.vector() != desk.acknowledged()


def test_a_store_that_changed_its_name_is_asked_for_the_whole_receipt(
    core: CentralCore, desk: MemoryReplica
) -> None:
    go_round(core, desk)
    renamed = CentralCore(
        core.database, dataclasses.replace(core.identity, store="Kent central store")
    )
    result = go_round(renamed, desk)
    assert result.receipt is not None
    assert read_receipt(result.receipt.receipt).store == "Kent central store"


class DroppingLine:
    """A slow line that drops every few seconds, by a clock that only what is carried moves."""

    def __init__(self, core: CentralCore, desk: MemoryReplica, bytes_a_second: int) -> None:
        self._speed, self._server = bytes_a_second, core.as_device(desk.device)
        self.now = self._drops_at = 1_790_000_000_000

    def now_ms(self) -> int:
        return self.now

    def again(self) -> None:
        self._drops_at = self.now + 5000

    def hello(self, message: Hello) -> HelloReply:
        self._carry(message.batches)
        return self._carried(self._server.hello(message))

    def push(self, message: Push) -> PushReply:
        self._carry(message.batches)
        return self._server.push(message)

    def pull(self, message: Pull) -> PullReply:
        return self._carried(self._server.pull(message))

    def finish(self, message: Finish) -> FinishReply:
        return self._server.finish(message)

    def _carried(self, reply: _Reply) -> _Reply:
        self._carry(getattr(reply, "batches", []))
        return reply

    def _carry(self, batches: list[Batch]) -> None:
        size = sum(
            len(piece.header) + len(piece.body or b"") for one in batches for piece in one.pieces
        )
        self.now += 400 + 1000 * size // self._speed
        if self.now > self._drops_at:
            raise CutError


@pytest.mark.parametrize("bytes_a_second", [6_000, 30_000, 250_000])
def test_a_line_that_drops_every_five_seconds_brings_everything_across(
    core: CentralCore, desk: MemoryReplica, bytes_a_second: int
) -> None:
    for number in range(400):
        desk.save(number.to_bytes(16, "big"), {"note": "n" * 500})
    reader = join(core)
    for replica in (desk, reader):
        line, pace = DroppingLine(core, replica, bytes_a_second), Pace()
        for _ in range(80):
            line.again()
            try:
                run_round(
                    replica, line, core.identity.public_key, practitioner=NURSE,
                    executor=AtOnce(), now_ms=line.now_ms, pace=pace,
                )  # fmt: skip
                break
            except CutError:
                continue
        else:
            pytest.fail("the line made no progress")
    assert set(desk.state()) <= set(reader.state())
