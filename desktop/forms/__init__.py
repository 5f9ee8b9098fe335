"""FHIR R4 Questionnaires and what their answers mean. Knows the domain, no window, no file."""

from desktop.forms.at_once import (
    enabled_items,
    initial_answers,
    scores,
    screen_problems,
    section_problems,
    section_state,
    to_questionnaire_response,
)
from desktop.forms.filling import Change, Filling
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
    Reuse,
    ScoreRule,
    ValueKind,
)
from desktop.forms.places import Place, key_of, link_id_of, new_token, tokens_of
from desktop.forms.read_back import ReadBack, read_response
from desktop.forms.response import response_json, written_response
from desktop.forms.results import Problem, Score, ScorePart, SectionState
from desktop.forms.structure import load

__all__ = [
    "Band",
    "Change",
    "Condition",
    "Filling",
    "Finding",
    "FormRefusedError",
    "Inspection",
    "Item",
    "ItemType",
    "Level",
    "Operator",
    "Option",
    "Place",
    "Problem",
    "Questionnaire",
    "ReadBack",
    "Reuse",
    "Score",
    "ScorePart",
    "ScoreRule",
    "SectionState",
    "ValueKind",
    "Verdict",
    "enabled_items",
    "initial_answers",
    "inspect",
    "key_of",
    "link_id_of",
    "load",
    "new_token",
    "read_response",
    "response_json",
    "scores",
    "screen_problems",
    "section_problems",
    "section_state",
    "to_questionnaire_response",
    "tokens_of",
    "written_response",
]
