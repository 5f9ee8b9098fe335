"""What stands between answers and a completed screen."""

from typing import Any

import pytest

from desktop.domain.screen import Answer, Value
from desktop.forms import (
    Problem,
    SectionState,
    screen_problems,
    section_problems,
    section_state,
)
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
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


def limit(name: str, **value: Any) -> list[Node]:
    return [extension(EXTENSIONS + name, **value)]


def problems_of(item: Node, *values: Value) -> list[str]:
    answers = {"q": given(*values)} if values else {}
    return [problem.message_key for problem in screen_problems(a_form(item), answers)]


EXCLUSIVE = limit("questionnaire-optionExclusive", valueBoolean=True)
AT_LEAST_TWO = limit("questionnaire-minOccurs", valueInteger=2)
AT_MOST_TWO = limit("questionnaire-maxOccurs", valueInteger=2)
ONE_PLACE = limit("maxDecimalPlaces", valueInteger=1)
FROM_FIVE = limit("minValue", valueInteger=5)
UP_TO_NINE = limit("maxValue", valueDecimal=9)
FROM_2020 = limit("minValue", valueDate="2020-01-01")
KILOGRAMS: Node = {"system": "http://unitsofmeasure.org", "code": "kg", "display": "kilos"}
LIGHT = limit("maxValue", valueQuantity={"value": 100, "code": "kg"})
IN_KILOGRAMS = limit("questionnaire-unit", valueCoding=KILOGRAMS)
NONE_OF_THESE: Node = {"valueString": "none", "extension": EXCLUSIVE}
SYMPTOMS = question(
    "q", "choice", answerOption=[{"valueString": "pain"}, NONE_OF_THESE], repeats=True
)


@pytest.mark.parametrize(
    ("item", "good", "bad", "message_key"),
    [
        (question("q", required=True), ["x"], [], "form.required"),
        (question("q", required=True), ["x"], ["  "], "form.required"),
        (question("q", maxLength=3), ["abc"], ["abcd"], "form.too_long"),
        (
            question("q", extension=limit("minLength", valueInteger=2)),
            ["ab"],
            ["a"],
            "form.too_short",
        ),
        (
            question("q", extension=limit("regex", valueString="[A-Z]+")),
            ["AB"],
            ["ABc"],
            "form.pattern",
        ),
        (question("q", "boolean"), [False], ["no"], "form.not_yes_or_no"),
        (question("q", "integer"), [0], ["1.5"], "form.not_a_whole_number"),
        (question("q", "integer"), ["-3"], [2**31], "form.not_a_whole_number"),
        (question("q", "integer", extension=FROM_FIVE), [5], [4], "form.below_minimum"),
        (question("q", "decimal", extension=UP_TO_NINE), ["9.0"], ["9.01"], "form.above_maximum"),
        (
            question("q", "decimal", extension=ONE_PLACE),
            ["1.5"],
            ["1.55"],
            "form.too_many_decimals",
        ),
        (question("q", "decimal"), ["1.5"], ["1,5"], "form.not_a_number"),
        (question("q", "quantity"), ["70 kg"], ["heavy"], "form.not_a_number"),
        (
            question("q", "quantity", extension=LIGHT),
            ["100000 g"],
            ["100.5 kg"],
            "form.above_maximum",
        ),
        (
            question("q", "quantity", extension=[*LIGHT, *IN_KILOGRAMS]),
            ["9 kilos"],
            ["200"],
            "form.above_maximum",
        ),
        (question("q", "date"), ["2024-02-29"], ["2023-02-29"], "form.not_a_date"),
        (question("q", "date"), ["2024-02"], ["29/02/2024"], "form.not_a_date"),
        (
            question("q", "date", extension=FROM_2020),
            ["2020-01-01"],
            ["2019-12-31"],
            "form.below_minimum",
        ),
        (question("q", "date", extension=FROM_2020), ["2020"], ["2019"], "form.below_minimum"),
        (
            question("q", "dateTime"),
            ["2024-02-29T10:00:00Z"],
            ["yesterday"],
            "form.not_a_date_and_time",
        ),
        (question("q", "time"), ["23:59"], ["24:00"], "form.not_a_time"),
        (question("q", "url"), ["https://nhs.uk"], ["two words"], "form.not_a_web_address"),
        (choice("q", "a", "b"), [code("a")], [code("z")], "form.not_an_option"),
        (choice("q", "a", "b"), [code("a")], ["a"], "form.not_an_option"),
        (choice("q", "a", "b"), [code("a")], [code("a"), code("b")], "form.too_many"),
        (
            choice("q", *"abc", repeats=True, extension=AT_MOST_TWO),
            [code("a"), code("b")],
            [*map(code, "abc")],
            "form.too_many",
        ),
        (question("q", repeats=True, extension=AT_LEAST_TWO), ["a", "b"], ["a"], "form.too_few"),
        (SYMPTOMS, ["none"], ["pain", "none"], "form.exclusive"),
    ],
)
def test_an_answer_is_held_to_what_its_question_asks(
    item: Node, good: list[Value], bad: list[Value], message_key: str
) -> None:
    assert problems_of(item, *good) == []
    assert problems_of(item, *bad) == [message_key]


def test_an_open_choice_takes_words_and_only_the_codes_it_offers() -> None:
    item = {**choice("q", "a"), "type": "open-choice"}

    assert problems_of(item, "something else") == []
    assert problems_of(item, code("z")) == ["form.not_an_option"]


def test_a_problem_says_which_limit_was_passed() -> None:
    form = a_form(question("q", maxLength=3))

    (problem,) = screen_problems(form, {"q": given("abcdef")})

    assert problem == Problem("q", "form.too_long", {"limit": "3", "length": "6"})


def test_a_question_that_must_be_answered_may_be_declined() -> None:
    form = a_form(question("q", "integer", required=True))

    assert screen_problems(form, {"q": absent()}) == ()


def test_a_question_that_does_not_apply_owes_nothing() -> None:
    form = a_form(question("q", "boolean"), question("then", required=True, enableWhen=[when("q")]))

    assert screen_problems(form, {"q": given(False)}) == ()
    assert [each.link_id for each in screen_problems(form, {"q": given(True)})] == ["then"]


def test_a_required_group_wants_one_answer_anywhere_in_it() -> None:
    form = a_form(group("g", group("h", question("q"), question("r")), required=True))

    assert [each.message_key for each in screen_problems(form, {})] == ["form.group_required"]
    assert screen_problems(form, {"r": given("x")}) == ()


def test_what_cannot_be_answered_here_never_blocks_completion() -> None:
    elsewhere = "http://example.org/a-list-on-a-server"
    form = a_form(question("q", "choice", required=True, answerValueSet=elsewhere))

    assert screen_problems(form, {}) == ()
    assert section_state(form, {}, "section-1") is SectionState.COMPLETED


def test_only_the_problems_of_the_section_are_told() -> None:
    form = a_form(
        group("g", question("a", required=True)), group("h", question("b", required=True))
    )

    assert [each.link_id for each in section_problems(form, {}, "g")] == ["a"]
    assert [each.link_id for each in screen_problems(form, {})] == ["a", "b"]


REQUIRED_PART = group("g", question("a", required=True), question("b", maxLength=3))


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, SectionState.NOT_BEGUN),
        ({"b": given("x")}, SectionState.IN_PROGRESS),
        ({"b": given("too long")}, SectionState.PROBLEM),
        ({"a": given("x")}, SectionState.COMPLETED),
        ({"a": absent()}, SectionState.COMPLETED),
        ({"a": given("x"), "b": given("too long")}, SectionState.PROBLEM),
        ({"elsewhere": given("x")}, SectionState.NOT_BEGUN),
    ],
)
def test_a_section_tells_how_far_it_is(answers: dict[str, Answer], state: SectionState) -> None:
    assert section_state(a_form(REQUIRED_PART), answers, "g") is state


def test_a_section_without_required_questions_is_done_once_anything_is_answered() -> None:
    form = a_form(group("g", question("a"), question("b")))

    assert section_state(form, {}, "g") is SectionState.NOT_BEGUN
    assert section_state(form, {"b": given("x")}, "g") is SectionState.COMPLETED


def test_an_answer_that_no_longer_applies_does_not_begin_a_section() -> None:
    form = a_form(
        question("q", "boolean"), group("g", question("a"), question("b", enableWhen=[when("q")]))
    )

    assert section_state(form, {"b": given("kept")}, "g") is SectionState.NOT_BEGUN


def test_a_section_with_nothing_to_answer_owes_nothing() -> None:
    form = a_form(
        group("words", {"linkId": "d", "type": "display", "text": "Read this out."}),
        group("g", choice("s", "a", weights=(1,))),
        group("sum", score("total", "s")),
    )

    assert section_state(form, {}, "words") is SectionState.COMPLETED
    assert section_state(form, {}, "sum") is SectionState.COMPLETED
    assert section_state(form, {}, "g") is SectionState.NOT_BEGUN
