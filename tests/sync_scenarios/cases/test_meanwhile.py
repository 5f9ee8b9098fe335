"""Two people at one record at the same time: nobody's words go, and nobody decides for another."""

from dataclasses import replace

import pytest

from desktop.domain.screen import Answer
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.storage.errors import RecordNeedsNewerError
from sync.journal.chain import Draft
from tests.builders.people import a_marker
from tests.sync_scenarios.cases.service import Desk, Service


def text_of(desk: Desk, screen_id: object, link: str) -> object:
    opened = desk.services.open_screen(screen_id)  # type: ignore[arg-type]
    answer = opened.answers().get(link)
    return None if answer is None else answer.values


def test_a_value_that_arrives_while_the_form_is_open_stays_beside_the_one_that_was_typed(
    service: Service,
) -> None:
    one, other = service.desk("one"), service.desk("other")
    person = one.services.add_person(one.adds_a_person())
    screen = one.services.start_screen(person.id, None, LIAISON_SCREEN).screen
    service.all_meet()
    links = list(one.services.open_screen(screen.id).questionnaire.items)
    section = one.services.open_screen(screen.id).questionnaire.sections[0].link_id
    link = next(
        one_link for one_link in links
        if one.services.open_screen(screen.id).questionnaire.items[one_link].type == "text"
    )  # fmt: skip
    one.services.open_screen(screen.id)
    one.services.answer_question(screen.id, link, Answer(values=("typed here",)))
    other.services.open_screen(screen.id)
    other.services.answer_question(screen.id, link, Answer(values=("came meanwhile",)))
    other.services.leave_section(screen.id, section, section)
    service.all_meet()

    assert text_of(one, screen.id, link) == ("typed here",)
    one.services.leave_section(screen.id, section, section)
    service.all_meet()

    assert service.is_one()
    for desk in service.desks:
        state = desk.machine.states()["screen", screen.id.bytes]
        values = {live.value["values"][0] for live in state.live[f"answers/{link}"]}
        assert values == {"typed here", "came meanwhile"}
        assert f"answers/{link}" in state.conflicts()


def test_two_additions_to_one_list_both_stand_without_a_conflict(service: Service) -> None:
    one, other = service.desk("one"), service.desk("other")
    person = one.adds_a_person()
    service.all_meet()
    for desk, key in ((one, "a"), (other, "b")):
        found = desk.person(person.id)
        desk.changes(found, replace(found, markers={**found.markers, key: a_marker(note=key)}))
    service.all_meet()

    for desk in service.desks:
        found = desk.person(person.id)
        assert {marker.note for marker in found.markers.values()} == {"a", "b"}
        assert found.standing.conflicts == ()


def test_withdrawal_against_a_concurrent_edit_keeps_the_edit_and_tells_of_it(
    service: Service,
) -> None:
    one, other = service.desk("one"), service.desk("other")
    person = one.adds_a_person()
    service.all_meet()
    shown = one.person(person.id)
    one.machine.work()(lambda work: work.people.withdraw(shown, "entered twice"))
    seen = other.person(person.id)
    other.changes(seen, replace(seen, phone="07700 900123"))
    service.all_meet()

    for desk in service.desks:
        found = desk.person(person.id)
        assert found.phone == "07700 900123"
        assert found.standing.withdrawn is not None
        assert found.standing.withdrawn.reason == "entered twice"
        assert found.standing.withdrawn.changed_since == ("phone",)


def test_an_ordinary_change_leaves_a_value_that_its_author_never_saw(service: Service) -> None:
    one, other = service.desk("one"), service.desk("other")
    person = one.adds_a_person(markers={"m": a_marker(note="asked")})
    service.all_meet()
    for desk, note in ((one, "cutting"), (other, "denies")):
        found = desk.person(person.id)
        desk.changes(found, replace(found, markers={"m": a_marker(note=note)}))
    service.all_meet()
    found = one.person(person.id)
    one.changes(found, replace(found, markers={"m": a_marker(note="seen at 03:00")}))
    service.all_meet()

    shown = found.markers["m"].note
    (unseen,) = {"cutting", "denies"} - {shown}
    state = other.machine.states()["person", person.id.bytes]
    assert {live.value["note"] for live in state.live["markers/m"]} == {"seen at 03:00", unseen}
    assert other.person(person.id).standing.conflicts == ("markers/m",)


def test_two_versions_of_the_program_edit_one_record_and_neither_loses_a_word(
    service: Service,
) -> None:
    old, new = service.desk("old"), service.desk("new")
    person = old.adds_a_person()
    service.all_meet()
    key = person.id.bytes
    draft = Draft(key, "person", key, {"mood": "calm", "phone": "of v2"}, {}, 2, 1)
    new.machine.work()(lambda work: work.drafts.append(draft))
    found = old.person(person.id)
    old.changes(found, replace(found, known_as="of v1"))
    service.all_meet()

    assert service.is_one()
    for desk in service.desks:
        values = desk.machine.states()["person", key].values()
        assert (values["mood"], values["known_as"]) == ("calm", "of v1")
    found = old.person(person.id)
    old.changes(found, replace(found, known_as="again"))
    service.all_meet()
    assert new.machine.states()["person", key].values()["mood"] == "calm"


def test_a_record_that_only_the_next_version_may_edit_is_read_only_here(
    service: Service,
) -> None:
    old, new = service.desk("old"), service.desk("new")
    person = old.adds_a_person()
    service.all_meet()
    key = person.id.bytes
    draft = Draft(key, "person", key, {"phone": "of v2"}, {}, 2, 2)
    new.machine.work()(lambda work: work.drafts.append(draft))
    service.all_meet()

    found = old.person(person.id)
    assert found.standing.needs_newer
    with pytest.raises(RecordNeedsNewerError):
        old.changes(found, replace(found, phone="over it"))
    assert service.is_one()
