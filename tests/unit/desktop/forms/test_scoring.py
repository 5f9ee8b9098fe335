"""Declared scores: a total only when it is whole."""

from decimal import Decimal

import pytest

from desktop.domain.screen import Answer
from desktop.forms import Band, Score, initial_answers, scores
from desktop.forms.score_rules import read_bands
from tests.unit.desktop.forms.form_builder import (
    OURS,
    a_form,
    absent,
    choice,
    code,
    extension,
    given,
    question,
    score,
    when,
)

BANDS = "0-2 lower risk|3-4 increasing risk|5+ higher risk"
FORM = a_form(
    choice("s1", "never", "often", weights=(0, 3)),
    choice("s2", "never", "often", weights=(0, 2.5)),
    score("total", "s1 s2", BANDS, text="Total"),
)


def the_score(**answers: Answer) -> Score:
    (only,) = scores(FORM, answers)
    return only


def test_a_whole_score_has_total_band_and_source() -> None:
    result = the_score(s1=given(code("often")), s2=given(code("never")))

    assert (result.total, result.band) == (Decimal(3), "increasing risk")
    assert (result.answered, result.of) == (2, 2)
    assert (result.link_id, result.title, result.source) == ("total", "Total", "A paper, 2001")


def test_part_of_a_score_has_no_total() -> None:
    result = the_score(s1=given(code("never")))

    assert (result.total, result.band, result.answered, result.of) == (None, "", 1, 2)


def test_nothing_answered_is_not_nought() -> None:
    assert the_score().total is None


def test_a_declined_answer_is_never_counted() -> None:
    result = the_score(s1=given(code("often")), s2=absent())

    assert (result.total, result.answered) == (None, 1)


def test_totals_are_exact() -> None:
    assert the_score(s1=given(code("often")), s2=given(code("often"))).total == Decimal("5.5")


def test_an_answer_without_a_weight_leaves_no_total() -> None:
    assert the_score(s1=given(code("often")), s2=given(code("unheard of"))).total is None


def test_questions_that_do_not_apply_are_left_out_of_the_sum() -> None:
    form = a_form(
        choice("s1", "no", "yes", weights=(0, 1)),
        choice(
            "s2",
            "no",
            "yes",
            weights=(0, 1),
            enableWhen=[when("s1", "!=", answerCoding={"code": "no"})],
        ),
        score("total", "s1 s2"),
    )

    (result,) = scores(form, {"s1": given(code("no")), "s2": given(code("yes"))})

    assert (result.total, result.of) == (Decimal(0), 1)


def test_a_score_that_does_not_apply_is_not_shown() -> None:
    form = a_form(question("q", "boolean"), score("total", "q", enableWhen=[when("q")]))

    assert scores(form, {"q": given(False)}) == ()
    assert scores(form, {"q": given(True)})[0].total == 1


def test_scores_add_up_to_further_scores() -> None:
    form = a_form(
        question("a", "integer"),
        question("b", "decimal"),
        question("c", "boolean"),
        score("first", "a b"),
        score("both", "first c", item_type="display"),
    )
    answers = {"a": given(2), "b": given("1.50")}

    assert [each.total for each in scores(form, answers)] == [Decimal("3.50"), None]
    complete = scores(form, {**answers, "c": given(True)})
    assert [each.total for each in complete] == [Decimal("3.50"), Decimal("4.50")]


def test_every_choice_of_a_question_with_several_counts() -> None:
    form = a_form(choice("q", "a", "b", "c", weights=(1, 2, 4), repeats=True), score("total", "q"))

    assert scores(form, {"q": given(code("a"), code("c"))})[0].total == 5


def test_the_total_cannot_be_typed_over() -> None:
    assert FORM.items["total"].read_only


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        ("0-7 lower risk|8-15 increasing risk", [(0, 7, "lower risk"), (8, 15, "increasing risk")]),
        ("16+ high | 0 none | 1 - 15 some", [(0, 0, "none"), (1, 15, "some"), (16, None, "high")]),
        ("", []),
        ("0-7 low|7-9 high", None),
        ("9-7 low", None),
        ("low", None),
        ("0-7", None),
    ],
)
def test_bands_are_read_or_left_alone(
    text: str, bands: list[tuple[int, int | None, str]] | None
) -> None:
    read = read_bands(text)

    expected = (
        None
        if bands is None
        else [
            Band(low=Decimal(low), high=None if high is None else Decimal(high), label=label)
            for low, high, label in bands
        ]
    )
    assert (read if read is None else list(read)) == expected


def test_a_total_between_the_bands_is_called_nothing() -> None:
    form = a_form(question("a", "decimal"), score("total", "a", "0-2 low|3-4 high"))

    assert scores(form, {"a": given("2.5")})[0].band == ""


def test_other_items_are_no_scores_however_they_are_marked() -> None:
    marked = question("q", "string", extension=[extension(OURS + "sum-of", valueString="a")])

    assert scores(a_form(question("a", "integer"), marked), {}) == ()


def test_a_new_screen_begins_with_the_first_values_that_apply() -> None:
    form = a_form(
        question("a", "boolean", initial=[{"valueBoolean": True}]),
        question("b", initial=[{"valueString": "x"}], enableWhen=[when("a")]),
        question("c", initial=[{"valueString": "y"}], enableWhen=[when("a", "!=")]),
        question("d"),
    )

    assert initial_answers(form) == {"a": given(True), "b": given("x")}
    assert initial_answers(form, {"a": given(False)}) == {"c": given("y")}
