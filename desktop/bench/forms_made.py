"""A form made in code, the same each time: 300 questions in 12 sections, 20 of them calculated."""

import json
import random
from typing import Any

_SEED = 20260905
_SECTIONS, _QUESTIONS = 12, 25
_WAITS_EVERY, _WAITS_FROM = 5, 3
_CALCULATED = 20
_EXPRESSION = (
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
)
_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
# As in the field trials: a third radio buttons, a third lists, the rest typed.
_KINDS = ("row", "list", "row", "line", "list", "number", "row", "list", "text")
_ITEM = "%resource.item.where(linkId='{}').item.where(linkId='{}')"
_SYSTEM = "https://custodyliaison.example/fhir/CodeSystem/bench"
_WORDS = (
    "arrest custody sleep tablets last night seen by the nurse how often before today pain worry"
    " drink smoke at home alone with friends work doctor letter known risk told asked"
)


def a_made_form() -> bytes:
    """Return the form as bytes: every fifth question waits for an answer above it."""
    chance = random.Random(_SEED)
    sections = [_section(number, chance) for number in range(_SECTIONS)]
    form = {
        "resourceType": "Questionnaire",
        "url": "https://custodyliaison.example/fhir/Questionnaire/bench",
        "version": "1",
        "status": "active",
        "title": "Form of the bench",
        "item": sections,
    }
    return json.dumps(form).encode()


def _section(number: int, chance: random.Random) -> dict[str, Any]:
    questions: list[dict[str, Any]] = []
    # Two in most sections, one in the last ones.
    most = _CALCULATED // _SECTIONS + (number < _CALCULATED % _SECTIONS)
    for place in range(_QUESTIONS - most):
        question = _question(f"s{number}.q{place}", _KINDS[place % len(_KINDS)], chance)
        rows = [each for each in questions if "answerOption" in each]
        if place % _WAITS_EVERY == _WAITS_FROM and rows:
            question["enableWhen"] = [_when(chance.choice(rows))]
        questions.append(question)
    questions += [_calculated(f"s{number}.sum{place}", number, place) for place in range(most)]
    return {
        "linkId": f"s{number}",
        "type": "group",
        "text": _words(chance, 3).capitalize(),
        "item": questions,
    }


def _question(link_id: str, kind: str, chance: random.Random) -> dict[str, Any]:
    types = {"row": "choice", "list": "choice", "line": "string", "number": "integer"}
    question: dict[str, Any] = {
        "linkId": link_id,
        "type": types.get(kind, "text"),
        "text": f"{_words(chance, chance.randint(3, 9)).capitalize()}?",
    }
    if kind in ("row", "list"):
        count = chance.randint(2, 5) if kind == "row" else chance.randint(9, 15)
        question["answerOption"] = [_option(n, chance) for n in range(count)]
        code = "radio-button" if kind == "row" else "drop-down"
        question["extension"] = [
            {"url": _CONTROL, "valueCodeableConcept": {"coding": [{"code": code}]}}
        ]
    return question


def _option(number: int, chance: random.Random) -> dict[str, Any]:
    display = _words(chance, 2).capitalize()
    return {"valueCoding": {"system": _SYSTEM, "code": f"o{number}", "display": display}}


def _when(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "question": row["linkId"],
        "operator": "=",
        "answerCoding": row["answerOption"][0]["valueCoding"],
    }


def _calculated(link_id: str, section: int, place: int) -> dict[str, Any]:
    """Return the sum of the section's numbers, or of what all sections so far came to."""
    if place == 0:
        read = [f"s{section}.q{q}" for q in range(_QUESTIONS - 2) if _is_number(q)]
    else:
        read = [f"s{before}.sum0" for before in range(section + 1)]
    places = (_ITEM.format(each.partition(".")[0], each) for each in read)
    words = f"({' | '.join(places)}).answer.value.sum()"
    return {
        "linkId": link_id,
        "type": "integer",
        "text": "Numbers given, " + ("here" if place == 0 else "up to here"),
        "readOnly": True,
        "extension": [
            {
                "url": _EXPRESSION,
                "valueExpression": {"language": "text/fhirpath", "expression": words},
            }
        ],
    }


def _is_number(place: int) -> bool:
    return _KINDS[place % len(_KINDS)] == "number"


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_WORDS.split()) for _ in range(count))
