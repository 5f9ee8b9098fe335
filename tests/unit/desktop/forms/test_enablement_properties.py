"""Enablement against a second, slower and simpler reading of the same rules."""

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from desktop.domain.screen import Absent, Answer
from desktop.forms import Questionnaire, enabled_items, to_questionnaire_response
from tests.unit.desktop.forms.form_builder import Node, a_form, group, question, when
from tests.unit.desktop.forms.times import NOON

SEED = int(os.environ.get("FORMS_SEED", random.SystemRandom().randrange(2**32)))


@pytest.fixture(autouse=True)
def _say_the_seed() -> None:
    print(f"to repeat: FORMS_SEED={SEED}")  # noqa: T201 -- pytest shows it with a failure


@st.composite
def conditions(draw: st.DrawFn, earlier: list[str]) -> Node:
    sources: list[str] = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3))
    operators = st.sampled_from(["=", "!=", "exists", ">", "<="])
    written = []
    for source in sources:
        operator = draw(operators)
        if operator == "exists":
            written.append(when(source, operator, answerBoolean=draw(st.booleans())))
        else:
            written.append(when(source, operator, answerInteger=draw(st.integers(0, 3))))
    return {"enableWhen": written, "enableBehavior": draw(st.sampled_from(["any", "all"]))}


@st.composite
def forms(draw: st.DrawFn) -> Questionnaire:
    """Draw a form of numbers in nested groups, each conditional on earlier ones or on none."""
    count = draw(st.integers(2, 12))
    top: list[Node] = []
    places: list[list[Node]] = [top]
    earlier: list[str] = []
    for number in range(count):
        place = draw(st.sampled_from(places))
        link_id = f"q{number}"
        rule = draw(conditions(earlier)) if bool(earlier) and draw(st.booleans()) else {}
        if draw(st.integers(0, 3)) == 0:
            inside: list[Node] = []
            place.append({**group(f"g{number}"), "item": inside, **rule})
            places.append(inside)
            place = inside
            rule = {}
        place.append(question(link_id, "integer", repeats=True, **rule))
        earlier.append(link_id)
    return a_form(*top)


@st.composite
def answer_sets(draw: st.DrawFn) -> dict[str, Answer]:
    values = st.lists(st.integers(0, 3), max_size=3).map(lambda each: Answer(values=tuple(each)))
    reasons = st.sampled_from(Absent).map(lambda reason: Answer(absent=reason))
    return draw(st.dictionaries(st.sampled_from([f"q{n}" for n in range(12)]), values | reasons))


def applies(form: Questionnaire, answers: dict[str, Answer], link_id: str) -> bool:
    """Say the rules again, recursively and without an index."""
    item = form.items[link_id]
    if item.parent is not None and not applies(form, answers, item.parent):
        return False
    if not item.enable_when:
        return True
    outcomes = []
    for condition in item.enable_when:
        answer = answers.get(condition.question, Answer())
        counts = applies(form, answers, condition.question) and answer.absent is None
        values = [value for value in answer.values if isinstance(value, int)] if counts else []
        expected = condition.value
        assert isinstance(expected, int)
        outcomes.append(
            {
                "exists": bool(values) == expected,
                "=": any(value == expected for value in values),
                "!=": all(value != expected for value in values),
                ">": any(value > expected for value in values),
                "<=": any(value <= expected for value in values),
            }[condition.operator]
        )
    return any(outcomes) if item.enable_any else all(outcomes)


@seed(SEED)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
@given(forms(), answer_sets())
def test_both_readings_show_the_same_questions(
    form: Questionnaire, answers: dict[str, Answer]
) -> None:
    expected = {link_id for link_id in form.items if applies(form, answers, link_id)}

    assert enabled_items(form, answers) & form.items.keys() == expected


def exported(nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        yield node["linkId"]
        yield from exported(node.get("item", []))


@seed(SEED)
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
@given(forms(), answer_sets())
def test_nothing_leaves_that_does_not_apply_and_leaving_it_out_changes_nothing(
    form: Questionnaire, answers: dict[str, Answer]
) -> None:
    enabled = enabled_items(form, answers)
    response = to_questionnaire_response(
        form, answers, status="in-progress", authored=NOON, subject="urn:a", author="urn:b"
    )
    pruned = {link_id: answer for link_id, answer in answers.items() if link_id in enabled}

    assert set(exported(response.get("item", []))) <= enabled
    assert enabled_items(form, pruned) == enabled
