"""Own cases of what leaves, and what stands against calling it completed."""

from decimal import Decimal

from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    SYSTEM,
    Node,
    choice,
    expression,
    extension,
    group,
    question,
    when,
)
from tests.unit.desktop.forms.semantics import case, coded, measured, part, said

_OWED = "SDC behaviour: SHALL NOT be completed"
_ABSENT = "policy: a reason why there is no answer; data-absent-reason, never a value"
_SHAPE = "R4 QuestionnaireResponse, qrs-1"
_LIMITS = "R4 and SDC limits of an answer"
_EXCLUSIVE = "SDC optionExclusive"
_HIDDEN = "SDC hidden: not shown; its answer counts"
_CONSTRAINT = "SDC targetConstraint"

DONE, NOT_DONE = {"expect_not_completable": False}, {"expect_not_completable": True}
N = question("n", "integer")
Q = question("q", "boolean")
HIDDEN = extension(EXTENSIONS + "questionnaire-hidden", valueBoolean=True)


def reason(code: str) -> Node:
    url = EXTENSIONS + "data-absent-reason"
    return {"extension": [extension(url, valueCode=code)]}


def limit(name: str, **value: object) -> Node:
    return extension(EXTENSIONS + name, **value)


def rule(text: str, severity: str = "error") -> Node:
    parts = [
        extension("key", valueId="rule-1"),
        extension("severity", valueCode=severity),
        extension("human", valueString="The second comes after the first"),
        extension("expression", valueExpression={"language": "text/fhirpath", "expression": text}),
    ]
    return {"url": EXTENSIONS + "targetConstraint", "extension": parts}


OWED = [
    case("required-nothing", _OWED, [question("s", required=True)], [], **NOT_DONE,
         status="completed", expect_status="in-progress", expect_rules=["form.required"]),
    case("required-answered", _OWED, [question("s", required=True)], [said("s", "x")], **DONE,
         status="completed", expect_status="completed"),
    case("required-false-is-an-answer", _OWED,
         [{**Q, "required": True}], [said("q", False)], **DONE),
    case("required-group-empty", _OWED, [group("g", N, Q, required=True)], [], **NOT_DONE),
    case("required-group-one-child", _OWED, [group("g", N, Q, required=True)],
         [part("g", said("n", 0))], **DONE),
    case("required-group-disabled", _OWED,
         [Q, group("g", N, required=True, enableWhen=[when("q")])], [said("q", False)], **DONE),
    case("required-in-every-row", _OWED,
         [group("g", {**N, "required": True}, Q, repeats=True)],
         [part("g", said("n", 1)), part("g", said("q", True))], **NOT_DONE),
    case("declined", _ABSENT,
         [question("s", required=True)], [said("s", **reason("asked-declined"))],
         **DONE, expect_export_linkIds=["s"]),
    case("declined-is-no-value", _ABSENT,
         [Q, question("dep", enableWhen=[when("q", "exists")])],
         [said("q", **reason("asked-declined"))], expect_disabled=["dep"]),
    case("declined-is-not-no", _ABSENT,
         [Q, question("dep", enableWhen=[when("q", answerBoolean=False)])],
         [said("q", **reason("asked-unknown"))], expect_disabled=["dep"]),
    case("declined-counts-in-no-sum", _ABSENT,
         [N, question("x", "integer", readOnly=True, extension=[expression(
             SDC + "calculatedExpression", "%resource.item.where(linkId='n').answer.count()")])],
         [said("n", **reason("not-performed"))], expect_calculated={"x": 0}),
    case("hidden-is-exported", _HIDDEN, [question("h", extension=[HIDDEN])], [said("h", "x")],
         expect_export_values={"h": ["x"]}),
    case("hidden-enables", _HIDDEN,
         [question("h", "boolean", extension=[HIDDEN]), question("dep", enableWhen=[when("h")])],
         [said("h", True)], expect_enabled=["h", "dep"]),
    case("read-only-is-exported", "R4 readOnly: not changed here, and an answer",
         [question("s", readOnly=True)], [said("s", "x")], expect_export_values={"s": ["x"]}),
]  # fmt: skip

SHAPE = [
    case("order-of-the-form", _SHAPE, [question("a"), question("b"), question("c")],
         [said("c", "3"), said("a", "1")], expect_export_linkIds=["a", "c"]),
    case("empty-group-left-out", _SHAPE, [group("g", question("s")), question("t")],
         [part("g", said("s")), said("t", "x")], expect_export_linkIds=["t"]),
    case("empty-row-left-out", _SHAPE, [group("g", question("s"), repeats=True)],
         [part("g"), part("g", said("s", "x")), part("g", said("s", ""))],
         expect_export_linkIds=["g", "s"]),
    case("rows-in-rows", _SHAPE,
         [group("o", question("a"), group("i", question("b"), repeats=True), repeats=True)],
         [part("o", said("a", "1"), part("i", said("b", "1.1")), part("i", said("b", "1.2"))),
          part("o", part("i", said("b", "2.1")))],
         expect_export_linkIds=["o", "a", "i", "b", "i", "b", "o", "i", "b"],
         expect_export_values={"b": ["1.1", "1.2", "2.1"]}),
    case("repeating-question-is-one-item", _SHAPE, [question("s", repeats=True)],
         [said("s", "1", "2", "2")], expect_export_linkIds=["s"],
         expect_export_values={"s": ["1", "2", "2"]}),
    case("repeating-question-as-several-items", "policy: as others write it",
         [question("s", repeats=True)], [said("s", "1"), said("s", "2")],
         expect_export_linkIds=["s"], expect_export_values={"s": ["1", "2"]}),
    case("single-question-as-several-items", "policy: told, never dropped in silence",
         [question("s")], [said("s", "1"), said("s", "2")],
         expect_export_values={"s": ["1"]}, expect_rules=["left_over"]),
    case("under-each-answer", _SHAPE,
         [question("p", repeats=True, item=[question("k")])],
         [said("p", {"valueString": "x", "item": [said("k", "1")]}, {"valueString": "y"},
               {"valueString": "z", "item": [said("k", "3")]})],
         expect_export_linkIds=["p", "k", "k"],
         expect_export_values={"p": ["x", "y", "z"], "k": ["1", "3"]}),
    case("display-never-leaves", _SHAPE, [{"linkId": "d", "type": "display", "text": "Read"}, Q],
         [said("d"), said("q", True)], expect_export_linkIds=["q"]),
    case("unknown-linkid", "policy: told, never dropped in silence", [Q],
         [said("elsewhere", "x"), said("q", True)], expect_rules=["left_over"],
         expect_export_linkIds=["q"]),
    case("dropped-is-told", "policy: whoever signs sees what is left out",
         [Q, question("dep", enableWhen=[when("q")])], [said("q", False), said("dep", "x")],
         expect_rules=["dropped"], expect_export_linkIds=["q"]),
    case("decimals-as-written", "R4 decimal: precision is kept", [question("d", "decimal")],
         [said("d", Decimal("1.500"))], expect_export_text="1.500"),
    case("large-and-small-numbers", "R4 decimal", [question("d", "decimal", repeats=True)],
         [said("d", Decimal("0.0000001"), Decimal("12345678901234567890.5"))],
         expect_export_values={"d": [Decimal("0.0000001"), Decimal("12345678901234567890.5")]}),
    case("quantity-keeps-its-unit", "R4 Quantity", [question("w", "quantity")],
         [said("w", measured(80.5, "kg"))],
         expect_export_values={"w": [measured(Decimal("80.5"), "kg")["valueQuantity"]]}),
    case("coding-keeps-its-words", "R4 Coding", [choice("c", "a")],
         [said("c", {"valueCoding": {"system": SYSTEM, "code": "a", "display": "A"}})],
         expect_export_values={"c": [{"system": SYSTEM, "code": "a", "display": "A"}]}),
    case("moment-keeps-its-offset", "R4 dateTime", [question("t", "dateTime")],
         [said("t", {"valueDateTime": "2026-09-05T00:30:00+01:00"})],
         expect_export_values={"t": ["2026-09-05T00:30:00+01:00"]}),
]  # fmt: skip

_PAIR = choice("c", "a", "b", repeats=True)
_NONE = {**coded("none"), "extension": [
    extension(EXTENSIONS + "questionnaire-optionExclusive", valueBoolean=True)]}  # fmt: skip
_WITH_NONE = {**_PAIR, "answerOption": [*_PAIR["answerOption"], _NONE]}
_FROM_5 = [limit("minValue", valueInteger=5), limit("maxValue", valueInteger=9)]
LIMITS = [
    case("exclusive-alone", _EXCLUSIVE, [_WITH_NONE], [said("c", coded("none"))], **DONE),
    case("exclusive-with-another", _EXCLUSIVE, [_WITH_NONE], [said("c", coded("a"), coded("none"))],
         **NOT_DONE, expect_rules=["form.exclusive"]),
    case("others-together", _EXCLUSIVE, [_WITH_NONE], [said("c", coded("a"), coded("b"))], **DONE),
    case("not-offered", "R4 choice", [choice("c", "a")], [said("c", coded("z"))], **NOT_DONE),
    case("two-answers-to-one", "R4 repeats", [question("s")], [said("s", "1", "2")], **NOT_DONE),
    case("below-the-least", _LIMITS, [{**N, "extension": _FROM_5}], [said("n", 4)], **NOT_DONE),
    case("at-the-least", _LIMITS, [{**N, "extension": _FROM_5}], [said("n", 5)], **DONE),
    case("above-the-most", _LIMITS, [{**N, "extension": _FROM_5}], [said("n", 10)], **NOT_DONE),
    case("limit-while-disabled", _LIMITS,
         [Q, {**N, "extension": _FROM_5, "enableWhen": [when("q")]}], [said("n", 4)], **DONE),
    case("too-long", _LIMITS, [question("s", maxLength=3)], [said("s", "long")], **NOT_DONE),
    case("pattern", _LIMITS, [question("s", extension=[limit("regex", valueString="[A-Z]{2}")])],
         [said("s", "ab")], **NOT_DONE),
    case("pattern-is-whole", _LIMITS,
         [question("s", extension=[limit("regex", valueString="[A-Z]{2}")])],
         [said("s", "ABC")], **NOT_DONE),
    case("too-many-decimals", _LIMITS,
         [question("d", "decimal", extension=[limit("maxDecimalPlaces", valueInteger=1)])],
         [said("d", Decimal("1.25"))], **NOT_DONE),
    case("fewer-than-asked", "SDC minOccurs", [question(
        "s", repeats=True, required=True,
        extension=[limit("questionnaire-minOccurs", valueInteger=2)])],
         [said("s", "1")], **NOT_DONE),
    case("more-than-allowed", "SDC maxOccurs", [question(
        "s", repeats=True, extension=[limit("questionnaire-maxOccurs", valueInteger=2)])],
         [said("s", "1", "2", "3")], **NOT_DONE),
    case("more-rows-than-allowed", "SDC maxOccurs", [group(
        "g", N, repeats=True, extension=[limit("questionnaire-maxOccurs", valueInteger=1)])],
         [part("g", said("n", 1)), part("g", said("n", 2))], **NOT_DONE),
    case("no-such-day", "R4 date",
         [question("d", "date")], [said("d", {"valueDate": "2026-02-30"})],
         expect_rules=["left_over"], expect_export_linkIds=[]),
    case("fraction-for-a-whole-number", "R4 integer",
         [N], [said("n", {"valueDecimal": Decimal("2.5")})],
         **NOT_DONE),
]  # fmt: skip

_AFTER = "%context.answer.value > %resource.item.where(linkId='n').answer.value"
CONSTRAINTS = [
    case("constraint-broken", _CONSTRAINT, [N, question("m", "integer", extension=[rule(_AFTER)])],
         [said("n", 5), said("m", 4)], **NOT_DONE, expect_rules=["form.constraint"]),
    case("constraint-met", _CONSTRAINT, [N, question("m", "integer", extension=[rule(_AFTER)])],
         [said("n", 5), said("m", 6)], **DONE),
    case("constraint-nothing-to-compare", "FHIRPath: nothing is not false", [
        N, question("m", "integer", extension=[rule(_AFTER)])], [said("m", 6)], **DONE),
    case("constraint-is-a-warning", _CONSTRAINT,
         [N, question("m", "integer", extension=[rule(_AFTER, "warning")])],
         [said("n", 5), said("m", 4)], **DONE, expect_rules=["form.constraint"]),
    case("constraint-while-disabled", "SDC: only while enabled",
         [Q, N, question("m", "integer", extension=[rule(_AFTER)], enableWhen=[when("q")])],
         [said("n", 5), said("m", 4)], **DONE),
    case("constraint-of-the-form", _CONSTRAINT,
         [group("g", N, question("m", "integer"), extension=[rule(
             "%context.item.where(linkId='m').answer.value > 3")])],
         [part("g", said("m", 2))], **NOT_DONE),
]  # fmt: skip

_OF_FORM = "SDC targetConstraint on the form; its `location` says where it is shown"
_ORDER = (
    "%resource.item.where(linkId='m').answer.value >= %resource.item.where(linkId='n').answer.value"
)
M = question("m", "integer")


def of_form(location: str, severity: str = "error") -> Node:
    whole = rule(_ORDER, severity)
    parts = [*whole["extension"], extension("location", valueString=location)]
    return {"extension": [{**whole, "extension": parts}]}


OF_FORM = [
    case("rule-of-the-form-broken", _OF_FORM, [N, M], [said("n", 5), said("m", 4)],
         form=of_form("Questionnaire.item.where(linkId='n')"), **NOT_DONE,
         expect_rules=["form.constraint"], expect_problems={"n": "form.constraint"}),
    case("rule-of-the-form-by-place", _OF_FORM, [N, M], [said("n", 5), said("m", 4)],
         form=of_form("Questionnaire.item[0]"), expect_problems={"n": "form.constraint"}),
    case("rule-of-the-form-without-a-place", "policy: shown at the last question it names",
         [N, M, Q], [said("n", 5), said("m", 4)], form=of_form(""),
         expect_problems={"m": "form.constraint"}),
    case("rule-of-the-form-met", _OF_FORM, [N, M], [said("n", 5), said("m", 5)],
         form=of_form("Questionnaire.item[0]"), **DONE),
    case("rule-of-the-form-warns", _OF_FORM, [N, M], [said("n", 5), said("m", 4)],
         form=of_form("Questionnaire.item[0]", "warning"), **DONE,
         expect_problems={"n": "form.constraint"}),
]  # fmt: skip

CASES = [*OF_FORM, *OWED, *SHAPE, *LIMITS, *CONSTRAINTS]
