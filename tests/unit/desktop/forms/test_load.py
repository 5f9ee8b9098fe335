"""A form is read whole, with its bytes kept, or refused with every reason at once."""

import hashlib
import json
from decimal import Decimal
from time import process_time
from typing import Any

import pytest

from desktop.domain.screen import Coding
from desktop.forms import FormRefusedError, ItemType, inspect, load
from desktop.forms.rules import AT_READING, RULES
from tests.unit.desktop.forms.form_builder import (
    EXTENSIONS,
    SDC,
    SYSTEM,
    Node,
    a_form,
    choice,
    expression,
    extension,
    form_bytes,
    group,
    question,
    score,
    when,
)


def deep(levels: int) -> Node:
    item = question("deepest")
    for level in range(levels):
        item = group(f"level {level}", item)
    return item


UNKNOWN_MODIFIER = [extension("https://example.org/changes-everything", valueBoolean=True)]
ELSEWHERE = question("q", "choice", answerValueSet="http://nhs.uk/vs")
FHIR_QUERY = "application/x-fhir-query"
VARIABLE = EXTENSIONS + "variable"


def computed(text: str, *more: Node, link_id: str = "c") -> Node:
    calculation = expression(SDC + "calculatedExpression", text)
    return question(link_id, "integer", readOnly=True, extension=[*more, calculation])


REFUSED: dict[str, bytes] = {
    "not_json": b"resourceType: Questionnaire",
    "too_large": b" " * (10 * 2**20 + 1),
    "too_many_parts": b"[" + b"0," * 300_000 + b"0]",
    "not_a_questionnaire": b'{"resourceType": "Patient"}',
    "not_r4": form_bytes(group("g", question("q"), option=[{"valueString": "a"}])),
    "no_items": form_bytes(),
    "too_many_items": form_bytes(*(question(f"q{number}") for number in range(5_001))),
    "too_much_logic": form_bytes(
        *(computed("%resource.descendants().count()", link_id=f"c{n}") for n in range(300))
    ),
    "wrong_shape": form_bytes(question("a", "boolean"), question("q", enableWhen=when("a"))),
    "twin_names": form_bytes(question("q")).replace(b'"type"', b'"linkId": "p", "type"', 1),
    "unusable_link_id": form_bytes(question("a\x1fb")),
    "too_deep": form_bytes(deep(24)),
    "missing_link_id": form_bytes({"type": "string", "text": "Name"}),
    "duplicate_link_id": form_bytes(question("q"), group("g", question("q"))),
    "unknown_type": form_bytes(question("q", "coding")),
    "unreadable_condition": form_bytes(question("q", enableWhen=[{"question": "q"}])),
    "dangling_question": form_bytes(question("q", enableWhen=[when("elsewhere")])),
    "missing_enable_behavior": form_bytes(
        question("a", "boolean"), question("q", enableWhen=[when("a"), when("a", "exists")])
    ),
    "both_mechanisms": form_bytes(
        question("a", "boolean"),
        question(
            "q",
            enableWhen=[when("a")],
            extension=[expression(SDC + "enableWhenExpression", "true")],
        ),
    ),
    "malformed_expression": form_bytes(computed("1 +")),
    "unsupported_expression": form_bytes(computed("%resource.item.memberOf('x')")),
    "enabling_elsewhere": form_bytes(
        question("q", extension=[expression(SDC + "enableWhenExpression", "x", "text/cql")])
    ),
    "undefined_name": form_bytes(computed("%weight")),
    "name_elsewhere": form_bytes(
        computed("%weight", expression(VARIABLE, "Observation?code=1", FHIR_QUERY, name="weight"))
    ),
    "variable_twice": form_bytes(
        computed("%x", expression(VARIABLE, "1", name="x"), expression(VARIABLE, "2", name="x"))
    ),
    "cycle": form_bytes(
        question("a", "boolean", enableWhen=[when("b")]),
        question("b", "boolean", enableWhen=[when("a")]),
    ),
    "unknown_modifier": form_bytes(question("q", modifierExtension=UNKNOWN_MODIFIER)),
    "missing_part": form_bytes(
        group("g", extension=[extension(SDC + "subQuestionnaire", valueCanonical="http://x")])
    ),
    "choices_needed": form_bytes(ELSEWHERE, question("r", enableWhen=[when("q", "exists")])),
    "answer_needed": form_bytes(ELSEWHERE, score("total", "q")),
    "score_of_nothing": form_bytes(score("total", "elsewhere")),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_a_form_that_we_would_get_wrong_is_refused(rule: str) -> None:
    with pytest.raises(FormRefusedError) as refused:
        load(REFUSED[rule])

    assert rule in {finding.rule for finding in refused.value.findings}
    assert {finding.level for finding in refused.value.findings} == {"refused"}
    assert inspect(REFUSED[rule]).verdict == "refused"


def test_every_rule_of_refusal_has_its_example() -> None:
    assert set(REFUSED) == {rule for rule in AT_READING if RULES[rule][0] == "refused"}


def test_a_plain_form_is_refused_by_none_of_them() -> None:
    seen = inspect(form_bytes(group("g", question("q", "boolean"), question("r"))))

    assert (seen.verdict, seen.findings) == ("works", ())
    assert (seen.title, seen.canonical, seen.item_count) == (
        "A form",
        "https://example.org/form|1",
        3,
    )


def test_all_reasons_are_given_at_once() -> None:
    raw = form_bytes(question("q", "coding"), question("r"), question("r"), question("", "time"))

    with pytest.raises(FormRefusedError) as refused:
        load(raw)

    rules = {finding.rule for finding in refused.value.findings}
    assert rules == {"unknown_type", "duplicate_link_id", "missing_link_id"}
    assert refused.value.details == {"count": 3}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"resourceType": "Questionnaire", "item": 1}',
        b'{"resourceType": "Questionnaire", "item": [1, null, {"linkId": 1, "type": []}]}',
        b'{"resourceType": "Questionnaire", "item": [{"linkId": "a", "maxLength": NaN}]}',
    ],
    ids=range(8),
)
def test_any_bytes_whatever_can_be_looked_at(raw: bytes) -> None:
    assert inspect(raw).findings


def test_a_number_too_large_to_reckon_with_is_not_taken_as_a_limit() -> None:
    item = b'{"linkId": "a", "text": "A", "type": "decimal", "extension": [{"url":'
    limit = b'"http://hl7.org/fhir/StructureDefinition/minValue", "valueDecimal": 1e999999999}]}'

    form = load(b'{"resourceType": "Questionnaire", "item": [' + item + limit + b"]}")

    assert form.items["a"].minimum is None


def test_the_bytes_are_kept_as_they_came() -> None:
    raw = form_bytes(question("q")) + b"\n  "

    form = load(raw)

    assert form.raw == raw
    assert form.sha256 == hashlib.sha256(raw).hexdigest()
    assert form == load(raw)
    assert form != load(raw + b" ")


def test_a_form_without_address_or_version_is_named_by_its_contents() -> None:
    one, other = (a_form(question(name), url="", version="") for name in ("a", "b"))

    assert one.canonical.startswith("urn:custody-liaison:form:")
    assert one.canonical != other.canonical


@pytest.mark.parametrize("item_type", [each.value for each in ItemType])
def test_every_type_of_item_is_read(item_type: str) -> None:
    form = a_form(choice("q", "a", type=item_type))

    assert form.items["q"].type == item_type


def test_groups_are_sections_and_loose_questions_are_gathered_around_them() -> None:
    form = a_form(
        question("a"),
        question("b"),
        group("g", question("c")),
        question("section-1"),
        question("d"),
    )

    sections = [
        (section.link_id, section.text, [child.link_id for child in section.children])
        for section in form.sections
    ]
    assert sections == [
        ("section-2", "A form", ["a", "b"]),
        ("g", "Part g", ["c"]),
        ("section-3", "A form", ["section-1", "d"]),
    ]
    assert list(form.items) == ["a", "b", "g", "c", "section-1", "d"]
    assert form.items["a"].parent is None
    assert form.items["c"].parent == "g"


def test_questions_under_questions_keep_their_place() -> None:
    form = a_form(question("q", "boolean", item=[question("r", item=[question("s")])]))

    assert form.items["r"].parent == "q"
    assert [item.link_id for item in form.sections[0].walk()] == ["section-1", "q", "r", "s"]


def controlled(link_id: str, control: str, text: str) -> Node:
    concept = {"coding": [{"code": control}]}
    item_control = extension(EXTENSIONS + "questionnaire-itemControl", valueCodeableConcept=concept)
    return {"linkId": link_id, "type": "display", "text": text, "extension": [item_control]}


def test_help_and_unit_texts_belong_to_their_question() -> None:
    form = a_form(
        question(
            "q",
            "decimal",
            item=[
                controlled("q.help", "help", "Without shoes."),
                controlled("q.unit", "unit", "cm"),
                {"linkId": "q.note", "type": "display", "text": "A note"},
            ],
        )
    )

    item = form.items["q"]
    assert (item.hint, item.unit) == ("Without shoes.", "cm")
    assert [child.link_id for child in item.children] == ["q.note"]


def test_an_entry_format_is_the_hint_where_there_is_no_help() -> None:
    hint = extension(EXTENSIONS + "entryFormat", valueString="nn.n")

    assert a_form(question("q", extension=[hint])).items["q"].hint == "nn.n"


def test_limits_and_marks_are_read() -> None:
    item = question(
        "q",
        "decimal",
        prefix="1.",
        required=True,
        repeats=True,
        readOnly=True,
        maxLength=9,
        definition="http://hl7.org/fhir/StructureDefinition/Patient#Patient.birthDate",
        initial=[{"valueDecimal": 1.50}],
        extension=[
            extension(EXTENSIONS + "minValue", valueDecimal=0.5),
            extension(EXTENSIONS + "maxValue", valueInteger=9),
            extension(EXTENSIONS + "maxDecimalPlaces", valueInteger=1),
            extension(EXTENSIONS + "regex", valueString="[0-9.]+"),
            extension(EXTENSIONS + "questionnaire-minOccurs", valueInteger=1),
            extension(EXTENSIONS + "questionnaire-maxOccurs", valueInteger=3),
            extension(EXTENSIONS + "questionnaire-hidden", valueBoolean=True),
            extension(
                EXTENSIONS + "questionnaire-unit", valueCoding={"code": "Cel", "display": "°C"}
            ),
        ],
    )

    read = a_form(item).items["q"]

    assert (read.prefix, read.required, read.repeats, read.read_only) == ("1.", True, True, True)
    assert (read.max_length, read.minimum, read.maximum, read.pattern) == (9, "0.5", "9", "[0-9.]+")
    assert (read.max_decimal_places, read.min_occurs, read.max_occurs) == (1, 1, 3)
    assert (read.hidden, read.unit, read.initial) == (True, "°C", ("1.5",))
    assert read.definition.endswith("#Patient.birthDate")


def test_options_are_read_with_weight_exclusiveness_and_first_choice() -> None:
    weight = extension(EXTENSIONS + "itemWeight", valueDecimal=2)
    exclusive = extension(EXTENSIONS + "questionnaire-optionExclusive", valueBoolean=True)
    coding = {"system": SYSTEM, "code": "a", "display": "Often", "extension": [weight]}
    options = [
        {"valueCoding": coding},
        {"valueString": "None of these", "extension": [exclusive], "initialSelected": True},
        {"valueInteger": 3, "extension": [weight]},
        {"valueDate": "2026-01-01"},
        {"valueReference": {"reference": "Patient/1"}},
        {"valueAttachment": {"url": "https://example.org/picture"}},
    ]
    raw = form_bytes(question("q", "choice", answerOption=options))

    item = load(raw).items["q"]

    labels = [(option.label, option.exclusive, option.weight) for option in item.options]
    assert labels == [
        ("Often", False, Decimal(2)),
        ("None of these", True, None),
        ("3", False, Decimal(2)),
        ("2026-01-01", False, None),
        ("Patient/1", False, None),
    ]
    assert item.options[0].value == Coding("a", SYSTEM, "Often")
    assert item.initial == ("None of these",)
    assert "unreadable_option" in {finding.rule for finding in inspect(raw).findings}


WEIGHT = [extension(EXTENSIONS + "ordinalValue", valueDecimal=4)]
LISTED = {"include": [{"system": SYSTEM, "concept": [{"code": "a", "display": "A"}]}]}
NESTED = [
    {"system": SYSTEM, "code": "all", "abstract": True, "contains": [{"code": "b"}]},
    {"system": SYSTEM, "code": "c", "extension": WEIGHT},
]


@pytest.mark.parametrize(
    ("value_set", "codes"),
    [
        ({"compose": LISTED}, ["a"]),
        ({"compose": LISTED, "expansion": {"contains": NESTED}}, ["b", "c"]),
        ({"compose": {"include": [{"system": "http://example.org/own"}]}}, ["x", "y"]),
    ],
    ids=["listed", "expanded", "whole code system"],
)
def test_a_value_set_inside_the_form_offers_its_codes(value_set: Node, codes: list[str]) -> None:
    own: dict[str, Any] = {"resourceType": "CodeSystem", "url": "http://example.org/own"}
    own["concept"] = [{"code": "x", "concept": [{"code": "y"}]}]
    contained = [{"resourceType": "ValueSet", "id": "vs", **value_set}, own]

    form = a_form(question("q", "choice", answerValueSet="#vs"), contained=contained)

    values = [option.value for option in form.items["q"].options]
    assert [value.code for value in values if isinstance(value, Coding)] == codes


def test_half_a_value_set_is_not_offered_as_if_it_were_whole() -> None:
    described = {"system": SYSTEM, "filter": [{"property": "is-a", "value": "x"}]}
    compose = {"include": [*LISTED["include"], described]}
    raw = form_bytes(
        question("q", "choice", answerValueSet="#vs"),
        contained=[{"resourceType": "ValueSet", "id": "vs", "compose": compose}],
    )

    assert not load(raw).items["q"].options
    assert "empty_value_set" in {finding.rule for finding in inspect(raw).findings}


def test_what_is_calculated_elsewhere_can_be_filled_in_by_hand() -> None:
    elsewhere = expression(SDC + "calculatedExpression", "Total", "text/cql")
    here = expression(SDC + "calculatedExpression", "1 + 1")

    form = a_form(
        question("q", "integer", readOnly=True, extension=[elsewhere]),
        question("r", "integer", readOnly=True, extension=[here]),
    )

    assert not form.items["q"].read_only
    assert form.items["r"].read_only


def test_a_form_of_three_hundred_questions_loads_before_anyone_notices() -> None:
    items = [
        group(
            f"g{part}",
            *(choice(f"g{part}.{n}", *"abcde", weights=(0, 1, 2, 3, 4)) for n in range(25)),
        )
        for part in range(12)
    ]
    raw = form_bytes(*items)
    times = []
    for _ in range(5):
        begun = process_time()
        load(raw)
        times.append(process_time() - begun)

    assert len(json.loads(raw)["item"]) == 12
    assert min(times) < 0.25  # A quarter of a second is noticed; how fast it is, the bench says.
