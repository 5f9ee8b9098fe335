"""Own cases of what is written oddly: in logic, in first values, in limits, in responses."""

from decimal import Decimal
from typing import Any

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

_SHAPE = "SDC: one Expression; what decides is never left out in silence"
_VARIABLES = "SDC 4.0 variable: at hand at its item, in whichever order they stand"
_WEIGHT = "SDC weight(): the answer, then the option, then the value set"
_FIRST = "R4 que-8 and que-13: told, never dropped in silence"
_LIMITS = "R4 and SDC limits of an answer"
_RESPONSE = "R4 QuestionnaireResponse; policy: told, never dropped in silence"

REFUSED: dict[str, Any] = {"expect_load": "refuse"}
WARN: dict[str, Any] = {"expect_load": "warn"}
DONE, NOT_DONE = {"expect_not_completable": False}, {"expect_not_completable": True}
LEFT = {"expect_rules": ["left_over"]}
ENABLED, CALCULATED = SDC + "enableWhenExpression", SDC + "calculatedExpression"
N = question("n", "integer")
Q = question("q", "boolean")
OF = "%resource.item.where(linkId='{}').answer.value".format


def calculated(text: str, *variables: Node, item_type: str = "integer") -> Node:
    extensions = [*variables, expression(CALCULATED, text)]
    return question("x", item_type, readOnly=True, extension=extensions)


def variable(name: str, text: str) -> Node:
    return expression(EXTENSIONS + "variable", text, name=name)


def limited(item_type: str, name: str, **value: Any) -> Node:
    return question("q", item_type, extension=[extension(EXTENSIONS + name, **value)])


LOGIC = [
    case("enabling-is-no-expression", _SHAPE,
         [Q, question("dep", extension=[extension(ENABLED, valueString="false")])], [], **REFUSED),
    case("enabling-without-a-text", _SHAPE, [Q, question("dep", extension=[
        extension(ENABLED, valueExpression={"language": "text/fhirpath"})])], [], **REFUSED),
    case("enabling-twice", _SHAPE, [question("dep", extension=[
        expression(ENABLED, "true"), expression(ENABLED, "false")])], [], **REFUSED),
    case("calculated-twice", _SHAPE, [question("x", "integer", extension=[
        expression(CALCULATED, "1"), expression(CALCULATED, "2")])], [], **REFUSED),
    case("calculated-twice-alike", _SHAPE, [question("x", "integer", readOnly=True, extension=[
        expression(CALCULATED, "1"), expression(CALCULATED, "1")])], [],
         expect_calculated={"x": 1}),
    case("condition-with-two-values", "R4 enableWhen: answer[x] is one", [Q, question(
        "dep", enableWhen=[when("q", answerBoolean=True, answerString="x")])], [], **REFUSED),
    case("behavior-of-no-kind", "R4 enableBehavior is all or any", [Q, N, question(
        "dep", enableWhen=[when("q"), when("n", "exists")], enableBehavior="some")], [], **REFUSED),
    case("variable-before-its-own", _VARIABLES,
         [calculated("%b", variable("b", "%a + 1"), variable("a", "1"))], [],
         expect_calculated={"x": 2}),
    case("variables-in-a-circle", "SDC dependencies",
         [calculated("%a", variable("a", "%b"), variable("b", "%a"))], [], **REFUSED,
         expect_rules=["cycle"]),
    case("variable-that-hides-another", _VARIABLES,
         [group("g", calculated("%v", variable("v", "%v + 1")))], [],
         form={"extension": [variable("v", "4")]}, expect_calculated={"x": 5}),
    case("response-of-which-form", "SDC %resource: the response itself",
         [question("dep", extension=[expression(ENABLED, "%resource.questionnaire = 'http://a|1'")])],
         [], form={"url": "http://a", "version": "1"}, expect_enabled=["dep"]),
    case("words-from-a-server", "issue: a finding, refused only where something rests on it",
         [question("x", readOnly=True, extension=[
             expression(EXTENSIONS + "variable", "Patient", "application/x-fhir-query", name="p"),
             expression(CALCULATED, "%p.name.family")])], [said("x", "by hand")], **WARN,
         expect_rules=["words_elsewhere"], expect_export_values={"x": ["by hand"]}),
    case("words-from-a-server-decide", "issue: refused where an enabling expression rests on it",
         [question("x", extension=[
             expression(EXTENSIONS + "variable", "Patient", "application/x-fhir-query", name="p"),
             expression(CALCULATED, "%p.name.family")]),
          question("dep", enableWhen=[when("x", answerString="Marsh")])], [], **REFUSED,
         expect_rules=["name_elsewhere"]),
    case("number-from-a-server", "issue: refused where a score rests on it",
         [question("x", "integer", readOnly=True, extension=[
             expression(EXTENSIONS + "variable", "Patient", "application/x-fhir-query", name="p"),
             expression(CALCULATED, "%p.count()")])], [], **REFUSED),
]  # fmt: skip

_OWN_WEIGHT = {"valueCoding": {"system": SYSTEM, "code": "a", "extension": [
    extension(EXTENSIONS + "itemWeight", valueDecimal=7)]}}  # fmt: skip
SCORES = [
    case("weight-of-the-answer-first", _WEIGHT, [choice("s", "a", weights=(1,)),
         calculated(OF("s") + ".weight()", item_type="decimal")], [said("s", _OWN_WEIGHT)],
         expect_calculated={"x": 7}),
    case("weight-in-an-extension-of-the-answer", "R4: an extension can be looked at",
         [choice("s", "a", weights=(1,)), calculated(
             OF("s") + f".extension('{EXTENSIONS}itemWeight').value", item_type="decimal")],
         [said("s", _OWN_WEIGHT)], expect_calculated={"x": 7}),
    case("weight-of-a-number-that-is-a-choice", _WEIGHT,
         [question("s", "choice", answerOption=[{"valueInteger": 1, "extension": [
             extension(EXTENSIONS + "ordinalValue", valueDecimal=10)]}]),
          calculated("%resource.item.where(linkId='s').answer.weight()", item_type="decimal")],
         [said("s", 1)], expect_calculated={"x": 10}),
    case("weight-beyond-reckoning", "policy: a weight that is left out is told",
         [choice("s", "a", weights=(1e300,))], [], **WARN, expect_rules=["weight_not_read"]),
]  # fmt: skip

FIRST = [
    case("first-values-of-one-answer", _FIRST,
         [question("s", initial=[{"valueString": "a"}, {"valueString": "b"}])], [], **WARN,
         expect_export_values={"s": ["a"]}),
    case("first-value-of-a-group", _FIRST,
         [group("g", Q, initial=[{"valueString": "x"}])], [], **WARN),
    case("first-value-never-over-a-refusal", "policy: declined is an answer that was given",
         [question("s", initial=[{"valueString": "x"}])],
         [said("s", extension=[extension(EXTENSIONS + "data-absent-reason",
                                         valueCode="asked-declined")])],
         expect_export_values={"s": []}),
    case("first-value-refers", "R4 initial: a Reference keeps its address",
         [question("s", "reference", initial=[{"valueReference": {
             "reference": "Organization/1", "display": "A"}}])], [],
         expect_export_values={"s": [{"reference": "Organization/1", "display": "A"}]}),
]  # fmt: skip

_NONE = {**coded("none"), "extension": [
    extension(EXTENSIONS + "questionnaire-optionExclusive", valueBoolean=True)]}  # fmt: skip
LIMITS = [
    case("exclusive-by-another-name", "SDC optionExclusive; R4 Coding: the display never counts",
         [question("c", "choice", repeats=True, answerOption=[coded("a"), _NONE])],
         [said("c", coded("a"), {"valueCoding": {
             **coded("none")["valueCoding"], "display": "None of these"}})], **NOT_DONE),
    case("free-text-too-long", _LIMITS,
         [{**choice("q", "a"), "type": "open-choice", "maxLength": 3}], [said("q", "long")],
         **NOT_DONE),
    case("code-is-not-measured-by-its-letters", _LIMITS,
         [{**choice("q", "abcdef"), "type": "open-choice", "maxLength": 3}],
         [said("q", coded("abcdef"))], **DONE),
    case("pattern-of-a-number", _LIMITS,
         [limited("integer", "regex", valueString="[0-9]{4}")], [said("q", 12)], **NOT_DONE),
    case("pattern-of-a-quantity-is-of-its-number", _LIMITS,
         [limited("quantity", "regex", valueString="[0-9]{2}")], [said("q", measured(80, "kg"))],
         **DONE),
    case("pattern-of-a-long-text", _LIMITS,
         [limited("string", "regex", valueString="(a|aa)+$")], [said("q", "a" * 5_000 + "b")],
         **NOT_DONE),
    case("pattern-of-one-or-the-other-is-whole", _LIMITS,
         [limited("string", "regex", valueString="ab|cd")], [said("q", "abd")], **NOT_DONE),
    case("least-of-quantities-converted", _LIMITS,
         [question("q", "quantity", extension=[extension(
             SDC + "minQuantity", **measured(50, "kg"))])], [said("q", measured(49_999, "g"))],
         **NOT_DONE),
    case("latest-moment-by-offset", _LIMITS,
         [limited("dateTime", "minValue", valueDateTime="2026-01-01T00:00:00Z")],
         [said("q", {"valueDateTime": "2026-01-01T00:30:00+01:00"})], **NOT_DONE),
    case("latest-time", _LIMITS, [limited("time", "maxValue", valueTime="10:00:00")],
         [said("q", {"valueTime": "10:00:01"})], **NOT_DONE),
    case("limit-beyond-reckoning", "policy: a limit that is not looked at is told",
         [limited("decimal", "minValue", valueDecimal=Decimal("1E+400000"))], [], **WARN,
         expect_rules=["limit_not_read"]),
    case("limit-in-a-unit-that-does-not-compare", "policy: what was not looked at is told",
         [question("q", "quantity", extension=[extension(
             SDC + "maxQuantity", **measured(50, "kg"))])], [said("q", measured(51, "cm"))],
         expect_rules=["limit_not_compared"]),
    case("fewest-rows", "SDC minOccurs: as many at least", [group(
        "g", N, repeats=True, extension=[extension(
            EXTENSIONS + "questionnaire-minOccurs", valueInteger=2)])], [], **NOT_DONE),
    case("required-in-one-row-of-the-group", "R4 required: of a group, at least one",
         [group("g", N, Q, repeats=True, required=True)],
         [part("g", said("n", 1)), part("g", said("q", True))], **DONE),
]  # fmt: skip

RESPONSES = [
    case("answer-to-a-group", _RESPONSE, [group("g", N)],
         [{"linkId": "g", "answer": [{"valueString": "x"}], "item": [said("n", 1)]}], **LEFT,
         expect_export_values={"n": [1]}),
    case("answer-to-a-text", _RESPONSE, [{"linkId": "d", "type": "display", "text": "Read"}],
         [said("d", "x")], **LEFT, expect_export_linkIds=[]),
    case("two-values-in-an-answer", _RESPONSE, [N],
         [said("n", {"valueInteger": 1, "valueString": "x"})], **LEFT),
    case("answer-that-is-no-list", _RESPONSE, [N],
         [{"linkId": "n", "answer": {"valueInteger": 1}}], **LEFT),
    case("items-that-are-no-list", _RESPONSE, [group("g", N)],
         [{"linkId": "g", "item": said("n", 1)}], **LEFT),
    case("answer-with-an-unknown-modifier", "R4 modifierExtension: never read over", [N],
         [said("n", {"valueInteger": 1, "modifierExtension": [
             extension("http://example.org/opposite", valueBoolean=True)]})], **LEFT,
         expect_export_linkIds=[]),
    case("item-with-an-unknown-modifier", "R4 modifierExtension: never read over", [N],
         [said("n", 1, modifierExtension=[
             extension("http://example.org/opposite", valueBoolean=True)])], **LEFT,
         expect_export_linkIds=[]),
    case("reason-at-the-answer", "R4 data-absent-reason, where others write it", [
        question("s", required=True)], [said("s", {"extension": [
            extension(EXTENSIONS + "data-absent-reason", valueCode="asked-declined")]})], **DONE,
         expect_export_linkIds=["s"]),
    case("answer-of-nothing-but-an-extension", _RESPONSE, [N],
         [said("n", {"extension": [extension("http://example.org/e", valueString="x")]})], **LEFT),
    case("status-of-no-kind", "R4 QuestionnaireResponse.status", [Q], [said("q", True)],
         status="done", expect_status="in-progress"),
    case("wrong-level", _RESPONSE, [group("g", N), Q], [said("n", 3), said("q", True)], **LEFT,
         expect_export_linkIds=["q"]),
    case("items-beside-an-answer", "policy: as older programs write it",
         [question("p", item=[question("k")])],
         [{**said("p", "x"), "item": [said("k", "y")]}], expect_export_values={"k": ["y"]}),
    case("several-items-with-what-hangs-on-them", "policy: as others write it",
         [question("p", repeats=True, item=[question("k")])],
         [said("p", "x", under=[said("k", "1")]), said("p", "y", under=[said("k", "2")])],
         expect_export_values={"p": ["x", "y"], "k": ["1", "2"]}),
]  # fmt: skip

CASES = [*LOGIC, *SCORES, *FIRST, *LIMITS, *RESPONSES]
