"""One-off questions about a form and its answers. Who asks again and again keeps a `Filling`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop.domain.screen import Answer
from desktop.forms.filling import Filling
from desktop.forms.model import Questionnaire
from desktop.forms.response import written_response
from desktop.forms.results import Problem, Score, SectionState

Answers = Mapping[str, Answer]


def enabled_items(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """Return the linkIds of all items that apply, and of the sections made around them."""
    return _reopened(questionnaire, answers).enabled_link_ids()


def section_problems(
    questionnaire: Questionnaire, answers: Answers, section: str
) -> tuple[Problem, ...]:
    return _reopened(questionnaire, answers).problems(section)


def screen_problems(questionnaire: Questionnaire, answers: Answers) -> tuple[Problem, ...]:
    """Return everything that stands against calling the screen completed."""
    problems = _reopened(questionnaire, answers).problems()
    return tuple(problem for problem in problems if not problem.is_warning)


def section_state(questionnaire: Questionnaire, answers: Answers, section: str) -> SectionState:
    return _reopened(questionnaire, answers).section_state(section)


def scores(questionnaire: Questionnaire, answers: Answers) -> tuple[Score, ...]:
    return _reopened(questionnaire, answers).scores()


def initial_answers(
    questionnaire: Questionnaire,
    answers: Answers | None = None,
    names: Mapping[str, Mapping[str, Any]] | None = None,
) -> dict[str, Answer]:
    """Return what the form gives by itself to begin with: first values, and what follows."""
    known = answers or {}
    filling = Filling(questionnaire, known, names=names, gives_initial=True)
    return {
        key: answer
        for key, answer in filling.answers.items()
        if answer.is_given() and key not in known
    }


def to_questionnaire_response(
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    status: str,
    authored: datetime,
    subject: str,
    author: str,
) -> dict[str, Any]:
    """Return the resource. `subject` and `author` are references, such as "urn:uuid:..."."""
    tree = _reopened(questionnaire, answers).tree
    return written_response(
        questionnaire, tree, status=status, authored=authored, subject=subject, author=author
    )


def _reopened(questionnaire: Questionnaire, answers: Answers) -> Filling:
    return Filling(questionnaire, answers, is_reopened=True)
