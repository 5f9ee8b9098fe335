"""An entry that cannot be used is kept, told, and in nobody else's way."""

from dataclasses import replace

import pytest

from desktop.storage.check import check_store
from desktop.storage.projection import rebuild
from tests.builders.custody import a_call, a_detention
from tests.builders.people import KELLY, a_person
from tests.storage.desks import Chain, Desk, a_draft


@pytest.fixture
def neighbour(desk: Desk) -> Chain:
    chain = Chain()
    desk.central.enrol(chain.device, chain.public_key)
    desk.replica.take([desk.central.batch()])
    desk.save(lambda work: work.people.add(a_person()))
    return chain


def spoil(desk: Desk, chain: Chain, **more: int) -> bytes:
    shown = {"family_name": list(desk.reads.person(KELLY).standing.seen["family_name"])}
    (spoilt,) = chain.write(a_draft("person", KELLY, {"family_name": 7}, replaces=shown, **more))
    desk.replica.take([chain.batch([spoilt])])
    return spoilt.id


def test_a_value_of_the_wrong_sort_is_told_with_its_author(desk: Desk, neighbour: Chain) -> None:
    entry = spoil(desk, neighbour)

    (bad,) = desk.reads.bad_entries()
    assert (bad.kind, bad.entry, bad.reason) == ("person", entry, "bad_entry.unreadable")
    assert not bad.is_own
    assert not bad.is_refused


def test_what_a_newer_version_wrote_is_not_bad(desk: Desk, neighbour: Chain) -> None:
    spoil(desk, neighbour, schema=2)

    assert desk.reads.bad_entries() == ()


def test_a_record_whose_first_entry_has_not_come_yet_is_not_bad(
    desk: Desk, neighbour: Chain
) -> None:
    neighbour.write(a_draft("hcp_call", a_call().id, {"outcome": "Fit"}))
    desk.replica.take([neighbour.batch()])

    assert desk.reads.bad_entries() == ()


def test_it_stops_nothing_else(desk: Desk, neighbour: Chain) -> None:
    spoil(desk, neighbour)
    other = a_person(id=a_detention().id, family_name="Hughes")
    desk.save(lambda work: work.people.add(other))
    desk.save(lambda work: work.people.change(other, replace(other, phone="1")))

    assert [one.family_name for one in desk.reads.people_named("hughes", 5)] == ["Hughes"]
    assert check_store(desk.store, desk.path).faults == ()


def test_it_is_told_no_more_once_it_was_written_again(desk: Desk, neighbour: Chain) -> None:
    entry = spoil(desk, neighbour)
    (mended,) = neighbour.write(
        a_draft("person", KELLY, {"family_name": "Marsh"}, replaces={"family_name": [entry]})
    )
    desk.replica.take([neighbour.batch([mended])])

    assert desk.reads.bad_entries() == ()
    assert desk.reads.person(KELLY).family_name == "Marsh"


def test_it_is_found_again_when_the_lists_are_made_anew(desk: Desk, neighbour: Chain) -> None:
    spoil(desk, neighbour)
    before = desk.reads.bad_entries()
    with desk.store.writing() as connection:
        rebuild(connection)

    assert desk.reads.bad_entries() == before


def test_an_own_batch_that_was_refused_is_told_to_its_author(desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    (head,) = desk.replica.vector()[desk.device]
    with desk.store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO refused_batch (device, seq, entry, code, since_ms) VALUES (?, ?, ?, ?, ?)",
            (desk.device, head.seq, head.entry, "bad_batch", 1_000),
        )

    (bad,) = desk.reads.bad_entries()
    assert bad.is_own
    assert bad.is_refused
    assert (bad.reason, bad.since.timestamp()) == ("bad_entry.bad_batch", 1)
