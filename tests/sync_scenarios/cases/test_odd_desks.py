"""A clock in 2036, a cut before the signed head, a device that was revoked, an ended link."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sync.central.certificates import new_authority
from sync.client.http_server import HttpSyncServer
from sync.client.round import run_round
from sync.journal.chain import BadBatchError, Batch
from sync.journal.clock import system_ms
from sync.journal.signing import sign_request
from sync.wire.messages import Push
from sync.wire.refusal import RefusalCode
from tests.central.test_http import serving
from tests.simulator.chance import DAY_MS
from tests.sync_scenarios.cases.service import NURSE, Desk, Service

TEN_YEARS_MS = 10 * 365 * DAY_MS


@contextmanager
def line_with_clock(
    service: Service, desk: Desk, folder: Path, ahead_ms: int
) -> Iterator[HttpSyncServer]:
    authority = new_authority("Essex")
    with serving(service.centre.core, authority, folder, "127.0.0.1") as url:
        line = HttpSyncServer(
            url, authority.certificate.decode(), desk.machine.device,
            lambda request: sign_request(desk.machine.private_key, request),
            now_ms=lambda: system_ms() + ahead_ms,
        )  # fmt: skip
        with closing(line):
            yield line


@pytest.mark.parametrize("ahead_ms", [TEN_YEARS_MS, DAY_MS, -DAY_MS])
def test_a_desk_whose_clock_is_wrong_goes_round_and_learns_by_how_much(
    service: Service, tmp_path: Path, ahead_ms: int
) -> None:
    desk = service.desk("odd")
    desk.adds_a_person()
    with line_with_clock(service, desk, tmp_path, ahead_ms) as line:
        result = run_round(
            desk.machine.replica, line, service.kit.identity.public_key,
            practitioner=NURSE, now_ms=lambda: system_ms() + ahead_ms,
        )  # fmt: skip

    assert result.receipt is not None
    assert desk.machine.reads.waiting() == 0
    error_ms = desk.machine.replica.clock_error_ms
    assert error_ms is not None
    assert abs(error_ms - ahead_ms) < 60_000


@pytest.mark.usefixtures("logged_warnings")
def test_a_batch_cut_before_its_signed_head_is_taken_by_nobody(
    service: Service, rng: random.Random
) -> None:
    one, other = service.desk("one"), service.desk("other")
    service.all_meet()
    for _ in range(4):
        one.adds_a_person()
    (batch,) = one.machine.replica.batches_beyond(
        other.machine.replica.vector(), own_only=True, most=50
    )
    cut = Batch(batch.head, batch.pieces[: rng.randrange(1, len(batch.pieces))])
    before = service.centre.entries()

    reply = service.line(one).push(Push([cut]))

    assert [refused.code for refused in reply.refused] == [RefusalCode.BAD_BATCH]
    assert service.centre.entries() == before
    held = other.machine.entries()
    with pytest.raises(BadBatchError):
        other.machine.replica.take([cut])
    assert other.machine.entries() == held
    service.all_meet()
    assert service.is_one()


def test_an_ended_link_lists_what_was_written_since_and_moves_nothing(service: Service) -> None:
    one, other = service.desk("one"), service.desk("other")
    kelly, double = one.adds_a_person(), one.adds_a_person()
    service.all_meet()
    one.services.link_people(kelly.id, double.id, ("same PNC id",))
    service.all_meet()
    found = other.person(double.id)
    other.changes(found, replace(found, phone="written since"))
    service.all_meet()

    (since,) = one.services.unlink_people(kelly.id, double.id, "two people after all")
    service.all_meet()

    assert since.person_id == double.id
    for desk in service.desks:
        assert desk.person(double.id).phone == "written since"
        assert desk.person(kelly.id).phone == ""
        assert desk.person(kelly.id).linked == ()
    assert service.is_one()


@pytest.mark.xfail(reason="entries of a revoked device are projected wherever they arrive (D9)")
def test_late_entries_of_a_revoked_device_that_arrive_by_file_are_held_back(
    service: Service,
) -> None:
    revoked, other = service.desk("revoked"), service.desk("other")
    service.all_meet()
    late = revoked.adds_a_person()
    service.centre.core.enrolments.revoke(revoked.machine.device)
    service.round(other)
    theirs = other.machine.replica.vector()
    by_file = list(revoked.machine.replica.batches_beyond(theirs, own_only=True, most=50))
    other.machine.replica.take(by_file)

    assert other.machine.reads.person(late.id) is None
