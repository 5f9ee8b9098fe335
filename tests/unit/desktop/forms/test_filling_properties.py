"""Answering one by one comes to the same as starting from all answers at once, whatever is done."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.screen import Answer
from desktop.forms import Filling, Questionnaire, link_id_of, written_response
from tests.unit.desktop.forms.form_builder import (
    SDC,
    a_form,
    expression,
    given,
    group,
    question,
    when,
)
from tests.unit.desktop.forms.random_answers import (
    MOST_FORMS,
    PUBLISHED,
    SHIPPED,
    an_answer,
    answered,
    filling_of,
    some_forms,
)

STEPS = int(os.environ.get("CUSTODY_TEST_STEPS") or 40)
_EVERY = 8  # How many steps are taken between two comparisons.


def has_logic(form: Questionnaire) -> bool:
    return any(
        item.enable_when or item.is_worked_out() or item.logic.enabled or item.logic.text
        for item in form.items.values()
    )


def forms(rng: random.Random, most: int = MOST_FORMS) -> Iterator[Questionnaire]:
    shipped = some_forms(rng, SHIPPED, 8)
    published = some_forms(rng, PUBLISHED, 3 * most)
    for form in (*shipped, *published):
        if has_logic(form):
            yield form


def at_rest(filling: Filling, keys: set[str]) -> dict[str, Any]:
    """Return all that can be seen of a filling, as far as it concerns these places."""
    nodes = {key: filling.tree.nodes[key] for key in keys}
    return {
        "applies": {key: node.applies for key, node in nodes.items()},
        "answers": {key: (node.answer.values, node.answer.absent) for key, node in nodes.items()},
        "labels": {key: node.text for key, node in nodes.items()},
        "problems": {
            (each.place(), each.message_key, *each.details.items())
            for each in filling.problems()
            if each.place() in keys
        },
        "warnings": {(each.rule, each.link_id) for each in filling.warnings()},
        "dropped": set(filling.dropped()) & keys,
        "scores": {(each.key, each.title, each.total, each.answered, each.band)
                   for each in filling.scores() if each.key in keys},
        "follows": {key: filling.would_be(key) for key, node in nodes.items() if node.applies},
        "response": written_response(filling.questionnaire, filling.tree, status="in-progress"),
    }  # fmt: skip


def differences(filling: Filling) -> list[str]:
    """Compare with a filling that begins with all these answers.

    Rows without an answer are not there from the start: only what both have is compared.
    """
    fresh = filling_of(filling.questionnaire, filling.answers)
    keys = filling.tree.nodes.keys() & fresh.tree.nodes.keys()
    found, expected = at_rest(filling, set(keys)), at_rest(fresh, set(keys))
    return [
        f"{filling.questionnaire.title}: {name}: {found[name]} instead of {expected[name]}"
        for name in found
        if found[name] != expected[name]
    ]


def step(filling: Filling, rng: random.Random, number: int) -> None:
    nodes = filling.tree.nodes
    blocks = [key for key, node in nodes.items() if node.item.is_block()]
    questions = [key for key, node in nodes.items() if node.item.is_question()]
    chance = rng.random()
    if blocks and chance < 0.10 and len(nodes) < 2_000:
        key = rng.choice(blocks)
        if filling.can_add(key):
            filling.add_block(key, f"t{number:05d}")
    elif blocks and chance < 0.15:
        filling.remove_block(rng.choice(blocks))
    elif questions:
        key = rng.choice(questions)
        answer = Answer() if rng.random() < 0.25 else an_answer(nodes[key].item, rng)
        filling.put(key, answer)


def test_one_by_one_comes_to_the_same_as_all_at_once(rng: random.Random) -> None:
    for form in forms(rng):
        filling = filling_of(form, gives_initial=True)
        for number in range(STEPS):
            step(filling, rng, number)
            if number % _EVERY == 0:
                assert differences(filling) == []
        assert differences(filling) == []


def doubled(source: str, link_id: str) -> dict[str, Any]:
    text = f"%resource.item.where(linkId='{source}').answer.value * 2"
    return question(link_id, "integer", extension=[expression(SDC + "calculatedExpression", text)])


CHAIN = a_form(
    question("n", "integer"),
    doubled("n", "x"),
    doubled("x", "y"),
    question("dep", enableWhen=[when("y", ">", answerInteger=8)]),
)


@pytest.mark.parametrize("lost", ["n", "x", "y"])
def test_a_lost_edge_would_be_noticed(lost: str) -> None:
    filling = filling_of(CHAIN)
    wiring = filling._settling.wiring
    filling.put("n", given(1))
    assert differences(filling) == []

    filling._settling.wiring = replace(wiring, readers={**wiring.readers, lost: ()})
    filling.put("n", given(5))

    assert differences(filling) != []


def test_putting_the_old_answer_back_puts_everything_back(rng: random.Random) -> None:
    for form in forms(rng, most=20):
        filling = filling_of(form, dict(answered(form, rng).answers))
        keys = set(filling.tree.nodes)
        questions = [
            key
            for key, node in filling.tree.nodes.items()
            if node.item.is_question() and not filling.is_calculated(node.item.link_id)
        ]
        if not questions or "never_settles" in {one.rule for one in filling.warnings()}:
            continue
        before = at_rest(filling, keys)
        for key in rng.sample(questions, min(len(questions), 5)):
            held = filling.answer_to(key)
            filling.put(key, an_answer(filling.tree.nodes[key].item, rng))
            filling.put(key, held)
        assert at_rest(filling, keys) == before, form.title


def test_what_does_not_apply_changes_nothing_that_leaves(rng: random.Random) -> None:
    for form in forms(rng, most=30):
        filling = answered(form, rng)
        held = filling.answers
        only = {key: answer for key, answer in held.items() if filling.applies(key)}
        pruned = filling_of(form, only)

        keys = set(filling.tree.nodes.keys() & pruned.tree.nodes.keys())
        found, expected = (at_rest(each, keys) for each in (filling, pruned))
        for name in ("applies", "response", "scores", "follows", "problems", "labels"):
            assert found[name] == expected[name], f"{form.title}: {name}"
        written = str(found["response"])
        for key in filling.dropped():
            others = filling.tree.by_link_id[link_id_of(key)]
            is_held = any(one.applies for one in others)
            assert is_held or f"'linkId': {link_id_of(key)!r}" not in written, form.title


ROWS = group(
    "o",
    question("a"),
    group("i", question("b"), question("r", repeats=True, item=[question("c")]), repeats=True),
    repeats=True,
)


def test_rows_come_and_go_without_touching_others(rng: random.Random) -> None:
    for _ in range(20):
        filling = filling_of(a_form(ROWS, question("z")))
        for number in range(STEPS):
            blocks = [key for key, node in filling.tree.nodes.items() if node.item.is_block()]
            texts = [key for key, node in filling.tree.nodes.items() if node.item.is_question()]
            filling.put(rng.choice(texts), given(f"text {number}"))
            held = {key: each.values for key, each in filling.answers.items() if each.values}
            key = rng.choice(blocks)
            if rng.random() < 0.6:
                filling.add_block(key, f"t{number:04d}")
                gone = set()
            else:
                gone = {node.key for node in filling.tree.nodes[key].walk()}
                filling.remove_block(key)
            left = {key: each.values for key, each in filling.answers.items() if each.values}
            assert left == {key: values for key, values in held.items() if key not in gone}
            walked = [node.key for root in filling.tree.roots for node in root.walk()]
            assert len(set(walked)) == len(walked) == len(filling.tree.nodes)
            assert filling.tree.by_link_id["o"]
        assert differences(filling) == []
