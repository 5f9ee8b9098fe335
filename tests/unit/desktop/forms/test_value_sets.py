"""The choices of a question come from the form itself, whole or not at all."""

from typing import Any

import pytest

from desktop.domain.screen import Coding
from desktop.forms.options import MOST_OPTIONS
from desktop.forms.value_sets import ValueSets
from tests.unit.desktop.forms.form_builder import EXTENSIONS, SYSTEM, Node, a_form, question

OWN = "http://example.org/own"
OTHER = "http://example.org/other"


def concept(code: str, **more: Any) -> Node:
    return {"code": code, **more}


def value_set(name: str, *include: Node, exclude: list[Node] | None = None, **more: Any) -> Node:
    compose = {"include": list(include), **({"exclude": exclude} if exclude else {})}
    return {"resourceType": "ValueSet", "id": name, "compose": compose, **more}


def listed(*codes: str, system: str = SYSTEM) -> Node:
    return {"system": system, "concept": [concept(code) for code in codes]}


def below(code: str, operator: str) -> Node:
    return {"property": "concept", "op": operator, "value": code}


CODE_SYSTEM = {
    "resourceType": "CodeSystem",
    "url": OWN,
    "concept": [
        concept("x", display="Ex", concept=[concept("y", display="Why"), concept("z")]),
        concept("w", extension=[{"url": EXTENSIONS + "ordinalValue", "valueDecimal": 3}]),
    ],
}


def codes(reference: str, *contained: Node) -> list[str]:
    options = ValueSets({"contained": [CODE_SYSTEM, *contained]}).options(reference)
    return [option.value.code for option in options if isinstance(option.value, Coding)]


@pytest.mark.parametrize(
    ("include", "expected"),
    [
        ([listed("a", "b")], ["a", "b"]),
        ([listed("a", "b"), listed("c", "a")], ["a", "b", "c"]),
        ([{"system": OWN}], ["x", "y", "z", "w"]),
        ([{"system": OWN, "filter": [below("x", "is-a")]}], ["x", "y", "z"]),
        ([{"system": OWN, "filter": [below("x", "descendent-of")]}], ["y", "z"]),
        ([{"system": OWN, "filter": [below("q", "is-a")]}], []),
        ([{"system": OWN, "filter": [below("x", "regex")]}], []),
        ([{"valueSet": ["#inner"]}], ["b", "c"]),
        ([{"valueSet": ["#inner", "#second"]}], ["c"]),
        ([{**listed("a", "b"), "valueSet": ["#inner"]}], ["b"]),
        ([{"valueSet": ["http://example.org/inner|2"]}], ["b", "c"]),
        ([listed("a"), {"valueSet": ["http://example.org/elsewhere"]}], []),
        ([listed("a"), {"system": OTHER}], []),
        ([], []),
    ],
)
def test_codes_are_listed_whole_or_not_at_all(include: list[Node], expected: list[str]) -> None:
    inner = value_set("inner", listed("b", "c"), url="http://example.org/inner")
    second = value_set("second", listed("c", "d"))

    assert codes("#vs", value_set("vs", *include), inner, second) == expected


def test_what_is_excluded_is_not_offered() -> None:
    without = value_set("vs", listed("a", "b", "c"), exclude=[listed("b")])
    unknown = value_set("vs", listed("a", "b"), exclude=[{"system": OTHER}])

    assert codes("#vs", without) == ["a", "c"]
    assert codes("#vs", unknown) == []


def test_a_code_takes_its_words_and_weight_from_the_code_system() -> None:
    named = value_set("vs", {"system": OWN, "concept": [concept("x"), concept("w", display="Own")]})

    options = ValueSets({"contained": [CODE_SYSTEM, named]}).options("#vs")

    assert [(option.label, option.weight) for option in options] == [("Ex", None), ("Own", 3)]


def test_an_expansion_that_says_it_is_not_all_is_not_offered() -> None:
    contains = [{"system": SYSTEM, "code": "a"}]
    whole = {
        "resourceType": "ValueSet",
        "id": "vs",
        "expansion": {"total": 1, "contains": contains},
    }
    part = {"resourceType": "ValueSet", "id": "vs", "expansion": {"total": 9, "contains": contains}}

    assert codes("#vs", whole) == ["a"]
    assert codes("#vs", part) == []


def test_sets_that_hold_one_another_are_not_listed() -> None:
    one = value_set("one", {"valueSet": ["#two"]}, listed("a"))
    two = value_set("two", {"valueSet": ["#one"]}, listed("b"))

    assert codes("#one", one, two) == []


def test_an_endless_list_is_not_offered() -> None:
    many = value_set("vs", listed(*(f"c{number}" for number in range(MOST_OPTIONS + 1))))
    enough = value_set("vs", listed(*(f"c{number}" for number in range(MOST_OPTIONS))))

    assert codes("#vs", many) == []
    assert len(codes("#vs", enough)) == MOST_OPTIONS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("administrative-gender", ["male", "female", "other", "unknown"]),
        ("yesnodontknow", ["Y", "N", "asked-unknown"]),
        ("yesnodontknow|4.0.1", ["Y", "N", "asked-unknown"]),
        ("condition-code", []),
    ],
)
def test_a_few_sets_of_hl7_come_with_the_program(name: str, expected: list[str]) -> None:
    assert codes(f"http://hl7.org/fhir/ValueSet/{name}") == expected


def test_a_set_in_the_form_goes_before_the_one_of_hl7() -> None:
    url = "http://hl7.org/fhir/ValueSet/administrative-gender"
    form = a_form(
        question("q", "choice", answerValueSet=url),
        contained=[value_set("vs", listed("a"), url=url)],
    )

    (option,) = form.items["q"].options
    assert option.value == Coding("a", SYSTEM)
