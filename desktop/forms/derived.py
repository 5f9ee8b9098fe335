"""Totals that a form declares rather than computes: sums of weights, and published instruments.

Nothing is ever put in for an answer that is missing: without every part there is no total.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.domain.screen import Value
from desktop.forms.instruments import Joined, Result, recognise, work_out
from desktop.forms.model import Item, Questionnaire, ScoreRule
from desktop.forms.results import Score, ScorePart
from desktop.forms.score_rules import band_for
from desktop.forms.weights import weight_of

# What is answered to an item in the occurrence at hand; None when it does not apply there.
ValuesOf = Callable[[str], tuple[Value, ...] | None]


@dataclass(frozen=True, slots=True)
class Derived:
    """`parts` are the linkIds it depends on; `score` works it out."""

    parts: tuple[str, ...]
    score: Callable[[ValuesOf], Score]


def derived_items(questionnaire: Questionnaire) -> Mapping[str, Derived]:
    """Return what is declared, by the linkId of the item that holds the total."""
    found: dict[str, Derived] = {}
    for item in questionnaire.items.values():
        if item.score is not None:
            sum_of = tuple(part for part in item.score.sum_of if part in questionnaire.items)
            found[item.link_id] = _sum(
                item, replace(item.score, sum_of=sum_of), questionnaire.items
            )
    for joined in recognise(questionnaire):
        if joined.total:
            found[joined.total] = _of_instrument(joined, questionnaire.items)
    return found


def loose_instruments(questionnaire: Questionnaire) -> tuple[tuple[str, Derived], ...]:
    """Return instruments whose total the form has no item for, by what they are shown after."""
    return tuple(
        (joined.anchor, _of_instrument(joined, questionnaire.items))
        for joined in recognise(questionnaire)
        if not joined.total
    )


def _sum(item: Item, rule: ScoreRule, items: Mapping[str, Item]) -> Derived:
    def score(values_of: ValuesOf) -> Score:
        parts = [
            _part(items[link_id], values)
            for link_id in rule.sum_of
            if (values := values_of(link_id)) is not None
        ]
        points = [part.points for part in parts if part.points is not None]
        is_complete = bool(parts) and len(points) == len(parts)
        total = sum(points, Decimal(0)) if is_complete else None
        return Score(
            link_id=item.link_id,
            title=item.text,
            total=total,
            answered=len(points),
            of=len(parts),
            band=band_for(total, rule),
            source=rule.source,
            parts=tuple(parts),
            bands=rule.bands,
        )

    return Derived(rule.sum_of, score)


def _part(item: Item, values: Sequence[Value]) -> ScorePart:
    weights = [weight_of(value, item) for value in values]
    known = [weight for weight in weights if weight is not None]
    points = sum(known, Decimal(0)) if values and len(known) == len(values) else None
    return ScorePart(label=item.short_text or item.text, link_id=item.link_id, points=points)


def _of_instrument(joined: Joined, items: Mapping[str, Item]) -> Derived:
    instrument = joined.instrument

    def score(values_of: ValuesOf) -> Score:
        given = {
            part: (values[0], items[link_id]) if (values := values_of(link_id)) else None
            for part, link_id in joined.parts.items()
        }
        result = work_out(instrument, given)
        return Score(
            link_id=joined.total or joined.anchor,
            title=instrument.title,
            total=result.total,
            answered=result.answered,
            of=result.of,
            band=result.band,
            source=instrument.said_source,
            instrument=instrument.key,
            version=instrument.version,
            parts=_score_parts(result, joined),
            bands=instrument.bands,
            notes=result.notes,
            flags=result.flags,
            repeat_minutes=result.repeat_minutes,
        )

    return Derived(tuple(dict.fromkeys(joined.parts.values())), score)


def _score_parts(result: Result, joined: Joined) -> tuple[ScorePart, ...]:
    return tuple(
        ScorePart(label=part.label, link_id=joined.parts.get(part.key, ""), points=part.points)
        for part in result.parts
    )
