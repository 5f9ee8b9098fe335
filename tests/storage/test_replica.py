"""The store as one side of a round: what it refuses, what a restore brings back, who may save."""

import os
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace as replace_struct

from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.services.ports import UnitOfWork
from desktop.storage.check import check_store
from desktop.storage.projection import all_entries
from desktop.storage.sync_replica import in_slices
from sync.journal.chain import BadBatchError, Batch, Piece, UnlinkedBatchError
from sync.journal.entry import encode_body, hash_of, read_entry, seal
from sync.journal.signing import new_private_key, public_key_of, sign_head
from sync.journal.vector import Head, digest
from sync.wire.messages import Refused
from sync.wire.receipt import Receipt
from tests.builders.moments import numbered
from tests.builders.people import KELLY, a_person
from tests.builders.staff import OKAFOR
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Central, Chain, Desk, a_draft, everything_beyond, give, meet


def add_person(number: int, work: UnitOfWork) -> None:
    work.people.add(a_person(id=PersonId(numbered(number)), family_name=f"Person{number}"))


def save_people(desk: Desk, *numbers: int) -> None:
    for number in numbers:
        desk.save(partial(add_person, number))


def people_at(desk: Desk) -> set[str]:
    return {one.family_name for one in desk.reads.people_named("person", 500)}


def entries_at(desk: Desk) -> set[bytes]:
    with desk.store.reading() as connection:
        return {entry.id for entry in all_entries(connection)}


def everything_at(desk: Desk) -> list[Any]:
    """Return every row of every table, to say that nothing at all was changed."""
    with desk.store.reading() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        found: list[Any] = [desk.store.standing.tip, dict(desk.store.standing.heads)]
        for (name,) in names:
            if not name.startswith("sqlite_"):
                found += map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}"))
    return found


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    """One desk with a few saves, and one that lacks them."""
    giver, taker = make_desk(), make_desk()
    save_people(giver, 1, 2, 3)
    return giver, taker


def with_header(giver: Desk, batch: Batch, place: int, **fields: Any) -> Batch:
    """Return the batch with one header rewritten, its head signed again by its own device."""
    piece = batch.pieces[place]
    header = msgspec.structs.replace(read_entry(piece.header, piece.body).header, **fields)
    entry = seal(header, piece.body or b"")
    pieces = [*batch.pieces]
    pieces[place] = Piece(entry.header_bytes, piece.body)
    head = batch.head
    if place == len(pieces) - 1:
        head = sign_head(giver.private_key, head.device, header.seq, entry.id)
    return Batch(head, pieces)


def with_body(batch: Batch, place: int) -> Batch:
    pieces = [*batch.pieces]
    pieces[place] = Piece(pieces[place].header, encode_body({"family_name": "Other"}))
    return Batch(batch.head, pieces)


Tamper = Callable[[Desk, Batch], Batch]

TAMPERED: dict[str, Tamper] = {
    "a body exchanged": lambda _desk, batch: with_body(batch, 1),
    "a header rewritten": lambda desk, batch: with_header(desk, batch, 0, author=bytes(16)),
    "the last header rewritten": lambda desk, batch: with_header(desk, batch, 2, prev=bytes(32)),
    "an entry left out": lambda _desk, batch: Batch(batch.head, batch.pieces[1:]),
    "a middle entry left out": lambda _desk, batch: Batch(
        batch.head, [batch.pieces[0], batch.pieces[2]]
    ),
    "the last entry left out": lambda _desk, batch: Batch(batch.head, batch.pieces[:-1]),
    "two entries swapped": lambda _desk, batch: Batch(
        batch.head, [batch.pieces[1], batch.pieces[0], batch.pieces[2]]
    ),
    "an entry twice": lambda _desk, batch: Batch(batch.head, [batch.pieces[0], *batch.pieces]),
    "no entries": lambda _desk, batch: Batch(batch.head, []),
    "a head signed by another": lambda desk, batch: Batch(
        sign_head(new_private_key(), desk.device, batch.head.seq, batch.head.entry), batch.pieces
    ),
    "a head of another seq": lambda _desk, batch: Batch(
        msgspec.structs.replace(batch.head, seq=batch.head.seq + 1), batch.pieces
    ),
    "a head of another device": lambda _desk, batch: Batch(
        msgspec.structs.replace(batch.head, device=bytes(16)), batch.pieces
    ),
    "noise for a header": lambda _desk, batch: Batch(
        batch.head, [Piece(os.urandom(90), None), *batch.pieces[1:]]
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_batch_is_refused_and_changes_nothing_at_all(
    pair: tuple[Desk, Desk], how: str
) -> None:
    giver, taker = pair
    save_people(taker, 9)
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=50)
    before = everything_at(taker)

    with pytest.raises(BadBatchError):
        taker.replica.take([TAMPERED[how](giver, batch)])
    assert everything_at(taker) == before
    assert taker.replica.take([batch]) == 3
    assert people_at(taker) == {"Person1", "Person2", "Person3", "Person9"}


def test_one_bad_batch_undoes_the_good_ones_that_came_with_it(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    good, _, bad = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=1)
    before = everything_at(taker)

    with pytest.raises(UnlinkedBatchError):
        taker.replica.take([good, bad])
    assert everything_at(taker) == before


@pytest.mark.parametrize("flips", range(12))
def test_a_flipped_bit_anywhere_in_a_batch_is_refused(
    pair: tuple[Desk, Desk], rng: random.Random, flips: int
) -> None:
    giver, taker = pair
    rng.seed(f"{rng.random()} {flips}")
    (batch,) = giver.replica.batches_beyond(taker.replica.vector(), own_only=True, most=50)
    raw = bytearray(msgspec.msgpack.encode(batch))
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    before = everything_at(taker)

    with pytest.raises((BadBatchError, msgspec.DecodeError)):
        taker.replica.take([msgspec.msgpack.decode(raw, type=Batch)])
    assert everything_at(taker) == before


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


class LockThatLetsOneIn:
    """A lock in whose place somebody else saves, once, as soon as it is free."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.lock, self.depth, self.then = threading.RLock(), 0, then

    def __enter__(self) -> None:
        self.lock.acquire()
        self.depth += 1

    def __exit__(self, *_error: object) -> None:
        self.depth -= 1
        free = self.depth == 0
        self.lock.release()
        if free:
            then, self.then = self.then, lambda: None
            then()


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


def test_what_waits_is_what_the_central_store_has_not_acknowledged(desk: Desk) -> None:
    save_people(desk, 1, 2)
    held = desk.replica.vector()
    before = desk.reads.waiting()
    desk.replica.acknowledge(held)
    save_people(desk, 3)

    assert before == 2
    assert desk.reads.waiting() == 1
    kinds, people = desk.reads.leaving()
    assert [(one.kind, one.count) for one in kinds] == [("person", 1)]
    assert people == 1


class Backup:
    """A copy of a desk taken one evening, and the central side that went on without it."""

    def __init__(self, desk: Desk, other: Desk) -> None:
        self.desk, self.other = desk, other
        save_people(desk, 1, 2)
        meet(desk, other)
        self.copy = desk.copied_to(desk.folder.parent / "backup")
        save_people(desk, 3, 4)
        meet(desk, other)
        desk.close()


@pytest.fixture
def backup(pair: tuple[Desk, Desk]) -> Backup:
    taker, giver = pair[1], pair[0]
    return Backup(taker, giver)


EVERYBODY = {f"Person{number}" for number in (1, 2, 3, 4)}


def test_a_restored_copy_gets_back_what_it_had_sent_and_goes_on(backup: Backup) -> None:
    restored, other = backup.copy, backup.other
    give(other, restored)
    restored.close()
    save_people(restored, 5)
    meet(restored, other)

    for desk in (restored, other):
        assert people_at(desk) == EVERYBODY | {"Person5"}
        assert check_store(desk.store, desk.path).faults == ()
    assert restored.replica.vector() == other.replica.vector()
    assert len(restored.store.standing.heads[restored.device]) == 1
    restored.close()


def test_a_restored_copy_that_was_used_first_keeps_both_branches(backup: Backup) -> None:
    restored, other = backup.copy, backup.other
    restored.replica.acknowledge(other.replica.vector())
    save_people(restored, 5)
    give(other, restored)
    waiting = restored.reads.waiting()
    save_people(restored, 6)
    meet(restored, other)
    restored.close()
    save_people(restored, 7)
    meet(restored, other)

    assert waiting == 1
    for desk in (restored, other):
        assert people_at(desk) == EVERYBODY | {"Person5", "Person6", "Person7"}
        assert check_store(desk.store, desk.path).faults == ()
    assert entries_at(restored) == entries_at(other)
    assert restored.replica.vector() == other.replica.vector()
    restored.replica.acknowledge(other.replica.vector())
    assert restored.reads.waiting() == 0
    assert restored.reads.leaving() == ((), 0)
    restored.close()


def saved_and_arrived(desk: Desk, other: Desk, number: int) -> set[str]:
    """Save somebody, send what there is, and return whoever of it arrived.

    What arrived cannot be lost; what did not goes with the disk. After a restore one way alone may
    bring nothing: the other side's branch has to come first.
    """
    save_people(desk, number)
    give(desk, other)
    return people_at(other) & {f"Person{number}"}


@pytest.mark.parametrize("night", range(8))
def test_however_often_a_machine_is_restored_nothing_is_lost(
    make_desk: MakeDesk, rng: random.Random, night: int
) -> None:
    rng.seed(f"{rng.random()} {night}")
    desk, other = make_desk(), make_desk()
    saved: set[str] = set()
    kept: list[Desk] = []
    for step in range(14):
        what = rng.choice(("save", "save", "meet", "copy", "restore", "reopen"))
        if what == "save":
            saved |= saved_and_arrived(desk, other, 100 + step)
        elif what == "meet":
            meet(desk, other)
        elif what == "copy":
            kept.append(desk.copied_to(desk.folder.parent / f"copy{step}"))
        elif what == "restore" and kept:
            desk.close()
            desk = kept.pop(rng.randrange(len(kept)))
        else:
            desk.close()
    meet(desk, other)
    desk.close()
    save_people(desk, 999)
    meet(desk, other)

    assert saved | {"Person999"} <= people_at(desk) == people_at(other)
    assert desk.replica.vector() == other.replica.vector()
    for one in (desk, other):
        assert check_store(one.store, one.path).faults == ()
    desk.close()


def test_the_machines_own_key_and_record_show_no_secret(desk: Desk) -> None:
    shown = repr(desk.replica)

    assert repr(desk.private_key)[2:-1] not in shown
    assert desk.private_key.hex() not in shown


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


def test_a_person_changed_at_both_is_whole_after_a_restore(backup: Backup) -> None:
    restored, other = backup.copy, backup.other
    old: Person = restored.reads.person(PersonId(numbered(1)))
    restored.save(lambda work: work.people.change(old, replace(old, known_as="Restored")))
    meet(restored, other)

    assert other.reads.person(PersonId(numbered(1))).known_as == "Restored"
    restored.close()


def test_what_the_central_store_no_longer_holds_is_waiting_again(desk: Desk) -> None:
    save_people(desk, 1, 2)
    desk.replica.acknowledge({**desk.replica.vector(), bytes(16): (Head(5, bytes(32)),)})
    before = desk.reads.waiting()
    desk.replica.acknowledge({bytes(16): (Head(5, bytes(32)),)}, whole=True)

    assert (before, desk.reads.waiting()) == (0, 2)
    assert set(desk.replica.acknowledged()) == {bytes(16)}


def test_the_same_acknowledgement_twice_writes_nothing(desk: Desk) -> None:
    save_people(desk, 1)
    desk.replica.acknowledge(desk.replica.vector())
    written: list[bool] = []
    lock: Any = LockThatLetsOneIn(lambda: written.append(True))
    desk.store.standing.writing = lock

    desk.replica.acknowledge(desk.replica.vector())
    desk.replica.acknowledge(desk.replica.vector(), whole=True)
    assert written == []
    save_people(desk, 2)
    assert written == [True]


def a_receipt(desk: Desk) -> bytes:
    facts = Receipt(
        "R-000007-abcdef", bytes(16), "Essex", desk.device, OKAFOR.bytes, 5, 1, 0, 2, 1,
        digest(desk.replica.vector()),
    )  # fmt: skip
    return msgspec.msgpack.encode(facts)


def test_a_receipt_is_filed_with_who_asked_and_what_it_is_over(desk: Desk) -> None:
    save_people(desk, 1)
    desk.replica.settle(a_receipt(desk), b"signature", desk.replica.vector(), -86_400_000)

    with desk.store.reading() as connection:
        (row,) = connection.exec_driver_sql("SELECT receipt, practitioner FROM receipt").fetchall()
    assert tuple(row) == (a_receipt(desk), OKAFOR.bytes)
    assert desk.replica.settled() == (a_receipt(desk), desk.replica.vector())
    assert desk.reads.waiting() == 0
    assert desk.replica.clock_error_ms == -86_400_000
    desk.close()
    assert desk.replica.clock_error_ms == -86_400_000
    save_people(desk, 2)


def test_a_refused_batch_is_kept_with_its_reason_until_it_is_taken(desk: Desk) -> None:
    save_people(desk, 1, 2, 3)
    (head,) = desk.replica.vector()[desk.device]
    for code in ("bad_batch", "bad_batch"):
        desk.replica.refuse(Refused(desk.device, head.seq, head.entry, code))
    assert refused_at(desk) == [(desk.device, 3, head.entry, "bad_batch")]
    assert desk.reads.waiting() == 3

    desk.replica.acknowledge(desk.replica.vector())
    assert refused_at(desk) == []


def refused_at(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT device, seq, entry, code FROM refused_batch")
        return [tuple(row) for row in rows]


class LockThatLetsEachIn(LockThatLetsOneIn):
    """As above, each time anew."""

    def __exit__(self, *_error: object) -> None:
        again = self.then
        super().__exit__(*_error)
        self.then = again


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


def test_an_entry_with_a_runaway_counter_does_not_brick_a_desk(pair: tuple[Desk, Desk]) -> None:
    giver, taker = pair
    tip = giver.store.standing.tip
    giver.store.standing.tip = replace_struct(tip, counter=2**53 - 10)
    save_people(giver, 9)
    before = everything_at(taker)
    with pytest.raises(BadBatchError, match="runs away"):
        give(giver, taker)
    assert everything_at(taker) == before
    taker.close()
    save_people(taker, 10)


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
