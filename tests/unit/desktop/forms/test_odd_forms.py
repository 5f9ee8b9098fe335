"""Forms damaged at random: looking never stumbles, and what loads can be worked with."""

import json
import os
import random
from copy import deepcopy
from typing import Any

from desktop.domain.screen import Value
from desktop.forms import (
    FormRefusedError,
    initial_answers,
    inspect,
    load,
    response_json,
    scores,
    screen_problems,
    section_state,
    to_questionnaire_response,
)
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    Node,
    choice,
    expression,
    extension,
    form_bytes,
    given,
    group,
    question,
    score,
    when,
)
from tests.unit.desktop.forms.times import NOON

SEED = int(os.environ.get("FORMS_SEED", random.SystemRandom().randrange(2**32)))
ROUNDS = 1500
TYPED: list[Value] = ["x", 1, True, "2026-09-05"]
JUNK: list[Any] = [None, True, 0, -1, 1.5, 10**40, "", "x", "q1", [], [1], {}, {"url": 1}, [{}]]
LIMITS = [
    extension(EXTENSIONS + "minValue", valueInteger=1),
    extension(EXTENSIONS + "regex", valueString="[0-9]+"),
    extension(EXTENSIONS + "questionnaire-hidden", valueBoolean=True),
]
STYLED = {
    "extension": [
        extension(EXTENSIONS + "rendering-xhtml", valueString="<b>Words</b>"),
        {
            "url": EXTENSIONS + "translation",
            "extension": [
                extension("lang", valueCode="cy"),
                extension("content", valueString="Geiriau"),
            ],
        },
    ]
}
RULES = [
    {
        "url": EXTENSIONS + "targetConstraint",
        "extension": [
            extension("key", valueId="k"),
            extension("severity", valueCode="error"),
            extension("human", valueString="A rule"),
            extension(
                "expression",
                valueExpression={"language": "text/fhirpath", "expression": "answer.count() < 9"},
            ),
        ],
    }
]
CALCULATED = expression(
    SDC + "calculatedExpression", "%resource.item.where(linkId='q1').answer.value + 1"
)
ENABLED = expression(SDC + "enableWhenExpression", "%resource.item.where(linkId='q1').exists()")
WHOLE = json.loads(
    form_bytes(
        question("q1", "integer", required=True, extension=LIMITS, initial=[{"valueInteger": 2}]),
        group(
            "g",
            choice("q2", "a", "b", weights=(0, 1), enableWhen=[when("q1", ">", answerInteger=1)]),
            question("q3", "quantity", item=[question("q4", "dateTime")]),
            question("q5", "choice", answerValueSet="#vs"),
        ),
        score("total", "q1 q2", "0-7 low|8+ high"),
        group(
            "block",
            question(
                "q6", "attachment", extension=[extension(EXTENSIONS + "maxSize", valueDecimal=1)]
            ),
            question("q7", "string", _text=STYLED, initial=[{"valueString": "x"}], extension=RULES),
            repeats=True,
            extension=[expression(EXTENSIONS + "variable", "%resource.item.count()", name="v")],
        ),
        question("q8", "integer", readOnly=True, extension=[CALCULATED]),
        question("q9", "display", extension=[ENABLED]),
        extension=[expression(EXTENSIONS + "variable", "today()", name="now")],
        contained=[
            {
                "resourceType": "ValueSet",
                "id": "vs",
                "compose": {
                    "include": [{"system": "s", "concept": [{"code": "c"}]}, {"valueSet": ["#in"]}],
                    "exclude": [{"system": "s", "concept": [{"code": "d"}]}],
                },
            },
            {
                "resourceType": "ValueSet",
                "id": "in",
                "expansion": {"total": 1, "contains": [{"system": "s", "code": "e"}]},
            },
        ],
    )
)


def places(node: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    keys = node.keys() if isinstance(node, dict) else range(len(node))
    for key in keys:
        found.append((node, key))
        if isinstance(node[key], dict | list):
            found.extend(places(node[key]))
    return found


def damaged(chance: random.Random) -> bytes:
    form: Node = json.loads(json.dumps(WHOLE))
    for _ in range(chance.randint(1, 3)):
        parent, key = chance.choice(places(form))
        if isinstance(parent, dict) and chance.random() < 0.3:
            del parent[key]
        else:
            parent[key] = deepcopy(chance.choice(JUNK))
    return json.dumps(form).encode()


def test_a_damaged_form_is_refused_or_works_and_nothing_in_between() -> None:
    chance = random.Random(SEED)
    print(f"to repeat: FORMS_SEED={SEED}")  # noqa: T201 -- pytest shows it with a failure
    refused = 0
    for _ in range(ROUNDS):
        raw = damaged(chance)
        verdict = inspect(raw).verdict
        try:
            form = load(raw)
        except FormRefusedError:
            assert verdict == "refused"
            refused += 1
            continue
        assert verdict != "refused"
        answers = initial_answers(form)
        answers |= {link_id: given(chance.choice(TYPED)) for link_id in form.items}
        for section in form.sections:
            section_state(form, answers, section.link_id)
        screen_problems(form, answers)
        scores(form, answers)
        response = to_questionnaire_response(
            form, answers, status="in-progress", authored=NOON, subject="urn:a", author="urn:b"
        )
        assert json.loads(response_json(response))["resourceType"] == "QuestionnaireResponse"

    assert 0 < refused < ROUNDS


def test_an_item_below_one_of_its_own_name_is_refused_and_not_gone_round_for_ever() -> None:
    inner = question("b", "boolean")
    asks = question("c", "boolean", enableWhen=[when("b", "=", answerBoolean=True)])
    rows = group("a", group("b", inner, asks), repeats=True)

    seen = inspect(form_bytes(rows))

    assert [(each.rule, each.link_id) for each in seen.findings if each.level == "refused"] == [
        ("duplicate_link_id", "b"),
        ("dangling_question", "c"),
    ]
