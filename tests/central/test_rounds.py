"""Workstations and the central store come to hold the same, whatever is cut, doubled or forked."""

import threading
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

import pytest

from sync.central.core import CentralCore
from sync.client.errors import CutError, RefusedError, RoundCancelledError, UntrustedError
from sync.client.http_server import HttpSyncServer
from sync.client.round import RoundResult, run_round
from sync.client.server import SyncServer
from sync.journal.signing import new_private_key, public_key_of
from sync.journal.vector import digest
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
from sync.wire.receipt import SignedReceipt, is_genuine, read_receipt
from tests.central.served import Served
from tests.central.stores import NURSE, go_round, join
from tests.fakes.at_once import AtOnce
from tests.fakes.replica import MemoryReplica

_Reply = TypeVar("_Reply")

RECORD, OTHER = b"r" * 16, b"o" * 16


class Counted:
    """Passes everything on and keeps what was asked; may lose an answer whose work is done."""

    def __init__(self, server: SyncServer, cut_after: int | None = None) -> None:
        self._server, self._cut_after = server, cut_after
        self.asked: list[object] = []

    def hello(self, message: Hello) -> HelloReply:
        return self._counted(message, self._server.hello(message))

    def push(self, message: Push) -> PushReply:
        return self._counted(message, self._server.push(message))

    def pull(self, message: Pull) -> PullReply:
        return self._counted(message, self._server.pull(message))

    def finish(self, message: Finish) -> FinishReply:
        return self._counted(message, self._server.finish(message))

    def _counted(self, message: object, reply: _Reply) -> _Reply:
        self.asked.append(message)
        if self._cut_after is not None and len(self.asked) >= self._cut_after:
            raise CutError
        return reply

    def kinds(self) -> list[str]:
        return [type(message).__name__ for message in self.asked]


def held(core: CentralCore) -> int:
    with core.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT service, header FROM journal_header").all()
    return sum(bytes(row.service) == core.identity.service for row in rows)


def receipt_of(result: RoundResult) -> SignedReceipt:
    assert result.receipt is not None
    return result.receipt


def test_two_desks_see_each_others_work(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    desk.save(RECORD, {"risk": "high"})
    other_desk.save(OTHER, {"cell": "M4"})
    for replica in (desk, other_desk, desk):
        go_round(core, replica)
    assert desk.state() == other_desk.state()
    assert desk.records[OTHER].values() == {"cell": "M4"}
    assert other_desk.records[RECORD].values() == {"risk": "high"}


def test_a_quiet_round_is_one_question(core: CentralCore, desk: MemoryReplica) -> None:
    go_round(core, desk)
    counted = Counted(core.as_device(desk.device))
    result = go_round(core, desk, counted)
    assert counted.kinds() == ["Hello"]
    assert (result.sent, result.received) == (0, 0)


def test_a_small_push_is_one_question(core: CentralCore, desk: MemoryReplica) -> None:
    go_round(core, desk)
    for number in range(10):
        desk.save(RECORD, {"note": number})
    counted = Counted(core.as_device(desk.device))
    result = go_round(core, desk, counted)
    assert counted.kinds() == ["Hello"]
    assert (result.sent, result.received) == (10, 0)
    assert desk.acknowledged() == desk.vector()


def test_more_than_a_batch_goes_both_ways(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    for number in range(450):
        desk.save(number.to_bytes(16, "big"), {"note": "n" * 20}, parts=3)
    told: list[tuple[int, int]] = []
    result = run_round(
        desk, core.as_device(desk.device), core.identity.public_key, practitioner=NURSE,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert result.sent == 1350
    assert told[-1][0] == told[-1][1] == result.sent + result.received
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    counted = Counted(core.as_device(other_desk.device))
    assert go_round(core, other_desk, counted).received >= 1350
    assert counted.kinds().count("Pull") >= 3
    assert all(len(b.pieces) <= 500 for b in desk.batches_beyond({}, own_only=False, most=500))
    assert desk.state() == other_desk.state()


def test_the_receipt_says_what_is_held_and_is_filed(core: CentralCore, desk: MemoryReplica) -> None:
    desk.save(RECORD, {"risk": "high"})
    signed = receipt_of(go_round(core, desk))
    assert is_genuine(signed, core.identity.public_key)
    receipt = read_receipt(signed.receipt)
    assert receipt.number.startswith("R-000001-")
    assert receipt.store == "Essex central store"
    assert (receipt.device, receipt.practitioner) == (desk.device, NURSE)
    assert (receipt.sent, receipt.received) == (1, 2)
    assert (receipt.entries_held, receipt.devices) == (3, 2)
    assert receipt.vector_digest == digest(desk.vector())
    assert desk.receipts == [(signed.receipt, signed.signature)]
    assert read_receipt(receipt_of(go_round(core, desk)).receipt).number.startswith("R-000002-")


def test_a_receipt_of_another_key_is_not_believed(core: CentralCore, desk: MemoryReplica) -> None:
    stranger = public_key_of(new_private_key())
    with pytest.raises(UntrustedError):
        run_round(desk, core.as_device(desk.device), stranger, practitioner=NURSE)
    assert desk.receipts == []


@pytest.mark.parametrize("cut_after", range(1, 6))
def test_a_round_cut_after_any_answer_is_continued_and_doubles_nothing(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica, cut_after: int
) -> None:
    other_desk.save(OTHER, {"cell": "M4"})
    go_round(core, other_desk)
    for number in range(700):
        desk.save(number.to_bytes(16, "big"), {"note": number})
    with pytest.raises(CutError):
        go_round(core, desk, Counted(core.as_device(desk.device), cut_after))
    desk.save(RECORD, {"later": True})
    go_round(core, desk)
    go_round(core, other_desk)
    assert desk.state() == other_desk.state()
    assert held(core) == sum(len(entries) for entries in desk.entries.values()) == 700 + 1 + 1 + 3


def test_what_is_cut_mid_push_sends_only_the_rest_again(
    core: CentralCore, desk: MemoryReplica
) -> None:
    for number in range(900):
        desk.save(number.to_bytes(16, "big"), {"note": "n" * 600})
    key, direct = core.identity.public_key, core.as_device(desk.device)
    with pytest.raises(CutError):
        run_round(desk, Counted(direct, 3), key, practitioner=NURSE, executor=AtOnce())
    there = held(core) - 2
    assert 0 < there < 900
    counted = Counted(direct)
    run_round(desk, counted, key, practitioner=NURSE, executor=AtOnce())
    again = [m for m in counted.asked if isinstance(m, Push)]
    assert sum(len(batch.pieces) for push in again for batch in push.batches) == 900 - there


class SlowFirst(HttpSyncServer):
    """Lets a first batch leave only once the end of the second is all that is left of it."""

    entries = 0
    is_hasty = False

    def __init__(self, served: Served, desk: MemoryReplica) -> None:
        super().__init__(served.url, served.ca, desk.device, desk.sign)
        self._is_second_there = threading.Event()

    def push(self, message: Push) -> PushReply:
        assert self._is_second_there.wait(20)
        self.entries += len(message.batches[0].pieces)
        return super().push(message)

    def push_after(self, message: Push, may_end: Callable[[], object]) -> PushReply:
        def there() -> None:
            self._is_second_there.set()
            may_end()

        self.entries += len(message.batches[0].pieces)
        if not self.is_hasty:
            return super().push_after(message, there)
        reply = super().push(message)
        self._is_second_there.set()
        return reply


@pytest.mark.parametrize("is_hasty", [False, True])
def test_a_second_batch_overtakes_no_first_whatever_the_line_does(
    served: Served, *, is_hasty: bool
) -> None:
    desk = join(served.core)
    before = held(served.core)
    for number in range(900):
        desk.save(number.to_bytes(16, "big"), {"note": "n" * 100})
    with closing(SlowFirst(served, desk)) as server:
        server.is_hasty = is_hasty
        run_round(desk, server, served.core.identity.public_key, practitioner=NURSE)
    assert held(served.core) == before + 900
    assert (server.entries > 900) == is_hasty


def test_a_person_can_stop_between_steps_and_go_on_later(
    core: CentralCore, desk: MemoryReplica
) -> None:
    for number in range(600):
        desk.save(number.to_bytes(16, "big"), {"note": number})
    answers = iter([False, False, True])
    with pytest.raises(RoundCancelledError):
        run_round(
            desk, core.as_device(desk.device), core.identity.public_key, practitioner=NURSE,
            cancelled=lambda: next(answers, True),
        )  # fmt: skip
    assert desk.receipts == []
    assert go_round(core, desk).receipt
    assert held(core) == 602


def test_both_branches_of_a_cloned_machine_are_kept_and_passed_on(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    desk.save(RECORD, {"risk": "low"})
    go_round(core, desk)
    clone = desk.clone()
    desk.save(RECORD, {"risk": "high"})
    for note in range(3):
        clone.save(RECORD, {"risk": "medium", "note": note})
    for replica in (desk, clone, other_desk, desk, clone):
        go_round(core, replica)
    assert len(other_desk.vector()[desk.device]) == 2
    assert desk.state() == clone.state() == other_desk.state()
    assert {live.value for live in other_desk.records[RECORD].live["risk"]} == {"high", "medium"}
    desk.save(OTHER, {"cell": "M4"})
    go_round(core, desk)
    go_round(core, other_desk)
    assert other_desk.records[OTHER].values() == {"cell": "M4"}


def test_a_fork_further_on_than_the_store_knows_is_found_too(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    clone = desk.clone()
    for note in range(2):
        desk.save(RECORD, {"a": note})
    for note in range(5):
        clone.save(RECORD, {"b": note})
    go_round(core, clone)
    go_round(core, desk)
    go_round(core, clone)
    go_round(core, other_desk)
    assert desk.state() == clone.state() == other_desk.state()


def test_a_restored_store_is_healed_by_any_desk(core: CentralCore, desk: MemoryReplica) -> None:
    go_round(core, desk)
    other = join(core)
    for replica in (desk, other):
        replica.save(replica.device, {"note": "before"})
        go_round(core, replica)
    go_round(core, desk)
    lost = [other.device, core.identity.device]
    with core.database.writing() as connection:
        for table in ("journal_header", "journal_body", "head", "signed_head", "device"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE device IN ({_hex(core, lost)}) AND "
                + (f"device != {_hex(core, lost[1:])}" if table == "device" else "1 = 1")
            )
    with pytest.raises(RefusedError):
        core.access.admit("POST", "/v1/hello", b"", "")
    go_round(core, desk)
    assert held(core) == sum(len(entries) for entries in desk.entries.values())
    with core.database.reading() as connection:
        devices = connection.exec_driver_sql("SELECT device, public_key FROM device").all()
    assert (other.device, other.keys[other.device]) in [(bytes(a), bytes(b)) for a, b in devices]


def _hex(core: CentralCore, devices: list[bytes]) -> str:
    form = "decode('{}', 'hex')" if core.database.is_postgresql else "x'{}'"
    return ", ".join(form.format(device.hex()) for device in devices)
