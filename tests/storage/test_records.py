"""What is written is what is read: every kind of record, every value a person may type."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.attached import parts_of
from desktop.domain.court_report import CourtReport
from desktop.domain.identity import DeviceId, PersonId, PractitionerId, ScreenId
from desktop.domain.person import Address, Alias, Gender, Marker, MarkerKind, Person
from desktop.domain.person_link import LinkDecision
from desktop.domain.screen import Absent, Answer, Coding, Screen, ScreenStatus
from desktop.domain.staff import Device
from desktop.errors import FieldProblemError, NotFoundError
from desktop.forms import key_of
from desktop.storage.kinds import KIND_OF, KINDS, SCHEMA
from desktop.storage.records import RecordsInJournal
from desktop.storage.store import Store, open_store
from desktop.storage.unit_of_work import unit_of_work
from sync.merge.record import Live, new_state
from tests.builders.conflicts import an_also_recorded
from tests.builders.custody import a_call, a_detention, a_review
from tests.builders.links import a_link, a_said
from tests.builders.moments import NOW, numbered
from tests.builders.people import KELLY, a_marker, a_person
from tests.builders.reports import a_copy, a_court_report, a_signature
from tests.builders.screens import a_consent, a_form, a_screen, an_answer
from tests.builders.staff import OKAFOR, a_practitioner
from tests.storage.desks import KEY, copy_of_new_store

RECORDS: tuple[Any, ...] = (
    a_person(),
    a_person(
        address=Address(lines="1 High Street\nSouthend", postcode="SS1 1AA"),
        aliases={"one": Alias(family_name="Smith"), "a/b": Alias(family_name="", is_removed=True)},
        markers={"m": a_marker(), "n": a_marker(MarkerKind.ALLERGY, ended_at=NOW)},
        is_birth_estimated=True,
    ),
    a_person(given_name="", nhs_number="", date_of_birth=None, gender=Gender.NOT_KNOWN),
    a_link(),
    a_link(decision=LinkDecision.ENDED, said={"one": a_said(), "two": a_said(why="Her twin")}),
    a_detention(),
    a_detention(released_at=NOW, is_first_time=False, hearing_at=NOW, release_outcome="Charged"),
    a_call(),
    a_call(arrived_at=NOW, accepted_by=OKAFOR, outcome="Fit to detain"),
    a_review(),
    a_review(done_at=NOW, done_by=OKAFOR),
    a_screen(),
    a_screen(
        detention_id=None,
        status=ScreenStatus.HANDED_OVER,
        answers={"health/injury": an_answer(Coding(code="yes", system="s")), "q": Answer()},
        sections_left={"health": NOW},
        completed_by=OKAFOR,
    ),
    a_screen(answers={key_of("pill/name", ("", "t2")): an_answer("Methadone")}),
    a_consent(),
    a_consent(detention_id=None, screen_id=ScreenId(numbered(1))),
    a_court_report(),
    a_court_report(
        detention_id=None, screen_id=None, hearing_at=None, signature=a_signature(), version=3
    ),
    a_copy(),
    a_form(raw=bytes(range(256))),
    an_also_recorded(),
    an_also_recorded(person_id=None, value={"kind": "allergy"}),
    *parts_of(KELLY, bytes(range(256)) * 1000),
    a_practitioner(),
    Device(id=DeviceId(numbered(501)), name="WS-07", suite="", public_key=bytes(range(32))),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = copy_of_new_store(tmp_path_factory.mktemp("records"))
    opened = open_store(folder, KEY, bytes(16))
    yield opened
    opened.close()


def saved(store: Store, record: Any) -> Any:
    """Save a record as new and read it back in a transaction of its own."""
    with unit_of_work(store, OKAFOR.bytes) as work:
        RecordsInJournal(work, KIND_OF[type(record)]).add(record)
        work.commit()
    return read(store, record)


def changed(store: Store, old: Any, new: Any) -> Any:
    with unit_of_work(store, OKAFOR.bytes) as work:
        RecordsInJournal(work, KIND_OF[type(old)]).change(old, new)
        work.commit()
    return read(store, old)


def read(store: Store, record: Any) -> Any:
    with unit_of_work(store, OKAFOR.bytes) as work:
        return RecordsInJournal(work, KIND_OF[type(record)]).get(record.id)


def fresh(record: Any) -> Any:
    """Return the record under an identity that no other example has."""
    fresh.count += 1  # type: ignore[attr-defined]
    return replace(record, id=UUID(int=fresh.count))  # type: ignore[attr-defined]


fresh.count = 1  # type: ignore[attr-defined]


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(record) for record in RECORDS} == set(KIND_OF)
    assert {kind.codec.record_type for kind in KINDS.values()} == set(KIND_OF)


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_a_record_of_each_kind_is_read_as_it_was_written(store: Store, record: Any) -> None:
    record = fresh(record)

    assert saved(store, record) == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_each_field_can_be_changed_into_every_other_example_of_its_kind(
    store: Store, record: Any
) -> None:
    old = saved(store, fresh(record))
    for other in RECORDS:
        if type(other) is not type(record):
            continue
        names = [one.name for one in fields(other) if one.name not in ("id", "standing")]
        for name in names:
            new = replace(old, **{name: getattr(other, name)})
            if getattr(new, "family_name", "x") is None:
                continue
            old_after = changed(store, old, new)
            assert old_after == new, name
            old = old_after


def test_a_field_that_is_cleared_stays_cleared(store: Store) -> None:
    report = saved(store, fresh(a_court_report()))
    cleared = changed(store, report, replace(report, hearing_at=None, detention_id=None))

    assert cleared.hearing_at is None
    assert cleared.detention_id is None
    person = saved(store, fresh(a_person(markers={"m": a_marker()})))
    assert changed(store, person, replace(person, markers={}, date_of_birth=None)).markers == {}


def test_a_record_that_is_not_here_is_said_not_to_be_here(store: Store) -> None:
    stranger = fresh(a_person())
    with unit_of_work(store, OKAFOR.bytes) as work:
        with pytest.raises(NotFoundError):
            work.people.get(stranger.id)
        with pytest.raises(NotFoundError):
            work.people.change(stranger, replace(stranger, title="Dr"))
        assert work.drafts == []


def test_leaving_without_commit_undoes_everything(store: Store) -> None:
    tip, person = store.standing.tip, fresh(a_person())
    with unit_of_work(store, OKAFOR.bytes) as work:
        work.people.add(person)
    with suppress(LookupError), unit_of_work(store, OKAFOR.bytes) as work:
        work.people.add(person)
        raise LookupError

    assert store.standing.tip == tip
    with pytest.raises(NotFoundError):
        read(store, person)


def test_two_commits_in_one_block_are_two_whole_units(store: Store) -> None:
    one, other = fresh(a_person()), fresh(a_person())
    before = store.standing.tip.seq
    with unit_of_work(store, OKAFOR.bytes) as work:
        work.people.add(one)
        work.commit()
        work.people.add(other)
        work.people.change(work.people.get(one.id), replace(one, title="Dr"))
        work.commit()

    assert store.standing.tip.seq == before + 3
    assert read(store, one).title == "Dr"
    assert read(store, other) == other


@pytest.mark.parametrize("value", ["x" * 300_000, 2**70, "\ud800"], ids=["long", "big", "half"])
def test_a_value_too_large_to_keep_is_named_and_nothing_else_is_lost(
    store: Store, value: Any
) -> None:
    screen = saved(store, fresh(a_screen()))
    answers = {"health.notes": Answer(values=(value,))}

    with pytest.raises(FieldProblemError) as refused:
        changed(store, screen, replace(screen, answers=answers))
    assert refused.value.problems == {"answers/health.notes": "field.too_long"}
    assert read(store, screen) == screen
    assert saved(store, fresh(a_person())).family_name == "Marsh"


def test_a_change_of_more_answers_than_an_entry_can_name_is_refused_whole(store: Store) -> None:
    screen = saved(store, fresh(a_screen()))
    many = {f"question.{number}": an_answer("a") for number in range(1500)}
    old = changed(store, screen, replace(screen, answers=many))
    new = {link: an_answer("b") for link in many}

    with pytest.raises(FieldProblemError):
        changed(store, old, replace(old, answers=new))
    assert read(store, screen).answers == many


def test_a_moment_without_a_zone_is_taken_for_utc_and_can_be_put_in_order(store: Store) -> None:
    naive = saved(store, fresh(a_detention(arrived_at=NOW.replace(tzinfo=None))))

    assert naive.arrived_at == NOW


def of_registers(kind: str, registers: dict[str, Any]) -> Any:
    state = new_state(kind, None)
    for number, (name, value) in enumerate(registers.items()):
        state.live[name] = [Live(bytes([number]) * 32, 1, bytes(16), value)]
    return KINDS[kind].codec.read(state, SCHEMA)


def test_a_value_only_a_newer_version_can_read_is_left_out_and_the_record_read_only() -> None:
    person = of_registers(
        "person",
        {
            "id": str(numbered(1)),
            "family_name": "Marsh",
            "gender": "a code of next year",
            "pronouns": "she/her",
            "standing": {"conflicts": "not a field"},
            "markers": "not a map",
            "markers/new": {"kind": "a new warning", "recorded_at": "2026-09-05T01:14:00Z"},
            "markers/old": {
                "kind": "allergy",
                "recorded_at": "2026-09-05T01:14:00Z",
                "recorded_by": "P. Shah",
                "severity": "a field of next year",
            },
        },
    )

    assert (person.family_name, person.gender) == ("Marsh", Gender.NOT_KNOWN)
    assert list(person.markers) == ["old"]
    assert person.standing.needs_newer
    assert "gender" in person.standing.seen


def test_a_value_that_cannot_be_read_gives_way_to_the_one_it_did_not_replace() -> None:
    state = new_state("person", None)
    for name, value in (("id", str(numbered(1))), ("family_name", "Marsh"), ("title", "Ms")):
        state.live[name] = [Live(bytes(32), 1, bytes(16), value)]
    state.live["family_name"].append(Live(b"\x01" * 32, 2, bytes(16), {"of": "next year"}))
    state.live["title"].append(Live(b"\x01" * 32, 2, bytes(16), None))
    found = KINDS["person"].codec.read(state, SCHEMA)

    assert (found.family_name, found.title) == ("Marsh", "")
    assert found.standing.needs_newer
    assert found.standing.conflicts == ("family_name", "title")


def test_an_unknown_field_alone_makes_nothing_read_only() -> None:
    person = of_registers(
        "person", {"id": str(numbered(1)), "family_name": "Marsh", "pronouns": "she/her"}
    )

    assert not person.standing.needs_newer


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
keys = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
zones = st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-11))])
moments = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 -- hypothesis wants the bounds without their zone
    datetime(2199, 1, 1),  # noqa: DTZ001 -- as above
    timezones=zones,
)
markers = st.builds(
    Marker,
    kind=st.sampled_from(MarkerKind),
    note=text,
    recorded_at=moments,
    recorded_by=text,
    ended_at=st.none() | moments,
)
people = st.builds(
    Person,
    id=st.uuids().map(PersonId),
    family_name=text,
    given_name=text,
    known_as=text,
    date_of_birth=st.none() | st.dates(date(1, 1, 1)),
    is_birth_estimated=st.booleans(),
    gender=st.sampled_from(Gender),
    nhs_number=text,
    pnc_id=text,
    address=st.none() | st.builds(Address, lines=text, postcode=text),
    aliases=st.dictionaries(keys, st.builds(Alias, family_name=text, given_name=text), max_size=3),
    markers=st.dictionaries(keys, markers, max_size=3),
)
values = (
    st.builds(Coding, code=text, system=text, display=text)
    | text
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
)
answers = st.builds(
    Answer,
    values=st.lists(values, max_size=3).map(tuple),
    absent=st.none() | st.sampled_from(Absent),
    answered_at=st.none() | moments,
    answered_by=st.none() | st.uuids().map(PractitionerId),
    source=text,
)
screens = st.builds(
    a_screen,
    id=st.uuids().map(ScreenId),
    status=st.sampled_from(ScreenStatus),
    answers=st.dictionaries(keys, answers, max_size=4),
    sections_left=st.dictionaries(keys, moments, max_size=2),
    handover_note=text,
    completed_at=st.none() | moments,
)


@settings(max_examples=60)
@given(person=people, then=people)
def test_any_person_is_read_as_written_and_as_changed(
    store: Store, person: Person, then: Person
) -> None:
    person = fresh(person)
    old, new = saved(store, person), replace(then, id=person.id)

    assert old == person
    assert changed(store, old, new) == new


@settings(max_examples=60)
@given(screen=screens, then=screens)
def test_any_screen_is_read_as_written_and_as_changed(
    store: Store, screen: Screen, then: Screen
) -> None:
    screen = fresh(screen)
    old, new = saved(store, screen), replace(then, id=screen.id)

    assert old == screen
    assert changed(store, old, new) == new


def test_a_reports_type_is_kept_apart_from_its_neighbours(store: Store) -> None:
    report = saved(store, fresh(a_court_report()))
    with unit_of_work(store, OKAFOR.bytes) as work:
        assert isinstance(work.reports.get(report.id), CourtReport)
        with pytest.raises(NotFoundError):
            work.people.get(report.id)
