"""How far a section is. Only what applies now, and what a person gets to see, counts."""

from collections.abc import Iterable, Sequence

from desktop.forms.checks import STILL_OWED
from desktop.forms.results import Problem, SectionState
from desktop.forms.tree import Node


def state_of(nodes: Iterable[Node], problems: Sequence[Problem]) -> SectionState:
    """Return the state of the section that these nodes make up.

    A section in which nothing can be answered owes nothing and is completed. One without required
    questions is completed once anything in it is answered.
    """
    asked = [node for node in nodes if _is_asked(node)]
    if not asked:
        return SectionState.COMPLETED
    if not any(node.is_answered() for node in asked):
        return SectionState.NOT_BEGUN
    problems = [problem for problem in problems if not problem.is_warning]
    if any(problem.message_key not in STILL_OWED for problem in problems):
        return SectionState.PROBLEM
    return SectionState.IN_PROGRESS if problems else SectionState.COMPLETED


def _is_asked(node: Node) -> bool:
    item = node.item
    return (
        node.applies
        and item.is_question()
        and item.can_be_answered
        and not item.is_worked_out()
        and not item.hidden
        and not any(above.item.hidden for above in node.above())
    )
