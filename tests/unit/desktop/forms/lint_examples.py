"""For every rule of a form that works a form that breaks it, and one that does not."""

from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    OURS,
    SDC,
    SYSTEM,
    Node,
    choice,
    expression,
    extension,
    form_bytes,
    group,
    question,
    score,
    when,
)

HIDDEN = extension(EXTENSIONS + "questionnaire-hidden", valueBoolean=True)
LOOKS_AHEAD = extension(EXTENSIONS + "regex", valueString="(?=a)b")
GUARD = "iif(%resource.item.answer.count() = 9, %resource.item.answer.value.sum(), {})"
SUM = expression(SDC + "calculatedExpression", "%resource.item.answer.value.sum()")
GUARDED = expression(SDC + "calculatedExpression", GUARD)
CQL = expression(SDC + "calculatedExpression", "Total", language="text/cql")
CHOICES_COMPUTED = extension(SDC + "candidateExpression")
VARIABLE = EXTENSIONS + "variable"
QUERY = "application/x-fhir-query"
A_VARIABLE = expression(VARIABLE, "%resource.item.answer.value", name="a")
USES_IT = expression(SDC + "calculatedExpression", "iif(%a.count() = 9, %a.sum(), {})")
PATH = {"language": "text/fhirpath", "expression": "1 = 1"}
CQL_TEXT = {"language": "text/cql", "expression": "Words"}
ENABLED_BY_ALL = expression(SDC + "enableWhenExpression", "%resource.descendants().count() > 9")
ENABLED_BY_P = expression(
    SDC + "enableWhenExpression", "%resource.item.where(linkId='p').answer.value = true"
)
FIRST_VALUE = [{"valueInteger": 1}]
MOST_OF_ALL = extension(EXTENSIONS + "maxValue", valueDecimal=1e300)
FIVE_AT_MOST = extension(EXTENSIONS + "maxValue", valueDecimal=5)
FAR_TOO_MANY = [extension(f"https://example.org/{number}") for number in range(201)]
A_QUERY = expression(VARIABLE, "Observation", QUERY, name="a")
COPIES_IT = expression(SDC + "calculatedExpression", "%a")
A_QUERY_FILLS_IN = question("q", readOnly=True, extension=[A_QUERY, COPIES_IT])
THE_FORM_FILLS_IN = question(
    "q", readOnly=True, extension=[expression(VARIABLE, "'b'", name="a"), COPIES_IT]
)
BAD_BANDS = [
    extension(OURS + "sum-of", valueString="q"),
    extension(OURS + "score-bands", valueString="0-7 low|5-9 high"),
]

FAHRENHEIT = {"answerQuantity": {"value": 100, "code": "[degF]"}}
CELSIUS = {"answerQuantity": {"value": 38, "code": "Cel"}}
UNIT_SET = extension(EXTENSIONS + "questionnaire-unitValueSet", valueCanonical="http://nhs.uk/vs")
HL7 = "http://hl7.org/fhir/ValueSet/"
EXPANSION = {"contains": [{"system": SYSTEM, "code": "a"}]}


def launched(name: str) -> Node:
    named = extension("name", valueCoding={"code": name})
    return {"url": SDC + "launchContext", "extension": [named]}


def computed_by(name: str, written: Node) -> Node:
    return extension(EXTENSIONS + name, valueExpression=written)


def constraint(written: Node) -> Node:
    parts = [
        extension("key", valueId="a"),
        extension("severity", valueCode="error"),
        extension("human", valueString="A rule"),
        extension("expression", valueExpression=written),
    ]
    return {"url": EXTENSIONS + "targetConstraint", "extension": parts}


def named(instrument: str) -> Node:
    return extension(OURS + "instrument", valueCode=instrument)


def styled(xhtml: str) -> Node:
    return {"extension": [extension(EXTENSIONS + "rendering-xhtml", valueString=xhtml)]}


def at_least(count: int) -> Node:
    return extension(EXTENSIONS + "questionnaire-minOccurs", valueInteger=count)


# For every rule a form that breaks it, and one as like it as can be that does not.
EXAMPLES: dict[str, tuple[bytes, bytes]] = {
    "no_title": (form_bytes(question("q"), title=""), form_bytes(question("q"))),
    "no_url": (form_bytes(question("q"), url=""), form_bytes(question("q"))),
    "no_version": (form_bytes(question("q"), version=""), form_bytes(question("q"))),
    "retired": (form_bytes(question("q"), status="retired"), form_bytes(question("q"))),
    "other_language": (
        form_bytes(question("q"), language="nb-NO"),
        form_bytes(question("q"), language="en-GB"),
    ),
    "no_status": (form_bytes(question("q"), status=None), form_bytes(question("q"))),
    "value_elsewhere": (
        form_bytes(question("q", prefix=["1."])),
        form_bytes(question("q", prefix="1.")),
    ),
    "unknown_element": (
        form_bytes(question("q", colour="red")),
        form_bytes(question("q", _text={"extension": []})),
    ),
    "extension_value": (
        form_bytes(question("q", extension=[extension(EXTENSIONS + "minLength", valueString="3")])),
        form_bytes(question("q", extension=[extension(EXTENSIONS + "minLength", valueInteger=3)])),
    ),
    "wrong_first_value": (
        form_bytes(question("q", "integer", initial=[{"valueString": "three"}])),
        form_bytes(question("q", "integer", initial=[{"valueInteger": 3}])),
    ),
    "file_in_form": (
        form_bytes(question("q", "attachment", initial=[{"valueAttachment": {"data": "AAAA"}}])),
        form_bytes(question("q", "attachment")),
    ),
    "display_renamed": (
        form_bytes(question("q", "display"), question("q", "display")),
        form_bytes(question("q", "display"), question("r", "display")),
    ),
    "text_cut": (
        form_bytes(question("q", text="a" * 20_001)),
        form_bytes(question("q", text="a" * 20_000)),
    ),
    "rich_text_left_out": (
        form_bytes(question("q", _text=styled("<b>" + "a" * 100_000 + "</b>"))),
        form_bytes(question("q", _text=styled("<b>a</b>"))),
    ),
    "media_not_shown": (
        form_bytes(question("q", extension=[extension(SDC + "itemMedia", valueAttachment={})])),
        form_bytes(question("q")),
    ),
    "external_value_set": (
        form_bytes(question("q", "choice", answerValueSet="http://nhs.uk/vs")),
        form_bytes(question("q", "choice", answerValueSet=HL7 + "administrative-gender")),
    ),
    "empty_value_set": (
        form_bytes(
            question("q", "choice", answerValueSet="#vs"),
            contained=[{"resourceType": "ValueSet", "id": "vs"}],
        ),
        form_bytes(
            question("q", "choice", answerValueSet="#vs"),
            contained=[{"resourceType": "ValueSet", "id": "vs", "expansion": EXPANSION}],
        ),
    ),
    "too_many_choices": (
        form_bytes(choice("q", *(f"c{number}" for number in range(5_001)))),
        form_bytes(choice("q", *(f"c{number}" for number in range(5_000)))),
    ),
    "occurs_bounded": (
        form_bytes(question("q", repeats=True, extension=[at_least(10**9)])),
        form_bytes(question("q", repeats=True, extension=[at_least(3)])),
    ),
    "unknown_unit": (
        form_bytes(
            question("t", "quantity"), question("q", enableWhen=[when("t", ">", **FAHRENHEIT)])
        ),
        form_bytes(
            question("t", "quantity"), question("q", enableWhen=[when("t", ">", **CELSIUS)])
        ),
    ),
    "units_elsewhere": (
        form_bytes(question("t", "quantity", extension=[UNIT_SET])),
        form_bytes(question("t", "quantity")),
    ),
    "no_text": (form_bytes(question("q", text="")), form_bytes(question("q"))),
    "cannot_be_answered": (
        form_bytes(question("r", "choice")),
        form_bytes(question("r", "open-choice")),
    ),
    "unreadable_option": (
        form_bytes(choice("q", "a"), question("r", "choice", answerOption=[{"valueX": 1}])),
        form_bytes(choice("q", "a")),
    ),
    "calculated_not_read_only": (
        form_bytes(question("q", "integer", extension=[GUARDED])),
        form_bytes(question("q", "integer", readOnly=True, extension=[GUARDED])),
    ),
    "variable_elsewhere": (
        form_bytes(question("q", extension=[expression(VARIABLE, "Patient?", QUERY, name="p")])),
        form_bytes(question("q", extension=[expression(VARIABLE, "1", name="p")])),
    ),
    "variable_unused": (
        form_bytes(question("q", extension=[expression(VARIABLE, "1", name="p")])),
        form_bytes(
            question("q", "integer", readOnly=True, extension=[A_VARIABLE, USES_IT]),
        ),
    ),
    "context_elsewhere": (
        form_bytes(question("q"), extension=[launched("study")]),
        form_bytes(question("q"), extension=[launched("patient")]),
    ),
    "label_elsewhere": (
        form_bytes(question("q", _text={"extension": [computed_by("cqf-expression", CQL_TEXT)]})),
        form_bytes(question("q", _text={"extension": [computed_by("cqf-expression", PATH)]})),
    ),
    "constraint_elsewhere": (
        form_bytes(question("q", extension=[constraint(CQL_TEXT)])),
        form_bytes(question("q", extension=[constraint(PATH)])),
    ),
    "any_inferred": (
        form_bytes(
            question("q", "integer"),
            question("r", enableWhen=[when("q", answerInteger=1), when("q", answerInteger=2)]),
        ),
        form_bytes(
            question("q", "integer"),
            question(
                "r",
                enableWhen=[when("q", answerInteger=1), when("q", answerInteger=2)],
                enableBehavior="any",
            ),
        ),
    ),
    "circle_possible": (
        form_bytes(question("q", extension=[ENABLED_BY_ALL])),
        form_bytes(question("p", "boolean"), question("q", extension=[ENABLED_BY_P])),
    ),
    "calculated_elsewhere": (
        form_bytes(question("q", "integer", extension=[CQL])),
        form_bytes(question("q", "integer", extension=[GUARDED])),
    ),
    "score_without_guard": (
        form_bytes(question("total", "integer", extension=[SUM])),
        form_bytes(question("total", "integer", extension=[GUARDED])),
    ),
    "initial_and_calculated": (
        form_bytes(question("q", "integer", extension=[GUARDED], initial=FIRST_VALUE)),
        form_bytes(question("q", "integer", extension=[GUARDED])),
    ),
    "filled_from_record": (
        form_bytes(question("q", extension=[expression(SDC + "initialExpression", "%study")])),
        form_bytes(question("q")),
    ),
    "expression_ignored": (
        form_bytes(question("q", extension=[CHOICES_COMPUTED])),
        form_bytes(question("q")),
    ),
    "shown_though_hidden": (
        form_bytes(question("q", "integer", required=True, extension=[HIDDEN])),
        form_bytes(
            question("q", "integer", required=True, extension=[HIDDEN], initial=FIRST_VALUE)
        ),
    ),
    "made_editable": (
        form_bytes(question("q", "integer", required=True, readOnly=True)),
        form_bytes(question("q", "integer", required=True, readOnly=True, initial=FIRST_VALUE)),
    ),
    "pattern_not_applied": (
        form_bytes(question("q", extension=[LOOKS_AHEAD])),
        form_bytes(
            question("q", extension=[extension(EXTENSIONS + "regex", valueString="(a+)+b")])
        ),
    ),
    "bad_bands": (
        form_bytes(question("q", "integer"), question("s", "integer", extension=BAD_BANDS)),
        form_bytes(question("q", "integer"), score("s", "q", "0-7 low|8+ high")),
    ),
    "unknown_instrument": (
        form_bytes(question("q", "integer", extension=[named("phq-99")])),
        form_bytes(question("q", "integer", extension=[named("phq-9")])),
    ),
    "score_without_weights": (
        form_bytes(choice("q", "a", "b"), score("s", "q")),
        form_bytes(choice("q", "a", "b", weights=(0, 1)), score("s", "q")),
    ),
    "not_equal_unanswered": (
        form_bytes(question("q", "boolean"), question("r", enableWhen=[when("q", "!=")])),
        form_bytes(
            question("q", "boolean"),
            question("r", enableWhen=[when("q", "!="), when("q", "exists")], enableBehavior="all"),
        ),
    ),
    "condition_without_system": (
        form_bytes(
            choice("q", "a"), question("r", enableWhen=[when("q", answerCoding={"code": "a"})])
        ),
        form_bytes(
            choice("q", "a"),
            question("r", enableWhen=[when("q", answerCoding={"code": "a", "system": SYSTEM})]),
        ),
    ),
    "condition_never_offered": (
        form_bytes(
            choice("q", "a"),
            question("r", enableWhen=[when("q", answerCoding={"code": "z", "system": SYSTEM})]),
        ),
        form_bytes(
            choice("q", "a"),
            question("r", enableWhen=[when("q", answerCoding={"code": "a", "system": SYSTEM})]),
        ),
    ),
    "condition_of_other_type": (
        form_bytes(
            question("q", "boolean"), question("r", enableWhen=[when("q", answerInteger=1)])
        ),
        form_bytes(
            question("q", "decimal"), question("r", enableWhen=[when("q", answerInteger=1)])
        ),
    ),
    "mixed_precision": (
        form_bytes(question("q", "date"), question("r", enableWhen=[when("q", answerDate="1970")])),
        form_bytes(
            question("q", "date"), question("r", enableWhen=[when("q", answerDate="1970-01-01")])
        ),
    ),
    "condition_into_repeat": (
        form_bytes(
            group("g", question("q", "boolean"), repeats=True),
            question("r", enableWhen=[when("q")]),
        ),
        form_bytes(group("g", question("q", "boolean")), question("r", enableWhen=[when("q")])),
    ),
    "condition_on_later": (
        form_bytes(
            group(
                "g", question("r", enableWhen=[when("q")]), question("q", "boolean"), repeats=True
            )
        ),
        form_bytes(
            group(
                "g", question("q", "boolean"), question("r", enableWhen=[when("q")]), repeats=True
            )
        ),
    ),
    "long_page": (
        form_bytes(*(question(f"q{number}") for number in range(61))),
        form_bytes(*(question(f"q{number}") for number in range(60))),
    ),
    "limit_not_read": (
        form_bytes(question("q", "decimal", extension=[MOST_OF_ALL])),
        form_bytes(question("q", "decimal", extension=[FIVE_AT_MOST])),
    ),
    "weight_not_read": (
        form_bytes(choice("q", "a", weights=(1e300,))),
        form_bytes(choice("q", "a", weights=(1,))),
    ),
    "several_first_values": (
        form_bytes(question("q", "integer", initial=FIRST_VALUE * 2)),
        form_bytes(question("q", "integer", initial=FIRST_VALUE * 2, repeats=True)),
    ),
    "only_for_questions": (
        form_bytes(group("g", question("q"), initial=FIRST_VALUE)),
        form_bytes(group("g", question("q", "integer", initial=FIRST_VALUE))),
    ),
    "extensions_ignored": (
        form_bytes(question("q", extension=FAR_TOO_MANY)),
        form_bytes(question("q", extension=FAR_TOO_MANY[:200])),
    ),
    "words_elsewhere": (form_bytes(A_QUERY_FILLS_IN), form_bytes(THE_FORM_FILLS_IN)),
    "extension_ignored": (
        form_bytes(question("q", extension=[extension("https://example.org/colour")])),
        form_bytes(question("q")),
    ),
}
