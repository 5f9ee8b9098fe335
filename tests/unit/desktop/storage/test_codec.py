"""Which registers a record has, and which of them a change touches."""

from dataclasses import replace

from desktop.domain.person import Alias
from desktop.storage.kinds import KINDS, SCHEMA
from sync.merge.record import Live, RecordState, new_state
from tests.builders.moments import NOW
from tests.builders.people import a_marker, a_person
from tests.builders.reports import a_court_report

PERSON, REPORT = KINDS["person"].codec, KINDS["court_report"].codec


def state_of(registers: dict[str, object]) -> RecordState:
    state = new_state("person", None)
    for name, value in registers.items():
        state.live[name] = [Live(name.encode().ljust(32), 1, bytes(16), value)]
    return state


def test_each_field_is_a_register_and_each_key_of_a_map_is_one_of_its_own() -> None:
    person = a_person(aliases={"a/b": Alias(family_name="Smith")}, date_of_birth=None)
    registers = PERSON.registers(person)

    assert registers["aliases/a/b"]["family_name"] == "Smith"
    assert "date_of_birth" not in registers
    assert "standing" not in registers
    assert PERSON.read(state_of(registers), SCHEMA) == person


def test_a_change_touches_what_differs_and_nothing_else() -> None:
    old = a_person(markers={"a": a_marker(), "b": a_marker()})
    new = replace(old, title="Dr", markers={"a": a_marker(), "c": a_marker()}, address=None)

    assert PERSON.changes(old, old) == {}
    assert PERSON.changes(old, new).keys() == {"title", "markers/b", "markers/c"}
    assert PERSON.changes(old, new)["markers/b"] is None


def test_what_was_cleared_is_read_as_empty() -> None:
    cleared = PERSON.changes(a_person(), replace(a_person(), date_of_birth=None))

    assert cleared == {"date_of_birth": None}
    state = state_of({**PERSON.registers(a_person()), **cleared})
    assert PERSON.read(state, SCHEMA).date_of_birth is None


def test_a_field_that_must_be_named_and_may_be_none_needs_no_register() -> None:
    report = a_court_report(hearing_at=None, detention_id=None, screen_id=None)

    assert "hearing_at" not in REPORT.registers(report)
    assert REPORT.read(state_of(REPORT.registers(report)), SCHEMA) == report


def test_the_reader_was_shown_one_of_two_values_and_is_told_of_both() -> None:
    state = state_of(PERSON.registers(a_person()))
    state.live["title"].append(Live(b"other".ljust(32), 2, bytes(16), "Dr"))
    found = PERSON.read(state, SCHEMA)

    assert found.title == "Dr"
    assert found.standing.seen["title"] == (b"other".ljust(32),)
    assert found.standing.held["title"] == (b"title".ljust(32), b"other".ljust(32))
    assert found.standing.conflicts == ("title",)
    assert PERSON.read(state, SCHEMA - 1).standing.needs_newer


def test_moments_keep_the_instant_whatever_zone_they_were_typed_in() -> None:
    registers = REPORT.registers(a_court_report(hearing_at=NOW))

    assert REPORT.read(state_of(registers), SCHEMA).hearing_at == NOW
