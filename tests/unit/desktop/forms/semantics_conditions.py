"""Own cases of what is asked: conditions, where their answers stand, and what is below them."""

from decimal import Decimal
from typing import Any

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

_R4 = "R4 Questionnaire.item.enableWhen"
_R5 = "R5 Questionnaire.item.enableWhen.operator, which mends the words of R4"
_DISABLED = "R5 enableWhen: what is disabled counts as though it had no value"
_NEAREST = "R4 enableWhen.question, the nearest occurrence; policy: of the same instance first"
_UNITS = "R4 Quantity: comparable only through UCUM; policy: a table of units"
_CYCLES = "SDC 4.0 dependencies; policy: found when the form is read"

N = question("n", "integer")
Q = question("q", "boolean")
MANY = choice("m", "a", "b", "c", repeats=True)
ONE = choice("c", "a", "b")
ON, OFF = {"expect_enabled": ["dep"]}, {"expect_disabled": ["dep"]}
WARN = {"expect_load": "warn"}
REFUSED = {"expect_load": "refuse", "expect_enabled": [], "expect_not_completable": True}


def dep(*conditions: Node, **more: Any) -> Node:
    return question("dep", enableWhen=list(conditions), **more)


def both(*conditions: Node) -> Node:
    return dep(*conditions, enableBehavior="all")


def either(*conditions: Node) -> Node:
    return dep(*conditions, enableBehavior="any")


def coding(code: str, system: str = SYSTEM) -> Node:
    found: Node = coded(code, system)["valueCoding"]
    return found


def quantity(value: float, unit: str) -> Node:
    found: Node = measured(value, unit)["valueQuantity"]
    return found


def computed(text: str, link_id: str = "dep") -> Node:
    return question(link_id, extension=[expression(SDC + "enableWhenExpression", text)])


_A = when("m", "!=", answerCoding=coding("a"))
OPERATORS = [
    case("ne-unanswered", _R5, [MANY, dep(_A)], [], **ON, **WARN),
    case("ne-none-equal", _R5, [MANY, dep(_A)], [said("m", coded("b"), coded("c"))], **ON, **WARN),
    case(
        "ne-guarded-unanswered", _R5, [MANY, both(_A, when("m", "exists"))], [], **OFF
    ),
    case("ne-other-system", "R4 Coding: system and code", [MANY, dep(_A)],
         [said("m", coded("a", "http://other"))], **ON, **WARN),
    case("any-one-unanswered", _R4, [Q, N, either(when("q"), when("n", answerInteger=1))],
         [said("n", 1)], **ON),
    case("any-none", _R4, [Q, N, either(when("q"), when("n", answerInteger=1))],
         [said("q", False), said("n", 2)], **OFF),
    case("exists-true-on-false", "R4: false is an answer", [Q, dep(when("q", "exists"))],
         [said("q", False)], **ON),
    case("eq-other-system", "R4 Coding", [ONE, dep(when("c", answerCoding=coding("a")))],
         [said("c", coded("a", "http://other"))], **OFF),
    case("eq-answer-without-system", "R4 Coding; only a condition may leave the system open",
         [ONE, dep(when("c", answerCoding=coding("a")))], [said("c", coded("a", ""))], **OFF),
    case("open-choice-free-text-exists", "R4 open-choice: the text is the answer",
         [{**ONE, "type": "open-choice"}, dep(when("c", "exists"))], [said("c", "mine")], **ON),
    case("open-choice-free-text-ne", _R5,
         [{**ONE, "type": "open-choice"}, dep(when("c", "!=", answerCoding=coding("a")))],
         [said("c", "a")], **ON, **WARN),
    case("open-choice-text-condition", "R4 open-choice: valueString is compared as a string",
         [{**ONE, "type": "open-choice"}, dep(when("c", answerString="mine"))],
         [said("c", "mine")], **ON),
    case("string-is-exact", "R4 string: letter for letter",
         [question("s"), dep(when("s", answerString="Yes"))], [said("s", "yes")], **OFF),
    case("lt-multi-any", _R5, [question("n", "integer", repeats=True),
         dep(when("n", "<", answerInteger=2))], [said("n", 9, 1)], **ON),
    case("le-none", _R5, [N, dep(when("n", "<=", answerInteger=2))], [said("n", 3)], **OFF),
    case("decimal-not-binary", "R4 decimal: as written, never as a float",
         [question("d", "decimal"), dep(when("d", ">", answerDecimal=Decimal("0.3")))],
         [said("d", Decimal("0.3000000000000000001"))], **ON),
    case("decimal-and-integer", "R4: numbers compare as numbers",
         [question("d", "decimal"), dep(when("d", answerInteger=5))],
         [said("d", Decimal("5.00"))], **ON),
]  # fmt: skip

_MOMENT = question("t", "dateTime")
_DAY = question("d", "date")
_AT = when("t", answerDateTime="2026-09-05T00:30:00+01:00")
_IN_1970 = when("d", ">", answerDate="1970")
MOMENTS = [
    case("moment-other-offset", "R4 dateTime: one instant", [_MOMENT, dep(_AT)],
         [said("t", {"valueDateTime": "2026-09-04T23:30:00Z"})], **ON),
    case("moment-same-clock-other-instant", "R4 dateTime: one instant", [_MOMENT, dep(_AT)],
         [said("t", {"valueDateTime": "2026-09-05T00:30:00Z"})], **OFF),
    case("moment-after-by-offset", "R4 dateTime: one instant",
         [_MOMENT, dep(when("t", ">", answerDateTime="2026-09-05T00:30:00+01:00"))],
         [said("t", {"valueDateTime": "2026-09-05T00:15:00Z"})], **ON),
    case("precision-open", "R5: indeterminate counts as enabled, with a warning",
         [_DAY, dep(_IN_1970)], [said("d", {"valueDate": "1970-10-15"})],
         **ON, **WARN, expect_run_warning=True),
    case("precision-decided", "FHIRPath: decided where the precision suffices",
         [_DAY, dep(_IN_1970)], [said("d", {"valueDate": "1969-12-31"})], **OFF, **WARN),
    case("precision-equal-day", "FHIRPath date", [_DAY, dep(when("d", answerDate="1970-10-15"))],
         [said("d", {"valueDate": "1970-10-15"})], **ON),
    case("time-order", "R4 time",
         [question("t", "time"), dep(when("t", "<", answerTime="10:00:00"))],
         [said("t", {"valueTime": "09:59:59"})], **ON),
]  # fmt: skip

_WEIGHT = question("w", "quantity")
QUANTITIES = [
    case("units-converted", _UNITS,
         [_WEIGHT, dep(when("w", ">", answerQuantity=quantity(5000, "g")))],
         [said("w", measured(80, "kg"))], **ON),
    case("units-equal", _UNITS, [_WEIGHT, dep(when("w", answerQuantity=quantity(180, "cm")))],
         [said("w", measured(1.8, "m"))], **ON),
    case("units-small", _UNITS, [_WEIGHT, dep(when("w", "<", answerQuantity=quantity(1, "mg")))],
         [said("w", measured(999, "ug"))], **ON),
    case("units-not-comparable", _UNITS,
         [_WEIGHT, dep(when("w", "<", answerQuantity=quantity(9, "L")))],
         [said("w", measured(1, "kg"))], **OFF, expect_run_warning=True),
    case("units-number-decides", _UNITS,
         [_WEIGHT, dep(when("w", ">", answerQuantity=quantity(5, "kg")))],
         [said("w", measured(5, "kg"))], **OFF),
]  # fmt: skip

_INNER = group("g", Q, dep(when("q"), required=True))
BELOW = [
    case("disabled-source-not-exists", _DISABLED,
         [Q, question("b", enableWhen=[when("q")]),
          dep(when("b", "exists", answerBoolean=False))],
         [said("q", False), said("b", "x")], **ON, expect_export_linkIds=["q"]),
    case("disabled-source-greater", _DISABLED,
         [Q, {**N, "enableWhen": [when("q")]}, dep(when("n", ">", answerInteger=1))],
         [said("n", 5)], **OFF, expect_export_linkIds=[]),
    case("disabled-required-below", "SDC: required only while enabled",
         [N, group("o", _INNER, enableWhen=[when("n", answerInteger=1)])],
         [said("n", 2), part("o", part("g", said("q", True)))],
         expect_disabled=["o", "g", "q", "dep"], expect_not_completable=False,
         expect_export_linkIds=["n"]),
    case("disabled-question-hides-what-hangs-on-it", "R4: all below a disabled item",
         [Q, question("p", "boolean", item=[question("k")], enableWhen=[when("q")])],
         [said("q", False), said("p", True, under=[said("k", "x")])],
         expect_disabled=["p", "k"], expect_export_linkIds=["q"]),
    case("unanswered-question-does-not-hide-what-hangs-on-it",
         "R4: only enableWhen decides", [question("p", "boolean", item=[question("k")])], [],
         expect_enabled=["p", "k"]),
    case("display-below-a-disabled-group", _R4,
         [Q, group("g", {"linkId": "i", "type": "display", "text": "Read"},
                   enableWhen=[when("q")])], [], expect_disabled=["g", "i"]),
    case("condition-on-a-later-question", "R4: the following axis",
         [dep(when("q")), Q], [said("q", True)], **ON),
    case("own-parent", "R4: the ancestor axis",
         [question("p", "boolean", item=[dep(when("p"))])],
         [said("p", True, under=[said("dep", "x")])], **ON,
         expect_export_linkIds=["p", "dep"]),
]  # fmt: skip

_ROW = group("g", Q, dep(when("q")), repeats=True)


def rows(*yes: bool) -> list[Node]:
    return [part("g", said("q", each), said("dep", f"row {n}")) for n, each in enumerate(yes)]


_OUTER = group("o", question("oq", "boolean"),
               group("i", Q, question("own", enableWhen=[when("q")]),
                     question("outer", enableWhen=[when("oq")]), repeats=True),
               repeats=True)  # fmt: skip


def inner(*, is_yes: bool, name: str) -> Node:
    return part("i", said("q", is_yes), said("own", name), said("outer", name))


REPEATS = [
    case("repeat-same-instance", _NEAREST, [_ROW], rows(False, True, False),
         expect_enabled=["dep"], expect_export_values={"dep": ["row 1"]}),
    case("repeat-in-repeat", _NEAREST, [_OUTER],
         [part("o", said("oq", True), inner(is_yes=True, name="A"), inner(is_yes=False, name="B")),
          part("o", said("oq", False), inner(is_yes=True, name="C"))],
         expect_export_values={"own": ["A", "C"], "outer": ["A", "B"]}),
    case("under-a-repeating-question", _NEAREST,
         [question("r", repeats=True,
                   item=[Q, dep(when("q"))])],
         [said("r", {"valueString": "x", "item": [said("q", False), said("dep", "1")]},
               {"valueString": "y", "item": [said("q", True), said("dep", "2")]})],
         expect_export_values={"r": ["x", "y"], "dep": ["2"]}),
    case("on-the-repeating-question-itself", _NEAREST,
         [question("r", repeats=True, item=[dep(when("r", answerString="y"))])],
         [said("r", {"valueString": "x", "item": [said("dep", "1")]},
               {"valueString": "y", "item": [said("dep", "2")]})],
         expect_export_values={"dep": ["2"]}),
    case("outside-looks-into-a-repeat", "policy: any occurrence; the linter points at it",
         [group("g", Q, repeats=True), dep(when("q"))],
         [part("g", said("q", True)), part("g", said("q", False))], **ON, **WARN),
    case("inside-looks-outside", _NEAREST,
         [Q, group("g", dep(when("q")), repeats=True)],
         [said("q", True), part("g", said("dep", "1")), part("g", said("dep", "2"))],
         expect_export_values={"dep": ["1", "2"]}),
]  # fmt: skip

_PLUS_ONE = "%resource.item.where(linkId='n').answer.value + 1"
_ROW_NAME = expression(EXTENSIONS + "variable", "%context", name="row")
_BY_ROW = expression(
    SDC + "enableWhenExpression", "%row.item.where(linkId='n').answer.value + 1 > 2"
)
_EWX = "SDC 4.0 enableWhenExpression"
EXPRESSIONS = [
    case("expression-true", _EWX,
         [N, computed("%resource.item.where(linkId='n').answer.value > 2")],
         [said("n", 3)], **ON),
    case("expression-ne-is-not-enable-when-ne", "FHIRPath: != with nothing is nothing, so no",
         [N, computed("%resource.item.where(linkId='n').answer.value != 2")], [], **OFF),
    case("expression-sees-only-what-applies", "SDC: the response is pruned first",
         [Q, {**N, "enableWhen": [when("q")]},
          computed("%resource.descendants().where(linkId='n').exists()")],
         [said("q", False), said("n", 3)], **OFF),
    case("expression-gives-text", "SDC: a result that is no Boolean is an error of the form",
         [question("s"), computed("%resource.item.where(linkId='s').answer.value")],
         [said("s", "true")], **OFF, expect_run_warning=True, expect_not_completable=True),
    case("expression-in-a-row", "SDC: %context is where the expression stands",
         [group("g", Q, computed("%context.exists() or true"),
                computed("%resource.item.where(linkId='g').item.where(linkId='q')"
                         ".answer.value.allTrue()", "all"), repeats=True)],
         [part("g", said("q", True)), part("g", said("q", False))],
         expect_enabled=["dep"], expect_disabled=["all"]),
    case("expression-fails-in-the-first-row", "SDC: SHALL NOT be completed when not worked out",
         [group("g", {**N, "repeats": True}, question("dep", extension=[_BY_ROW]),
                repeats=True, extension=[_ROW_NAME])],
         [part("g", said("n", 1, 2)), part("g", said("n", 3))],
         expect_enabled=["dep"], expect_not_completable=True, expect_run_warning=True),
    case("variable-fails", "SDC: what rests on what failed has failed, and decides nothing",
         [{**N, "repeats": True}, computed("%v.exists().not()")], [said("n", 1, 2)],
         form={"extension": [expression(EXTENSIONS + "variable", _PLUS_ONE, name="v")]},
         **OFF, expect_not_completable=True, expect_run_warning=True),
    case("variable-is-empty", "SDC variable: nothing is a value like any other",
         [{**N, "repeats": True}, computed("%v.exists().not()")], [],
         form={"extension": [expression(EXTENSIONS + "variable", _PLUS_ONE, name="v")]},
         **ON, expect_not_completable=False),
    case("expression-in-another-language", "policy: CQL decides nothing here",
         [question("dep", extension=[expression(SDC + "enableWhenExpression", "true",
                                                "text/cql")])], [], **REFUSED),
    case("expression-cut-off", "FHIRPath: the text is read to its end",
         [N, computed("1 + 2) = 3")], [], **REFUSED),
    case("expression-of-unknown-function", "policy: reported when the form is read",
         [N, computed("%resource.item.answer.value.conformsTo('x')")], [], **REFUSED),
]  # fmt: skip

CIRCLES = [
    case("on-itself", _CYCLES, [question("a", "boolean", enableWhen=[when("a")])], [], **REFUSED),
    case("on-what-is-below", _CYCLES,
         [group("g", question("k", "boolean"), enableWhen=[when("k")])], [], **REFUSED),
    case("through-an-expression", _CYCLES,
         [question("a", "boolean", enableWhen=[when("b")]),
          question("b", "boolean", extension=[expression(
              SDC + "enableWhenExpression", "%resource.item.where(linkId='a').answer.value")])],
         [], **REFUSED),
    case("through-a-calculation", _CYCLES,
         [computed("%resource.item.where(linkId='t').answer.value > 1", "a"),
          question("t", "integer", readOnly=True, extension=[expression(
              SDC + "calculatedExpression", "%resource.item.where(linkId='a').answer.count()")])],
         [said("a", "x")], **REFUSED),
]  # fmt: skip

_SHAPE = "R4 Questionnaire"
UNREADABLE = [
    case("same-linkid-twice", "R4 que-2", [N, question("n")], [], **REFUSED),
    case("no-linkid", _SHAPE, [{"type": "string", "text": "Who?"}], [], **REFUSED),
    case("unknown-modifier", "R4 modifierExtension", [N], [], **REFUSED,
         form={"modifierExtension": [{"url": "http://example.org/opposite",
          "valueBoolean": True}]}),
    case("no-items", _SHAPE, [], [], **REFUSED),
    case("compares-without-a-value", "R4 que-7", [Q, dep({"question": "q", "operator": "="})], [],
         **REFUSED),
]  # fmt: skip

CASES = [
    *OPERATORS, *MOMENTS, *QUANTITIES, *BELOW, *REPEATS, *EXPRESSIONS, *CIRCLES, *UNREADABLE,
]  # fmt: skip
