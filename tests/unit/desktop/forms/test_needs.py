"""Codes that did not come along are a finding, until something has to be worked out from them."""

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
)

ELSEWHERE = question("q", "choice", answerValueSet="http://nhs.uk/vs")
OPEN = question("q", "open-choice", answerValueSet="http://nhs.uk/vs")
ENABLED = SDC + "enableWhenExpression"
CALCULATED = SDC + "calculatedExpression"
CODE = "%resource.item.where(linkId='q').answer.value.code"
WORDS = "%resource.item.where(linkId='q').answer.value"


def rules(*items: Node) -> set[str]:
    return {finding.rule for finding in inspect(form_bytes(*items)).findings}


def with_rule(url: str, text: str) -> Node:
    return question("r", extension=[expression(url, text)])


def test_the_question_alone_is_a_finding() -> None:
    assert inspect(form_bytes(ELSEWHERE)).verdict == "works_with_findings"
    assert {"external_value_set", "cannot_be_answered"} <= rules(ELSEWHERE)


@pytest.mark.parametrize(
    ("url", "rule"), [(ENABLED, "choices_needed"), (CALCULATED, "answer_needed")]
)
def test_an_expression_that_needs_the_code_is_refused(url: str, rule: str) -> None:
    assert rule in rules(ELSEWHERE, with_rule(url, CODE + " = 'a'"))
    assert rule in rules(OPEN, with_rule(url, CODE + " = 'a'"))
    assert rule not in rules(OPEN, with_rule(url, WORDS + ".exists()"))
    assert rule not in rules(question("q"), with_rule(url, WORDS + " = 'a'"))


def test_an_expression_that_needs_it_through_a_variable_is_refused() -> None:
    variables = [
        expression(EXTENSIONS + "variable", CODE, name="first"),
        expression(EXTENSIONS + "variable", "%first = 'a'", name="second"),
    ]
    dependent = group("g", with_rule(ENABLED, "%second"), extension=variables)

    assert "choices_needed" in rules(ELSEWHERE, dependent)


def test_a_first_value_that_needs_it_is_no_reason_to_refuse() -> None:
    first = with_rule(SDC + "initialExpression", CODE)

    assert not rules(ELSEWHERE, first) & {"choices_needed", "answer_needed"}
