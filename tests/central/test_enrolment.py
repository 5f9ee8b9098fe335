"""A workstation joins with an invitation, once; what it is travels in the store's own journal."""

import uuid

import pytest

from desktop.domain.staff import Device, Practitioner, Role
from sync.central.commands import ROLES
from sync.central.core import CentralCore
from sync.central.own_journal import OwnJournal, PractitionerRow
from sync.client.errors import RefusedError
from sync.wire.messages import Enrol
from sync.wire.refusal import ProtocolTooNewError, RefusalCode
from tests.central.stores import go_round, join
from tests.fakes.replica import MemoryReplica


def asked(token: str, replica: MemoryReplica) -> Enrol:
    return Enrol(token, replica.device, "Desk 1", replica.keys[replica.device])


def code_of(core: CentralCore, message: Enrol) -> str:
    with pytest.raises(RefusedError) as refused:
        core.enrol(message)
    return refused.value.code


def test_a_workstation_learns_what_it_pins(core: CentralCore) -> None:
    token, _ = core.enrolments.invite("Harlow", "Desk 1")
    enrolled = core.enrol(asked(token, MemoryReplica()))
    identity = core.identity
    assert (enrolled.service, enrolled.store) == (identity.service, identity.store)
    assert (enrolled.central, enrolled.central_key) == (identity.device, identity.public_key)
    assert enrolled.suite == "Harlow"


def test_asking_again_after_a_lost_reply_gives_the_same(core: CentralCore) -> None:
    token, _ = core.enrolments.invite("Harlow", "Desk 1")
    message = asked(token, MemoryReplica())
    assert core.enrol(message) == core.enrol(message)


def test_an_invitation_serves_one_workstation(core: CentralCore) -> None:
    token, _ = core.enrolments.invite("Harlow", "Desk 1")
    core.enrol(asked(token, MemoryReplica()))
    assert code_of(core, asked(token, MemoryReplica())) == RefusalCode.INVITATION_USED


def test_an_invitation_that_is_none_or_too_old_is_refused(core: CentralCore) -> None:
    assert code_of(core, asked("made-up", MemoryReplica())) == RefusalCode.INVITATION_UNKNOWN
    token, _ = core.enrolments.invite("Harlow", "Desk 1", days=-1)
    assert code_of(core, asked(token, MemoryReplica())) == RefusalCode.INVITATION_EXPIRED


def test_a_device_id_cannot_be_taken_over(core: CentralCore, desk: MemoryReplica) -> None:
    thief = MemoryReplica(device=desk.device)
    token, _ = core.enrolments.invite("Harlow", "Desk 1")
    assert code_of(core, asked(token, thief)) == RefusalCode.DEVICE_TAKEN


def test_a_newer_program_is_told_so(core: CentralCore) -> None:
    message = Enrol("t", b"d" * 16, "Desk 1", b"k" * 32, protocol=2)
    with pytest.raises(ProtocolTooNewError):
        core.enrol(message)


def test_every_desk_learns_of_machines_and_people(core: CentralCore, desk: MemoryReplica) -> None:
    priya = PractitionerRow(
        id=str(uuid.uuid4()), name="Priya Shah", profession="Nurse",
        registration_number="12A3456E", role="hcp",
    )  # fmt: skip
    with core.database.writing() as connection:
        OwnJournal(connection, core.identity).write_practitioner(priya)
    other = join(core, "Basildon")
    go_round(core, desk)
    device = desk.records[other.device].values()
    assert device == {
        "id": str(uuid.UUID(bytes=other.device)), "name": "desk", "suite": "Basildon",
        "public_key": other.keys[other.device], "is_revoked": False,
    }  # fmt: skip
    assert desk.records[core.identity.device].values()["public_key"] == core.identity.public_key
    assert desk.records[uuid.UUID(priya.id).bytes].values()["name"] == "Priya Shah"
    with core.database.reading() as connection:
        assert OwnJournal(connection, core.identity).practitioners() == [priya]


def test_a_revocation_reaches_the_other_desks(
    core: CentralCore, desk: MemoryReplica, other_desk: MemoryReplica
) -> None:
    core.enrolments.revoke(other_desk.device)
    core.enrolments.revoke(other_desk.device)
    go_round(core, desk)
    state = desk.records[other_desk.device]
    assert state.value("is_revoked") is True
    assert state.conflicts() == ()


def test_the_store_itself_and_strangers_cannot_be_revoked(core: CentralCore) -> None:
    for device in (core.identity.device, b"x" * 16):
        with pytest.raises(RefusedError):
            core.enrolments.revoke(device)


def test_the_records_have_the_fields_that_a_workstation_reads() -> None:
    assert set(Device.__dataclass_fields__) - {"standing"} == {
        "id", "name", "suite", "public_key", "is_revoked",
    }  # fmt: skip
    assert set(Practitioner.__dataclass_fields__) - {"standing"} == set(
        PractitionerRow.__dataclass_fields__
    )
    assert set(ROLES) == {role.value for role in Role}
