"""Every built-in screen works, is done quickly for a healthy person, and asks what matters."""

import json
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from desktop.domain.detention import CallReason, Detention
from desktop.domain.person import Person
from desktop.domain.screen import Absent, Answer, Coding, ConsentScope
from desktop.forms import (
    Item,
    ItemType,
    Questionnaire,
    Verdict,
    enabled_items,
    inspect,
    screen_problems,
)
from tests.unit.resources.screens_shipped import NAMES, QUESTION, raw_of, screen

# Findings that were looked at and are meant; a new one must be looked at as well.
EXPECTED_FINDINGS: Mapping[str, frozenset[tuple[str, str]]] = {name: frozenset() for name in NAMES}

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

# What a healthy person in no trouble would say, where it is not the plainest answer.
HEALTHY: Mapping[str, bool | str] = {
    "eaten-slept": "yes",
    "company-tonight": "yes",
    "phone-charged": "yes",
    "plan-copy": "paper",
    "safety-plan-wanted": "yes",
    "services-spoken": False,
    "release-in-person": True,
    "crisis-numbers-given": True,
    "identity-known": True,
    "keys": True,
    "clothes-money": True,
    "someone-to-turn-to": True,
    "custody-told": True,
    "learning-told": False,
}
PLAIN = ("given", "none", "no", "nothing", "nobody", "fit", "not_needed", "N", "NN")
# What it may take at most, in keys, with no note longer than twenty letters.
MOST_KEYS = {
    "custody-health-assessment": 420,
    "liaison-diversion-screen": 620,
    "pre-release-risk-assessment": 220,
    "safety-plan": 110,
    "street-triage-contact": 300,
}
NOTE = 20
MOMENT = 6


def coded(code: str, form: Questionnaire, link_id: str) -> Answer:
    values = (option.value for option in form.items[link_id].options)
    found = next(one for one in values if isinstance(one, Coding) and one.code == code)
    return Answer(values=(found,))


def yes() -> Answer:
    return Answer(values=(True,))


def no() -> Answer:
    return Answer(values=(False,))


def said_by_a_healthy_person(item: Item) -> tuple[Answer | None, int]:
    """Return what is answered and how many keys it takes; nothing where it may stay empty."""
    code = next((one.code for one in item.codes if one.system == QUESTION), "")
    wanted = HEALTHY.get(code)
    if item.read_only or item.score is not None:
        return None, 0
    if item.definition.startswith(("custody-liaison:person", "custody-liaison:detention")):
        return _plain(item, wanted=wanted), 1  # Enter confirms what the record knows.
    if item.type is ItemType.BOOLEAN:
        return Answer(values=(wanted is True,)), 2
    if item.options:
        place = _place(item, wanted=wanted)
        return Answer(values=(item.options[place].value,)), 2 if place < 9 else 4
    return _typed(item)


def _typed(item: Item) -> tuple[Answer | None, int]:
    if not item.required:
        return None, 1  # Enter passes it by.
    if item.type is ItemType.DATE_TIME:
        return Answer(values=("2026-11-21T22:30:00+00:00",)), MOMENT
    return Answer(values=("Nothing to add",)), NOTE + 1


def _plain(item: Item, *, wanted: bool | str | None) -> Answer | None:
    if item.options:
        return Answer(values=(item.options[_place(item, wanted=wanted)].value,))
    return None


def _place(item: Item, *, wanted: bool | str | None) -> int:
    codes = [one.value.code if isinstance(one.value, Coding) else "" for one in item.options]
    for code in (wanted, *PLAIN):
        if code in codes:
            return codes.index(str(code))
    return 0


def hold_healthy_interview(form: Questionnaire) -> tuple[dict[str, Answer], int, int]:
    """Return the answers, the questions that were met and the keys that it took."""
    answers: dict[str, Answer] = {}
    met = keys = 0
    for section in form.sections:
        for item in section.walk():
            if not item.is_question() or item.link_id not in enabled_items(form, answers):
                continue
            answer, cost = said_by_a_healthy_person(item)
            met += 1
            keys += cost
            if answer is not None:
                answers[item.link_id] = answer
        keys += 1  # Ctrl+Enter: the next section.
    return answers, met, keys


def visible(form: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    return frozenset(enabled_items(form, answers))


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
    assert raw["version"] == "1.0.0"
    assert raw["language"] == "en-GB"
    assert raw["publisher"]
    assert "not been approved by a clinical safety officer" in raw["description"]
    assert len(raw_of(name)) < 250 * 1024
    if "datadictionary.nhs.uk" in raw_of(name).decode():
        assert "Open Government Licence v3.0" in raw["copyright"]


@pytest.mark.parametrize("name", NAMES)
def test_a_healthy_person_is_done_in_few_keys(name: str) -> None:
    form = screen(name)
    answers, met, keys = hold_healthy_interview(form)
    sys.stdout.write(f"{name}: {met} of {_questions(form)} questions met, {keys} keys\n")

    assert keys <= MOST_KEYS[name]
    assert screen_problems(form, answers) == ()


def _questions(form: Questionnaire) -> int:
    return sum(item.is_question() for item in form.items.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_healthy_person_meets_no_long_section(name: str) -> None:
    form = screen(name)
    answers, _, _ = hold_healthy_interview(form)
    met = visible(form, answers)

    for section in form.sections:
        asked = [item for item in section.walk() if item.is_question() and item.link_id in met]
        assert len(asked) <= 42, section.link_id
        assert name == "liaison-diversion-screen" or len(asked) <= 23, section.link_id


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


@pytest.mark.parametrize("failed", ["hcp.wakes", "hcp.answers", "hcp.obeys"])
def test_one_who_cannot_be_roused_fully_calls_for_help_at_once(failed: str) -> None:
    form = screen("custody-health-assessment")
    roused = {"hcp.intoxicated": yes(), "hcp.wakes": yes(), "hcp.answers": yes()}
    all_well = {**roused, "hcp.obeys": yes()}

    assert "hcp.wakes" not in visible(form, {"hcp.intoxicated": no()})
    assert "hcp.rousing_alarm" not in visible(form, all_well)
    assert {"hcp.rousing_alarm", "hcp.rousing_action"} <= visible(form, {**all_well, failed: no()})


def test_a_condition_of_fitness_has_its_words_and_a_second_look_its_time() -> None:
    form = screen("custody-health-assessment")
    with_adult = {"hcp.fit_interview": coded("with_adult", form, "hcp.fit_interview")}
    later = {"hcp.fit_detained": coded("not_now", form, "hcp.fit_detained")}
    fit = {"hcp.fit_detained": coded("fit", form, "hcp.fit_detained")}

    assert {"hcp.fit_words", "hcp.fit_again"} & visible(form, fit) == set()
    assert "hcp.fit_words" in visible(form, with_adult)
    assert {"hcp.fit_words", "hcp.fit_again"} <= visible(form, later)
    assert form.items["hcp.fit_words"].required


def test_a_planned_review_cannot_be_left_without_a_time() -> None:
    form = screen("custody-health-assessment")
    needed = {"hcp.review": yes()}

    assert {"hcp.review_at", "hcp.review_why"} <= visible(form, needed)
    assert form.items["hcp.review_at"].required


def test_refusing_the_examination_leaves_what_keeps_the_person_safe() -> None:
    form = screen("custody-health-assessment")
    refused = visible(form, {"hcp.consent": coded("refused", form, "hcp.consent")})

    assert not refused & {"hcp.history", "hcp.medicines", "hcp.substances", "hcp.mental"}
    assert "hcp.thoughts" in refused
    assert refused >= {"hcp.intoxicated", "hcp.fit_detained", "hcp.observation"}
    assert "hcp.instructions" in refused


def test_only_the_care_instructions_are_written_for_custody_staff() -> None:
    form = screen("custody-health-assessment")

    assert form.items["hcp.instructions"].parent == "hcp.for_custody"
    assert form.items["hcp.instructions"].required
    assert "custody record" in form.items["hcp.instructions"].hint


def test_charts_are_named_and_their_items_not_asked_a_second_time() -> None:
    for name in NAMES:
        if name != "liaison-diversion-screen":
            systems = {code.system for item in screen(name).items.values() for code in item.codes}
            assert not [system for system in systems if system.endswith("instrument-part")]


@pytest.mark.parametrize(
    ("name", "gender", "only_for_women"),
    [
        ("custody-health-assessment", "hcp.gender", "hcp.women"),
        ("liaison-diversion-screen", "identity.gender", "physical.pregnant"),
    ],
)
def test_pregnancy_and_periods_are_asked_of_women(
    name: str, gender: str, only_for_women: str
) -> None:
    form = screen(name)

    assert only_for_women in visible(form, {gender: coded("2", form, gender)})
    assert only_for_women not in visible(form, {gender: coded("1", form, gender)})


@pytest.mark.parametrize(
    ("name", "question", "asked"),
    [
        ("custody-health-assessment", "hcp.under_18", "hcp.parent_told"),
        ("liaison-diversion-screen", "identity.under_18", "home.parent_carer"),
        ("street-triage-contact", "triage.under_18", "triage.parent_told"),
        ("pre-release-risk-assessment", "release.under_18", "release.fetched_by"),
    ],
)
def test_under_18_a_parent_or_carer_is_asked_about(name: str, question: str, asked: str) -> None:
    form = screen(name)

    assert asked in visible(form, {question: yes()})
    assert asked not in visible(form, {question: no()})


def test_street_triage_keeps_the_facts_that_are_counted() -> None:
    form = screen("street-triage-contact")
    counted = [
        "mode",
        "district",
        "considered",
        "would_136",
        "used",
        "would_ae",
        "went_ae",
        "outcome",
        "full_circle",
    ]

    assert {f"triage.{name}" for name in counted} <= set(form.items)
    facts = ("considered", "would_136", "used", "would_ae", "went_ae", "mode", "district")
    assert all(form.items[f"triage.{name}"].required for name in facts)
    assert "triage.used" in visible(form, {"triage.would_136": no()})


def test_one_who_leaves_with_an_escort_is_not_asked_about_the_way_home() -> None:
    form = screen("pre-release-risk-assessment")

    def leaving(code: str) -> frozenset[str]:
        return visible(form, {"release.kind": coded(code, form, "release.kind")})

    assert "release.home" in leaving("bail")
    assert "release.home" not in leaving("court")
    assert "release.thoughts" in leaving("court")


def test_a_safety_plan_has_six_steps_and_says_what_it_is_for() -> None:
    form = screen("safety-plan")
    steps = [one for one in form.items if one.startswith("safety.step_")]

    assert len(steps) == 6
    assert "safety.keeps_going" in form.items
    assert "safety.review_on" in form.items
    codes = {code.code for item in form.items.values() for code in item.codes}
    assert not codes & {"risk-narrative", "self-harm-thoughts-now"}  # The person keeps this paper.
    declined = {"safety.wanted": coded("no", form, "safety.wanted")}
    assert "safety.steps" not in visible(form, declined)
    assert "safety.why_not" in visible(form, declined)


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
