"""What still waits, what the central store has, and the receipts of rounds."""

from typing import Any

import msgspec

from sync.journal.vector import Head, digest
from sync.wire.messages import Refused
from sync.wire.receipt import Receipt
from tests.builders.staff import OKAFOR
from tests.storage.desks import Desk
from tests.storage.sides import LockThatLetsOneIn, save_people


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
