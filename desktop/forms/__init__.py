"""FHIR R4 Questionnaires and what their answers mean. Knows the domain, no window, no file."""

from desktop.forms.enablement import enabled_items
from desktop.forms.findings import Finding, FormRefusedError, Inspection, Level, Verdict
from desktop.forms.lint import inspect
from desktop.forms.model import (
    Band,
    Condition,
    Item,
    ItemType,
    Operator,
    Option,
    Questionnaire,
    ScoreRule,
    ValueKind,
)
from desktop.forms.results import Problem, Score, SectionState
from desktop.forms.structure import load

__all__ = [
    "Band",
    "Condition",
    "Finding",
    "FormRefusedError",
    "Inspection",
    "Item",
    "ItemType",
    "Level",
    "Operator",
    "Option",
    "Problem",
    "Questionnaire",
    "Score",
    "ScoreRule",
    "SectionState",
    "ValueKind",
    "Verdict",
    "enabled_items",
    "inspect",
    "load",
]
