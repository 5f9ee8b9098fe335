"""Repainting only the rows that changed leaves every row as a page made afresh would show it."""

import random
from collections.abc import Callable

import pytest

from desktop.domain.screen import Absent, Answer, Value
from desktop.forms import Change, Filling, Item, ItemType, Questionnaire, new_token
from tests.builders.moments import NOW
from tests.unit.ui.screening.rich_form import a_rich_form
from tests.unit.ui.screening.small_form import a_shipped_form
from ui.screening.question import QuestionShown
from ui.screening.shown_form import ShownForm

FORMS: dict[str, Callable[[], Questionnaire]] = {
    "rich": a_rich_form,
    "liaison": lambda: a_shipped_form("liaison-diversion-screen"),
    "health": lambda: a_shipped_form("custody-health-assessment"),
}


class Looking:
    """What a page shows that is told of changes, section by section."""

    def __init__(self, form: ShownForm) -> None:
        self.form = form
        self.rows: dict[str, dict[str, QuestionShown]] = {}
        self.look_at_all()

    def look_at_all(self) -> None:
        self.form.forget_rows()
        for section in self.form.filling.questionnaire.sections:
            shown = self.form.questions(section.link_id)
            self.rows[section.link_id] = {question.row: question for question in shown}

    def hear(self, section: str, change: Change) -> None:
        for question in self.form.changed(section, change):
            self.rows[section][question.row] = question


def a_value(item: Item, rng: random.Random) -> Value:
    if item.options:
        return rng.choice(item.options).value
    if item.type is ItemType.BOOLEAN:
        return rng.random() < 0.5
    return rng.randrange(9) if item.type is ItemType.INTEGER else "words"


def an_answer(item: Item, rng: random.Random) -> Answer:
    pick = rng.random()
    if pick < 0.1:
        return Answer()
    return Answer(absent=Absent.DECLINED) if pick < 0.2 else Answer(values=(a_value(item, rng),))


def a_step(form: ShownForm, rng: random.Random) -> tuple[str, Change, bool]:
    """Return a random thing done: where, what it caused, whether rows came or went."""
    filling = form.filling
    nodes = list(filling.tree.nodes.values())
    blocks = [node for node in nodes if node.item.is_block() and node.applies]
    if blocks and rng.random() < 0.1:
        node = rng.choice(blocks)
        several = filling.tree.occurrences(node)
        if len(several) > 2:
            return node.key, filling.remove_block(node.key), True
        return node.key, filling.add_block(node.key, new_token(NOW)), True
    node = rng.choice([one for one in nodes if one.applies and one.item.is_question()])
    return node.key, filling.put(node.key, an_answer(node.item, rng)), False


@pytest.mark.parametrize("name", FORMS)
def test_what_is_told_of_changes_shows_what_is_true(name: str, rng: random.Random) -> None:
    questionnaire = FORMS[name]()
    form = ShownForm(Filling(questionnaire, {}, now=NOW))
    looking = Looking(form)

    for _step in range(150):
        key, change, has_moved_rows = a_step(form, rng)
        if has_moved_rows:
            looking.look_at_all()
        section = form.section_of(key)
        looking.hear(section, change)
        fresh = ShownForm(form.filling).questions(section)
        assert list(looking.rows[section].values()) == list(fresh), (key, section)
        for other in questionnaire.sections:  # Another section is looked at when it is shown.
            shown = form.questions(other.link_id)
            looking.rows[other.link_id] = {question.row: question for question in shown}
