"""What a form may know of person, stay and user, and what it makes of that from start to finish."""

from datetime import date
from typing import Any

import pytest

from desktop.domain.person import Address, Gender
from desktop.domain.screen import Answer, ScreenStatus
from desktop.services.screening import IncompleteScreenError
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import a_form

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
CONSTRAINT = "http://hl7.org/fhir/StructureDefinition/targetConstraint"


def expression(kind: str, words: str) -> dict[str, Any]:
    return {
        "url": SDC + kind,
        "valueExpression": {"language": "text/fhirpath", "expression": words},
    }


def an_item(link_id: str, kind: str, *extensions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "linkId": link_id, "text": link_id, "type": kind, "extension": list(extensions), **more,
    }  # fmt: skip


def begin(desk: Desk, *items: dict[str, Any], **person: Any) -> OpenScreen:
    form = desk.services.import_form(a_form(item=list(items)))
    stay = desk.stay(desk.person(**person))
    return desk.services.start_screen(stay.person_id, stay.id, form.canonical)


def test_the_facts_say_what_is_recorded_of_the_person_as_fhir(desk: Desk) -> None:
    opened = begin(
        desk,
        an_item("a", "string"),
        given_name="Kelly Ann",
        title="Ms",
        known_as="Kel",
        gender=Gender.FEMALE,
        nhs_number="9990000018",
        address=Address(lines="1 High Street\nSouthend", postcode="SS1 1AA"),
    )

    assert opened.facts["patient"] == {
        "resourceType": "Patient",
        "id": str(opened.screen.person_id),
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018"}],
        "name": [
            {"use": "official", "family": "Marsh", "given": ["Kelly", "Ann"], "prefix": ["Ms"]},
            {"use": "usual", "text": "Kel"},
        ],
        "gender": "female",
        "address": [{"line": ["1 High Street", "Southend"], "postalCode": "SS1 1AA"}],
    }


def test_the_facts_say_how_old_the_person_is_who_asks_and_which_stay_it_is(desk: Desk) -> None:
    stay = desk.stay(desk.person(date_of_birth=date(1991, 3, 4)))
    form = desk.services.import_form(a_form())

    facts = desk.services.start_screen(stay.person_id, stay.id, form.canonical).facts

    user, encounter = facts["user"], facts["encounter"]
    assert isinstance(user, dict)
    assert isinstance(encounter, dict)
    assert facts["age"] == 35
    assert user["name"] == [{"text": "J. Okafor"}]
    assert encounter["identifier"][0]["value"] == stay.custody_record_number


def test_what_nobody_recorded_is_no_fact(desk: Desk) -> None:
    form = desk.services.import_form(a_form())

    facts = desk.services.start_screen(desk.person().id, None, form.canonical).facts

    assert facts.keys() == {"patient", "user"}
    patient = facts["patient"]
    assert isinstance(patient, dict)
    assert patient.keys() == {"resourceType", "id", "name", "gender"}


def test_a_new_screen_begins_with_what_its_form_gives_by_itself(desk: Desk) -> None:
    opened = begin(
        desk,
        an_item("name", "string", expression("initialExpression", "%patient.name.family")),
        an_item("age", "integer", expression("calculatedExpression", "%age")),
        an_item("said", "string", initial=[{"valueString": "as usual"}]),
        an_item("blank", "string"),
        date_of_birth=date(1991, 3, 4),
    )

    stored = desk.again().services.open_screen(opened.screen.id).screen.answers

    assert {key: one.values for key, one in stored.items()} == {
        "name": ("Marsh",), "age": (35,), "said": ("as usual",),
    }  # fmt: skip
    assert stored["age"].is_calculated


def test_who_is_asked_more_because_of_the_record_owes_it_at_the_end(desk: Desk) -> None:
    items = (
        an_item("anyone", "string"),
        an_item("child", "string", expression("enableWhenExpression", "%age < 18"), required=True),
    )
    adult = begin(desk, *items, date_of_birth=date(1991, 3, 4))
    assert desk.services.complete_screen(adult.screen.id).status is ScreenStatus.COMPLETED

    stay = desk.stay(desk.person(date_of_birth=date(2012, 3, 4)))
    child = desk.services.start_screen(stay.person_id, stay.id, adult.screen.questionnaire)
    with pytest.raises(IncompleteScreenError) as caught:
        desk.services.complete_screen(child.screen.id)
    assert [one.link_id for one in caught.value.problems] == ["child"]


SUM = an_item(
    "sum",
    "integer",
    expression("calculatedExpression", "%resource.item.where(linkId='a').answer.value + 1"),
)


def test_finishing_stores_a_total_that_was_not_stored_yet(desk: Desk) -> None:
    opened = begin(desk, an_item("a", "integer"), SUM)
    desk.services.answer_question(opened.screen.id, "a", Answer(values=(2,)))

    done = desk.services.complete_screen(opened.screen.id)

    assert done.answers["sum"].values == (3,)
    assert done.answers["sum"].is_calculated
    assert done.answers["sum"].answered_at == desk.clock()


def test_a_stored_total_is_never_worked_out_again(desk: Desk) -> None:
    opened = begin(desk, an_item("a", "integer"), SUM)
    desk.services.answer_question(opened.screen.id, "a", Answer(values=(2,)))
    stored = Answer(values=(40,), is_calculated=True)
    desk.services.answer_question(opened.screen.id, "sum", stored)

    done = desk.services.complete_screen(opened.screen.id)

    assert done.answers["sum"].values == (40,)


def a_constraint(severity: str) -> dict[str, Any]:
    below_ten = {"language": "text/fhirpath", "expression": "answer.value < 10"}
    parts: dict[str, tuple[str, Any]] = {
        "key": ("valueId", "c1"),
        "severity": ("valueCode", severity),
        "expression": ("valueExpression", below_ten),
        "human": ("valueString", "Below ten"),
    }
    return {
        "url": CONSTRAINT,
        "extension": [{"url": name, kind: value} for name, (kind, value) in parts.items()],
    }


@pytest.mark.parametrize(("severity", "may_finish"), [("warning", True), ("error", False)])
def test_a_warning_of_the_form_holds_up_nothing_and_an_error_does(
    desk: Desk, severity: str, *, may_finish: bool
) -> None:
    opened = begin(desk, an_item("a", "integer", a_constraint(severity)))
    desk.services.answer_question(opened.screen.id, "a", Answer(values=(12,)))

    if may_finish:
        done = desk.services.complete_screen(opened.screen.id)
        assert done.status is ScreenStatus.COMPLETED
    else:
        with pytest.raises(IncompleteScreenError):
            desk.services.complete_screen(opened.screen.id)


def test_a_screen_whose_form_cannot_say_what_to_ask_is_not_finished(desk: Desk) -> None:
    unclear = expression("enableWhenExpression", "%resource.item.where(linkId='a').answer.value")
    opened = begin(desk, an_item("a", "integer"), an_item("b", "string", unclear))
    desk.services.answer_question(opened.screen.id, "a", Answer(values=(2,)))

    with pytest.raises(IncompleteScreenError) as caught:
        desk.services.complete_screen(opened.screen.id)

    assert [one.message_key for one in caught.value.problems] == ["form.not_worked_out"]
