"""The small cases of what a form means, published and our own, each through the real command."""

from pathlib import Path
from typing import Any

import pytest

from tests.unit.desktop.forms import (
    semantics_answers,
    semantics_calculations,
    semantics_conditions,
    semantics_shapes,
    semantics_types,
)
from tests.unit.desktop.forms.form_builder import NO_CORPUS, question, when
from tests.unit.desktop.forms.semantics import (
    CASES_FILE,
    Case,
    case,
    faults,
    published_cases,
    said,
    told,
)

PUBLISHED = published_cases()
OWN = [
    *semantics_conditions.CASES,
    *semantics_calculations.CASES,
    *semantics_answers.CASES,
    *semantics_types.CASES,
    *semantics_shapes.CASES,
]
_PUBLISHED_CASES = 51


def ids(one: Case) -> str:
    return str(one["id"])


@pytest.mark.skipif(not CASES_FILE.exists(), reason=NO_CORPUS)
def test_all_published_cases_are_there() -> None:
    assert len(PUBLISHED) == _PUBLISHED_CASES


@pytest.mark.parametrize("one", PUBLISHED, ids=ids)
def test_a_published_case_means_what_the_standard_says(one: Case, tmp_path: Path) -> None:
    assert list(faults(one, told(one, tmp_path))) == []


@pytest.mark.parametrize("one", OWN, ids=ids)
def test_an_own_case_means_what_its_authority_says(one: Case, tmp_path: Path) -> None:
    assert one["authority"]
    assert list(faults(one, told(one, tmp_path))) == []


def test_no_two_cases_have_one_name() -> None:
    names = [one["id"] for one in OWN]
    assert len(set(names)) == len(names)


CONTROL = case(
    "control",
    "a case that is told as it is",
    [question("q", "boolean"), question("dep", enableWhen=[when("q")], required=True)],
    [said("q", True), said("dep", "x")],
)
WRONG: list[dict[str, Any]] = [
    {"expect_enabled": ["nobody"]},
    {"expect_disabled": ["dep"]},
    {"expect_export_linkIds": ["dep", "q"]},
    {"expect_export_values": {"q": [1]}},
    {"expect_export_text": "1.50"},
    {"expect_calculated": {"dep": None}},
    {"expect_not_completable": True},
    {"expect_load": "refuse"},
    {"expect_load": "warn"},
    {"expect_run_warning": True},
    {"expect_rules": ["cycle"]},
    {"expect_problems": {"dep": "form.required"}},
    {"expect_status": "completed"},
    {"expect_label": {"dep": "Other words"}},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_wrong_expectation_is_noticed(wrong: dict[str, Any], tmp_path: Path) -> None:
    found = told(CONTROL, tmp_path)

    assert list(faults(CONTROL, found)) == []
    assert list(faults({**CONTROL, **wrong}, found)) != []
