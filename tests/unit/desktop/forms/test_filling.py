"""A form being answered: what one answer causes, what is kept, and rows that come and go."""

from typing import Any

import pytest

from desktop.domain.screen import Absent, Answer
from desktop.forms import Filling, Questionnaire, key_of
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    Node,
    a_form,
    absent,
    expression,
    given,
    group,
    question,
    when,
)
from tests.unit.desktop.forms.times import NOON

OF_N = "%resource.item.where(linkId='n').answer.value"


def worked_out(link_id: str, text: str, **more: Any) -> Node:
    extensions = [expression(SDC + "calculatedExpression", text)]
    return question(link_id, "integer", readOnly=True, extension=extensions, **more)


N, DOUBLE = question("n", "integer"), worked_out("x", f"{OF_N} * 2")
GATED = question("dep", enableWhen=[when("x", ">", answerInteger=5)])


def filling(form: Questionnaire, answers: dict[str, Answer] | None = None, **how: Any) -> Filling:
    return Filling(form, answers or {}, now=NOON, **how)


def test_an_answer_tells_what_it_changed_and_what_is_to_be_saved() -> None:
    one = filling(a_form(N, DOUBLE, GATED, question("other")))

    change = one.put("n", given(3))

    assert change.keys == {"n", "x", "dep"}
    assert dict(change.calculated) == {"x": Answer(values=(6,), is_calculated=True)}
    assert one.put("other", given("y")).keys == {"other"}


def test_an_answer_taken_back_takes_back_what_followed() -> None:
    one = filling(a_form(N, DOUBLE, GATED))
    one.put("n", given(3))
    one.put("dep", given("said"))

    change = one.put("n", Answer())

    assert dict(change.calculated) == {"x": Answer()}
    assert not one.applies("dep")
    assert one.dropped() == ("dep",)
    assert one.answer_to("dep") == given("said"), "it comes back with its question"


def test_opening_tells_once_what_the_form_gave_by_itself() -> None:
    first = question("s", initial=[{"valueString": "as ever"}])
    one = filling(a_form(N, DOUBLE, first), {"n": given(2)}, gives_initial=True)

    begun = one.begun()

    assert dict(begun.calculated) == {
        "x": Answer(values=(4,), is_calculated=True),
        "s": given("as ever"),
    }
    assert one.begun().calculated == {}


def test_a_first_value_that_was_taken_away_is_not_given_again() -> None:
    first = question("s", initial=[{"valueString": "x"}], enableWhen=[when("q")])
    one = filling(a_form(question("q", "boolean"), first), gives_initial=True)
    assert one.put("q", given(True)).calculated == {"s": given("x")}

    one.put("s", Answer())
    one.put("q", given(False))

    assert one.put("q", given(True)).calculated == {}
    assert one.answer_to("s") == Answer()


# Calculated answers and people


def test_what_a_person_typed_stays_until_they_clear_it() -> None:
    one = filling(a_form(N, DOUBLE, GATED), {"n": given(1)})

    one.put("x", given(9))
    one.put("n", given(4))

    assert one.is_kept("x")
    assert (one.answer_to("x").values, one.would_be("x")) == ((9,), (8,))
    assert one.applies("dep"), "others see what stands in the record"
    change = one.put("x", Answer())
    assert change.calculated == {"x": Answer(values=(8,), is_calculated=True)}
    assert not one.is_kept("x")


def test_the_form_may_be_asked_to_work_it_out_again() -> None:
    one = filling(a_form(N, DOUBLE), {"n": given(4), "x": given(9)})

    change = one.follow_again("x")

    assert change.keys == {"x"}
    assert one.answer_to("x").values == (8,)
    assert one.follow_again("n").keys == {"n"}


def test_following_the_form_again_is_remembered_even_where_nothing_else_changes() -> None:
    one = filling(a_form(N, DOUBLE), {"n": given(3)})
    one.put("x", given(6))

    change = one.follow_again("x")

    assert dict(change.calculated) == {"x": Answer(values=(6,), is_calculated=True)}
    assert not one.is_kept("x")


def test_a_row_that_comes_back_stands_where_it_stood() -> None:
    rows = group("g", question("a"), repeats=True)
    keys = [key_of("a", token) for token in ((), ("t1",), ("t2",))]
    one = filling(a_form(rows), {key: given(key) for key in keys})

    one.remove_block(key_of("g", ("t1",)))
    one.add_block(key_of("g"), "t1")

    assert [place.key for place in one.places("g") if place.item.link_id == "a"] == keys


def test_a_rule_as_r4_itself_writes_it_is_held() -> None:
    rule = {
        "url": EXTENSIONS + "questionnaire-constraint",
        "extension": [
            {"url": "key", "valueId": "small"},
            {"url": "severity", "valueCode": "error"},
            {"url": "expression", "valueString": f"{OF_N} < 5"},
            {"url": "human", "valueString": "No more than 4"},
        ],
    }
    one = filling(a_form(question("n", "integer", extension=[rule])))

    one.put("n", given(7))
    (problem,) = one.problems()
    one.put("n", given(4))

    assert problem.details == {"rule": "No more than 4"}
    assert one.problems() == ()


def test_what_a_person_typed_may_be_a_reason_for_no_answer() -> None:
    one = filling(a_form(N, DOUBLE), {"n": given(4)})

    one.put("x", absent(Absent.NOT_KNOWN))
    one.put("n", given(5))

    assert one.is_kept("x")
    assert one.answer_to("x").absent is Absent.NOT_KNOWN


@pytest.mark.parametrize(("stored", "is_kept"), [(8, False), (9, True)])
def test_a_stored_calculation_is_kept_only_where_it_differs(stored: int, *, is_kept: bool) -> None:
    held = Answer(values=(stored,), is_calculated=True)

    one = filling(a_form(N, DOUBLE), {"n": given(4), "x": held}, is_reopened=True)

    assert one.is_kept("x") is is_kept
    one.put("n", given(10))
    assert one.answer_to("x").values == ((stored,) if is_kept else (20,))


def test_an_answer_to_nothing_here_is_carried_along() -> None:
    one = filling(a_form(N), {"of an older version": given("x")})

    assert one.answers == {"of an older version": given("x")}
    assert one.put("nobody", given("y")).keys == frozenset()
    assert one.answer_to("nobody") == Answer()
    assert not one.applies("nobody")


# Rows

ROWS = group(
    "g",
    question("q", "boolean"),
    question("dep", enableWhen=[when("q")], required=True),
    question("s", initial=[{"valueString": "new"}]),
    repeats=True,
)


def test_a_new_row_stands_by_itself() -> None:
    one = filling(a_form(ROWS), {"q": given(True), "dep": given("first")}, gives_initial=True)
    one.begun()

    change = one.add_block("g", "t1")

    new = {link_id: key_of(link_id, ("t1",)) for link_id in ("g", "q", "dep", "s")}
    assert change.keys == set(new.values())
    assert change.calculated == {new["s"]: given("new")}
    assert (one.applies("dep"), one.applies(new["dep"])) == (True, False)
    one.put(new["q"], given(True))
    assert [problem.place() for problem in one.problems()] == [new["dep"]]
    assert one.answer_to("dep") == given("first")


def test_a_row_goes_with_its_answers_and_what_is_saved_says_so() -> None:
    held = {"q": given(True), key_of("q", ("t1",)): given(True), key_of("s", ("t1",)): given("x")}
    one = filling(a_form(ROWS), held)

    change = one.remove_block(key_of("g", ("t1",)))

    assert change.calculated == {key_of("q", ("t1",)): Answer(), key_of("s", ("t1",)): Answer()}
    assert [place.number for place in one.places("g") if place.item.link_id == "g"] == [1]
    assert one.answers["q"] == given(True)
    again = filling(a_form(ROWS), one.answers)
    assert len(again.tree.by_link_id["g"]) == 1, "it does not come back when reopened"


def test_the_first_row_may_go_and_the_second_stays_itself() -> None:
    held = {"dep": given("1"), key_of("dep", ("t1",)): given("2")}
    one = filling(a_form(ROWS), held)

    one.remove_block("g")

    assert one.answers["dep"] == Answer()
    assert one.answers[key_of("dep", ("t1",))] == given("2")
    assert [place.key for place in one.places("g") if place.number] == [key_of("g", ("t1",))]


def test_the_last_row_is_emptied_and_stays() -> None:
    one = filling(a_form(ROWS), {"q": given(True)})

    one.remove_block("g")

    assert one.answer_to("q") == Answer()
    assert [place.number for place in one.places("g") if place.item.link_id == "g"] == [1]


def test_rows_end_where_the_form_says() -> None:
    most = {"url": EXTENSIONS + "questionnaire-maxOccurs", "valueInteger": 2}
    one = filling(a_form(group("g", N, repeats=True, extension=[most])))
    assert one.can_add("g")

    one.add_block("g", "t1")

    assert not one.can_add("g")
    assert not one.can_add("n")


def test_a_sum_over_rows_follows_rows_that_come_and_go() -> None:
    total = worked_out(
        "x", "%resource.item.where(linkId='g').item.where(linkId='n').answer.value.sum()"
    )
    one = filling(a_form(group("g", N, repeats=True), total), {"n": given(3)})

    one.add_block("g", "t1")
    one.put(key_of("n", ("t1",)), given(4))
    assert one.answer_to("x").values == (7,)

    assert one.remove_block(key_of("g", ("t1",))).calculated["x"].values == (3,)


def test_places_are_read_from_top_to_bottom_with_every_row() -> None:
    form = a_form(group("top", ROWS, question("end")))
    one = filling(form, {key_of("q", ("t1",)): given(True), "q": given(False)})

    places = one.places("top")

    assert [(p.item.link_id, p.level, p.number, p.is_last_of_block) for p in places] == [
        ("g", 0, 1, False), ("q", 1, 0, False), ("dep", 1, 0, False), ("s", 1, 0, False),
        ("g", 0, 2, True), ("q", 1, 0, False), ("dep", 1, 0, False), ("s", 1, 0, False),
        ("end", 0, 0, False),
    ]  # fmt: skip


def test_a_label_that_is_worked_out_follows_the_answers() -> None:
    label = expression(EXTENSIONS + "cqf-expression", f"'You said ' + {OF_N}.toString()")
    one = filling(a_form(N, {**question("t"), "_text": {"extension": [label]}}))
    assert one.text_of("t") == "Question t"

    assert one.put("n", given(3)).keys == {"n", "t"}
    assert one.text_of("t") == "You said 3"
    assert one.text_of("nobody") == ""
