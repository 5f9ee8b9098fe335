"""Every expression of the published forms gives what HL7's fhirpath.js gives."""

from collections import Counter

import pytest

from desktop.forms.fhirpath import PathRefusedError, PathTroubleError
from tests.unit.desktop.forms.fhirpath.goldens import (
    FILES,
    NO_CORPUS,
    Answering,
    agrees,
    goldens,
    plain,
)

pytestmark = pytest.mark.skipif(not FILES, reason=NO_CORPUS)

# What we give otherwise, and why that is right for us.
DISAGREEMENTS = {
    "%lateralityEnabled": "the variable asks memberOf(), which needs a terminology server: refused",
    "%procedureRequest": "the variable asks %terminologies.translate(), likewise",
}
_EXPECTED_FILES, _EXPECTED_VALUES, _MOST_DISAGREEMENTS = 170, 3_154, 8


def test_all_of_the_golden_files_are_there() -> None:
    assert len(FILES) == _EXPECTED_FILES
    assert sum(len(golden.steps) for golden in goldens()) == _EXPECTED_VALUES


def test_published_forms_get_the_values_that_they_should() -> None:
    different: Counter[str] = Counter()
    for golden in goldens():
        form = Answering(golden, golden.response)
        for step in golden.steps:
            found = [plain(value) for value in form.work_out(step)]
            if not agrees(found, list(step.expected)):
                different[step.text] += 1

    assert different.keys() == DISAGREEMENTS.keys(), different
    assert different.total() <= _MOST_DISAGREEMENTS


def test_a_wrong_value_would_be_noticed() -> None:
    golden = next(golden for golden in goldens() if golden.steps[0].expected)
    form = Answering(golden, {**golden.response, "item": []})
    first = golden.steps[0]

    assert not agrees([plain(value) for value in form.work_out(first)], list(first.expected))


@pytest.mark.parametrize(
    ("found", "expected"),
    [(1, True), (0, []), ("1", 1), ([1], [1, 1]), ({"a": 1}, {"a": 1, "b": 2}), (1.1, 1.2)],
)
def test_values_that_differ_are_told_apart(found: object, expected: object) -> None:
    assert not agrees(found, expected)


def test_no_golden_expression_runs_into_trouble() -> None:
    for golden in goldens():
        form = Answering(golden, golden.response)
        for step in golden.steps:
            try:
                form.work_out(step)
            except (PathRefusedError, PathTroubleError) as error:
                pytest.fail(f"{golden.path.name}: {step.text}: {error}")
