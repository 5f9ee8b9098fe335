"""Which questions apply, in the words of forms.md 2.1."""

from time import process_time
from typing import Any

import pytest

from desktop.domain.screen import Absent, Answer, Coding, Value
from desktop.forms import enabled_items
from tests.unit.desktop.forms.form_builder import (
    SYSTEM,
    Node,
    a_form,
    absent,
    choice,
    code,
    given,
    group,
    question,
    score,
    when,
)


def is_shown(source: Node, condition: Node, *values: Value) -> bool:
    form = a_form(source, question("then", enableWhen=[condition]))
    answers = {"q": given(*values)} if values else {}
    return "then" in enabled_items(form, answers)


NUMBER = question("q", "integer", repeats=True)
DECIMAL = question("q", "decimal")
DATE = question("q", "date")
MOMENT = question("q", "dateTime")
TIME = question("q", "time")
TEXT = question("q", "string")
YES_NO = question("q", "boolean")
WEIGHT = question("q", "quantity")
CODES = choice("q", "a", "b", repeats=True)
A: Node = {"answerCoding": {"system": SYSTEM, "code": "a"}}
BY_NOON: Node = {"answerDateTime": "2026-03-01T12:00:00Z"}
KG: Node = {"value": 70, "unit": "kg", "code": "kg", "system": "http://unitsofmeasure.org"}


@pytest.mark.parametrize(
    ("source", "operator", "expected", "values", "shown"),
    [
        (YES_NO, "=", {"answerBoolean": True}, [True], True),
        (YES_NO, "=", {"answerBoolean": True}, [False], False),
        (YES_NO, "=", {"answerBoolean": False}, [False], True),
        (YES_NO, "=", {"answerBoolean": False}, [], False),
        (YES_NO, "!=", {"answerBoolean": True}, [], True),
        (YES_NO, "!=", {"answerBoolean": True}, [False], True),
        (YES_NO, "!=", {"answerBoolean": True}, [True], False),
        (YES_NO, "exists", {"answerBoolean": True}, [False], True),
        (YES_NO, "exists", {"answerBoolean": True}, [], False),
        (YES_NO, "exists", {"answerBoolean": False}, [], True),
        (NUMBER, "exists", {"answerBoolean": True}, [0], True),
        (NUMBER, ">", {"answerInteger": 5}, [1, 9], True),
        (NUMBER, ">", {"answerInteger": 5}, [5], False),
        (NUMBER, ">=", {"answerInteger": 5}, [5], True),
        (NUMBER, "<", {"answerInteger": 1}, [0], True),
        (NUMBER, "<=", {"answerInteger": 5}, [6], False),
        (NUMBER, "<", {"answerInteger": 1}, [], False),
        (NUMBER, "!=", {"answerInteger": 3}, [3, 4], False),
        (NUMBER, "=", {"answerDecimal": 3.0}, [3], True),
        (DECIMAL, "=", {"answerDecimal": 1.0}, ["1.00"], True),
        (DECIMAL, ">", {"answerDecimal": 37.5}, ["37.50"], False),
        (DECIMAL, ">", {"answerDecimal": 37.5}, ["about 38"], False),
        (TEXT, "exists", {"answerBoolean": True}, [" "], False),
        (TEXT, "=", {"answerString": "Yes"}, ["yes"], False),
        (TEXT, "=", {"answerString": "Yes"}, ["Yes"], True),
        (DATE, "<", {"answerDate": "2008-11-21"}, ["2000-01-01"], True),
        (DATE, ">", {"answerDate": "2008-11-21"}, ["2000-01-01"], False),
        (DATE, ">", {"answerDate": "1970"}, ["1970-10-15"], True),
        (DATE, ">", {"answerDate": "1971"}, ["1970-10-15"], False),
        (DATE, "=", {"answerDate": "1970-10-15"}, ["1970-10-15"], True),
        (DATE, "=", {"answerDate": "1970-10-15"}, ["1970-10-16"], False),
        (MOMENT, "=", BY_NOON, ["2026-03-01T13:00:00+01:00"], True),
        (MOMENT, "<", BY_NOON, ["2026-03-01T12:30:00+01:00"], True),
        (TIME, ">", {"answerTime": "22:00:00"}, ["22:30"], True),
        (CODES, "=", A, [code("b"), code("a")], True),
        (CODES, "!=", A, [code("b"), code("a")], False),
        (CODES, "=", {"answerCoding": {"system": "other", "code": "a"}}, [code("a")], False),
        (CODES, "=", {"answerCoding": {"code": "a"}}, [code("a")], True),
        (CODES, "=", A, [Coding("a", SYSTEM, "AA")], True),
        (CODES, ">", A, [code("b")], False),
        (WEIGHT, ">", {"answerQuantity": KG}, ["80 kg"], True),
        (WEIGHT, ">", {"answerQuantity": KG}, ["80000 g"], True),
        (WEIGHT, ">", {"answerQuantity": KG}, ["80 cm"], False),
        (WEIGHT, "=", {"answerQuantity": {"value": 5, "unit": "tablets"}}, ["5 tablets"], True),
        (WEIGHT, "=", {"answerQuantity": {"value": 5, "unit": "tablets"}}, ["5 drops"], False),
    ],
)  # fmt: skip
def test_a_condition_holds_as_the_standard_says(
    source: Node, operator: str, expected: dict[str, Any], values: list[Value], *, shown: bool
) -> None:
    assert is_shown(source, when("q", operator, **expected), *values) is shown


def test_free_text_in_an_open_choice_never_equals_a_code() -> None:
    source = {**CODES, "type": "open-choice"}
    condition = when("q", "=", answerCoding={"system": SYSTEM, "code": "a"})

    assert not is_shown(source, condition, "a")
    assert is_shown(source, when("q", "exists"), "a")


@pytest.mark.parametrize("reason", list(Absent))
def test_an_answer_that_was_declined_opens_nothing(reason: Absent) -> None:
    form = a_form(
        YES_NO,
        question("if no", enableWhen=[when("q", "=", answerBoolean=False)]),
        question("if answered", enableWhen=[when("q", "exists", answerBoolean=True)]),
        question("if not answered", enableWhen=[when("q", "exists", answerBoolean=False)]),
    )

    shown = enabled_items(form, {"q": absent(reason)})

    assert shown & {"if no", "if answered", "if not answered"} == {"if not answered"}


def test_a_reason_for_no_value_outweighs_values_that_were_left_behind() -> None:
    form = a_form(YES_NO, question("then", enableWhen=[when("q")]))

    assert "then" not in enabled_items(form, {"q": Answer(values=(True,), absent=Absent.DECLINED)})


@pytest.mark.parametrize(
    ("behavior", "shown"), [("any", {"then"}), ("all", set())], ids=["any", "all"]
)
def test_one_of_two_conditions_is_enough_only_where_the_form_says_so(
    behavior: str, shown: set[str]
) -> None:
    form = a_form(
        question("q1", "boolean"),
        question("q2", "boolean"),
        question("then", enableWhen=[when("q1"), when("q2")], enableBehavior=behavior),
    )

    assert enabled_items(form, {"q1": given(True)}) & {"then"} == shown


def test_a_question_that_no_longer_applies_counts_as_unanswered() -> None:
    form = a_form(
        question("a", "boolean"),
        question("b", "boolean", enableWhen=[when("a")]),
        question("c", enableWhen=[when("b")]),
        question("d", enableWhen=[when("b", "!=")]),
    )
    answers = {"b": given(True)}

    assert enabled_items(form, {**answers, "a": given(True)}) >= {"b", "c"}
    assert enabled_items(form, {**answers, "a": given(False)}) & {"b", "c", "d"} == {"d"}


def test_nothing_below_a_group_that_does_not_apply_is_asked() -> None:
    form = a_form(
        question("q", "boolean"),
        group("g", group("h", question("k", enableWhen=[when("q", "!=")])), enableWhen=[when("q")]),
    )

    assert enabled_items(form, {"q": given(False)}) & {"g", "h", "k"} == set()
    assert enabled_items(form, {"q": given(True)}) & {"g", "h", "k"} == {"g", "h"}


def test_a_question_may_be_shown_by_one_that_comes_later() -> None:
    form = a_form(question("then", enableWhen=[when("q")]), question("q", "boolean"))

    assert "then" in enabled_items(form, {"q": given(True)})


def test_answers_to_questions_of_another_form_change_nothing() -> None:
    form = a_form(YES_NO)

    assert enabled_items(form, {"elsewhere": given(True)}) == enabled_items(form, {})


def test_a_finished_score_can_open_further_questions() -> None:
    form = a_form(
        choice("s1", "no", "yes", weights=(0, 3)),
        choice("s2", "no", "yes", weights=(0, 3)),
        score("total", "s1 s2"),
        question("then", enableWhen=[when("total", ">=", answerInteger=3)]),
    )
    first = {"s1": given(code("yes"))}

    assert "then" not in enabled_items(form, first)
    assert "then" in enabled_items(form, {**first, "s2": given(code("no"))})


def test_a_section_around_loose_questions_applies_while_one_of_them_does() -> None:
    form = a_form(
        group("g", question("q", "boolean")),
        question("then", enableWhen=[when("q")]),
    )

    assert "section-1" not in enabled_items(form, {})
    assert "section-1" in enabled_items(form, {"q": given(True)})


def test_a_form_of_eight_hundred_questions_follows_a_key_press_at_once() -> None:
    form = a_form(
        question("q0", "integer"),
        *(
            question(
                f"q{number}", "integer", enableWhen=[when(f"q{number - 1}", ">", answerInteger=1)]
            )
            for number in range(1, 800)
        ),
    )
    answers = {f"q{number}": given(2) for number in range(800)}
    enabled_items(form, answers)
    times = []
    for _ in range(5):
        begun = process_time()
        shown = enabled_items(form, answers)
        times.append(process_time() - begun)

    assert len(shown) == 801
    assert min(times) < 0.020
