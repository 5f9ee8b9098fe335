"""Declared scores, with how much of each is answered and what its total is called."""

from collections.abc import Mapping

from desktop.domain.screen import Answer
from desktop.forms.enablement import enabled_items
from desktop.forms.model import Item, Questionnaire, ScoreRule
from desktop.forms.results import Score
from desktop.forms.score_rules import band_for
from desktop.forms.tally import tally


def scores(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Score, ...]:
    """Return every declared score that applies now, in the order of the form."""
    enabled = enabled_items(questionnaire, answers)
    return tuple(
        _score(questionnaire, item, item.score, answers, enabled)
        for item in questionnaire.items.values()
        if item.score is not None and item.link_id in enabled
    )


def _score(
    questionnaire: Questionnaire,
    item: Item,
    rule: ScoreRule,
    answers: Mapping[str, Answer],
    enabled: frozenset[str],
) -> Score:
    result = tally(questionnaire, item, answers, enabled)
    return Score(
        link_id=item.link_id,
        title=item.text,
        total=result.total,
        answered=result.answered,
        of=result.of,
        band=band_for(result.total, rule),
        source=rule.source,
    )
