"""Ways through a screen that several tests take."""

import json
from collections.abc import Mapping
from typing import Any

from desktop.domain.screen import Answer, Coding
from desktop.forms import Questionnaire, screen_problems
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk


def a_form(**changes: Any) -> bytes:
    """Return a published form of one yes or no."""
    form = {
        "resourceType": "Questionnaire",
        "url": "https://forms.example/sleep",
        "version": "1",
        "title": "Sleep",
        "status": "active",
        "item": [{"linkId": "sleep", "text": "Did you sleep?", "type": "boolean"}],
    }
    return json.dumps({**form, **changes}).encode()


def code(questionnaire: Questionnaire, link_id: str, wanted: str) -> Answer:
    """Return the answer that chooses the option with a code."""
    values = (option.value for option in questionnaire.items[link_id].options)
    found = next(one for one in values if isinstance(one, Coding) and one.code == wanted)
    return Answer(values=(found,))


def answer_all(desk: Desk, opened: OpenScreen, answers: Mapping[str, Answer]) -> None:
    for link_id, answer in answers.items():
        desk.services.answer_question(opened.screen.id, link_id, answer)


def fill_what_is_needed(desk: Desk, opened: OpenScreen) -> dict[str, Answer]:
    """Answer whatever the form still asks for, with its first option or a few words."""
    given = desk.services.open_screen(opened.screen.id).answers()
    while problems := screen_problems(opened.questionnaire, given):
        for problem in problems:
            answer = _any_answer(opened.questionnaire, problem.link_id)
            given[problem.link_id] = answer
            desk.services.answer_question(opened.screen.id, problem.link_id, answer)
    return given


def _any_answer(questionnaire: Questionnaire, link_id: str) -> Answer:
    item = questionnaire.items[link_id]
    if item.options:
        return Answer(values=(item.options[0].value,))
    return Answer(values=(False if item.type.value == "boolean" else "Nothing to add",))


def refuse_everything(desk: Desk, opened: OpenScreen) -> None:
    """The person wants no screen: what is then still asked is answered shortly."""
    refused = code(opened.questionnaire, "consent.screening", "refused")
    answer_all(desk, opened, {"consent.screening": refused})
    fill_what_is_needed(desk, opened)
