"""Settling by hand: what is replaced is what was shown, on a version old and new."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from desktop.domain.conflict import ConflictMovedError
from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.storage.check import check_store
from desktop.storage.errors import RecordNeedsNewerError
from desktop.storage.store import Store
from sync.merge.record import decode_state
from tests.builders.moments import numbered
from tests.builders.people import KELLY, a_marker, a_person
from tests.builders.staff import OKAFOR, a_practitioner
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Chain, Desk, a_draft, meet


def kelly(desk: Desk) -> Person:
    return desk.reads.person(KELLY)


def change_kelly(desk: Desk, **fields: Any) -> None:
    old = kelly(desk)
    desk.save(lambda work: work.people.change(old, replace(old, **fields)))


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    """Two desks at which Kelly Marsh has two names that she goes by."""
    one, other = make_desk(), make_desk()
    one.save(lambda work: work.people.add(a_person()))
    meet(one, other)
    change_kelly(one, known_as="Kel")
    change_kelly(other, known_as="Kells")
    meet(one, other)
    return one, other


def settle(desk: Desk, shown: Person, value: str, **more: Any) -> None:
    held = shown.standing.held["known_as"]
    desk.save(lambda work: work.people.settle(shown, "known_as", value, held, **more))


def test_the_shown_value_can_be_chosen_though_nothing_differs(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    shown = kelly(one)
    settle(one, shown, shown.known_as, how="keep", reason="She said so")
    meet(one, other)

    for desk in pair:
        assert kelly(desk).standing.conflicts == ()
        assert desk.reads.conflicts_open() == ()
        assert check_store(desk.store, desk.path).faults == ()


def test_what_arrives_before_it_is_settled_is_refused(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    shown = kelly(one)
    change_kelly(other, known_as="Kelly-Ann")
    meet(one, other)

    with pytest.raises(ConflictMovedError):
        settle(one, shown, shown.known_as)
    assert len(kelly(one).standing.held["known_as"]) == 2


def test_what_arrives_after_it_is_a_conflict_with_it_everywhere(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    settle(one, kelly(one), "Kel")
    change_kelly(other, known_as="Kelly-Ann")
    meet(one, other)

    for desk in pair:
        assert kelly(desk).standing.conflicts == ("known_as",)
        assert len(kelly(desk).standing.held["known_as"]) == 2


def test_each_side_says_where_it_was_written_and_how_wrong_that_clock_was(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    standing = other.store.standing
    standing.tip = msgspec.structs.replace(standing.tip, clock_error_ms=90_000)
    change_kelly(other, known_as="Kelly-Ann")
    meet(one, other)
    late = kelly(one).standing.seen["known_as"][0]

    sides = {side.entry: side for side in one.reads.sides("person", KELLY, "known_as")}
    assert {side.suite for side in sides.values()} == {"Southend"}
    assert {side.workstation for side in sides.values()} == {"WS"}
    assert {side.author_id for side in sides.values()} == {OKAFOR}
    assert sides[late].clock_error_ms == 90_000
    assert sides[late].is_shown
    assert [side.clock_error_ms for entry, side in sides.items() if entry != late] == [None]


def test_an_author_is_named_once_her_name_is_here(pair: tuple[Desk, Desk]) -> None:
    one, _other = pair
    assert {side.author for side in one.reads.sides("person", KELLY, "known_as")} == {""}
    who = a_practitioner()
    one.save(lambda work: work.of_kind("practitioner").add(who))

    assert {side.author for side in one.reads.sides("person", KELLY, "known_as")} == {who.name}


def test_the_list_of_what_waits_holds_that_and_nothing_else(pair: tuple[Desk, Desk]) -> None:
    one, _other = pair
    one.save(lambda work: work.people.add(a_person(id=PersonId(numbered(7)))))
    assert waiting(one) == [("person", KELLY.bytes)]

    settle(one, kelly(one), "Kel")
    assert waiting(one) == []


def waiting(desk: Desk) -> list[tuple[str, bytes]]:
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT kind, id FROM attention").fetchall()
    return [(kind, record) for kind, record in rows]


def a_newer(desk: Desk) -> Chain:
    chain = Chain()
    desk.central.enrol(chain.device, chain.public_key)
    desk.replica.take([desk.central.batch()])
    return chain


def test_versions_old_and_new_write_and_settle_one_record(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    newer = a_newer(one)
    held = {"known_as": list(kelly(one).standing.held["known_as"])}
    newer.write(a_draft("person", KELLY, {"pronouns": "she/her"}, schema=2))
    newer.write(a_draft("person", KELLY, {"known_as": "Kelly-Ann"}, schema=2, replaces=held))
    change_kelly(other, known_as="Kelly")
    one.replica.take([newer.batch()])
    meet(one, other)
    assert kelly(one).standing.conflicts == ("known_as",)
    settle(one, kelly(one), "Kelly-Ann")
    meet(one, other)

    for desk in pair:
        assert kelly(desk).known_as == "Kelly-Ann"
        assert kelly(desk).standing.conflicts == ()
        assert value_of(desk.store, "pronouns") == ["she/her"]
        assert value_of(desk.store, "known_as") == ["Kelly-Ann"]


def value_of(store: Store, register: str) -> list[Any]:
    with store.reading() as connection:
        (state,) = connection.exec_driver_sql("SELECT state FROM person").one()
    return [one.value for one in decode_state(state).live[register]]


def test_a_record_that_asks_for_a_newer_program_is_not_settled_here(
    pair: tuple[Desk, Desk],
) -> None:
    one, _other = pair
    newer = a_newer(one)
    newer.write(a_draft("person", KELLY, {"pronouns": "x"}, schema=2, lowest_schema=2))
    one.replica.take([newer.batch()])

    with pytest.raises(RecordNeedsNewerError):
        settle(one, kelly(one), "Kel")


def test_a_withdrawal_sees_only_what_its_author_was_shown(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    shown = kelly(one)
    change_kelly(other, phone="1")
    meet(one, other)
    one.save(lambda work: work.people.withdraw(shown, "Entered twice"))

    withdrawn = kelly(one).standing.withdrawn
    assert withdrawn is not None
    assert withdrawn.changed_since == ("phone",)
    assert kelly(one).standing.conflicts == ("known_as", "withdrawn")


def test_two_additions_to_one_list_both_stand_whatever_was_settled(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    change_kelly(one, markers={"a": a_marker(note="cut arm")})
    change_kelly(other, markers={"b": a_marker(note="ligature")})
    settle(one, kelly(one), "Kel")
    meet(one, other)

    for desk in pair:
        assert {marker.note for marker in kelly(desk).markers.values()} == {"cut arm", "ligature"}
        assert kelly(desk).standing.conflicts == ()
