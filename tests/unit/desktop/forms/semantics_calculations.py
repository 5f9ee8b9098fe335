"""Own cases of what the form works out: calculations, variables, labels and first values."""

from decimal import Decimal

from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    SYSTEM,
    Node,
    choice,
    expression,
    group,
    question,
    when,
)
from tests.unit.desktop.forms.semantics import case, coded, measured, part, said

_CALC = "SDC 4.0 calculatedExpression"
_STORED = "SDC 4.0: a stored value that differs counts as edited and is kept (SHALL)"
_EDITED = "SDC 4.0: what a person typed over is not overwritten"
_INITIAL = "R4 Questionnaire.item.initial; SDC: only for new responses, when first enabled"
_TYPE = "SDC: the item's own type, with FHIRPath's implicit conversions only"
_VARIABLE = "SDC 4.0 variable: in scope at its item and below"
_PRUNED = "SDC: expressions see only what is enabled"

REFUSED = {"expect_load": "refuse", "expect_enabled": [], "expect_not_completable": True}
RELOADED = {"state": "reloaded"}
N = question("n", "integer")
Q = question("q", "boolean")
VALUE = "%resource.item.where(linkId='{}').answer.value"
OF_N = VALUE.format("n")


def calculated(link_id: str, text: str, item_type: str = "integer", **more: object) -> Node:
    extensions = [
        *more.pop("extension", ()),  # type: ignore[misc]
        expression(SDC + "calculatedExpression", text),
    ]
    return question(link_id, item_type, readOnly=True, extension=extensions, **more)


def variable(name: str, text: str) -> Node:
    return expression(EXTENSIONS + "variable", text, name=name)


def first(link_id: str, *values: Node, item_type: str = "string", **more: object) -> Node:
    return question(link_id, item_type, initial=list(values), **more)


X2 = calculated("x", f"{OF_N} * 2")
AGE = calculated("age", "today().toString().substring(0, 4).toInteger() - 1980")
STATES = [
    case("calc-live-recomputed", _CALC, [N, X2], [said("n", 4), said("x", 9)],
         expect_calculated={"x": 8}, expect_export_values={"x": [8]}),
    case("calc-edited", _EDITED, [N, X2], [said("n", 4), said("x", 9)], user_edited=["x"],
         expect_calculated={"x": 9}, expect_export_values={"x": [9]}),
    case("calc-edited-and-reloaded", _EDITED, [N, X2], [said("n", 4), said("x", 9)],
         user_edited=["x"], **RELOADED, expect_calculated={"x": 9}),
    case("calc-reloaded-differs", _STORED, [N, X2], [said("n", 4), said("x", 9)], **RELOADED,
         expect_calculated={"x": 9}, expect_export_values={"x": [9]}),
    case("calc-reloaded-agrees", _STORED, [N, X2], [said("n", 4), said("x", 8)], **RELOADED,
         expect_calculated={"x": 8}),
    case("calc-reloaded-never-stored", _CALC, [N, X2], [said("n", 4)], **RELOADED,
         expect_calculated={"x": 8}),
    case("calc-reloaded-source-cleared", _STORED, [N, X2], [said("x", 8)], **RELOADED,
         expect_calculated={"x": 8}),
    case("calc-reloaded-age", "SDC 4.0: the age recorded then is not the age now", [AGE],
         [said("age", 45)], **RELOADED, now="2026-09-05T12:00:00Z",
         expect_calculated={"age": 45}),
    case("calc-live-age", "SDC: today() once, from one clock", [AGE], [said("age", 45)],
         now="2026-09-05T12:00:00Z", expect_calculated={"age": 46}),
    case("calc-reloaded-feeds-on", "SDC 4.0: what is kept is what others see",
         [N, X2, calculated("y", VALUE.format("x") + " + 1")],
         [said("n", 4), said("x", 9), said("y", 9)], **RELOADED,
         expect_calculated={"x": 9, "y": 9}),
    case("calc-edited-feeds-on", "SDC 4.0: what is kept is what others see",
         [N, X2, calculated("y", VALUE.format("x") + " + 1")],
         [said("n", 4), said("x", 9), said("y", 5)], user_edited=["x"],
         expect_calculated={"x": 9, "y": 10}),
    case("calc-edited-on-a-disabled-item", "R5: what is disabled leaves no value behind",
         [N, {**X2, "enableWhen": [when("n", ">", answerInteger=5)]}],
         [said("n", 4), said("x", 9)], user_edited=["x"],
         expect_calculated={"x": None}, expect_export_linkIds=["n"]),
]  # fmt: skip

_GATE = question("dep", enableWhen=[when("x", ">", answerInteger=5)])
CHAINS = [
    case("calc-into-enable-when", _CALC, [N, X2, _GATE], [said("n", 3)],
         expect_enabled=["dep"], expect_calculated={"x": 6}),
    case("calc-cleared-into-enable-when", _CALC, [N, X2, _GATE], [said("x", 6), said("dep", "y")],
         expect_disabled=["dep"], expect_calculated={"x": None}, expect_export_linkIds=[]),
    case("calc-of-disabled-source", _PRUNED,
         [Q, {**N, "enableWhen": [when("q")]}, X2], [said("q", False), said("n", 4)],
         expect_calculated={"x": None}, expect_export_linkIds=["q"]),
    case("calc-gate-calc", "SDC: to a stable state",
         [calculated("y", VALUE.format("d") + " + 1"),
          question("d", "integer", enableWhen=[when("x", ">", answerInteger=5)]), N, X2],
         [said("n", 3), said("d", 10)], expect_calculated={"x": 6, "y": 11}),
    case("calc-gate-calc-off", "SDC: to a stable state",
         [calculated("y", VALUE.format("d") + " + 1"),
          question("d", "integer", enableWhen=[when("x", ">", answerInteger=5)]), N, X2],
         [said("n", 2), said("d", 10)], expect_calculated={"x": 4, "y": None}),
    case("calc-of-each-other-comes-to-rest", "policy: worked out until nothing changes, pointed at",
         [calculated("x", f"iif({OF_N}.exists(), {OF_N}, {VALUE.format('y')})"),
          calculated("y", VALUE.format("x") + " * 2"), N], [said("n", 4)],
         expect_load="warn", expect_rules=["circle_possible"],
         expect_calculated={"x": 4, "y": 8}, expect_not_completable=False),
    case("calc-of-itself-never-rests", "SDC: bounded; SHALL NOT be completed when not worked out",
         [calculated("x", f"iif({VALUE.format('x')}.exists(), {VALUE.format('x')} + 1, 1)")], [],
         expect_load="warn", expect_calculated={"x": None}, expect_not_completable=True,
         expect_run_warning=True),
]  # fmt: skip

_SCORED = choice("s", "none", "some", "all", weights=(0, 1, 2))
_SCORED_2 = {**_SCORED, "linkId": "s2"}
_BOTH = "%resource.item.where(linkId='s' or linkId='s2').answer"
_GUARDED = f"iif({_BOTH}.count() = 2, {_BOTH}.value.weight().sum(), {{}})"
_LISTED = {"contained": [{"resourceType": "ValueSet", "id": "v", "status": "active",
    "compose": {"include": [{"system": SYSTEM, "concept": [
        {"code": "a", "display": "A", "extension": [
            {"url": EXTENSIONS + "itemWeight", "valueDecimal": 3}]}]}]}}]}  # fmt: skip
RESULTS = [
    case("result-whole-number-into-decimal", _TYPE, [N, calculated("x", OF_N, "decimal")],
         [said("n", 2)], expect_calculated={"x": 2}),
    case("result-text-into-number", _TYPE, [question("s"), calculated("x", VALUE.format("s"))],
         [said("s", "12")], expect_calculated={"x": None}, expect_run_warning=True),
    case("result-two-values", _TYPE,
         [question("n", "integer", repeats=True), calculated("x", OF_N)], [said("n", 1, 2)],
         expect_calculated={"x": None}, expect_run_warning=True),
    case("result-choice", _TYPE,
         [N, choice("c", "low", "high", readOnly=True, extension=[expression(
             SDC + "calculatedExpression",
             f"iif({OF_N} > 5, %qitem.answerOption.value.where(code='high'), {{}})")])],
         [said("n", 6)],
         expect_calculated={"c": {"system": SYSTEM, "code": "high", "display": "HIGH"}}),
    case("result-yes-or-no", _TYPE, [N, calculated("x", f"{OF_N} > 5", "boolean")], [said("n", 5)],
         expect_calculated={"x": False}, expect_export_values={"x": [False]}),
    case("result-nought-is-a-result", "FHIRPath: 0 is not nothing", [N, X2], [said("n", 0)],
         expect_calculated={"x": 0}, expect_export_values={"x": [0]}),
    case("result-divided", "FHIRPath: / gives a decimal",
         [N, calculated("x", f"{OF_N} / 2", "decimal")],
         [said("n", 5)], expect_calculated={"x": Decimal("2.5")}),
    case("result-divided-by-nought", "FHIRPath: nothing",
         [N, calculated("x", f"1 / {OF_N}", "decimal")],
         [said("n", 0)], expect_calculated={"x": None}),
    case("result-today", "SDC: a date into a date; today() once, from one clock",
         [calculated("x", "today()", "date")], [], now="2026-09-05T23:30:00Z",
         expect_calculated={"x": "2026-09-05"}, expect_export_values={"x": ["2026-09-05"]}),
    case("result-moment", "SDC: a dateTime into a dateTime",
         [question("t", "dateTime"), calculated("x", VALUE.format("t"), "dateTime")],
         [said("t", {"valueDateTime": "2026-09-05T23:30:00+01:00"})],
         expect_calculated={"x": "2026-09-05T23:30:00+01:00"}),
    case("result-day-into-moment", "FHIRPath: a Date converts to a DateTime by itself",
         [question("d", "date"), calculated("x", VALUE.format("d"), "dateTime")],
         [said("d", {"valueDate": "2026-09-05"})], expect_calculated={"x": "2026-09-05"}),
    case("result-moment-into-day", _TYPE,
         [question("t", "dateTime"), calculated("x", VALUE.format("t"), "date")],
         [said("t", {"valueDateTime": "2026-09-05T23:30:00+01:00"})],
         expect_calculated={"x": None}, expect_run_warning=True),
    case("result-later-day", "FHIRPath: dates take quantities of time",
         [question("d", "date"), calculated("x", VALUE.format("d") + " + 28 days", "date")],
         [said("d", {"valueDate": "2026-02-10"})], expect_calculated={"x": "2026-03-10"}),
    case("result-whole-item", _TYPE,
         [N, calculated("x", "%resource.item.where(linkId='n')", "string")],
         [said("n", 5)], expect_calculated={"x": None}, expect_run_warning=True),
    case("result-rounded", "FHIRPath round(): half up", [question("d", "decimal"),
         calculated("x", VALUE.format("d") + ".round(1)", "decimal")],
         [said("d", Decimal("2.25"))], expect_calculated={"x": Decimal("2.3")}),
    case("score-whole", "SDC weight(); a total needs every part", [_SCORED, _SCORED_2,
         calculated("x", _GUARDED, "decimal")], [said("s", coded("some")), said("s2",
          coded("all"))],
         expect_calculated={"x": 3}),
    case("score-part", "SDC weight(); a total needs every part", [_SCORED, _SCORED_2,
         calculated("x", _GUARDED, "decimal")], [said("s", coded("some"))],
         expect_calculated={"x": None}),
    case("score-of-noughts", "0 is a score", [_SCORED, _SCORED_2,
         calculated("x", _GUARDED, "decimal")], [said("s", coded("none")), said("s2",
          coded("none"))],
         expect_calculated={"x": 0}),
    case("weight-in-a-contained-value-set", "SDC weight(): answer, option, value set",
         [question("s", "choice", answerValueSet="#v"),
          calculated("x", VALUE.format("s") + ".weight()", "decimal")],
         [said("s", coded("a"))], form=_LISTED, expect_calculated={"x": 3}),
]  # fmt: skip

_TIMES = calculated("x", "%row.item.where(linkId='n').answer.value * 2")
_ROWS = group("g", N, _TIMES, repeats=True, extension=[variable("row", "%context")])
_ALL = calculated(
    "sum", "%resource.item.where(linkId='g').item.where(linkId='n').answer.value.sum()"
)
SCOPES = [
    case("calc-in-rows", _VARIABLE, [_ROWS],
         [part("g", said("n", 1)), part("g", said("n", 5))],
         expect_calculated={"x": [2, 10]}, expect_export_values={"n": [1, 5], "x": [2, 10]}),
    case("calc-over-rows", _CALC, [_ROWS, _ALL],
         [part("g", said("n", 1)), part("g", said("n", 5))], expect_calculated={"sum": 6}),
    case("calc-in-rows-one-disabled", _PRUNED,
         [group("g", Q, {**N, "enableWhen": [when("q")]}, _TIMES, repeats=True,
                extension=[variable("row", "%context")])],
         [part("g", said("q", False), said("n", 1)), part("g", said("q", True), said("n", 5))],
         expect_calculated={"x": [None, 10]}),
    case("variable-of-the-form", _VARIABLE, [N, calculated("x", "%twice + 1")], [said("n", 4)],
         form={"extension": [variable("twice", f"{OF_N} * 2")]}, expect_calculated={"x": 9}),
    case("variable-of-a-variable", _VARIABLE, [N, calculated("x", "%b")], [said("n", 4)],
         form={"extension": [variable("a", OF_N), variable("b", "%a + 1")]},
         expect_calculated={"x": 5}),
    case("variable-out-of-scope", _VARIABLE,
         [group("g", N, extension=[variable("v", "1")]), calculated("x", "%v")], [], **REFUSED),
    case("variable-twice-at-one-item", _VARIABLE,
         [group("g", calculated("x", "%v"), extension=[variable("v", "1"), variable("v", "2")])],
         [], **REFUSED),
    case("variable-shadowed-below-only", _VARIABLE,
         [calculated("x", "%v"), group("g", calculated("y", "%v"), extension=[variable("v", "2")])],
         [], form={"extension": [variable("v", "1")]}, expect_calculated={"x": 1, "y": 2}),
    case("label-of-several-kinds", "SDC: cqf-expression on text",
         [Q, question("w", "quantity"), {**question("t"), "_text": {"extension": [expression(
             EXTENSIONS + "cqf-expression",
             VALUE.format("q") + " | " + VALUE.format("w") + " | @2026-09-05")]}}],
         [said("q", False), said("w", measured(80, "kg")), said("t", "x")],
         expect_label={"t": "false, 80 kg, 2026-09-05"}),
    case("label-worked-out", "SDC: cqf-expression on text",
         [N, {**question("t"), "_text": {"extension": [expression(
             EXTENSIONS + "cqf-expression", f"'You said ' + {OF_N}.toString()")]}}],
         [said("n", 3), said("t", "x")], expect_label={"t": "You said 3"}),
]  # fmt: skip

FIRST = [
    case("initial-given", _INITIAL, [first("s", {"valueString": "x"})], [],
         expect_export_values={"s": ["x"]}),
    case("initial-not-given-again", _INITIAL, [first("s", {"valueString": "x"})], [], **RELOADED,
         expect_export_linkIds=[]),
    case("initial-never-over-an-answer", _INITIAL, [first("s", {"valueString": "x"})],
         [said("s", "mine")], expect_export_values={"s": ["mine"]}),
    case("initial-chosen-option", "R4 answerOption.initialSelected",
         [question("c", "choice", answerOption=[
             coded("a"), {**coded("b"), "initialSelected": True}])], [],
         expect_export_values={"c": [{"system": SYSTEM, "code": "b"}]}),
    case("initial-causes-initial", "SDC: when first enabled",
         [first("q", {"valueBoolean": True}, item_type="boolean"),
          first("s", {"valueString": "x"}, enableWhen=[when("q")]) ], [],
         expect_enabled=["s"], expect_export_values={"s": ["x"]}),
    case("initial-behind-a-calculation", "SDC: when first enabled",
         [N, X2, first("s", {"valueString": "x"}, enableWhen=[when("x", answerInteger=8)])],
         [said("n", 4)], expect_export_values={"s": ["x"]}),
    case("initial-today", "SDC initialExpression", [question(
        "d", "date", extension=[expression(SDC + "initialExpression", "today()")])], [],
         now="2026-09-05T12:00:00Z", expect_export_values={"d": ["2026-09-05"]}),
    case("initial-worked-out", "SDC initialExpression",
         [N, question("s", "integer", extension=[expression(SDC + "initialExpression", "40 + 2")])],
         [], expect_export_values={"s": [42]}),
    case("initial-worked-out-not-again", "SDC initialExpression",
         [question("s", "integer", extension=[expression(SDC + "initialExpression", "40 + 2")])],
         [], **RELOADED, expect_export_linkIds=[]),
    case("initial-beside-a-calculation", "SDC: incompatible; the calculation decides",
         [N, {**X2, "initial": [{"valueInteger": 1}]}], [said("n", 4)],
         expect_load="warn", expect_calculated={"x": 8}),
    case("initial-in-every-row", _INITIAL,
         [group("g", N, first("s", {"valueString": "x"}), repeats=True)],
         [part("g", said("n", 1)), part("g", said("n", 2))],
         expect_export_values={"s": ["x", "x"]}),
    case("initial-hidden-counts", "SDC hidden: not shown, and an answer all the same",
         [first("q", {"valueBoolean": True}, item_type="boolean", extension=[
             {"url": EXTENSIONS + "questionnaire-hidden", "valueBoolean": True}]),
          question("dep", enableWhen=[when("q")])], [],
         expect_enabled=["dep"], expect_export_values={"q": [True]}),
]  # fmt: skip

_UNIT = {"url": EXTENSIONS + "questionnaire-unit",
         "valueCoding": {"system": "http://unitsofmeasure.org", "code": "kg"}}  # fmt: skip
_HEIGHT = question("h", "quantity")
QUANTITIES = [
    case("quantity-converted", "FHIRPath: quantities convert before they are compared",
         [_HEIGHT, calculated("x", VALUE.format("h") + " > 100 'cm'", "boolean")],
         [said("h", measured(1.8, "m"))], expect_calculated={"x": True}),
    case("quantity-result", "SDC: a Quantity into a quantity",
         [_HEIGHT, calculated("x", VALUE.format("h"), "quantity")],
         [said("h", measured(1.8, "m"))],
         expect_calculated={"x": measured(Decimal("1.8"), "m")["valueQuantity"]}),
    case("quantity-from-a-number", "FHIRPath: a number converts to a quantity by itself",
         [N, calculated("x", f"{OF_N} / 2", "quantity", extension=[_UNIT])], [said("n", 5)],
         expect_calculated={"x": measured(Decimal("2.5"), "kg")["valueQuantity"]}),
    case("quantity-value", "FHIRPath: the number alone",
         [_HEIGHT, calculated("x", VALUE.format("h") + ".value * 100", "decimal")],
         [said("h", measured(1.8, "m"))], expect_calculated={"x": Decimal("180.0")}),
]  # fmt: skip

CASES = [*STATES, *CHAINS, *RESULTS, *SCOPES, *FIRST, *QUANTITIES]
