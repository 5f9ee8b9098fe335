"""A screen on paper says what was answered and what not, whose it is and who finished it."""

from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.screen import Absent, Answer, Coding
from desktop.forms import Questionnaire
from desktop.reports.screen_paper import screen_pdf
from desktop.services.form_papers import ScreenPaper
from tests.unit.desktop.reports.form_papers import (
    WORKER,
    a_form,
    a_person,
    a_screen_paper,
    item,
    only_if,
    options,
    said,
    shipped,
)
from tests.unit.desktop.reports.papers import AT
from tests.unit.desktop.reports.reading import open_pdf, pages, squeezed

YES, NO = Coding(code="yes", display="Yes"), Coding(code="no", display="No")


def a_health_form() -> Questionnaire:
    medicine = [item("name", "string", "Name"), item("dose", "string", "Dose")]
    return a_form(
        item(
            "health",
            "group",
            "Physical health",
            item=[
                item("ill", "choice", "Are you ill?", answerOption=options("Yes", "No")),
                item("how", "text", "Tell me about it", enableWhen=only_if("ill", "yes")),
                item("sleep", "boolean", "Did you sleep?"),
                item("medicine", "group", "Medicine", repeats=True, item=medicine),
            ],
        ),
        item("end", "group", "Plan", item=[item("plan", "text", "What was agreed")]),
    )


def printed(paper: ScreenPaper) -> bytes:
    return screen_pdf(
        paper,
        service="Essex Liaison and Diversion Service",
        printed_by="Tunde Okafor",
        printed_at=AT + timedelta(hours=2),
    )


def words_of(form: Questionnaire, answers: dict[str, Answer], **changes: Any) -> str:
    return " ".join(pages(printed(a_screen_paper(form, answers, **changes))))


def test_questions_and_answers_stand_by_section_with_absence_in_words() -> None:
    answers = {"ill": said(NO), "sleep": said(absent=Absent.DECLINED)}

    words = words_of(a_health_form(), answers)

    assert "1 Physical health" in words
    assert "Are you ill? No" in words
    assert "Did you sleep? Declined to answer" in words
    assert "What was agreed Not answered" in words


def test_what_does_not_apply_is_not_printed_and_said_to_be_left_out() -> None:
    words = words_of(a_health_form(), {"ill": said(NO), "how": said("Secret cough")})

    assert "Secret cough" not in words
    assert "1 earlier answer is left out" in words


def test_what_applies_is_printed_and_nothing_said_to_be_left_out() -> None:
    words = words_of(a_health_form(), {"ill": said(YES), "how": said("A cough")})

    assert "A cough" in words
    assert "left out" not in words


def test_what_repeats_is_numbered() -> None:
    answers = {"name": said("Ramipril"), "name\x1ft0": said("Insulin")}

    words = words_of(a_health_form(), answers)

    assert "Medicine (1) Name Ramipril" in words
    assert "Medicine (2) Name Insulin" in words


def test_who_answered_and_when_stands_once_and_beside_what_another_added() -> None:
    answers = {
        "ill": said(YES),
        "how": said("A cough"),
        "sleep": said(True, by=WORKER, minutes=20),
    }

    words = words_of(a_health_form(), answers)

    assert "Answered 05-Sep-2026 02:14 to 02:34, Jide Okafor" in words
    assert "Yes Priya Shah, 05-Sep-2026 02:34" in words
    assert words.count("Jide Okafor, 05-Sep-2026 02:14") == 0


def test_a_finished_screen_says_who_signed() -> None:
    words = words_of(a_health_form(), {"ill": said(NO)})

    assert "Signed by Jide Okafor" in words
    assert "Registered mental health nurse" in words
    assert "12A3456E" in words
    assert "NOT FINISHED" not in words


def test_an_unfinished_screen_is_marked_on_every_page() -> None:
    answers = {"plan": said("Look again tomorrow. " * 400)}
    pdf = printed(a_screen_paper(a_health_form(), answers, signature=None))

    assert len(pages(pdf)) > 2
    assert all("NOT FINISHED" in page for page in pages(pdf))


def test_every_page_says_whose_it_is_who_printed_it_and_how_far_it_goes() -> None:
    pdf = printed(a_screen_paper(shipped("custody-health-assessment.json"), {}))
    found = pages(pdf)

    for number, page in enumerate(found, start=1):
        assert "MARSH, Kelly (Ms) · born 4 March 1991" in page
        assert "custody record SN/4473/26" in page
        assert "Printed 5 September 2026 at 04:14 by Tunde Okafor" in page
        assert f"Page {number} of {len(found)}" in page


def test_a_score_prints_its_parts_band_and_source_and_is_no_diagnosis() -> None:
    form = shipped("instruments/phq-9.json")
    answers = {
        one.link_id: said(one.options[2].value)
        for one in form.items.values()
        if len(one.options) == 4
    }

    words = words_of(form, answers)

    assert "PHQ-9: 18 · moderately severe" in words
    assert "Sleep 2" in words
    assert "Kroenke" in words
    assert "Not a diagnosis." in words


def test_a_score_with_a_part_missing_has_no_total() -> None:
    form = shipped("instruments/gad-7.json")
    first = next(one for one in form.items.values() if one.options)

    words = words_of(form, {first.link_id: said(first.options[3].value)})

    assert "no total yet" in words


@pytest.mark.parametrize(
    "name",
    [
        "GWŶDD AP LLŶR, Siôn",
        "ŚWIĄTKOWSKA-WÓJCIK, Żaneta",
        "BĂLĂNEL-ȚEPEȘ, Ștefania",
        "ADÉBÁYỌ̀, Ọláńrewájú",
    ],
)
def test_names_keep_every_letter(name: str) -> None:
    paper = a_screen_paper(a_health_form(), {}, person=a_person(name=name))

    assert squeezed(name) in pages(printed(paper))[0]


def test_a_very_long_answer_and_forty_medicines_are_printed_whole() -> None:
    told = " ".join(f"word{number}" for number in range(3000))
    answers = {"plan": said(told)}
    for number in range(40):
        key = f"name\x1ft{number:03d}" if number else "name"
        answers[key] = said(f"Medicine number {number}, 250 micrograms, twice a day")

    words = words_of(a_health_form(), answers)

    assert "word2999" in words
    assert all(f"Medicine number {number}," in words for number in range(40))
    assert "Medicine (40)" in words


def test_no_heading_is_the_last_line_of_its_page() -> None:
    form = shipped("liaison-diversion-screen.json")
    headings = {squeezed(one.text) for one in form.items.values() if one.children and one.text}
    found = pages(printed(a_screen_paper(form, {})))

    for page in found:
        body = page.partition("MARSH, Kelly (Ms) · born")[0].strip()
        assert not any(body.endswith(f" {heading}") for heading in headings)


def test_the_file_is_tagged_titled_and_in_british_english() -> None:
    pdf = open_pdf(printed(a_screen_paper(a_health_form(), {"ill": said(NO)})))
    catalogue: Any = pdf.trailer["/Root"]
    tags = _tags(catalogue["/StructTreeRoot"])

    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Health screen"
    assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD"} <= set(tags)


def test_nothing_typed_is_read_as_mark_up() -> None:
    words = words_of(a_health_form(), {"plan": said("<b>5 < 6</b> & <font size=90>")})

    assert "<b>5 < 6</b> & <font size=90>" in words


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = a_screen_paper(a_health_form(), {"ill": said(NO)})

    assert printed(paper) == printed(paper)


def _tags(node: Any) -> list[str]:
    found = [str(node["/S"])] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        resolved = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(resolved, dict):
            found += _tags(resolved)
    return found
