"""A store put back to last week is made whole by the workstations, without anyone's help."""

import os

import msgspec
import pytest

from sync.central.core import CentralCore, DeviceSession
from sync.journal.chain import Batch
from sync.journal.clock import system_ms
from sync.journal.vector import digest
from sync.wire.credentials import new_credentials, signed_bytes
from sync.wire.framing import pack
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
from sync.wire.refusal import RefusalCode, RefusedError
from tests.central.stores import NURSE, back_up, go_round, join, restore
from tests.fakes.replica import MemoryReplica

RECORD = b"r" * 16


def own_journal(core: CentralCore, replica: MemoryReplica) -> list[Batch]:
    """What a workstation has pulled of the central store's own chain."""
    beyond = replica.batches_beyond({}, own_only=False, most=500)
    return [one for one in beyond if one.head.device == core.identity.device]


def number(core: CentralCore, replica: MemoryReplica, last_receipt: int = 0) -> str:
    """The number of the receipt that a quiet question is given."""
    message = Hello(digest(replica.vector()), [], NURSE, last_receipt=last_receipt)
    reply = core.as_device(replica.device).hello(message)
    if reply.proof is not None:
        return reply.proof.number
    assert reply.receipt is not None
    return read_receipt(reply.receipt.receipt).number


class Guarded:
    """A line to the store by which every request is signed, and looked at as one."""

    def __init__(self, core: CentralCore, replica: MemoryReplica) -> None:
        self._core, self._replica = core, replica
        self.vouched = 0

    def hello(self, message: Hello) -> HelloReply:
        return self._session("/v1/hello", message).hello(message)

    def push(self, message: Push) -> PushReply:
        return self._session("/v1/push", message).push(message)

    def pull(self, message: Pull) -> PullReply:
        return self._session("/v1/pull", message).pull(message)

    def finish(self, message: Finish) -> FinishReply:
        return self._session("/v1/finish", message).finish(message)

    def vouch(self, message: Push) -> PushReply:
        self.vouched += 1
        return self._core.vouch(message)

    def _session(self, path: str, message: msgspec.Struct) -> DeviceSession:
        credentials = new_credentials(self._replica.device, system_ms(), os.urandom(12))
        signature = self._replica.sign(signed_bytes(credentials, "POST", path, pack(message)))
        signed = msgspec.structs.replace(credentials, signature=signature)
        return self._core.admitted(path, pack(message), signed)


def test_a_round_of_a_desk_that_the_store_forgot_heals_the_store_by_itself(
    core: CentralCore,
) -> None:
    backup = back_up(core)
    desk, other = join(core), join(core)
    desk.save(RECORD, {"note": 1})
    other.save(RECORD, {"other": 2})
    for replica in (desk, other, desk):
        go_round(core, replica)
    restore(core, backup)
    line = Guarded(core, other)
    assert go_round(core, other, line).receipt
    assert line.vouched == 1
    again = Guarded(core, desk)
    assert go_round(core, desk, again).receipt
    assert again.vouched == 0
    assert desk.state() == other.state()


def test_a_desk_that_never_joined_stays_outside(core: CentralCore, desk: MemoryReplica) -> None:
    go_round(core, desk)
    stranger = MemoryReplica()
    stranger.central = core.identity.device
    stranger.keys[core.identity.device] = core.identity.public_key
    stranger.take(own_journal(core, desk))
    line = Guarded(core, stranger)
    with pytest.raises(RefusedError) as refused:
        go_round(core, stranger, line)
    assert refused.value.code == RefusalCode.UNKNOWN_DEVICE
    assert line.vouched == 1


def test_a_desk_enrolled_after_the_backup_brings_its_own_enrolment_back(core: CentralCore) -> None:
    backup = back_up(core)
    desk = join(core)
    desk.save(RECORD, {"note": 1})
    go_round(core, desk)
    restore(core, backup)
    with core.database.reading() as connection:
        assert _is_known(core, desk) is False
        del connection

    reply = core.vouch(Push(own_journal(core, desk)))

    assert reply.refused == []
    assert _is_known(core, desk)
    assert go_round(core, desk).receipt
    newcomer = join(core)
    go_round(core, newcomer)
    assert newcomer.records[RECORD].values() == {"note": 1}


def _is_known(core: CentralCore, desk: MemoryReplica) -> bool:
    return any(row["device"] == desk.device for row in back_up(core)["device"])


@pytest.mark.usefixtures("logged_warnings")
def test_nothing_but_the_stores_own_journal_is_taken_from_a_stranger(
    core: CentralCore, desk: MemoryReplica
) -> None:
    desk.save(RECORD, {"note": 1})
    (mine,) = desk.batches_beyond({}, own_only=True, most=9)
    with pytest.raises(RefusedError) as refused:
        core.vouch(Push([mine]))
    assert refused.value.code == RefusalCode.BAD_SIGNATURE
    go_round(core, desk)
    (theirs,) = own_journal(core, desk)
    forged = Batch(theirs.head, [*theirs.pieces[:-1], mine.pieces[0]])
    assert core.vouch(Push([forged])).refused
    before = back_up(core)["journal_header"]
    assert core.vouch(Push([theirs])).refused == []
    assert back_up(core)["journal_header"] == before


def test_enrolling_between_the_restore_and_the_healing_loses_neither_machine(
    core: CentralCore,
) -> None:
    backup = back_up(core)
    before = join(core)
    before.save(RECORD, {"note": 1})
    go_round(core, before)
    restore(core, backup)
    after = join(core, "Basildon")
    go_round(core, after)

    core.vouch(Push(own_journal(core, before)))

    for desk in (before, after, before):
        go_round(core, desk)
    assert before.state() == after.state()
    third = join(core)
    go_round(core, third)
    for desk in (before, after, third):
        go_round(core, desk)
    assert before.state() == after.state() == third.state()


def test_a_receipts_number_is_never_given_twice_even_by_a_restored_store(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    for replica in (desk, other_desk, desk):
        go_round(core, replica)
    backup = back_up(core)
    given = [number(core, desk), number(core, other_desk)]
    restore(core, backup)
    given += [number(core, other_desk), number(core, desk)]
    assert len(set(given)) == 4


def test_a_restored_store_counts_on_from_the_receipt_that_a_desk_shows(
    core: CentralCore, desk: MemoryReplica
) -> None:
    go_round(core, desk)
    backup = back_up(core)
    for _ in range(5):
        last = number(core, desk)
    restore(core, backup)
    counted = int(last.split("-")[1])
    assert int(number(core, desk, last_receipt=counted).split("-")[1]) == counted + 1
    wild = int(number(core, desk, last_receipt=2**53 - 1).split("-")[1])
    assert wild == counted + 2
