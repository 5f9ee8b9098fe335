"""The elements of an R4 Questionnaire (4.0.1), described as briefly as our reading needs.

Each line is: element, type, cardinality. "x" in front of a type: one of several, by its name.
"""

from dataclasses import dataclass
from typing import Literal

from desktop.forms.resource import EXTENSIONS, OURS, SDC

Shape = Literal["text", "flag", "whole", "number", "node"]

_RESOURCE = """
resourceType code 1..1
id id 0..1
meta Meta 0..1
implicitRules uri 0..1
language code 0..1
text Narrative 0..1
contained Resource 0..*
extension Extension 0..*
modifierExtension Extension 0..*
"""
_ELEMENT = """
id string 0..1
extension Extension 0..*
"""
_BACKBONE = _ELEMENT + "modifierExtension Extension 0..*"

_QUESTIONNAIRE = """
url uri 0..1
identifier Identifier 0..*
version string 0..1
name string 0..1
title string 0..1
derivedFrom canonical 0..*
status code 1..1
experimental boolean 0..1
subjectType code 0..*
date dateTime 0..1
publisher string 0..1
contact ContactDetail 0..*
description markdown 0..1
useContext UsageContext 0..*
jurisdiction CodeableConcept 0..*
purpose markdown 0..1
copyright markdown 0..1
approvalDate date 0..1
lastReviewDate date 0..1
effectivePeriod Period 0..1
code Coding 0..*
item Item 0..*
"""
_ITEM = """
linkId string 1..1
definition uri 0..1
code Coding 0..*
prefix string 0..1
text string 0..1
type code 1..1
enableWhen EnableWhen 0..*
enableBehavior code 0..1
required boolean 0..1
repeats boolean 0..1
readOnly boolean 0..1
maxLength integer 0..1
answerValueSet canonical 0..1
answerOption AnswerOption 0..*
initial Initial 0..*
item Item 0..*
"""
_ENABLE_WHEN = """
question string 1..1
operator code 1..1
answerBoolean boolean 0..1
answerDecimal decimal 0..1
answerInteger integer 0..1
answerDate date 0..1
answerDateTime dateTime 0..1
answerTime time 0..1
answerString string 0..1
answerCoding Coding 0..1
answerQuantity Quantity 0..1
answerReference Reference 0..1
"""
_ANSWER_OPTION = """
valueInteger integer 0..1
valueDate date 0..1
valueTime time 0..1
valueString string 0..1
valueCoding Coding 0..1
valueReference Reference 0..1
initialSelected boolean 0..1
"""
_INITIAL = """
valueBoolean boolean 0..1
valueDecimal decimal 0..1
valueInteger integer 0..1
valueDate date 0..1
valueDateTime dateTime 0..1
valueTime time 0..1
valueString string 0..1
valueUri uri 0..1
valueAttachment Attachment 0..1
valueCoding Coding 0..1
valueQuantity Quantity 0..1
valueReference Reference 0..1
"""

_SHAPES: dict[str, Shape] = {
    "boolean": "flag",
    "integer": "whole",
    "decimal": "number",
    **dict.fromkeys(
        ["string", "code", "id", "uri", "canonical", "markdown", "date", "dateTime", "time"],
        "text",
    ),
}


@dataclass(frozen=True, slots=True)
class Element:
    """`is_many`: written as a list. `is_needed`: it must be there."""

    type: str
    shape: Shape
    is_many: bool
    is_needed: bool


def _elements(*tables: str) -> dict[str, Element]:
    found = {}
    for line in "".join(tables).split("\n"):
        if line:
            name, type_, cardinality = line.split()
            found[name] = Element(
                type=type_,
                shape=_SHAPES.get(type_, "node"),
                is_many=cardinality.endswith("*"),
                is_needed=cardinality.startswith("1"),
            )
    return found


ELEMENTS: dict[str, dict[str, Element]] = {
    "Questionnaire": _elements(_RESOURCE, _QUESTIONNAIRE),
    "Item": _elements(_BACKBONE + "\n", _ITEM),
    "EnableWhen": _elements(_BACKBONE + "\n", _ENABLE_WHEN),
    "AnswerOption": _elements(_BACKBONE + "\n", _ANSWER_OPTION),
    "Initial": _elements(_BACKBONE + "\n", _INITIAL),
}

# The extensions we read and the types that their values may have; "" for those made of parts.
# A publisher's small slip in the type of words does no harm: text is text.
_WORDS = ("valueString", "valueMarkdown", "valueCode", "valueUri", "valueCanonical")
_NUMBER = ("valueDecimal", "valueInteger")
_LIMIT = (*_NUMBER, "valueDate", "valueDateTime", "valueTime", "valueQuantity")
_EXPRESSION = ("valueExpression",)
EXTENSION_VALUES: dict[str, tuple[str, ...]] = {
    EXTENSIONS + "questionnaire-itemControl": ("valueCodeableConcept",),
    EXTENSIONS + "questionnaire-hidden": ("valueBoolean",),
    EXTENSIONS + "questionnaire-unit": ("valueCoding",),
    EXTENSIONS + "questionnaire-unitOption": ("valueCoding",),
    EXTENSIONS + "questionnaire-unitValueSet": ("valueCanonical", "valueUri"),
    EXTENSIONS + "questionnaire-minOccurs": ("valueInteger",),
    EXTENSIONS + "questionnaire-maxOccurs": ("valueInteger",),
    EXTENSIONS + "questionnaire-choiceOrientation": _WORDS,
    EXTENSIONS + "questionnaire-sliderStepValue": ("valueInteger",),
    EXTENSIONS + "questionnaire-optionExclusive": ("valueBoolean",),
    EXTENSIONS + "questionnaire-optionPrefix": _WORDS,
    EXTENSIONS + "entryFormat": _WORDS,
    EXTENSIONS + "minLength": ("valueInteger",),
    EXTENSIONS + "minValue": _LIMIT,
    EXTENSIONS + "maxValue": _LIMIT,
    EXTENSIONS + "maxDecimalPlaces": ("valueInteger",),
    EXTENSIONS + "maxSize": _NUMBER,
    EXTENSIONS + "mimeType": _WORDS,
    EXTENSIONS + "regex": _WORDS,
    EXTENSIONS + "variable": _EXPRESSION,
    EXTENSIONS + "cqf-expression": _EXPRESSION,
    EXTENSIONS + "targetConstraint": ("",),
    EXTENSIONS + "translation": ("",),
    EXTENSIONS + "rendering-xhtml": _WORDS,
    EXTENSIONS + "rendering-markdown": _WORDS,
    EXTENSIONS + "ordinalValue": _NUMBER,
    EXTENSIONS + "itemWeight": _NUMBER,
    SDC + "minQuantity": ("valueQuantity",),
    SDC + "maxQuantity": ("valueQuantity",),
    SDC + "shortText": _WORDS,
    SDC + "openLabel": _WORDS,
    SDC + "calculatedExpression": _EXPRESSION,
    SDC + "enableWhenExpression": _EXPRESSION,
    SDC + "initialExpression": _EXPRESSION,
    OURS + "sum-of": _WORDS,
    OURS + "score-bands": _WORDS,
    OURS + "score-source": _WORDS,
    OURS + "reuse": _WORDS,
    OURS + "instrument": _WORDS,
}
