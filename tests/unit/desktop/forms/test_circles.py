"""A form whose questions wait for one another is refused, if we are sure that they do."""

import pytest

from desktop.forms import inspect
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    Node,
    expression,
    form_bytes,
    group,
    question,
    score,
    when,
)

ENABLED = SDC + "enableWhenExpression"
CALCULATED = SDC + "calculatedExpression"
VARIABLE = EXTENSIONS + "variable"


def answer_of(link_id: str) -> str:
    return f"%resource.descendants().where(linkId='{link_id}').answer.value"


def asked_if(link_id: str, text: str, **more: object) -> Node:
    return question(link_id, "boolean", extension=[expression(ENABLED, text)], **more)


def calculated(link_id: str, text: str, **more: object) -> Node:
    rule = expression(CALCULATED, text)
    return question(link_id, "integer", readOnly=True, extension=[rule], **more)


def rules(*items: Node) -> set[str]:
    return {finding.rule for finding in inspect(form_bytes(*items)).findings}


@pytest.mark.parametrize(
    "items",
    [
        (
            question("a", "boolean", enableWhen=[when("b")]),
            question("b", "boolean", enableWhen=[when("a")]),
        ),
        (question("a", "boolean", enableWhen=[when("a")]),),
        (group("g", question("a", "boolean"), enableWhen=[when("a")]),),
        (asked_if("a", answer_of("b")), question("b", "boolean", enableWhen=[when("a")])),
        (
            calculated("a", answer_of("b") + " + 1"),
            calculated("c", "1"),
            question("b", "integer", enableWhen=[when("a", ">", answerInteger=1)]),
        ),
        (score("s", "t"), score("t", "s")),
    ],
    ids=["two", "itself", "what it stands in", "expression", "calculation", "sums"],
)
def test_a_sure_circle_is_refused(items: tuple[Node, ...]) -> None:
    assert "cycle" in rules(*items)


def test_a_circle_through_a_variable_is_refused() -> None:
    variable = expression(VARIABLE, answer_of("a"), name="v")
    holder = group("g", asked_if("a", "%v"), extension=[variable])

    assert "cycle" in rules(holder)


def test_a_circle_that_only_may_be_one_is_a_finding() -> None:
    found = rules(
        question("a", "boolean"), asked_if("b", "%resource.descendants().answer.count() > 3")
    )

    assert "circle_possible" in found
    assert "cycle" not in found


@pytest.mark.parametrize(
    "items",
    [
        (question("a", "boolean"), asked_if("b", answer_of("a"))),
        (question("a", "boolean"), question("b", "boolean", enableWhen=[when("a")])),
        (calculated("a", "1"), calculated("b", answer_of("a") + " + 1")),
        (question("q", "integer"), score("s", "q"), score("t", "s q")),
    ],
)
def test_what_only_follows_from_something_is_no_circle(items: tuple[Node, ...]) -> None:
    assert not rules(*items) & {"cycle", "circle_possible"}
