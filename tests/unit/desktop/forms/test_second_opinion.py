"""Published forms worked out on our own response, against others who worked them out before us.

fhirpath.js wrote the golden values, people and other programs the recorded ones, and fhirpathpy is
asked here. Where they differ, the reason stands here.
"""

import csv
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import fhirpathpy
import pytest
from fhirpathpy.models import models

from desktop.domain.screen import Answer
from desktop.forms import Questionnaire, read_response
from desktop.forms.fhirpath import Element, Environment, JsonElement, PathRefusedError, parse
from desktop.forms.resource import parse as parse_json
from desktop.forms.seen import SeenResponse, weigh
from desktop.forms.structure import read
from desktop.forms.tree import Tree
from tests.unit.desktop.forms.fhirpath.goldens import (
    AGE,
    FILES,
    FORMS,
    NO_CORPUS,
    NOW,
    PATIENT,
    Answering,
    Golden,
    agrees,
    expression,
    goldens,
    plain,
)
from tests.unit.desktop.forms.random_answers import MOST_FORMS, filling_of, form_at

pytestmark = pytest.mark.skipif(not FORMS.exists(), reason=NO_CORPUS)

# Both need a server with terminology, which is refused: their variables stay empty.
NEEDS_A_SERVER = {"%lateralityEnabled": 6, "%procedureRequest": 2}
_GOLDEN_VALUES = 3_154


@dataclass
class OnOurResponse(Answering):
    """The same steps, on the response that a form shows while it is answered.

    Conditions are not applied and nothing is calculated, as in the golden files: neither what is
    pruned nor what follows is at stake here, but whether an expression sees the same answers.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        # A form that is refused for other reasons has its expressions too.
        reading = read((FORMS / self.golden.content["questionnaire"]).read_bytes())
        back = read_response(reading.questionnaire, dict(self.response))
        assert reading.refusals() or back.left_over == ()
        self.focus = (SeenResponse(Tree(reading.questionnaire, back.answers), {}),)  # type: ignore[assignment]
        self.provided |= dict.fromkeys(("resource", "context", "rootResource"), self.focus)

    def environment(self, path: tuple[str, ...]) -> Environment:
        return replace(super().environment(path), weigh=self.weigh)

    def weigh(self, element: Element) -> Decimal | None:
        found = weigh(element)
        return self.golden.weigh(element) if found is None else found


def test_golden_values_are_the_same_on_our_own_response() -> None:
    count, different = 0, Counter[str]()
    for golden in goldens():
        form = OnOurResponse(golden, golden.response)
        for step in golden.steps:
            count += 1
            if not agrees([plain(value) for value in form.work_out(step)], list(step.expected)):
                different[step.text] += 1

    assert count == _GOLDEN_VALUES
    assert different == NEEDS_A_SERVER


def test_an_answer_that_we_lost_would_be_noticed() -> None:
    golden = next(golden for golden in goldens() if golden.steps[0].expected)
    form = OnOurResponse(golden, {**golden.response, "item": []})

    found = [plain(value) for value in form.work_out(golden.steps[0])]

    assert not agrees(found, list(golden.steps[0].expected))


def rows(name: str) -> list[dict[str, str]]:
    with (FORMS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# What was recorded and does not follow from the form.
NOT_FOLLOWING = {
    "H1/TS": "the guide's own sum looks at top-level items only, and all of them stand in a group",
}


def recorded() -> Iterator[tuple[dict[str, str], Questionnaire, Mapping[str, Answer]]]:
    for row in rows("recorded_calculated.csv"):
        form = form_at(FORMS / row["questionnaire"])
        assert form is not None
        back = read_response(form, parse_json((FORMS / row["response"]).read_bytes()))
        yield row, form, back.answers


def test_what_was_recorded_follows_from_the_answers() -> None:
    seen = 0
    for row, form, answers in recorded():
        link_id = row["linkId"]
        if link_id in NOT_FOLLOWING:
            continue
        stored = answers[link_id]
        ours = {**answers, link_id: replace(stored, is_calculated=True)}
        found = filling_of(form, ours).answer_to(link_id).values
        # A number recorded where the form now wants a quantity is that number all the same.
        as_written = [str(value).partition(" ")[0] for value in stored.values]
        assert found == stored.values or [str(v).partition(" ")[0] for v in found] == as_written
        seen += 1
    assert seen == 5


def test_what_was_recorded_otherwise_is_kept_when_opened_again() -> None:
    for row, form, answers in recorded():
        again = filling_of(form, dict(answers), is_reopened=True)
        assert again.answer_to(row["linkId"]).values == answers[row["linkId"]].values


# Published responses that say something their form has no place for; it is told.
NO_PLACE = {
    "repeatingInitialGroupAttachment": "an attachment that names no content we could hold",
    "OutpatientPriorAuthorization": "an item of an earlier version of the form",
    "removeOldLinkIds": "a second answer to a question that takes one",
    "Response-f201": "an answer of another type than the form has there",
    "qr-typeChanged": "an answer from before the question's type was changed",
    "qrRemoveIdSample": "an item that is not in the form",
}


def test_published_responses_are_read_and_nothing_is_lost_unsaid() -> None:
    read_in_full = 0
    for row in rows("pairs.csv"):
        form = form_at(FORMS / row["questionnaire"])
        if form is None:
            continue
        response = parse_json((FORMS / row["response"]).read_bytes())
        back = read_response(form, response)
        if back.left_over or back.misfits:
            assert any(name in row["response"] for name in NO_PLACE), row["response"]
            continue
        read_in_full += 1
        assert len(list(_answers(response))) == sum(
            max(len(answer.values), answer.absent is not None) for answer in back.answers.values()
        ), row["response"]
    assert read_in_full >= 55


def _answers(node: Mapping[str, Any]) -> Iterator[Any]:
    for item in node.get("item", ()):
        for answer in item.get("answer", ()):
            yield from (each for name, each in answer.items() if name.startswith("value"))
            yield from _answers(answer)
        yield from _answers(item)


# fhirpathpy 2.2.4, whose faults are known: it has no weight().
NAMED = frozenset({"resource", "context", "rootResource", "patient", "age", "questionnaire"})
_WITHOUT_WEIGHT = "weight()"


def of_fhirpathpy(text: str, golden: Golden) -> list[Any]:
    response = json.loads(json.dumps(golden.response, default=float))
    names = dict.fromkeys(("resource", "context", "rootResource"), response)
    names |= {"patient": PATIENT, "age": AGE, "questionnaire": golden.form}
    found = fhirpathpy.evaluate(response, text, names, models["r4"])
    return list(json.loads(json.dumps(found, default=float), parse_float=Decimal))


def test_another_evaluator_agrees_on_what_published_forms_ask(rng: random.Random) -> None:
    asked = 0
    for golden in rng.sample(list(goldens()), min(len(FILES), MOST_FORMS)):
        form = Answering(golden, golden.response)
        for text in {step.text for step in golden.steps}:
            if _WITHOUT_WEIGHT in text or not expression(text).names <= NAMED:
                continue
            found = expression(text).evaluate(form.focus, form.environment(()))
            assert agrees([plain(value) for value in found], of_fhirpathpy(text, golden)), text
            asked += 1
    assert asked > 100


# Where it differs, what is right, and by what.
FAULTS = [
    ("1.25.round(1)", Decimal("1.3"), "round() is half up; it rounds half to even"),
    ("true.toString()", "true", "a Boolean is written as FHIR writes it; it says True"),
    ("4.power(0.5)", 2, "a square root; it gives nothing"),
    ("(1 'kg') > (500 'g')", True, "quantities are ordered; it raises an error"),
]


@pytest.mark.parametrize(("text", "right", "why"), FAULTS, ids=lambda each: str(each)[:24])
def test_known_faults_of_the_other_evaluator_are_still_there(
    text: str, right: object, why: str
) -> None:
    (ours,) = parse(text).evaluate((JsonElement({}),), Environment(now=NOW))
    assert agrees(plain(ours), right)

    try:
        theirs = fhirpathpy.evaluate({}, text)
    except Exception:  # noqa: BLE001 -- whatever it raises is the fault
        return
    assert theirs != [right], f"mended there: take it off the list ({why})"


def test_a_text_that_goes_on_after_its_end_is_refused_here_alone() -> None:
    assert fhirpathpy.evaluate({}, "1 + 2)") == [3], "mended there"
    with pytest.raises(PathRefusedError):
        parse("1 + 2)")
