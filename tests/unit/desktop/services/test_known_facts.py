"""What is known is offered with source, date and author; what is of the day is asked anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.domain.person import Address, Gender, Person
from desktop.domain.screen import Absent, Answer, Coding
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.values import KnownAnswer, OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import a_form, answer_all, code


def screen(desk: Desk, person: Person, canonical: str = LIAISON_SCREEN) -> OpenScreen:
    stay = desk.stay(person)
    return desk.services.start_screen(person.id, stay.id, canonical)


def text(words: str) -> Answer:
    return Answer(values=(words,))


def after_an_earlier_screen(desk: Desk, answers: dict[str, Answer]) -> dict[str, KnownAnswer]:
    """Answer an earlier screen, come back four days later, and return what is offered then."""
    person = desk.person()
    answer_all(desk, earlier := screen(desk, person), answers)
    desk.services.pause_screen(earlier.screen.id)
    desk.clock.on(4 * 24 * 60)
    return dict(screen(desk, person).known)


def test_an_earlier_answer_is_offered_with_screen_date_and_author(desk: Desk) -> None:
    said_at = desk.clock()

    known = after_an_earlier_screen(desk, {"identity.next_of_kin": text("Mother, 07700 900001")})

    offered = known["identity.next_of_kin"]
    assert offered.answer.values == ("Mother, 07700 900001",)
    assert (offered.recorded_at, offered.recorded_by) == (said_at, "J. Okafor")
    assert "screen" in offered.source.lower()


def test_of_several_earlier_answers_the_newest_is_offered(desk: Desk) -> None:
    person = desk.person()
    for words in ("first", "second"):
        opened = screen(desk, person)
        answer_all(desk, opened, {"identity.next_of_kin": text(words)})
        desk.services.pause_screen(opened.screen.id)
        desk.clock.on(60)

    known = screen(desk, person).known

    assert known["identity.next_of_kin"].answer.values == ("second",)


def test_what_the_record_holds_is_offered_with_when_it_was_written(desk: Desk) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    person = desk.person(
        date_of_birth=date(1991, 3, 4),
        gender=Gender.FEMALE,
        nhs_number="9990000018",
        gp="Kent Elms",
        address=Address(lines="1 High Street\nSouthend", postcode="SS1 1AA"),
        known_as="Kel",
    )

    known = screen(desk, person).known

    values = {link_id: offered.answer.values for link_id, offered in known.items()}
    assert values["identity.born"] == ("1991-03-04",)
    assert values["identity.nhs_number"] == ("9990000018",)
    assert values["identity.gp"] == ("Kent Elms",)
    assert values["identity.address"] == ("1 High Street\nSouthend",)
    (gender,) = values["identity.gender"]
    assert isinstance(gender, Coding)
    assert gender.code == "2"
    offered = known["identity.gp"]
    assert offered.source == "person's record"
    assert offered.recorded_by == "J. Okafor"
    assert before <= offered.recorded_at <= datetime.now(UTC)


def test_what_the_custody_record_holds_is_offered_as_from_there(desk: Desk) -> None:
    person = desk.person()
    stay = desk.stay(person, offence="Theft from shop", is_first_time=True)

    known = desk.services.start_screen(person.id, stay.id, LIAISON_SCREEN).known

    assert known["legal.offence_text"].answer.values == ("Theft from shop",)
    assert known["legal.first_time"].answer.values == (True,)
    assert known["today.custody_record"].answer.values == (stay.custody_record_number,)
    assert {known[link].source for link in ("legal.offence_text", "today.suite")} == {
        "custody record"
    }


def test_what_nobody_recorded_is_not_offered(desk: Desk) -> None:
    known = screen(desk, desk.person()).known

    assert not [link for link in known if link.startswith("identity.")]
    assert "legal.first_time" not in known


def test_no_fixed_abode_is_offered_as_that(desk: Desk) -> None:
    known = screen(desk, desk.person(address=Address(no_fixed_abode=True))).known

    assert known["identity.address"].answer.values == ("No fixed abode",)


def test_the_newer_of_record_and_screen_is_offered(desk: Desk) -> None:
    desk.clock.now = datetime.now(UTC) - timedelta(days=3)
    person = desk.person(phone="07700 900001")
    answer_all(desk, opened := screen(desk, person), {"identity.phone": text("07700 900002")})
    desk.services.pause_screen(opened.screen.id)
    changed = desk.services.change_person(person, replace(person, phone="07700 900003"))
    desk.clock.now = datetime.now(UTC)
    assert screen(desk, changed).known["identity.phone"].answer.values == ("07700 900003",)

    desk.clock.on(30)
    answer_all(desk, opened := screen(desk, changed), {"identity.phone": text("07700 900004")})
    desk.services.pause_screen(opened.screen.id)

    assert screen(desk, changed).known["identity.phone"].answer.values == ("07700 900004",)


def test_consent_is_never_offered(desk: Desk) -> None:
    person = desk.person()
    opened = screen(desk, person)
    form = opened.questionnaire
    asked = [link for link in form.items if link.startswith("consent.")]
    answers = {
        link: Answer(values=(form.items[link].options[0].value,))
        if form.items[link].options
        else text("words")
        for link in asked
        if form.items[link].type.value not in ("display", "group")
    }
    answer_all(desk, opened, answers)
    desk.services.pause_screen(opened.screen.id)

    assert not [link for link in screen(desk, person).known if link.startswith("consent.")]


@pytest.mark.parametrize(
    "link_id",
    ["risk.thoughts", "risk.narrative", "seen.words", "today.minutes", "plan.summary",
     "needs.words", "court.presentation", "home.children_now", "risk.protective"],
)  # fmt: skip
def test_what_is_of_the_day_is_asked_anew(desk: Desk, link_id: str) -> None:
    form = screen(desk, desk.person()).questionnaire
    kind = form.items[link_id].type.value
    value = {"boolean": False, "integer": 5}.get(kind, "as it was then")
    answers = {link_id: Answer(values=(value,)), "home.parent": code(form, "home.parent", "Y")}

    assert link_id not in after_an_earlier_screen(desk, answers)


@pytest.mark.parametrize("link_id", ["risk.past", "physical.allergy", "mental.diagnosis"])
def test_what_once_was_so_stays_known_and_what_was_not_is_asked_again(
    desk: Desk, link_id: str
) -> None:
    assert link_id in after_an_earlier_screen(desk, {link_id: Answer(values=(True,))})
    assert link_id not in after_an_earlier_screen(desk, {link_id: Answer(values=(False,))})


def test_no_answer_is_not_offered_as_one(desk: Desk) -> None:
    declined = {"identity.next_of_kin": Answer(absent=Absent.DECLINED)}

    assert "identity.next_of_kin" not in after_an_earlier_screen(desk, declined)


def test_an_answer_under_a_question_that_no_longer_applied_is_not_offered(desk: Desk) -> None:
    answers = {
        "home.debt": Answer(values=(False,)),
        "home.debt_words": text("typed before the no"),
    }

    assert "home.debt_words" not in after_an_earlier_screen(desk, answers)


def test_the_same_number_in_another_form_is_another_question(desk: Desk) -> None:
    person = desk.person()
    mirrored = {"linkId": "identity.next_of_kin", "text": "Their solicitor?", "type": "string"}
    form = desk.services.import_form(a_form(item=[mirrored]))
    answer_all(
        desk,
        opened := screen(desk, person, form.canonical),
        {"identity.next_of_kin": text("Smith & Co")},
    )
    desk.services.complete_screen(opened.screen.id)

    assert "identity.next_of_kin" not in screen(desk, person).known


def test_another_person_is_told_nothing_of_this_one(desk: Desk) -> None:
    person, other = desk.person(gp="Kent Elms"), desk.person(family_name="Hughes")
    answer_all(desk, opened := screen(desk, person), {"identity.next_of_kin": text("Mother")})
    desk.services.pause_screen(opened.screen.id)

    known = screen(desk, other).known

    assert "identity.next_of_kin" not in known
    assert "identity.gp" not in known


def test_a_known_answer_is_no_answer_until_it_is_confirmed(desk: Desk) -> None:
    opened = screen(desk, desk.person(gp="Kent Elms"))

    assert "identity.gp" in opened.known
    assert "identity.gp" not in opened.answers()
