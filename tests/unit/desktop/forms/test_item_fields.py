"""What a published form may say about an item beyond its words is read, or said to be left out."""

from typing import Any

import pytest

from desktop.domain.attached import Attached
from desktop.domain.screen import Coding, Value
from desktop.forms import ItemType, Reuse, inspect, screen_problems
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    OURS,
    SDC,
    SYSTEM,
    Node,
    a_form,
    extension,
    form_bytes,
    given,
    group,
    question,
    when,
)

LETTER = Attached("0" * 64, 2_000_000, "image/png", "A letter.png").text()


def controlled(link_id: str, control: str, **more: Any) -> Node:
    concept = {"coding": [{"code": control}]}
    marked = extension(EXTENSIONS + "questionnaire-itemControl", valueCodeableConcept=concept)
    return question(link_id, "display", extension=[marked], **more)


def test_what_stands_beside_a_question_is_read() -> None:
    item = question(
        "q",
        "open-choice",
        code=[{"system": "http://loinc.org", "code": "44250-9", "display": "Interest"}, {}],
        answerOption=[{"valueString": "Other"}],
        extension=[
            extension(EXTENSIONS + "questionnaire-choiceOrientation", valueCode="horizontal"),
            extension(SDC + "openLabel", valueString="Something else"),
            extension(SDC + "shortText", valueString="Interest"),
            extension(EXTENSIONS + "questionnaire-sliderStepValue", valueInteger=5),
            extension(EXTENSIONS + "mimeType", valueCode="image/*"),
            extension(EXTENSIONS + "mimeType", valueCode="application/pdf"),
            extension(EXTENSIONS + "maxSize", valueDecimal=1.5),
            extension(OURS + "reuse", valueCode="once-so"),
            extension(OURS + "instrument", valueCode="phq-9"),
        ],
    )

    read = a_form(item).items["q"]

    assert read.codes == (Coding("44250-9", "http://loinc.org", "Interest"),)
    assert (read.orientation, read.open_label, read.short_text) == (
        "horizontal",
        "Something else",
        "Interest",
    )
    assert (read.slider_step, read.largest_bytes) == (5, 1_500_000)
    assert read.content_types == ("image/*", "application/pdf")
    assert (read.reuse, read.instrument) == (Reuse.ONCE_SO, "phq-9")


def test_what_makes_no_sense_beside_a_question_says_nothing() -> None:
    item = question(
        "q",
        extension=[
            extension(EXTENSIONS + "questionnaire-choiceOrientation", valueCode="diagonal"),
            extension(EXTENSIONS + "questionnaire-sliderStepValue", valueInteger=0),
            extension(EXTENSIONS + "maxSize", valueDecimal=-1),
            extension(EXTENSIONS + "minLength", valueInteger=-3),
            extension(OURS + "reuse", valueCode="always"),
        ],
    )

    read = a_form(item).items["q"]

    assert (read.orientation, read.slider_step, read.largest_bytes) == ("", None, None)
    assert (read.min_length, read.reuse) == (None, Reuse.NOT_SAID)


@pytest.mark.parametrize("control", ["help", "prompt", "flyover", "legal"])
def test_words_about_a_question_are_its_hint(control: str) -> None:
    form = a_form(question("q", item=[controlled("q.words", control)]))

    assert form.items["q"].hint == "Question q.words"
    assert "q.words" not in form.items


@pytest.mark.parametrize("control", ["header", "footer", "inline"])
def test_words_at_the_top_or_the_bottom_stay_items_with_their_control(control: str) -> None:
    form = a_form(controlled("words", control), question("q"))

    assert (form.items["words"].type, form.items["words"].control) == (ItemType.DISPLAY, control)


def test_help_that_depends_on_an_answer_stays_an_item() -> None:
    help_text = controlled("q.help", "help", enableWhen=[when("q", "exists")])

    form = a_form(question("q", item=[help_text]))

    assert form.items["q"].hint == ""
    assert form.items["q.help"].enable_when


def test_pages_and_tabs_are_groups_with_their_control() -> None:
    control = {"coding": [{"code": "page"}]}
    page = group("g", question("q"))
    page["extension"] = [
        extension(EXTENSIONS + "questionnaire-itemControl", valueCodeableConcept=control)
    ]

    assert a_form(page).items["g"].control == "page"


def test_an_instruction_of_other_publishers_is_the_hint() -> None:
    for url in (EXTENSIONS + "questionnaire-instruction", EXTENSIONS + "entryFormat"):
        form = a_form(question("q", extension=[extension(url, valueString="In kg")]))

        assert form.items["q"].hint == "In kg"


def test_a_text_gives_way_to_a_question_of_the_same_name() -> None:
    form = a_form(question("q", "display"), question("q", "boolean"), question("q", "display"))

    assert [(item.link_id, item.type.value) for item in form.items.values()] == [
        ("q (2)", "display"),
        ("q", "boolean"),
        ("q (3)", "display"),
    ]


def test_a_first_value_of_another_type_is_left_out() -> None:
    form = a_form(
        question("a", "integer", initial=[{"valueDecimal": 2.5}]),
        question("b", "decimal", initial=[{"valueInteger": 2}]),
        question("c", "reference", initial=[{"valueReference": {"display": "Dr Shah"}}]),
        question("d", "boolean", initial=[{"valueString": "true"}, {"valueBoolean": False}]),
    )

    first = [form.items[link_id].initial for link_id in "abcd"]
    assert first == [(), (2,), ("Dr Shah",), (False,)]


def problems(item: Node, *values: Value) -> list[str]:
    return [problem.message_key for problem in screen_problems(a_form(item), {"q": given(*values)})]


@pytest.mark.parametrize(
    ("item", "value", "problem"),
    [
        (question("q", "attachment"), LETTER, []),
        (question("q", "attachment"), "letter.png", ["form.not_a_file"]),
        (
            question(
                "q", "attachment", extension=[extension(EXTENSIONS + "maxSize", valueDecimal=1)]
            ),
            LETTER,
            ["form.file_too_large"],
        ),
        (
            question(
                "q",
                "attachment",
                extension=[extension(EXTENSIONS + "mimeType", valueCode="application/pdf")],
            ),
            LETTER,
            ["form.file_of_other_type"],
        ),
        (
            question(
                "q",
                "attachment",
                extension=[extension(EXTENSIONS + "mimeType", valueCode="image/*")],
            ),
            LETTER,
            [],
        ),
        (question("q", "reference"), "Dr Shah, Riverside Surgery", []),
        (question("q", "reference"), 3, ["form.not_text"]),
        (question("q", "integer", answerOption=[{"valueInteger": 3}]), 3, []),
        (question("q", "integer", answerOption=[{"valueInteger": 3}]), 4, ["form.not_an_option"]),
        (question("q", "date", answerOption=[{"valueDate": "2026-09-05"}]), "2026-09-05", []),
        (question("q", "time", answerOption=[{"valueTime": "09:00:00"}]), "09:00", []),
        (question("q", "string", answerOption=[{"valueString": "a"}]), "b", ["form.not_an_option"]),
    ],
)
def test_an_answer_is_what_its_question_asks_for(
    item: Node, value: Value, problem: list[str]
) -> None:
    assert problems(item, value) == problem


def test_a_question_whose_choices_are_elsewhere_stands_in_nobodys_way() -> None:
    form = a_form(question("q", "choice", required=True, answerValueSet="http://nhs.uk/vs"))

    assert not form.items["q"].can_be_answered
    assert screen_problems(form, {}) == ()


def test_words_may_be_given_where_the_choices_are_elsewhere() -> None:
    form = a_form(
        question("q", "open-choice", answerValueSet="http://nhs.uk/vs"),
        question("r", enableWhen=[when("q", "exists")]),
    )

    assert form.items["q"].can_be_answered


def test_words_of_ones_own_are_no_code() -> None:
    coded = {"system": SYSTEM, "code": "a"}
    raw = form_bytes(
        question("q", "open-choice", answerValueSet="http://nhs.uk/vs"),
        question("r", enableWhen=[when("q", answerCoding=coded)]),
    )

    assert inspect(raw).verdict == "refused"


def test_a_code_that_the_form_itself_gives_is_enough() -> None:
    coded = {"system": SYSTEM, "code": "a"}
    form = a_form(
        question(
            "q",
            "choice",
            answerValueSet="http://nhs.uk/vs",
            initial=[{"valueCoding": coded}],
        ),
        question("r", enableWhen=[when("q", answerCoding=coded)]),
    )

    assert form.items["q"].initial == (Coding("a", SYSTEM),)


ONE_AND_TWO = [when("q", answerInteger=1), when("q", answerInteger=2)]
ONE_EACH = [when("q", answerInteger=1), when("p", answerInteger=2)]


def test_any_is_inferred_where_all_could_never_be() -> None:
    form = a_form(question("q", "integer"), question("r", enableWhen=ONE_AND_TWO))

    assert form.items["r"].enable_any


@pytest.mark.parametrize(
    ("conditions", "repeats"),
    [(ONE_AND_TWO, True), (ONE_EACH, False), ([*ONE_AND_TWO[:1], when("q", "exists")], False)],
    ids=["several answers", "two questions", "another comparison"],
)
def test_otherwise_silence_about_several_conditions_is_refused(
    conditions: list[Node],
    repeats: bool,  # noqa: FBT001 -- pytest names it
) -> None:
    raw = form_bytes(
        question("p", "integer"),
        question("q", "integer", repeats=repeats),
        question("r", enableWhen=conditions),
    )

    assert "missing_enable_behavior" in {finding.rule for finding in inspect(raw).findings}
