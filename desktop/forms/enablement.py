"""Which items apply, given the answers: enableWhen, with disabled questions as unanswered.

The order of evaluation and the compiled conditions are made once per form and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.screen import Answer, Value
from desktop.forms.answered import values_of
from desktop.forms.compare import Test, compiled
from desktop.forms.graph import in_order
from desktop.forms.model import Item, Questionnaire
from desktop.forms.tally import tally


@dataclass(frozen=True, slots=True)
class _Step:
    link_id: str
    parent: str | None
    tests: tuple[tuple[str, Test], ...]
    is_any: bool


@lru_cache(maxsize=16)
def _steps(questionnaire: Questionnaire) -> tuple[_Step, ...]:
    items = questionnaire.items
    return tuple(_step(items[link_id], items) for link_id in in_order(items))


def _step(item: Item, items: Mapping[str, Item]) -> _Step:
    tests = tuple(
        (condition.question, compiled(condition, items[condition.question]))
        for condition in item.enable_when
    )
    return _Step(item.link_id, item.parent, tests, item.enable_any)


def enabled_items(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> frozenset[str]:
    """Return the linkIds of all items that apply now, and of the sections made around them."""
    enabled: set[str] = set()
    for step in _steps(questionnaire):
        if step.parent is not None and step.parent not in enabled:
            continue
        if not step.tests or _is_met(step, questionnaire, answers, enabled):
            enabled.add(step.link_id)
    for section in questionnaire.sections:
        if section.is_implicit and any(child.link_id in enabled for child in section.children):
            enabled.add(section.link_id)
    return frozenset(enabled)


def _is_met(
    step: _Step,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    enabled: set[str],
) -> bool:
    outcomes = (
        test(_values_that_count(question, questionnaire, answers, enabled))
        for question, test in step.tests
    )
    return any(outcomes) if step.is_any else all(outcomes)


def _values_that_count(
    link_id: str,
    questionnaire: Questionnaire,
    answers: Mapping[str, Answer],
    enabled: set[str],
) -> tuple[Value, ...]:
    """Return no values for a disabled question, even while its answer is kept."""
    if link_id not in enabled:
        return ()
    item = questionnaire.items[link_id]
    if item.score is None:
        return values_of(answers, link_id)
    total = tally(questionnaire, item, answers, enabled).total
    return () if total is None else (str(total),)
