"""Every built-in screen works, says where it comes from, and can be read aloud."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from desktop.domain.detention import CallReason, Detention
from desktop.domain.person import Person
from desktop.domain.screen import Absent, Answer, Coding, ConsentScope
from desktop.forms import Verdict, inspect, screen_problems
from tests.unit.resources.screens_shipped import NAMES, raw_of, screen

# Findings that were looked at and are meant; a new one must be looked at as well.
EXPECTED_FINDINGS: Mapping[str, frozenset[tuple[str, str]]] = {name: frozenset() for name in NAMES}

# A new wording, or a new check, is a new version.
VERSIONS = dict.fromkeys(NAMES, "1.1.0") | {"safety-plan": "1.0.0"}

# Lists longer than the number keys reach, each looked at: the likeliest stand first.
LONG_LISTS_OF_OUR_OWN = {
    "call-reason",
    "conditions",
    "court-helps",
    "district-essex",
    "drugs",
    "justice-outcome",
    "manner",
    "offence-group",
    "referral-type",
    "risk-now",
    "triage-outcome",
}
OURS = "https://custodyliaison.example/fhir/CodeSystem/"


@pytest.mark.parametrize("name", NAMES)
def test_a_built_in_screen_works_with_no_finding_but_those_looked_at(name: str) -> None:
    inspection = inspect(raw_of(name))
    found = {(one.rule, one.link_id) for one in inspection.findings}

    assert inspection.verdict is not Verdict.REFUSED
    assert found == EXPECTED_FINDINGS[name]


def test_every_built_in_screen_is_tested_here() -> None:
    folder = files("resources") / "questionnaires"
    shipped = {file.name for file in folder.iterdir() if file.name.endswith(".json")}

    assert shipped == {f"{name}.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_says_who_made_it_and_that_it_is_not_approved(name: str) -> None:
    raw = json.loads(raw_of(name))

    assert raw["url"] == f"https://custodyliaison.example/fhir/Questionnaire/{name}"
    assert raw["version"] == VERSIONS[name]
    assert raw["language"] == "en-GB"
    assert raw["publisher"]
    assert "not been approved by a clinical safety officer" in raw["description"]
    assert len(raw_of(name)) < 250_000
    if "datadictionary.nhs.uk" in raw_of(name).decode():
        assert "Open Government Licence v3.0" in raw["copyright"]


@pytest.mark.parametrize("name", NAMES)
def test_every_required_question_of_a_screen_can_be_declined(name: str) -> None:
    form = screen(name)
    declined = {
        link_id: Answer(absent=Absent.DECLINED)
        for link_id, item in form.items.items()
        if item.required
    }

    assert screen_problems(form, declined) == ()


@pytest.mark.parametrize("name", NAMES)
def test_questions_and_hints_are_short_enough_to_read_aloud(name: str) -> None:
    for item in screen(name).items.values():
        assert len(item.text) <= 130, item.link_id
        assert len(item.hint) <= 150, item.link_id
        assert item.text == item.text.strip()
        for option in item.options:
            assert len(option.label) <= 150, item.link_id


@pytest.mark.parametrize("name", NAMES)
def test_number_keys_reach_every_option_of_our_own_short_lists(name: str) -> None:
    long = {
        option.value.system.removeprefix(OURS)
        for item in screen(name).items.values()
        for option in item.options[9:]
        if isinstance(option.value, Coding) and option.value.system.startswith(OURS)
    }

    assert long - LONG_LISTS_OF_OUR_OWN == set()


@pytest.mark.parametrize("name", NAMES)
def test_what_mirrors_the_record_names_a_field_that_exists(name: str) -> None:
    known: dict[str, set[str]] = {
        "person": set(Person.__dataclass_fields__),
        "detention": set(Detention.__dataclass_fields__),
        "consent": {str(scope) for scope in ConsentScope},
    }
    for item in screen(name).items.values():
        if item.definition:
            kind, _, field = item.definition.removeprefix("custody-liaison:").partition(".")
            assert field in known[kind], item.link_id


def test_reasons_for_the_call_are_those_of_the_call_record() -> None:
    options = screen("custody-health-assessment").items["hcp.why"].options
    codes = {one.value.code for one in options if isinstance(one.value, Coding)}

    assert codes == set(CallReason)


def test_helps_stand_under_the_question_that_they_belong_to() -> None:
    for name in NAMES:
        for node in _nodes(json.loads(raw_of(name))["item"]):
            for child in node.get("item", ()):
                if child["linkId"].endswith(".hint"):
                    assert child["linkId"] == f"{node['linkId']}.hint"


def _nodes(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from _nodes(item.get("item", []))
