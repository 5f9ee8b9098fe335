"""Our own short description of the Questionnaire says what an independent FHIR library says."""

import re
from types import ModuleType
from typing import Any

import pytest

from desktop.forms.definitions import ELEMENTS, Element
from desktop.forms.resource import NotJsonError, parse
from desktop.forms.shape import shape_findings
from tests.unit.desktop.forms.form_builder import (
    CORPUS,
    NO_CORPUS,
    choice,
    form_bytes,
    group,
    question,
    when,
)

CLASSES = {
    "Questionnaire": "Questionnaire",
    "Item": "QuestionnaireItem",
    "EnableWhen": "QuestionnaireItemEnableWhen",
    "AnswerOption": "QuestionnaireItemAnswerOption",
    "Initial": "QuestionnaireItemInitial",
}
FORMS = sorted((CORPUS / "questionnaires").glob("*/questionnaires/*.json"))
SMALL = 60_000
# R4B is the library's nearest to R4; for these classes the two are the same.
_TYPE = re.compile(r"\b(?:Questionnaire(?=Item))?(?:Item(?=\w+Type))?(\w+)Type\b|(\w+)\(")


@pytest.fixture(name="library")
def _library() -> ModuleType:
    reason = "fhir.resources is not installed (a development dependency)"
    library: ModuleType = pytest.importorskip("fhir.resources.R4B.questionnaire", reason=reason)
    return library


def described(library: ModuleType, name: str) -> dict[str, tuple[str, bool, bool]]:
    """Return type, whether it is a list and whether it is needed, of every element."""
    fields: dict[str, Any] = getattr(library, CLASSES[name]).model_fields
    return {
        field.alias or element: (
            _type_of(str(field.annotation)),
            "List[" in str(field.annotation),
            bool((field.json_schema_extra or {}).get("element_required")),
        )
        for element, field in fields.items()
        if not element.endswith("__ext") and element not in ("fhir_comments", "resource_type")
    }


def _type_of(annotation: str) -> str:
    if "bool" in annotation:
        return "boolean"
    match = _TYPE.search(annotation)
    assert match, annotation
    return (match[1] or match[2]).lower().removeprefix("questionnaire")


def ours(element: Element) -> tuple[str, bool, bool]:
    return element.type.lower(), element.is_many, element.is_needed


@pytest.mark.parametrize("name", CLASSES)
def test_every_element_has_the_name_type_and_cardinality_that_the_library_gives_it(
    library: ModuleType, name: str
) -> None:
    theirs = described(library, name)
    own = {key: ours(element) for key, element in ELEMENTS[name].items() if key != "resourceType"}

    assert own == theirs


@pytest.mark.skipif(not FORMS, reason=NO_CORPUS)
def test_nothing_is_held_against_a_form_that_the_library_accepts(library: ModuleType) -> None:
    accepted = 0
    for path in FORMS:
        raw = path.read_bytes()
        if len(raw) > SMALL:
            continue
        try:
            form = parse(raw)
            library.Questionnaire.model_validate_json(raw, strict=True)
        except (ValueError, NotJsonError):
            continue
        accepted += 1
        # The library takes the text "true" for a truth value, and looks into no extension.
        held = [
            each
            for each in shape_findings(form)
            if each.rule != "extension_value" and "“required”" not in each.text
        ]
        assert not held, path.name

    assert accepted > len(FORMS) / 2


def rules_of(raw: bytes) -> set[str]:
    return {finding.rule for finding in shape_findings(parse(raw))}


def test_a_form_written_as_r4_has_it_has_no_findings() -> None:
    written = form_bytes(
        group("g", choice("q", "a"), question("r", enableWhen=[when("q", "exists")])),
        _title={"extension": []},
    )

    assert rules_of(written) == set()


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (question("q", required="true"), "value_elsewhere"),
        (question("q", maxLength="9"), "value_elsewhere"),
        (question("q", maxLength=True), "value_elsewhere"),
        (question("q", text={"en": "Q"}), "value_elsewhere"),
        (question("q", initial={"valueString": "a"}), "value_elsewhere"),
        (question("q", answerOption=[{"valueBoolean": True}]), "unknown_element"),
        (question("q", initial=[{"valueCode": "a"}]), "unknown_element"),
        (question("q", _text=[]), "unknown_element"),
        (question("q", enableWhen={"question": "a"}), "wrong_shape"),
        (question("q", extension={"url": "a"}), "wrong_shape"),
        (question("q", modifierExtension={"url": "a"}), "wrong_shape"),
        (question("q", item=question("r")), "wrong_shape"),
        (question("q", item=["r"]), "wrong_shape"),
        (question("q", extension=[{"valueString": "a"}]), "value_elsewhere"),
    ],
)
def test_what_is_written_otherwise_is_said(item: dict[str, Any], rule: str) -> None:
    assert rules_of(form_bytes(item)) == {rule}


def test_a_slip_made_often_is_said_once_with_its_count() -> None:
    raw = form_bytes(*(question(f"q{number}", required="yes") for number in range(3)))

    (finding,) = shape_findings(parse(raw))

    assert finding.link_id == "q0"
    assert "(3 times)" in finding.text
