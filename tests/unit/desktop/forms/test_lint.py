"""What a commissioner is told about a form that works, and is not told about one without fault."""

import pytest

from desktop.forms import inspect
from desktop.forms.rules import AT_READING, RULES
from tests.unit.desktop.forms.form_builder import (
    extension,
    form_bytes,
    question,
)
from tests.unit.desktop.forms.lint_examples import EXAMPLES


@pytest.mark.parametrize("rule", EXAMPLES)
def test_a_form_works_and_what_is_different_here_is_said(rule: str) -> None:
    at_fault, faultless = EXAMPLES[rule]

    seen = inspect(at_fault)

    assert seen.verdict == "works_with_findings"
    assert rule in {finding.rule for finding in seen.findings}
    assert rule not in {finding.rule for finding in inspect(faultless).findings}


def test_every_rule_has_its_example() -> None:
    assert set(EXAMPLES) == {rule for rule in AT_READING if RULES[rule][0] == "finding"}


def test_a_finding_names_the_item_and_speaks_in_a_sentence() -> None:
    (finding,) = inspect(EXAMPLES["condition_never_offered"][0]).findings

    assert finding.link_id == "r"
    assert finding.text == "A condition waits for “z”, which “q” does not offer."


def test_extensions_of_the_form_and_of_its_words_are_listed_too() -> None:
    styled_words = question("q", _text={"extension": [extension("https://example.org/style")]})
    raw = form_bytes(styled_words, extension=[extension("https://example.org/mode")])

    listed = [(finding.link_id, finding.text) for finding in inspect(raw).findings]

    assert listed == [
        ("", "Not used here: https://example.org/mode (1 times)."),
        ("q", "Not used here: https://example.org/style (1 times)."),
    ]


def test_an_extension_that_is_not_used_is_listed_once_with_its_count() -> None:
    colour = extension("https://example.org/colour")
    raw = form_bytes(question("q", extension=[colour]), question("r", extension=[colour]))

    (finding,) = inspect(raw).findings

    assert finding.text == "Not used here: https://example.org/colour (2 times)."
    assert finding.link_id == "q"
