"""The FHIR response that leaves with a screen."""

import json
from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.screen import Absent, Answer, Coding, Value
from desktop.forms import Questionnaire, response_json, to_questionnaire_response
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SYSTEM,
    Node,
    a_form,
    absent,
    choice,
    code,
    extension,
    given,
    group,
    question,
    score,
    when,
)
from tests.unit.desktop.forms.times import NOON


def response(form: Questionnaire, **answers: Answer) -> dict[str, Any]:
    return to_questionnaire_response(
        form,
        answers,
        status="completed",
        authored=NOON,
        subject="urn:uuid:person",
        author="urn:uuid:practitioner",
    )


def items(form: Questionnaire, **answers: Answer) -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = response(form, **answers).get("item", [])
    return written


def test_the_response_says_which_form_about_whom_by_whom_and_when() -> None:
    assert response(a_form(question("q"))) == {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "https://example.org/form|1",
        "status": "completed",
        "subject": {"reference": "urn:uuid:person"},
        "authored": "2026-09-05T12:00:00+00:00",
        "author": {"reference": "urn:uuid:practitioner"},
    }


def test_groups_and_questions_nest_each_in_their_own_way() -> None:
    form = a_form(group("g", question("q", "boolean", item=[question("r")])))

    assert items(form, q=given(True), r=given("x")) == [
        {
            "linkId": "g",
            "text": "Part g",
            "item": [
                {
                    "linkId": "q",
                    "text": "Question q",
                    "answer": [
                        {
                            "valueBoolean": True,
                            "item": [
                                {
                                    "linkId": "r",
                                    "text": "Question r",
                                    "answer": [{"valueString": "x"}],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ]


def test_an_answer_under_a_question_that_has_none_still_leaves() -> None:
    form = a_form(question("q", "boolean", item=[question("r")]))

    (item,) = items(form, q=absent(), r=given("x"))

    assert [below["linkId"] for below in item["answer"][0]["item"]] == ["r"]
    assert "valueBoolean" not in item["answer"][0]


def test_what_does_not_apply_stays_here() -> None:
    form = a_form(
        question("q", "boolean"),
        question("then", enableWhen=[when("q")]),
        group("g", question("k"), enableWhen=[when("q")]),
        {"linkId": "d", "type": "display", "text": "Words"},
    )

    left = items(form, q=given(False), then=given("kept"), k=given("kept"))

    assert [item["linkId"] for item in left] == ["q"]


def test_sections_made_here_are_no_part_of_the_response() -> None:
    form = a_form(question("a"), group("g", question("b")), question("c"))

    left = items(form, a=given("1"), b=given("2"), c=given("3"))

    assert [item["linkId"] for item in left] == ["a", "g", "c"]


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        (Absent.DECLINED, "asked-declined"),
        (Absent.UNABLE, "not-performed"),
        (Absent.NOT_ASKED, "not-asked"),
        (Absent.NOT_KNOWN, "asked-unknown"),
    ],
)
def test_the_reason_for_no_value_leaves_in_its_standard_words(reason: Absent, written: str) -> None:
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

    assert items(a_form(question("q")), q=absent(reason)) == [
        {
            "extension": [{"url": url, "valueCode": written}],
            "linkId": "q",
            "text": "Question q",
        }
    ]


KILOGRAMS: Node = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kilos"}
IN_KILOGRAMS = [extension(EXTENSIONS + "questionnaire-unit", valueCoding=KILOGRAMS)]
DATES = question("q", "choice", answerOption=[{"valueDate": "2026-01-01"}, {"valueInteger": 3}])


@pytest.mark.parametrize(
    ("item", "value", "written"),
    [
        (question("q", "boolean"), False, {"valueBoolean": False}),
        (question("q", "integer"), 0, {"valueInteger": 0}),
        (question("q", "integer"), "12", {"valueInteger": 12}),
        (question("q", "decimal"), "1.50", {"valueDecimal": Decimal("1.50")}),
        (question("q", "date"), "2026-09", {"valueDate": "2026-09"}),
        (
            question("q", "dateTime"),
            "2026-09-05T02:14",
            {"valueDateTime": "2026-09-05T02:14:00+00:00"},
        ),
        (
            question("q", "dateTime"),
            "2026-09-05T02:14:00Z",
            {"valueDateTime": "2026-09-05T02:14:00Z"},
        ),
        (question("q", "time"), "02:14", {"valueTime": "02:14:00"}),
        (question("q", "text"), "words", {"valueString": "words"}),
        (question("q", "url"), "https://nhs.uk", {"valueUri": "https://nhs.uk"}),
        (choice("q", "a"), code("a"), {"valueCoding": {"system": SYSTEM, "code": "a"}}),
        (choice("q", "a"), Coding("a", "", "A"), {"valueCoding": {"code": "a", "display": "A"}}),
        (question("q", "open-choice"), "other", {"valueString": "other"}),
        (DATES, "2026-01-01", {"valueDate": "2026-01-01"}),
        (DATES, 3, {"valueInteger": 3}),
        (
            question("q", "quantity", extension=IN_KILOGRAMS),
            "72.5",
            {
                "valueQuantity": {
                    "value": Decimal("72.5"),
                    "unit": "kilos",
                    "system": KILOGRAMS["system"],
                    "code": "kg",
                }
            },
        ),
        (
            question("q", "quantity"),
            "5 tablets",
            {"valueQuantity": {"value": Decimal(5), "unit": "tablets"}},
        ),
    ],
)
def test_a_value_leaves_as_the_type_its_question_has(
    item: Node, value: Value, written: dict[str, Any]
) -> None:
    (left,) = items(a_form(item), q=given(value))

    assert left["answer"] == [written]


def test_several_answers_are_one_item() -> None:
    form = a_form(choice("q", "a", "b", repeats=True))

    (left,) = items(form, q=given(code("b"), code("a")))

    assert [answer["valueCoding"]["code"] for answer in left["answer"]] == ["b", "a"]


def test_what_is_no_value_of_its_type_is_owned_up_to_and_not_sent() -> None:
    (left,) = items(a_form(question("q", "date")), q=given("last spring"))

    assert "answer" not in left
    assert left["extension"][0]["valueCode"] == "error"


def test_a_whole_score_leaves_with_its_parts_and_part_of_one_does_not() -> None:
    form = a_form(question("a", "integer"), question("b", "integer"), score("total", "a b"))

    whole = items(form, a=given(1), b=given(2))
    part = items(form, a=given(1))

    assert whole[-1]["answer"] == [{"valueInteger": 3}]
    assert [item["linkId"] for item in part] == ["a"]


def test_the_field_an_item_mirrors_is_named() -> None:
    form = a_form(question("q", definition="http://example.org/Patient#birthDate"))

    assert items(form, q=given("x"))[0]["definition"] == "http://example.org/Patient#birthDate"


def test_written_decimals_keep_their_last_noughts() -> None:
    form = a_form(question("q", "decimal"), question("r"))
    content = response(form, q=given("1.50"), r=given('Zoë said "no"\n'))

    text = response_json(content)

    assert '"valueDecimal":1.50}' in text
    assert json.loads(text, parse_float=Decimal) == content
