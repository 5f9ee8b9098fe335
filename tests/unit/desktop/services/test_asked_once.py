"""One detention, every screen that ships: what was told once is offered, not asked again."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop.forms import Reuse
from desktop.services.questionnaires import (
    HEALTH_ASSESSMENT,
    LIAISON_SCREEN,
    PRE_RELEASE,
    SAFETY_PLAN,
    STREET_TRIAGE,
    built_in_index,
)
from desktop.services.reuse import reuse_of
from tests.unit.desktop.services.asking import Asking, ask_everything, asked_twice, code_of
from tests.unit.desktop.services.desk import Desk

SCREENS = (HEALTH_ASSESSMENT, LIAISON_SCREEN, STREET_TRIAGE, PRE_RELEASE, SAFETY_PLAN)
INSTRUMENTS = [one.canonical for one in built_in_index().values() if one.is_instrument]


def a_detention_of(desk: Desk, canonicals: tuple[str, ...], *, last: bool = False) -> list[Asking]:
    stay = desk.stay()
    asked = []
    for canonical in canonicals:
        asked.append(ask_everything(desk, stay, canonical, last=last)[0])
        desk.clock.on(20)
    return asked


def again(asked: list[Asking]) -> list[str]:
    return [each for number, one in enumerate(asked) for each in asked_twice(asked[:number], one)]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("screens", [SCREENS, SCREENS[::-1]])
def test_nothing_is_asked_twice_in_one_detention(
    desk: Desk, screens: tuple[str, ...], *, last: bool
) -> None:
    asked = a_detention_of(desk, screens, last=last)

    assert again(asked) == []
    assert sum(sum(one.offered.values()) for one in asked) > 50
    assert [one.offered_although_never for one in asked] == [[], [], [], [], []]


def test_every_screen_of_the_program_is_in_this_story() -> None:
    shipped = {one.canonical for one in built_in_index().values() if not one.is_instrument}

    assert {canonical.partition("|")[0] for canonical in shipped} == set(SCREENS)


@pytest.mark.parametrize("canonical", INSTRUMENTS)
def test_an_instrument_is_done_anew_each_time(desk: Desk, canonical: str) -> None:
    first, second = a_detention_of(desk, (canonical, canonical))

    assert first.blank == second.blank
    assert not second.offered


@pytest.mark.parametrize("canonical", SCREENS)
def test_what_must_be_asked_again_on_purpose_is_never_offered(desk: Desk, canonical: str) -> None:
    first, second = a_detention_of(desk, (canonical, canonical))

    never = {code_of(item) for item in first.form.items.values() if reuse_of(item) is Reuse.NEVER}
    assert never
    assert {code for code in first.blank if code in never} == never & second.blank.keys()
    assert not never & second.offered.keys()
    assert again([first, second]) == []


# Negative controls: a form in which the question lost its code, or its choices, is noticed.


def changed(canonical: str, change: Callable[[dict[str, Any]], None]) -> bytes:
    *_, ours = (one for name, one in built_in_index().items() if name.startswith(canonical + "|"))
    content = json.loads(ours.file.read_bytes())
    content["url"] += "-changed"
    for item in _items(content):
        change(item)
    return json.dumps(content).encode()


def _items(content: dict[str, Any]) -> list[dict[str, Any]]:
    below = content.get("item", [])
    return [*below, *(each for item in below for each in _items(item))]


def test_a_form_that_lost_a_code_is_caught(desk: Desk) -> None:
    lost = "allergy"

    def without_code(item: dict[str, Any]) -> None:
        if any(one.get("code") == lost for one in item.get("code", [])):
            del item["code"]

    form = desk.services.import_form(changed(STREET_TRIAGE, without_code))
    caught = again(a_detention_of(desk, (HEALTH_ASSESSMENT, form.canonical)))

    assert [each for each in caught if each.startswith("no code")], caught


def test_a_form_with_other_choices_is_caught(desk: Desk) -> None:
    def with_other_choices(item: dict[str, Any]) -> None:
        for option in item.get("answerOption", []):
            if "valueCoding" in option:
                option["valueCoding"]["code"] += "-other"

    form = desk.services.import_form(changed(PRE_RELEASE, with_other_choices))

    assert again(a_detention_of(desk, (LIAISON_SCREEN, form.canonical)))
