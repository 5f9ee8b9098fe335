"""What a revoked device wrote past where it was last trusted is kept, and goes no further."""

import pytest

from sync.central.core import CentralCore
from sync.central.store.journal import JournalRows
from sync.client.errors import RefusedError
from sync.journal.vector import digest
from sync.wire.messages import Enrol, Hello, Pull, Push
from sync.wire.refusal import RefusalCode
from tests.central.stores import NURSE, back_up, go_round, join, restore
from tests.fakes.replica import MemoryReplica

TRUSTED, LATER = b"t" * 16, b"l" * 16


@pytest.fixture
def revoked(core: CentralCore, desk: MemoryReplica) -> MemoryReplica:
    """A desk that went on writing after it was shut out; another passes that on."""
    desk.save(TRUSTED, {"note": "in time"})
    go_round(core, desk)
    core.enrolments.revoke(desk.device)
    for note in range(3):
        desk.save(LATER, {"note": note})
    return desk


def carry(core: CentralCore, revoked: MemoryReplica, carrier: MemoryReplica) -> None:
    """Hand over what a desk wrote through one that the store still answers."""
    batches = list(revoked.batches_beyond({}, own_only=True, most=500))
    reply = core.as_device(carrier.device).push(Push(batches))
    assert reply.refused == []
    assert reply.held[revoked.device] == revoked.vector()[revoked.device]


def test_late_entries_are_kept_and_not_passed_on(
    core: CentralCore, revoked: MemoryReplica, other_desk: MemoryReplica
) -> None:
    carry(core, revoked, other_desk)
    newcomer = join(core)
    go_round(core, newcomer)
    assert newcomer.records[TRUSTED].values() == {"note": "in time"}
    assert LATER not in newcomer.records
    reply = core.as_device(newcomer.device).pull(Pull({revoked.device: ()}, 500))
    assert sum(len(batch.pieces) for batch in reply.batches) == 1
    held = [row for row in back_up(core)["journal_header"] if row["device"] == revoked.device]
    assert len(held) == 4


def test_late_entries_leave_a_quiet_round_quiet(
    core: CentralCore, revoked: MemoryReplica, other_desk: MemoryReplica
) -> None:
    go_round(core, other_desk)
    carry(core, revoked, other_desk)
    asked = Hello(digest(other_desk.vector()), [], NURSE, wants_receipt=False)
    reply = core.as_device(other_desk.device).hello(asked)
    assert (reply.vector, reply.batches) == (None, [])


def test_late_entries_are_passed_on_once_they_are_adopted(
    core: CentralCore, revoked: MemoryReplica, other_desk: MemoryReplica
) -> None:
    carry(core, revoked, other_desk)
    core.enrolments.adopt(revoked.device)
    newcomer = join(core)
    go_round(core, newcomer)
    assert newcomer.records[LATER].values() == {"note": 2}
    device = newcomer.records[revoked.device]
    assert device.value("is_revoked") is True
    assert device.value("trusted")[0][0] == 4
    assert device.conflicts() == ()


def test_a_desk_that_holds_late_entries_still_gets_its_receipt(
    core: CentralCore, revoked: MemoryReplica, other_desk: MemoryReplica
) -> None:
    go_round(core, other_desk)
    other_desk.take(list(revoked.batches_beyond({}, own_only=True, most=500)))
    for _ in range(2):
        assert go_round(core, other_desk).receipt
    assert len(other_desk.entries[revoked.device]) == 4


def test_a_restored_store_learns_again_how_far_a_device_was_trusted(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    desk.save(TRUSTED, {"note": "in time"})
    go_round(core, desk)
    backup = back_up(core)
    core.enrolments.revoke(desk.device)
    go_round(core, other_desk)
    restore(core, backup)
    go_round(core, other_desk)
    desk.save(LATER, {"note": 1})
    carry(core, desk, other_desk)
    with core.database.reading() as connection:
        rows = JournalRows(connection, core.identity.service)
        assert rows.believed(rows.heads())[desk.device][0].seq == 1


def test_only_a_revoked_device_is_adopted(core: CentralCore, desk: MemoryReplica) -> None:
    for device in (desk.device, b"x" * 16):
        with pytest.raises(RefusedError):
            core.enrolments.adopt(device)


@pytest.mark.parametrize("name", ["Desk\x00 1", "Desk\n1", "\x1b[2J"])
def test_a_name_that_cannot_be_shown_is_refused_as_such(core: CentralCore, name: str) -> None:
    token, _ = core.enrolments.invite("Harlow", "Desk 1")
    desk = MemoryReplica()
    with pytest.raises(RefusedError) as refused:
        core.enrol(Enrol(token, desk.device, name, desk.keys[desk.device]))
    assert refused.value.code == RefusalCode.MALFORMED
