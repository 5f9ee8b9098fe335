"""FHIR R4 Questionnaires and what their answers mean. Knows the domain, no window, no file."""

from desktop.forms.answered import is_answered
from desktop.forms.checks import screen_problems, section_problems
from desktop.forms.enablement import enabled_items
from desktop.forms.findings import Finding, FormRefusedError, Inspection, Level, Verdict
from desktop.forms.initial import initial_answers
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
from desktop.forms.progress import section_state
from desktop.forms.response import response_json, to_questionnaire_response
from desktop.forms.results import Problem, Score, SectionState
from desktop.forms.scoring import scores
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
    "initial_answers",
    "inspect",
    "is_answered",
    "load",
    "response_json",
    "scores",
    "screen_problems",
    "section_problems",
    "section_state",
    "to_questionnaire_response",
]
