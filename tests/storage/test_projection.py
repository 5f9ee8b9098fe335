"""The lists are the journal's and nothing else: the same by every road and in every order."""

import random

import pytest
from sqlalchemy import Connection

from desktop.storage.check import check_store
from desktop.storage.projection import rebuild
from tests.builders.people import KELLY, a_person
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Chain, Desk, a_draft, everything_beyond, meet
from tests.storage.histories import Night, in_any_order, lists_in

STEPS = 30


def lists(desk: Desk) -> dict[str, list[str]]:
    with desk.store.reading() as connection:
        return lists_in(connection)


def rebuilt(desk: Desk) -> dict[str, list[str]]:
    """Return the lists as folding the whole journal anew makes them, and leave them as they are."""

    def fold(connection: Connection) -> dict[str, list[str]]:
        rebuild(connection)
        return lists_in(connection)

    with desk.store.reading() as connection:
        found = fold(connection)
        connection.rollback()
        return found


def a_newer_neighbour(desk: Desk) -> Chain:
    chain = Chain()
    desk.central.enrol(chain.device, chain.public_key)
    return chain


@pytest.mark.parametrize("night", range(6))
def test_the_lists_of_a_random_night_are_the_same_by_every_road(
    make_desk: MakeDesk, rng: random.Random, night: int
) -> None:
    rng.seed(f"{rng.random()} {night}")
    desks = [make_desk() for _ in range(3)]
    newer = a_newer_neighbour(desks[0])
    told = Night(rng, desks, newer)
    for _ in range(STEPS):
        told.step()
    told.disturb()
    desks[0].replica.take([desks[0].central.batch(), *([newer.batch()] if newer.entries else [])])
    meet(*desks)
    late = make_desk()
    first, *others = everything_beyond(desks[0], late, most=rng.choice((1, 3, 50)))
    late.replica.take([first])
    for batch in in_any_order(rng, others):
        late.replica.take([batch])

    expected = lists(desks[0])
    assert sum(len(rows) for rows in expected.values()) > 5
    for desk in (*desks, late):
        assert lists(desk) == expected
        assert rebuilt(desk) == expected
        assert check_store(desk.store, desk.path).faults == ()
    assert len({check_store(desk.store, desk.path).digest for desk in (*desks, late)}) == 1


def test_a_list_that_is_wrong_would_be_seen(desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    with desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET pnc_id = '2020/1234567A'")

    assert lists(desk) != rebuilt(desk)


def test_a_record_whose_first_entry_comes_late_appears_when_it_comes(
    make_desk: MakeDesk, desk: Desk
) -> None:
    begun, changed = Chain(), Chain()
    for chain in (begun, changed):
        desk.central.enrol(chain.device, chain.public_key)
    (first,) = begun.write(
        a_draft("person", KELLY, {"id": str(KELLY), "family_name": "Marsh", "title": "Ms"})
    )
    changed.write(a_draft("person", KELLY, {"title": "Dr"}, replaces={"title": [first.id]}))
    desk.replica.take([desk.central.batch(), changed.batch()])
    early = desk.reads.people_named("marsh", 5)
    desk.replica.take([begun.batch()])

    assert early == ()
    assert desk.reads.person(KELLY).title == "Dr"
    assert [one.id for one in desk.reads.people_named("marsh", 5)] == [KELLY]
    with desk.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM other_record").scalar() == 0
