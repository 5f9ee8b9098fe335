"""What one answer opens or closes in the built-in screens."""

from collections.abc import Mapping

import pytest

from desktop.domain.screen import Answer, Coding
from desktop.forms import Questionnaire, enabled_items
from desktop.forms.instruments import recognise
from tests.unit.resources.screens_shipped import NAMES, screen


def coded(code: str, form: Questionnaire, link_id: str) -> Answer:
    values = (option.value for option in form.items[link_id].options)
    found = next(one for one in values if isinstance(one, Coding) and one.code == code)
    return Answer(values=(found,))


def yes() -> Answer:
    return Answer(values=(True,))


def no() -> Answer:
    return Answer(values=(False,))


def visible(form: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    return frozenset(enabled_items(form, answers))


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
            assert recognise(screen(name)) == ()


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
