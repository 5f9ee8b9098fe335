"""Own cases of every type of item: what an answer carries, and what is no answer to it."""

from decimal import Decimal
from typing import Any

from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SYSTEM,
    Node,
    choice,
    extension,
    question,
    when,
)
from tests.unit.desktop.forms.semantics import Case, case, coded, measured, said

_KEPT = "R4: what an answer was written with is not lost on the way through"
_TYPE = "R4: an answer is of the type that its question has"
_REFERENCE = "R4 Questionnaire.item.enableWhen.answerReference"
_COMPARATOR = "R4 Quantity.comparator: less than 5 is not 5"

DONE, NOT_DONE = {"expect_not_completable": False}, {"expect_not_completable": True}
OFF: dict[str, Any] = {"expect_disabled": ["dep"]}
ON: dict[str, Any] = {"expect_enabled": ["dep"]}
_OWN_EXTENSION = {"extension": [{"url": "http://example.org/e", "valueString": "kept"}]}
_KELLY = {"valueReference": {"reference": "Patient/1", "display": "Kelly"}}
_A_PICTURE = {"valueAttachment": {
    "contentType": "image/png", "url": "http://example.org/x.png", "title": "X"}}  # fmt: skip
_HELLO = {"valueAttachment": {"contentType": "text/plain", "data": "aGVsbG8="}}
_POUNDS = {"valueQuantity": {
    "value": Decimal("1.50"), "unit": "lb", "system": "http://unitsofmeasure.org",
    "code": "[lb_av]"}}  # fmt: skip
_LESS = {"valueQuantity": {**measured(5, "mg")["valueQuantity"], "comparator": "<"}}


def through(name: str, item: Node, answer: Node, **more: Any) -> Case:
    """Write a case whose answer has to come out as it went in."""
    (value,) = (each for key, each in answer.items() if key.startswith("value"))
    return case(name, _KEPT, [item], [said("q", answer)],
                expect_export_values={"q": [value]}, **DONE, **more)  # fmt: skip


KEPT = [
    through("kept-reference", question("q", "reference"), _KELLY),
    through("kept-reference-alone", question("q", "reference"),
            {"valueReference": {"reference": "Patient/1"}}),
    through("kept-reference-by-number", question("q", "reference"),
            {"valueReference": {"identifier": {"value": "9990123403"}, "display": "Kelly"}}),
    through("kept-reference-chosen", question("q", "choice", answerOption=[_KELLY]), _KELLY),
    through("kept-file-elsewhere", question("q", "attachment"), _A_PICTURE),
    through("kept-file", question("q", "attachment"), _HELLO),
    through("kept-unit-outside-the-table", question("q", "quantity"), _POUNDS),
    through("kept-comparator", question("q", "quantity"), _LESS),
    through("kept-version-of-code", choice("q", "a"),
            {"valueCoding": {"system": SYSTEM, "code": "a", "version": "2", "userSelected": True}}),
    through("kept-year", question("q", "date"), {"valueDate": "1980"}),
    through("kept-fraction-of-a-second", question("q", "dateTime"),
            {"valueDateTime": "2026-09-05T10:00:00.123Z"}),
    through("kept-lines", question("q", "text"), {"valueString": "a\nb  c "}),
    through("kept-chosen-number", question("q", "choice", answerOption=[{"valueInteger": 2}]),
            {"valueInteger": 2}),
    through("kept-chosen-time", question("q", "choice", answerOption=[{"valueTime": "10:00:00"}]),
            {"valueTime": "10:00:00"}, expect_export_text="valueTime"),
    through("kept-largest-integer", question("q", "integer"), {"valueInteger": 2**31 - 1}),
    case("kept-extension-of-item", _KEPT, [question("q")], [said("q", "x", **_OWN_EXTENSION)],
         expect_export_text="kept"),
    case("kept-extension-of-answer", _KEPT, [question("q")],
         [said("q", {"valueString": "x", **_OWN_EXTENSION})], expect_export_text="kept"),
    case("kept-extension-of-value", _KEPT, [question("q")],
         [said("q", {"valueString": "x", "_valueString": _OWN_EXTENSION})],
         expect_export_text="kept"),
    case("kept-extension-of-code", _KEPT, [choice("q", "a")],
         [said("q", {"valueCoding": {"system": SYSTEM, "code": "a", **_OWN_EXTENSION}})],
         expect_export_text="kept"),
    case("kept-with-what-hangs-on-it", _KEPT,
         [question("q", item=[question("k")])],
         [said("q", {"valueString": "x", **_OWN_EXTENSION}, under=[said("k", "y")])],
         expect_export_text="kept", expect_export_values={"k": ["y"]}),
    case("kept-beside-a-reason", _KEPT, [question("q")], [{"linkId": "q", "extension": [
        *_OWN_EXTENSION["extension"],
        extension(EXTENSIONS + "data-absent-reason", valueCode="asked-declined")]}],
         expect_export_text="kept", **DONE),
    case("never-kept-of-what-does-not-apply", "R5: what is disabled leaves nothing behind",
         [question("g", "boolean"), question("q", enableWhen=[when("g")])],
         [said("g", False), said("q", "x", **_OWN_EXTENSION)], expect_export_linkIds=["g"]),
]  # fmt: skip

_WRONG: list[tuple[Node, Any]] = [
    (question("q", "boolean"), "true"),
    (question("q", "boolean"), 1),
    (question("q", "boolean"), coded("Y")),
    (question("q", "integer"), "5"),
    (question("q", "integer"), True),
    (question("q", "integer"), 2**31),
    (question("q", "decimal"), "5.5"),
    (question("q", "quantity"), "5 kg"),
    (question("q", "date"), {"valueDateTime": "2026-09-05T10:00:00Z"}),
    (question("q", "dateTime"), {"valueString": "2026"}),
    (question("q", "time"), {"valueString": "10:00:00"}),
    (question("q", "string"), 5),
    (question("q", "string"), True),
    (question("q", "string"), coded("a")),
    (question("q", "url"), 5),
    (question("q", "attachment"), "photo.png"),
    (question("q", "reference"), "Patient/1"),
    (choice("q", "a"), "a"),
    (choice("q", "a"), True),
    ({**choice("q", "a"), "type": "open-choice"}, True),
]
TYPES = [
    case(f"wrong-{number}-{item['type']}", _TYPE, [item], [said("q", answer)], **NOT_DONE)
    for number, (item, answer) in enumerate(_WRONG)
]
LOGIC = [
    case("wrong-type-decides-nothing", _TYPE,
         [question("n", "integer"), question("dep", enableWhen=[when("n", answerInteger=5)])],
         [said("n", "5")], **OFF, **NOT_DONE, expect_rules=["other_type"]),
    case("reference-equal", _REFERENCE,
         [question("r", "reference"), question("dep", enableWhen=[when(
             "r", answerReference={"reference": "Patient/1"})])], [said("r", _KELLY)], **ON),
    case("reference-other", _REFERENCE,
         [question("r", "reference"), question("dep", enableWhen=[when(
             "r", answerReference={"reference": "Patient/2", "display": "Kelly"})])],
         [said("r", _KELLY)], **OFF),
    case("reference-chosen", _REFERENCE,
         [question("r", "choice", answerOption=[_KELLY]), question("dep", enableWhen=[when(
             "r", answerReference={"reference": "Patient/1"})])],
         [said("r", {"valueReference": {"reference": "Patient/1"}})], **ON, **DONE),
    case("file-exists", "R4 exists",
         [question("r", "attachment"), question("dep", enableWhen=[when("r", "exists")])],
         [said("r", _A_PICTURE)], **ON),
    case("comparator-not-equal", _COMPARATOR,
         [question("w", "quantity"), question("dep", enableWhen=[when(
             "w", answerQuantity=measured(5, "mg")["valueQuantity"])])], [said("w", _LESS)],
         **OFF, **DONE, expect_run_warning=True),
]  # fmt: skip

CASES = [*KEPT, *TYPES, *LOGIC]
