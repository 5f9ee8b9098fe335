"""Every shared scoring case comes out as it says, total, points and band."""

import json
from decimal import Decimal

import pytest

from desktop.forms.instruments import Result
from tests.unit.desktop.forms.instruments.vectors import (
    KEYS,
    NO_SHARED,
    SharedCase,
    shared_cases,
    worked_out,
)

CASES = shared_cases()

pytestmark = pytest.mark.skipif(not CASES, reason=NO_SHARED)

# What the shared cases call a band, and what stands in ours instead.
OURS = {
    "low-medium (single 3)": "low-medium: one part scores 3",
    ">=13 probable serious mental illness": "13 or more: probable serious mental illness",
    "below 13": "5 to 12: moderate distress",
    "low (10-15)": "low (10 to 15)",
    "very high (30-50, Australian bands)": "very high (30 to 50)",
    "positive on Q1 alone": "positive on the first question alone",
    "severe (>36)": "severe (above 36)",
    "moderate (13-24)": "moderate (13 to 24)",
    "consider referral (>=6)": "consider referral (6 or more)",
    "positive (>=4)": "positive (4 or more)",
    "complete, negative": "below 3",
    "at or above both cut points (3 and 4)": "4 or more: at both cut-offs",
    "sensitive cut met, efficient cut not met": "3: at the lower cut-off",
    "delirium unlikely": "0: delirium unlikely",
    "possible delirium (>=4)": "4 or more: possible delirium",
    "possible cognitive impairment": "1 to 3: possible cognitive impairment",
    "refer (>=2 of items 1-6)": "refer",
    "refer (item 7 or 8)": "refer",
    "refer (>=6)": "refer (6 or more)",
    "refer (>=4, NICE NG66)": "refer (4 or more)",
}
OURS_OF_ONE_TOOL = {
    ("PHQ-2", "negative"): "below 3",
    ("GAD-2", "negative"): "below 3",
    ("PHQ-2", "positive (>=3)"): "3 or more: ask the rest of PHQ-9",
    ("GAD-2", "positive (>=3)"): "3 or more: ask the rest of GAD-7",
    ("FAST", "positive (>=3)"): "positive (3 or more)",
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_shared_case_has_its_total(case: SharedCase) -> None:
    assert worked_out(case).total == case.total


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_shared_case_has_its_band(case: SharedCase) -> None:
    result = worked_out(case)

    if case.band == "INVALID":
        assert (result.total, result.band) == (None, "")
        assert any("not an answer of this tool" in note for note in result.notes)
    elif case.band.startswith("band depends"):
        assert result.band
    elif case.band:
        _check_band(case, result)


def _check_band(case: SharedCase, result: Result) -> None:
    band, _, rest = case.band.partition("; ")
    band, _, points = band.partition(" {")
    assert result.band == OURS_OF_ONE_TOOL.get((case.tool, band), OURS.get(band, band))
    if rest.startswith("ITEM 9"):
        assert result.flags == ("Item 9 is above 0: ask about suicide and self-harm now.",)
    if rest.startswith("ask AUDIT"):
        assert result.flags == ("5 or more: ask the other seven AUDIT questions.",)
    if points:
        by_part = {part.key: part.points for part in result.parts}
        said = json.loads("{" + points, parse_float=Decimal)
        assert by_part == {key: Decimal(value) for key, value in said.items()}


def test_every_shared_tool_is_one_of_ours() -> None:
    assert {case.tool for case in CASES} == KEYS.keys()
    assert len(CASES) >= 104
