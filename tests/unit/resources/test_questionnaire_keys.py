"""A healthy person in no trouble is done quickly, in each built-in screen."""

import sys
from collections.abc import Mapping

import pytest

from desktop.domain.screen import Answer, Coding
from desktop.forms import Item, ItemType, Questionnaire, enabled_items, screen_problems
from tests.unit.resources.screens_shipped import NAMES, QUESTION, screen

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
    "custody-health-assessment": 200,
    "liaison-diversion-screen": 440,
    "pre-release-risk-assessment": 160,
    "safety-plan": 40,
    "street-triage-contact": 210,
}
NOTE = 20
MOMENT = 6


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
    met = enabled_items(form, answers)

    for section in form.sections:
        asked = [item for item in section.walk() if item.is_question() and item.link_id in met]
        assert len(asked) <= 42, section.link_id
        assert name == "liaison-diversion-screen" or len(asked) <= 23, section.link_id
