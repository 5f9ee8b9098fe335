"""Short ways to write forms and answers in tests."""

import json
from pathlib import Path
from typing import Any

from desktop.domain.screen import Absent, Answer, Coding, Value
from desktop.forms import Questionnaire, load

SYSTEM = "http://example.org/codes"
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
OURS = "https://custodyliaison.example/fhir/StructureDefinition/"
CORPUS = Path(__file__).parents[5] / "shared" / "corpus"
NO_CORPUS = f"the published forms are not here: {CORPUS}"

Node = dict[str, Any]


def form_bytes(*items: Node, **more: Any) -> bytes:
    about = {
        "resourceType": "Questionnaire",
        "url": "https://example.org/form",
        "version": "1",
        "title": "A form",
        "status": "active",
    }
    return json.dumps({**about, "item": list(items), **more}).encode()


def a_form(*items: Node, **more: Any) -> Questionnaire:
    return load(form_bytes(*items, **more))


def question(link_id: str, item_type: str = "string", **more: Any) -> Node:
    return {"linkId": link_id, "text": f"Question {link_id}", "type": item_type, **more}


def group(link_id: str, *items: Node, **more: Any) -> Node:
    return {"linkId": link_id, "text": f"Part {link_id}", "type": "group", "item": items, **more}


def choice(link_id: str, *codes: str, weights: tuple[float, ...] = (), **more: Any) -> Node:
    options: list[Node] = []
    for position, code in enumerate(codes):
        coding: Node = {"system": SYSTEM, "code": code, "display": code.upper()}
        if weights:
            weight = {"url": EXTENSIONS + "ordinalValue", "valueDecimal": weights[position]}
            coding["extension"] = [weight]
        options.append({"valueCoding": coding})
    return question(link_id, "choice", answerOption=options, **more)


def when(source: str, operator: str = "=", **expected: Any) -> Node:
    """Write one condition: `when("q1", "=", answerInteger=3)`; yes when nothing is expected."""
    return {"question": source, "operator": operator, **(expected or {"answerBoolean": True})}


def extension(url: str, **value: Any) -> Node:
    return {"url": url, **value}


def expression(url: str, text: str, language: str = "text/fhirpath", **more: Any) -> Node:
    return extension(url, valueExpression={"language": language, "expression": text, **more})


def score(link_id: str, sum_of: str, bands: str = "", **more: Any) -> Node:
    extensions = [extension(OURS + "sum-of", valueString=sum_of)]
    extensions.append(extension(OURS + "score-source", valueString="A paper, 2001"))
    if bands:
        extensions.append(extension(OURS + "score-bands", valueString=bands))
    return question(link_id, more.pop("item_type", "integer"), extension=extensions, **more)


def code(text: str) -> Coding:
    return Coding(code=text, system=SYSTEM)


def given(*values: Value) -> Answer:
    return Answer(values=values)


def absent(reason: Absent = Absent.DECLINED) -> Answer:
    return Answer(absent=reason)
