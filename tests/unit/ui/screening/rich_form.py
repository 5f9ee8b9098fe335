"""A form that repeats, works things out, has rules of its own and changes its words."""

from typing import Any

from desktop.domain.screen import Answer, Value
from desktop.forms import Questionnaire
from tests.builders.moments import NOW
from tests.builders.staff import OKAFOR
from tests.unit.ui.screening.small_form import a_form_of, an_item

_SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
_CORE = "http://hl7.org/fhir/StructureDefinition/"

SECOND = "t0000000010000"


def _expression(url: str, path: str) -> dict[str, Any]:
    return {"url": url, "valueExpression": {"language": "text/fhirpath", "expression": path}}


def _rule(human: str, path: str, severity: str) -> dict[str, Any]:
    parts = [
        {"url": "key", "valueId": "rule"},
        {"url": "severity", "valueCode": severity},
        {"url": "human", "valueString": human},
        _expression("expression", path),
    ]
    return {"url": f"{_CORE}targetConstraint", "extension": parts}


def _answer(link_id: str) -> str:
    return f"%resource.descendants().where(linkId = '{link_id}').answer.value"


def a_rich_form() -> Questionnaire:
    """Return three sections: medicines that repeat, a sum worked out, and a last one."""
    medicine = [
        an_item("medicine.name", "string", "Name", required=True),
        an_item("medicine.dose", "string", "Dose"),
    ]
    medicines = [
        an_item("taking", "boolean", "Takes medicines?"),
        an_item(
            "medicine",
            "group",
            "Medicine",
            repeats=True,
            item=medicine,
            enableWhen=[{"question": "taking", "operator": "=", "answerBoolean": True}],
        ),
    ]
    total = f"{_answer('glasses')} * {_answer('days')}"
    asked = f"'Why ' & {_answer('glasses')}.toString() & ' a day?'"
    words = _expression(f"{_CORE}cqf-expression", asked)
    sums = [
        an_item("glasses", "integer", "Glasses a day"),
        an_item("days", "integer", "Days a week"),
        an_item(
            "week",
            "integer",
            "Glasses a week",
            extension=[_expression(f"{_SDC}calculatedExpression", total)],
        ),
        {**an_item("why", "string", "Why?"), "_text": {"extension": [words]}},
    ]
    ends = [an_item("low", "integer", "Lowest"), an_item("high", "integer", "Highest")]
    is_in_order = f"{_answer('low')} <= {_answer('high')}"
    is_small = f"{_answer('high')} < 100"
    rules = [
        _rule("The lowest cannot be above the highest.", is_in_order, "error"),
        _rule("More than 100 is unusual.", is_small, "warning"),
    ]
    return a_form_of(
        an_item("medicines", "group", "Medicines", item=medicines),
        an_item("sums", "group", "Drinks", item=sums),
        an_item("range", "group", "Range", item=ends, extension=rules),
        an_item("end", "group", "End", item=[an_item("note", "string", "Note")]),
    )


def answered(*values: Value) -> Answer:
    return Answer(values=values, answered_at=NOW, answered_by=OKAFOR)
