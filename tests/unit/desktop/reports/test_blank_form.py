"""A form for a pen holds every question, room to answer it, and what the program would decide."""

from datetime import UTC, datetime
from typing import Any

import pytest

from desktop.forms import Questionnaire
from desktop.reports.blank_form import blank_form_pdf
from desktop.services.form_papers import BlankPaper, PaperPerson
from tests.unit.desktop.reports.form_papers import (
    a_form,
    a_person,
    item,
    only_if,
    options,
    shipped,
)
from tests.unit.desktop.reports.papers import AT
from tests.unit.desktop.reports.reading import open_pdf, pages, squeezed

SHIPPED = [
    "liaison-diversion-screen.json",
    "custody-health-assessment.json",
    "instruments/phq-9.json",
    "instruments/news2.json",
    "instruments/ciwa-ar.json",
]


def printed(form: Questionnaire, person: PaperPerson | None = None, at: datetime = AT) -> bytes:
    paper = BlankPaper(questionnaire=form, person=person)
    return blank_form_pdf(paper, service="Essex", printed_by="Tunde Okafor", printed_at=at)


def words_of(*items: dict[str, Any]) -> str:
    form = a_form(item("part", "group", "Health", item=list(items)))
    return " ".join(pages(printed(form)))


@pytest.mark.parametrize("path", SHIPPED)
def test_no_question_of_a_shipped_form_is_missing(path: str) -> None:
    form = shipped(path)
    words = " ".join(" ".join(pages(printed(form))).split())

    missing = [
        one.text
        for one in form.items.values()
        if one.is_question() and not one.is_worked_out() and not one.hidden
        if squeezed(one.text) not in words
    ]

    assert missing == []


@pytest.mark.parametrize("path", SHIPPED)
def test_no_heading_is_the_last_thing_on_a_page(path: str) -> None:
    form = shipped(path)
    headings = {squeezed(one.text) for one in form.items.values() if one.children and one.text}

    for page in pages(printed(form)):
        body = page.partition("Name .....")[0].strip()
        assert not any(body.endswith(f" {heading}") for heading in headings)


def test_when_a_question_applies_stands_beside_it_in_words() -> None:
    words = words_of(
        item("ill", "choice", "Are you ill?", answerOption=options("Yes", "No")),
        item("how", "text", "Tell me about it", enableWhen=only_if("ill", "yes")),
    )

    assert "1.2 Tell me about it Only if 1.1 is Yes" in words


def test_several_answers_that_lead_on_are_joined() -> None:
    either = [*only_if("ill", "yes"), *only_if("ill", "unsure")]
    words = words_of(
        item("ill", "choice", "Are you ill?", answerOption=options("Yes", "No", "Unsure")),
        item("how", "text", "Tell me", enableWhen=either, enableBehavior="any"),
    )

    assert "Only if 1.1 is Yes or Unsure" in words


def test_a_condition_by_expression_says_what_it_follows_from() -> None:
    extension = {
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
        "valueExpression": {
            "language": "text/fhirpath",
            "expression": "%resource.item.item.where(linkId='age').answer.value > 17",
        },
    }
    words = words_of(
        item("age", "integer", "Age"), item("work", "string", "Work", extension=[extension])
    )

    assert "Only if it follows from 1.1" in words


def test_needed_several_and_hint_are_said() -> None:
    words = words_of(
        item("a", "choice", "Pick", answerOption=options("One", "Two"), repeats=True, required=True)
    )

    assert "Pick (needed)" in words
    assert "Tick all that apply." in words


def test_a_question_needed_by_nobody_is_not_marked() -> None:
    assert "(needed)" not in words_of(item("a", "string", "Name it"))


def test_a_publishers_numbers_are_kept_where_each_is_one_of_a_kind() -> None:
    words = words_of(
        item("a", "boolean", "Asleep?", prefix="Q7."),
        item(
            "b",
            "string",
            "Since when?",
            enableWhen=[{"question": "a", "operator": "=", "answerBoolean": True}],
        ),
    )

    assert "Q7 Asleep?" in words
    assert "Only if Q7 is Yes" in words


def test_what_may_be_told_several_times_has_room_for_several() -> None:
    few = [item("name", "string", "Name"), item("dose", "string", "Dose")]
    many = [item(f"q{number}", "string", f"Question {number}") for number in range(8)]

    table = words_of(item("m", "group", "Medicine", repeats=True, item=few))
    copies = words_of(item("m", "group", "Medicine", repeats=True, item=many))

    assert "For more, use another sheet with the name on it." in table
    assert table.count("Name it") == 0
    assert "Medicine (1)" in copies
    assert "Medicine (2)" in copies


def test_what_answers_count_is_printed_so_that_it_can_be_added_by_hand() -> None:
    words = " ".join(pages(printed(shipped("instruments/phq-9.json"))))

    assert "Nearly every day (3)" in words
    assert "Add up the points" in words
    assert "10 to 14: moderate" in words
    assert "No total unless every part is answered." in words
    assert "Not a diagnosis." in words


def test_a_measured_number_says_its_steps() -> None:
    words = " ".join(pages(printed(shipped("instruments/news2.json"))))

    assert "up to 8: 3" in words


def test_too_many_choices_to_tick_are_listed_to_be_copied() -> None:
    words = words_of(item("a", "choice", "Which?", answerOption=options(*_numbered(40))))

    assert "Write one of: Choice0, Choice1" in words
    assert "Choice39" in words


def test_the_head_has_room_for_whose_it_is_and_every_page_too() -> None:
    found = pages(printed(shipped("instruments/phq-9.json")))

    for label in ("Family name", "Date of birth", "Custody record", "Begun", "Practitioner"):
        assert label in found[0]
    assert all("Name ...." in page and "Custody record ...." in page for page in found)
    assert "Signature" in found[-1]


def test_for_a_person_the_head_is_filled_in() -> None:
    found = pages(printed(shipped("instruments/phq-9.json"), a_person()))

    assert "Family name" not in found[0]
    assert all("MARSH, Kelly (Ms) · born 4 March 1991" in page for page in found)


def test_a_question_longer_than_a_page_is_still_printed() -> None:
    words = words_of(item("a", "text", "Consider this. " * 600), item("b", "string", "And this?"))

    assert words.count("Consider") == 600
    assert "And this?" in words


def test_hidden_questions_are_not_printed() -> None:
    hidden = {
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden",
        "valueBoolean": True,
    }

    words = words_of(item("a", "string", "Inside", extension=[hidden]), item("b", "string", "Out"))

    assert "Inside" not in words
    assert "1.1 Out" in words


def test_it_is_tagged_and_titled() -> None:
    pdf = open_pdf(printed(shipped("instruments/phq-9.json"), at=datetime(2026, 9, 5, tzinfo=UTC)))
    catalogue: Any = pdf.trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "PHQ-9: mood: blank form"


def _numbered(count: int) -> list[str]:
    return [f"Choice{number}" for number in range(count)]
