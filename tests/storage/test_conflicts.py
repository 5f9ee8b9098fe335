"""Desks that had not seen each other: nothing is overwritten, and a newer neighbour survives."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.detention import HcpCall
from desktop.domain.person import Alias, Person
from desktop.storage import projection
from desktop.storage.check import check_store
from desktop.storage.errors import RecordNeedsNewerError
from desktop.storage.kinds import KIND_OF, KINDS
from desktop.wording.errors import say
from sync.merge.record import decode_state
from tests.builders.custody import a_call, a_detention
from tests.builders.moments import numbered
from tests.builders.people import KELLY, a_marker, a_person
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Chain, Desk, a_draft, give, meet


def kelly(desk: Desk) -> Person:
    return desk.reads.person(KELLY)


def change_kelly(desk: Desk, **fields: Any) -> None:
    old = kelly(desk)
    desk.save(lambda work: work.people.change(old, replace(old, **fields)))


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    """Two desks that know Kelly Marsh and have nothing left to tell each other."""
    one, other = make_desk(), make_desk()
    one.save(lambda work: work.people.add(a_person()))
    meet(one, other)
    return one, other


def values_in(desk: Desk, register: str) -> list[Any]:
    """Return all values that stand in a register of Kelly's, the latest last."""
    with desk.store.reading() as connection:
        (state,) = connection.exec_driver_sql(
            "SELECT state FROM person WHERE id = ?", (KELLY.bytes,)
        ).one()
    return [one.value for one in decode_state(state).live[register]]


def test_both_values_are_kept_and_the_conflict_is_named(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    change_kelly(one, known_as="Kel", phone="1")
    change_kelly(other, known_as="Kells", gp="Dr Lee")
    meet(one, other)

    for desk in pair:
        assert sorted(values_in(desk, "known_as")) == ["Kel", "Kells"]
        assert kelly(desk).standing.conflicts == ("known_as",)
        assert (kelly(desk).phone, kelly(desk).gp) == ("1", "Dr Lee")
        assert desk.reads.conflicts() == 1
    assert kelly(one) == kelly(other)


def test_an_edit_settles_nothing_that_its_author_was_not_shown(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    change_kelly(one, known_as="Kel")
    change_kelly(other, known_as="Kells")
    meet(one, other)
    change_kelly(one, known_as="Kelly-Ann")
    meet(one, other)

    for desk in pair:
        assert len(values_in(desk, "known_as")) == 2
        assert kelly(desk).known_as == "Kelly-Ann"
        assert kelly(desk).standing.conflicts == ("known_as",)


def test_a_warning_stays_after_another_one_of_the_same_place_was_edited(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    change_kelly(one, markers={"a": a_marker()})
    meet(one, other)
    change_kelly(one, markers={"a": a_marker(note="denies")})
    change_kelly(other, markers={"a": a_marker(note="cutting")})
    meet(one, other)
    change_kelly(other, markers={**kelly(other).markers, "b": a_marker(note="new")})
    change_kelly(other, markers={**kelly(other).markers, "a": a_marker(note="said again")})
    meet(one, other)

    notes = {value["note"] for value in values_in(one, "markers/a")}
    assert len(notes) == 2
    assert notes & {"denies", "cutting"}


def test_settling_replaces_both_everywhere(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    change_kelly(one, known_as="Kel")
    change_kelly(other, known_as="Kells")
    meet(one, other)
    shown = kelly(one)
    held = shown.standing.held["known_as"]
    one.save(lambda work: work.people.settle(shown, "known_as", shown.known_as, held))
    meet(one, other)

    for desk in pair:
        assert values_in(desk, "known_as") == [shown.known_as]
        assert kelly(desk).standing.conflicts == ()
        assert desk.reads.conflicts() == 0


def test_a_change_by_someone_who_saw_neither_settles_nothing(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    stale = kelly(one)
    change_kelly(one, known_as="Kel")
    change_kelly(other, known_as="Kells")
    meet(one, other)
    one.save(lambda work: work.people.change(stale, replace(stale, known_as="K")))

    assert sorted(values_in(one, "known_as")) == ["K", "Kel", "Kells"]


def test_two_people_who_write_the_same_are_not_in_conflict(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    change_kelly(one, known_as="Kel")
    change_kelly(other, known_as="Kel")
    meet(one, other)

    assert kelly(one).standing.conflicts == ()
    assert one.reads.conflicts() == 0


def test_two_warnings_added_at_two_desks_both_stand(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    change_kelly(one, markers={"a": a_marker(note="cut arm")})
    change_kelly(other, markers={"b": a_marker(note="ligature")})
    change_kelly(other, aliases={"x": Alias(family_name="Smith")})
    meet(one, other)

    for desk in pair:
        assert {marker.note for marker in kelly(desk).markers.values()} == {"cut arm", "ligature"}
        assert kelly(desk).standing.conflicts == ()


def test_a_warning_ended_at_one_desk_and_reworded_at_another_shows_both(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    change_kelly(one, markers={"a": a_marker()})
    meet(one, other)
    change_kelly(one, markers={"a": a_marker(ended_at=a_marker().recorded_at)})
    change_kelly(other, markers={"a": a_marker(note="cut both arms")})
    meet(one, other)

    assert kelly(one).standing.conflicts == ("markers/a",)
    assert len(values_in(one, "markers/a")) == 2


def test_a_conflict_is_the_same_after_the_store_was_opened_again(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    change_kelly(one, known_as="Kel")
    change_kelly(other, known_as="Kells")
    meet(one, other)
    before = kelly(one)
    one.close()

    assert kelly(one) == before
    assert kelly(one).standing == before.standing


@pytest.fixture
def newer(desk: Desk) -> Chain:
    """A workstation of next year's version, enrolled, that this desk hears from."""
    chain = Chain()
    desk.central.enrol(chain.device, chain.public_key)
    desk.replica.take([desk.central.batch()])
    return chain


def journalled(desk: Desk, chain: Chain) -> dict[bytes, tuple[bytes, bytes]]:
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT entry, header, body FROM journal_header JOIN journal_body "
            "USING (device, seq, entry) WHERE device = ?",
            (chain.device,),
        )
        return {entry: (header, body) for entry, header, body in rows}


def kelly_of_next_year(**fields: Any) -> dict[str, Any]:
    registers = KIND_OF[Person].codec.registers(a_person())
    return {**registers, **fields}


def test_unknown_fields_and_kinds_survive_and_leave_again_as_they_came(
    make_desk: MakeDesk, newer: Chain, desk: Desk
) -> None:
    newer.write(
        a_draft("person", KELLY, kelly_of_next_year(pronouns="she/her")),
        a_draft("dream", numbered(5), {"text": "of next year", "odd": [1, {"a": None}]}),
    )
    desk.replica.take([newer.batch()])
    change_kelly(desk, known_as="Kel")
    other = make_desk()
    give(desk, other)

    assert kelly(desk).known_as == "Kel"
    assert values_in(desk, "pronouns") == ["she/her"]
    for one in (desk, other):
        assert journalled(one, newer) == {
            entry.id: (entry.header_bytes, entry.body_bytes) for entry in newer.entries
        }
    with desk.store.reading() as connection:
        kinds = connection.exec_driver_sql("SELECT kind FROM other_record").fetchall()
    assert kinds == [("dream",)]


def test_after_the_upgrade_what_was_unknown_can_be_read(
    newer: Chain, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = KIND_OF[HcpCall]
    newer.write(a_draft("next_call", a_call().id, calls.codec.registers(a_call())))
    desk.replica.take([newer.batch()])
    # The upgraded program has a table of its own for the kind; this one borrows that of calls.
    monkeypatch.setitem(KINDS, "next_call", replace(calls, name="next_call"))
    with desk.store.writing() as connection:
        projection.rebuild(connection)

    assert desk.reads.record(HcpCall, a_call().id) == a_call()


def test_a_record_that_asks_for_a_newer_program_is_read_and_not_changed(
    newer: Chain, desk: Desk
) -> None:
    newer.write(a_draft("person", KELLY, kelly_of_next_year(), schema=2, lowest_schema=2))
    desk.replica.take([newer.batch()])
    found = kelly(desk)

    assert found == a_person()
    assert found.standing.needs_newer
    with pytest.raises(RecordNeedsNewerError) as refused:
        change_kelly(desk, known_as="Kel")
    assert "newer version" in say(refused.value)
    assert desk.reads.waiting() == 0


def test_what_a_newer_program_wrote_while_one_was_typing_stops_the_save_too(
    newer: Chain, desk: Desk
) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    shown = kelly(desk)
    newer.write(a_draft("person", KELLY, {"pronouns": "she/her"}, schema=2, lowest_schema=2))
    desk.replica.take([newer.batch()])

    with pytest.raises(RecordNeedsNewerError):
        desk.save(lambda work: work.people.change(shown, replace(shown, known_as="Kel")))
    assert kelly(desk).known_as == ""


def test_one_unreadable_record_keeps_nobody_else_off_the_board(newer: Chain, desk: Desk) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    desk.save(lambda work: work.detentions.add(a_detention()))
    desk.save(lambda work: work.calls.add(a_call()))
    newer.write(
        a_draft("hcp_call", a_call().id, {"reason": "a reason of next year"}),
        a_draft("detention", numbered(102), {"id": 7, "arrived_at": "not a time"}),
        a_draft("detention", a_detention().id, {"arrived_at": "0001-01-01T00:00:00+14:00"}),
        a_draft("person", KELLY, {"gender": 5, "markers/x": 5, "standing": 5}),
    )
    desk.replica.take([newer.batch()])

    (here,) = desk.reads.custody_now("Southend")
    assert here.person.family_name == "Marsh"
    assert desk.reads.person_file(KELLY).detentions[0].custody_record_number == "SN/4473/26"


def test_a_record_nobody_can_read_leaves_the_lists_and_comes_back_when_it_is_mended(
    newer: Chain, desk: Desk
) -> None:
    desk.save(lambda work: work.people.add(a_person()))
    shown = {"family_name": list(kelly(desk).standing.seen["family_name"])}
    (spoilt,) = newer.write(a_draft("person", KELLY, {"family_name": 7}, replaces=shown))
    desk.replica.take([newer.batch([spoilt])])
    found_spoilt = desk.reads.people_named("marsh", 5)
    shown = {"family_name": [spoilt.id]}
    mended = newer.write(a_draft("person", KELLY, {"family_name": "Marsh"}, replaces=shown))
    desk.replica.take([newer.batch(mended)])

    assert found_spoilt == ()
    assert kelly(desk) == a_person()
    assert [one.id for one in desk.reads.people_named("marsh", 5)] == [KELLY]
    assert check_store(desk.store, desk.path).faults == ()
