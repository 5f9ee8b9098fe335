"""The store as one side of a round: what it gives, what it takes, who may save meanwhile."""

from functools import partial
from typing import Any

import pytest

from desktop.services.ports import UnitOfWork
from desktop.storage.check import check_store
from desktop.storage.sync_replica import in_slices
from sync.journal.chain import BadBatchError, Batch, Piece
from sync.journal.entry import hash_of, read_entry
from sync.journal.signing import new_private_key, public_key_of
from tests.builders.people import KELLY
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Central, Chain, Desk, a_draft, everything_beyond, give
from tests.storage.sides import (
    LockThatLetsEachIn,
    LockThatLetsOneIn,
    add_person,
    entries_at,
    everything_at,
    giver_and_taker,
    people_at,
    save_people,
)


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    return giver_and_taker(make_desk)


def test_the_same_entries_twice_are_one(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    batches = everything_beyond(giver, taker)

    assert taker.replica.take(batches) == 3
    before = everything_at(taker)
    assert taker.replica.take(batches) == 0
    assert everything_at(taker) == before


def test_a_stranger_is_not_believed(desk: Desk) -> None:
    stranger = Chain()
    stranger.write(a_draft("person", KELLY, {"id": str(KELLY), "family_name": "Marsh"}))

    with pytest.raises(BadBatchError, match="not enrolled"):
        desk.replica.take([stranger.batch()])


def test_a_workstation_cannot_name_the_key_of_another(
    make_desk: MakeDesk, pair: tuple[Desk, Desk]
) -> None:
    """Any enrolled machine can write a record of that kind; only the central store is asked."""
    giver, taker = pair
    thief = Chain()
    taker.central.enrol(thief.device, thief.public_key)
    taker.replica.take([taker.central.batch()])
    forged = new_private_key()
    thief.write(a_draft("device", giver.device, {"public_key": public_key_of(forged)}))
    taker.replica.take([thief.batch()])
    in_its_name = Chain(giver.device, forged)
    in_its_name.write(a_draft("person", KELLY, {"id": str(KELLY), "family_name": "Forged"}))

    with pytest.raises(BadBatchError, match="not signed"):
        taker.replica.take([in_its_name.batch()])
    assert give(giver, taker) == 3


def test_a_new_machine_and_its_first_entries_may_come_in_one_round(desk: Desk) -> None:
    new = Chain()
    new.write(a_draft("person", KELLY, {"id": str(KELLY), "family_name": "Marsh"}))
    desk.central.enrol(new.device, new.public_key)

    assert desk.replica.take([desk.central.batch(), new.batch()]) > 1
    assert desk.reads.person(KELLY).family_name == "Marsh"


def test_a_save_in_the_middle_of_a_round_stays_in_the_chain(pair: tuple[Desk, Desk]) -> None:
    """Between the commit of what was taken in and the note of it, a colleague saves."""
    giver, taker = pair
    save_people(taker, 8)
    lock: Any = LockThatLetsOneIn(lambda: save_people(taker, 9))
    taker.store.standing.writing = lock
    give(giver, taker)
    save_people(taker, 10)

    with taker.store.reading() as connection:
        own = "SELECT seq FROM journal_header WHERE device = ? ORDER BY seq"
        seqs = [seq for (seq,) in connection.exec_driver_sql(own, (taker.device,))]
    assert seqs == [1, 2, 3]
    assert check_store(taker.store, taker.path).faults == ()
    assert people_at(taker) == {f"Person{number}" for number in (1, 2, 3, 8, 9, 10)}


def test_a_body_that_was_left_elsewhere_is_no_gap(
    pair: tuple[Desk, Desk], central: Central
) -> None:
    giver, taker = pair
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=50)
    first = batch.pieces[0]
    headless = Batch(batch.head, [Piece(first.header, None), *batch.pieces[1:]])

    assert taker.replica.take([headless]) == 3
    assert people_at(taker) == {"Person2", "Person3"}
    assert hash_of(first.header) in entries_at(taker)
    assert check_store(taker.store, taker.path).faults == ()


def test_the_machines_own_key_and_record_show_no_secret(desk: Desk) -> None:
    shown = repr(desk.replica)

    assert repr(desk.private_key)[2:-1] not in shown
    assert desk.private_key.hex() not in shown


def test_a_batch_ends_where_the_line_has_room_for_no_more(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    theirs = taker.replica.vector()
    one_each = list(giver.replica.batches_beyond(theirs, own_only=True, most=50, room=lambda: 1))
    assert [len(batch.pieces) for batch in one_each] == [1, 1, 1]
    assert taker.replica.take(one_each) == 3


def test_nothing_beyond_what_was_named_is_sent(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    named = giver.replica.vector()
    save_people(giver, 4)
    batches = giver.replica.batches_beyond(
        taker.replica.vector(), own_only=False, most=50, upto=named
    )
    assert taker.replica.take(list(batches)) == 3


def test_no_transaction_stays_open_between_two_batches(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    before = giver.store.engine.pool.checkedout()  # type: ignore[attr-defined]
    batches = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=1)
    next(batches)
    assert giver.store.engine.pool.checkedout() == before  # type: ignore[attr-defined]


def test_a_long_page_is_taken_in_slices_and_whoever_saves_gets_in_between(
    pair: tuple[Desk, Desk],
) -> None:
    giver, taker = pair
    save_people(giver, *range(10, 110))
    waited: list[int] = []

    def save_one() -> None:
        if len(waited) < 3:
            waited.append(len(entries_at(taker)))
            lock.then, then = (lambda: None), lock.then
            save_people(taker, 900 + len(waited))
            lock.then = then

    lock: Any = LockThatLetsEachIn(save_one)
    taker.store.standing.writing = lock
    assert give(giver, taker) == 103
    assert waited == sorted(set(waited))
    assert waited[0] < 60
    assert len(people_at(taker)) == 103 + 3
    assert check_store(taker.store, taker.path).faults == ()


def test_a_unit_is_never_cut_between_two_slices(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair

    def many(first: int, work: UnitOfWork) -> None:
        for number in range(first, first + 45):
            add_person(number, work)

    for first in (100, 200, 300):
        giver.save(partial(many, first))
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=500)
    entries = [read_entry(piece.header, piece.body) for piece in batch.pieces]
    slices = list(in_slices(entries))
    assert [len(one) for one in slices] == [48, 45, 45]
    assert all(one[-1].header.place == one[-1].header.of for one in slices)


def test_a_page_cut_between_two_slices_is_continued(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    save_people(giver, *range(10, 80))
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=500)
    entries = [read_entry(piece.header, piece.body) for piece in batch.pieces]
    taker.replica._write(next(in_slices(entries)), None)
    taker.close()

    assert len(people_at(taker)) == 32
    beyond = taker.replica.batches_beyond({}, own_only=False, most=500)
    assert giver.device not in {one.head.device for one in beyond}  # no head of it is signed yet
    assert give(giver, taker) == 73 - 32
    assert check_store(taker.store, taker.path).faults == ()
    assert taker.replica.vector()[giver.device] == giver.replica.vector()[giver.device]
