"""The small cases of what a form means that were written from the standard's own text."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.screen import Answer
from desktop.forms import (
    FormRefusedError,
    enabled_items,
    inspect,
    load,
    screen_problems,
    to_questionnaire_response,
)
from desktop.forms.values import read_value
from tests.unit.desktop.forms.form_builder import CORPUS, NO_CORPUS
from tests.unit.desktop.forms.times import NOON

CASES_FILE = CORPUS / "semantics_cases.json"
NOT_COVERED = (
    # Answers are kept by linkId, so one instance of a repeating group is all there is.
    "repeat-group-nearest",
    "repeat-group-source-after",
    # Expressions are not computed in this version: a form that decides by one is refused.
    "ewx-empty-is-false",
    "ewx-nonboolean",
    # Nor are calculations: they are filled in by hand and said so in the findings.
    "score-partial",
    "score-none-answered",
    "calc-reset",
    "calc-chain",
    "calc-type-coerce",
    "calc-round-half-up",
    "calc-user-override-live",
    "unknown-function",
    "variable-keeps-type",
    "variable-shadow",
)

Case = dict[str, Any]


def all_cases() -> list[Case]:
    if not CASES_FILE.exists():
        return []
    content = json.loads(CASES_FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    cases: list[Case] = content["cases"]
    return cases


COVERED = [case for case in all_cases() if case["id"] not in NOT_COVERED]

pytestmark = pytest.mark.skipif(not CASES_FILE.exists(), reason=NO_CORPUS)


def bytes_of(case: Case) -> bytes:
    return json.dumps(case["questionnaire"], default=float).encode()


def entered(nodes: list[Case]) -> Iterator[tuple[str, Answer]]:
    for node in nodes:
        found = [read_value(answer, "value") for answer in node.get("answer", [])]
        values = tuple(each[0] for each in found if each is not None)
        yield node["linkId"], Answer(values=values)
        for answer in node.get("answer", []):
            yield from entered(answer.get("item", []))
        yield from entered(node.get("item", []))


def link_ids(nodes: list[Case]) -> Iterator[str]:
    for node in nodes:
        yield node["linkId"]
        for answer in node.get("answer", []):
            yield from link_ids(answer.get("item", []))
        yield from link_ids(node.get("item", []))


def ids_of(cases: list[Case]) -> list[str]:
    return [case["id"] for case in cases]


def test_more_than_half_of_the_cases_are_covered_and_the_rest_is_named() -> None:
    assert len(COVERED) > len(all_cases()) / 2
    assert set(NOT_COVERED) <= set(ids_of(all_cases()))


REFUSED = [case for case in COVERED if case.get("expect_load") == "refuse"]
LOADED = [case for case in COVERED if case.get("expect_load") != "refuse"]


@pytest.mark.parametrize("case", REFUSED, ids=ids_of(REFUSED))
def test_a_form_that_could_be_misread_is_refused_with_its_reason(case: Case) -> None:
    with pytest.raises(FormRefusedError) as refused:
        load(bytes_of(case))

    assert all(finding.text for finding in refused.value.findings)
    assert inspect(bytes_of(case)).verdict == "refused"


@pytest.mark.parametrize("case", LOADED, ids=ids_of(LOADED))
def test_a_case_means_what_the_standard_says(case: Case) -> None:
    form = load(bytes_of(case))
    answers = dict(entered(case["entered"].get("item", [])))

    shown = enabled_items(form, answers)
    response = to_questionnaire_response(
        form,
        answers,
        status="in-progress",
        authored=NOON,
        subject="urn:uuid:person",
        author="urn:uuid:practitioner",
    )

    assert shown >= set(case.get("expect_enabled", []))
    assert not shown & set(case.get("expect_disabled", []))
    if "expect_export_linkIds" in case:
        assert list(link_ids(response.get("item", []))) == case["expect_export_linkIds"]
    if "expect_not_completable" in case:
        assert bool(screen_problems(form, answers)) is case["expect_not_completable"]


WARNED = [case for case in COVERED if case.get("expect_load") == "warn"]


@pytest.mark.parametrize("case", WARNED, ids=ids_of(WARNED))
def test_what_engines_disagree_on_is_pointed_out(case: Case) -> None:
    findings = inspect(bytes_of(case)).findings

    assert [finding for finding in findings if finding.link_id]
