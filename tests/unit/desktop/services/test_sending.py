"""What waits, what will leave, and the receipt of a round: counted, signed and printed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.domain.conflict import Choice
from desktop.domain.screen import Answer
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.storage.sync_replica import StoreReplica
from desktop.vault.errors import NotEnrolledError
from sync.central.core import CentralCore
from sync.central.store.database import open_sqlite
from sync.central.store.schema import bring_up_to_date
from sync.client.round import run_round
from sync.journal.signing import public_key_of
from sync.wire.messages import Enrol
from sync.wire.receipt import SignedReceipt, is_genuine
from tests.central.stores import KEY, found
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import refuse_everything


@pytest.fixture
def core(tmp_path: Path) -> Iterator[CentralCore]:
    database = open_sqlite(tmp_path / "central.db", KEY)
    bring_up_to_date(database)
    yield found(database)
    database.close()


def join(core: CentralCore, desk: Desk) -> StoreReplica:
    workstation = desk.session.unlocked.workstation
    token, _ = core.enrolments.invite(workstation.suite, workstation.name)
    device = workstation.device_id.bytes
    key = public_key_of(desk.signing_key)
    joined = core.enrol(Enrol(token, device, workstation.name, key))
    return StoreReplica(
        store=desk.session.store,
        private_key=desk.signing_key,
        central=joined.central,
        central_key=joined.central_key,
    )


def go_round(core: CentralCore, desk: Desk, replica: StoreReplica) -> SignedReceipt:
    practitioner = desk.services.session.practitioner.id.bytes
    receipt = run_round(
        replica,
        core.as_device(replica.device),
        core.identity.public_key,
        practitioner=practitioner,
    ).receipt
    assert receipt is not None
    return receipt


def leaving(desk: Desk) -> dict[str, int]:
    return {one.kind: one.count for one in desk.services.what_leaves().kinds}


def test_what_will_leave_is_counted_by_record_and_person(desk: Desk) -> None:
    assert leaving(desk) == {"practitioner": 1}
    before = datetime.now(UTC) - timedelta(seconds=5)
    stay = desk.stay()
    desk.call(stay, 10)
    second = desk.call(stay, 5)
    desk.services.change_call(second, second.arrive(desk.clock()))
    desk.stay(desk.person(family_name="Hughes"))

    leaves = desk.services.what_leaves()

    assert leaving(desk) == {"practitioner": 1, "person": 2, "detention": 2, "hcp_call": 2}
    assert leaves.people == 2
    assert all(before <= one.oldest <= datetime.now(UTC) for one in leaves.kinds)
    assert (leaves.drafts, leaves.conflicts) == ((), 0)
    assert desk.services.sync_state().waiting == 8  # entries: the practitioner's, six and a change


def test_a_screen_in_hand_is_named_before_a_round_and_what_is_typed_does_not_leave(
    desk: Desk,
) -> None:
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    assert [one.id for one in desk.services.what_leaves().drafts] == [opened.screen.id]
    waiting = desk.services.sync_state().waiting

    desk.services.answer_question(opened.screen.id, "today.minutes", Answer(values=(5,)))

    assert [one.id for one in desk.services.what_leaves().drafts] == [opened.screen.id]
    assert desk.services.sync_state().waiting == waiting
    desk.services.pause_screen(opened.screen.id)
    assert desk.services.what_leaves().drafts == ()


def test_a_finished_screen_leaves_no_draft_behind(desk: Desk) -> None:
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    refuse_everything(desk, opened)
    desk.services.complete_screen(opened.screen.id)

    assert desk.services.what_leaves().drafts == ()


def test_a_round_takes_all_that_waits_and_the_next_one_nothing(
    desk: Desk, core: CentralCore
) -> None:
    desk.stay()
    replica = join(core, desk)
    signed = go_round(core, desk, replica)
    assert is_genuine(signed, core.identity.public_key)

    assert desk.services.sync_state().waiting == 0
    assert leaving(desk) == {}

    desk.stay(desk.person(family_name="Hughes"))
    assert desk.services.sync_state().waiting == 2
    assert leaving(desk) == {"detention": 1, "person": 1}


def test_the_last_receipt_says_what_was_proved(desk: Desk, core: CentralCore) -> None:
    assert desk.services.last_receipt() is None
    assert desk.services.sync_state().last_sent_at is None
    desk.stay()
    replica = join(core, desk)
    go_round(core, desk, replica)
    desk.stay(desk.person(family_name="Hughes"))
    go_round(core, desk, replica)

    receipt = desk.services.last_receipt()

    assert receipt is not None
    assert (receipt.number[:8], receipt.sent, receipt.received) == ("R-000002", 2, 0)
    assert receipt.practitioner == "J. Okafor"
    assert receipt.workstation == "Southend 1"
    assert receipt.store == core.identity.store
    assert receipt.entries_held == 7  # 3 and 2 of this desk, 2 of the store's own
    assert receipt.own_entries == 5
    assert desk.services.sync_state().last_sent_at == receipt.at
    assert abs(datetime.now(UTC) - receipt.at) < timedelta(minutes=1)


def test_a_receipt_is_printed_with_its_number_and_proof(desk: Desk, core: CentralCore) -> None:
    desk.stay()
    go_round(core, desk, join(core, desk))
    receipt = desk.services.last_receipt()
    assert receipt is not None

    pages = PdfReader(BytesIO(desk.services.print_receipt(receipt))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())

    for expected in ("R-000001", "J. Okafor", "Southend 1", receipt.vector_digest[:4]):
        assert expected in text


def test_a_screen_that_a_colleague_began_is_finished_by_whoever_went_on_with_it(
    desk: Desk, other_desk: Desk, core: CentralCore
) -> None:
    here, there = join(core, desk), join(core, other_desk)
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    desk.services.pause_screen(opened.screen.id)
    go_round(core, desk, here)
    go_round(core, other_desk, there)
    assert other_desk.services.what_leaves().drafts == ()

    other_desk.services.answer_question(opened.screen.id, "today.minutes", Answer(values=(5,)))
    other_desk.services.leave_section(opened.screen.id, "today", "who")

    assert [one.id for one in other_desk.services.what_leaves().drafts] == [opened.screen.id]


def test_two_desks_and_the_store_come_to_hold_the_same(
    desk: Desk, other_desk: Desk, core: CentralCore
) -> None:
    here, there = join(core, desk), join(core, other_desk)
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    desk.services.hand_over_screen(opened.screen.id, "P. Shah", "")
    go_round(core, desk, here)
    go_round(core, other_desk, there)
    refuse_everything(other_desk, other_desk.services.open_screen(opened.screen.id))
    other_desk.services.complete_screen(opened.screen.id)
    go_round(core, other_desk, there)
    go_round(core, desk, here)
    go_round(core, other_desk, there)

    assert desk.services.show_board().rows == other_desk.services.show_board().rows
    assert desk.services.open_person(stay.person_id) == other_desk.services.open_person(
        stay.person_id
    )
    assert here.vector() == there.vector()


def test_a_conflict_is_counted_until_somebody_settles_it(desk: Desk, other_desk: Desk) -> None:
    person = desk.person()
    other_desk.takes_from(desk)
    theirs = other_desk.services.open_person(person.id).person
    for one, old, gp in ((desk, person, "Kent Elms"), (other_desk, theirs, "Scott Park")):
        one.services.change_person(old, replace(old, gp=gp))
    desk.takes_from(other_desk)
    assert desk.services.what_leaves().conflicts == 1

    both = desk.services.open_person(person.id).person
    assert both.standing.conflicts == ("gp",)
    desk.services.change_person(both, replace(both, phone="01702 555 014"))
    assert desk.services.what_leaves().conflicts == 1

    (conflict,) = desk.services.open_conflicts(person.id)
    desk.services.settle_conflict(conflict, Choice.KEEP, keep=0)

    assert desk.services.what_leaves().conflicts == 0


def test_a_workstation_that_joined_no_service_says_so_and_loses_nothing(desk: Desk) -> None:
    desk.stay()
    waiting = desk.services.sync_state().waiting

    with pytest.raises(NotEnrolledError):
        desk.services.send_now(lambda _done, _total: None, lambda: False)

    state = desk.services.sync_state()
    assert (state.is_enrolled, state.waiting) == (False, waiting)
