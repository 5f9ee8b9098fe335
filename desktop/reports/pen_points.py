"""What each answer counts, for adding up by hand: points of options, steps of measured numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.screen import Value
from desktop.forms import Band, Item, ItemType, Questionnaire
from desktop.forms.instruments import Instrument, Joined, recognise
from desktop.forms.instruments.rule import How, Part
from desktop.forms.instruments.weighing import Cases, Options, Ranges, Weigh
from desktop.forms.weights import weight_of
from desktop.services.scores_in_full import plain_number
from desktop.wording.words import text as _


@dataclass(frozen=True, slots=True, kw_only=True)
class PenPart:
    """`points` says what a measured number counts, "" where the options themselves say it."""

    link_id: str
    label: str
    points: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PenScore:
    """A total to work out by hand; shown at `link_id`, or after it where `is_after`."""

    link_id: str
    title: str
    how: str
    parts: tuple[PenPart, ...]
    bands: tuple[Band, ...]
    notes: tuple[str, ...]
    is_after: bool = False


Points = Mapping[str, Mapping[Value, Decimal]]


def pen_scores(form: Questionnaire) -> tuple[PenScore, ...]:
    declared = tuple(_declared(item) for item in form.items.values() if item.score is not None)
    return (*declared, *(_of_instrument(joined, form) for joined in recognise(form)))


def points_of_options(form: Questionnaire) -> Points:
    """Return what each option counts, for the questions that some total adds up."""
    found: dict[str, dict[Value, Decimal]] = {}
    for item in form.items.values():
        for link_id in item.score.sum_of if item.score is not None else ():
            if link_id in form.items:
                part = form.items[link_id]
                weights = {value: weight_of(value, part) for value in _values(part)}
                found[link_id] = {v: w for v, w in weights.items() if w is not None}
    for joined in recognise(form):
        for key, link_id in joined.parts.items():
            part_rule = _part(joined.instrument, key)
            if part_rule is not None and part_rule.counts and link_id not in found:
                found[link_id] = _weighed(part_rule.weigh, form.items[link_id])
    return found


def _weighed(weigh: Weigh, item: Item) -> dict[Value, Decimal]:
    weights = {value: weigh.weigh(value, item, {}).points for value in _values(item)}
    return {value: points for value, points in weights.items() if points is not None}


def _values(item: Item) -> tuple[Value, ...]:
    if item.type is ItemType.BOOLEAN:
        return True, False
    return tuple(option.value for option in item.options)


def _part(instrument: Instrument, key: str) -> Part | None:
    return next((part for part in instrument.parts if part.key == key), None)


def _declared(item: Item) -> PenScore:
    assert item.score is not None
    return PenScore(
        link_id=item.link_id,
        title=item.text,
        how=_("Add up the points"),
        parts=tuple(PenPart(link_id=one, label="") for one in item.score.sum_of),
        bands=item.score.bands,
        notes=tuple(_notes(item.score.source)),
    )


def _of_instrument(joined: Joined, form: Questionnaire) -> PenScore:
    rule = joined.instrument
    parts = []
    for key, link_id in joined.parts.items():
        part = _part(rule, key)
        if part is not None and part.counts:
            points = "" if form.items[link_id].options else "; ".join(_steps(part.weigh, rule))
            parts.append(PenPart(link_id=link_id, label=part.label, points=points))
    return PenScore(
        link_id=joined.total or joined.anchor,
        title=rule.title,
        how=_how(rule),
        parts=tuple(parts),
        bands=rule.bands,
        notes=tuple(_notes(rule.said_source, *rule.notes)),
        is_after=not joined.total,
    )


def _how(rule: Instrument) -> str:
    match rule.how:
        case How.SUM:
            return _("Add up the points")
        case How.COUNT:
            return _("Count the answers that reach the number of points given here")
    return _("Copy the total from the tool's own paper")


def _steps(weigh: Weigh, rule: Instrument) -> Iterator[str]:
    if isinstance(weigh, Ranges):
        for upper, points in weigh.steps:
            if upper is None:
                yield _("above: {points}", points=plain_number(points))
            else:
                yield _(
                    "up to {upper}: {points}",
                    upper=plain_number(upper),
                    points=plain_number(points),
                )
    elif isinstance(weigh, Cases):
        for conditions, case in weigh.cases:
            where = _(" and ").join(_named(rule, *one) for one in conditions.items())
            steps = "; ".join(_steps(case, rule))
            if steps:
                yield f"{where}: {steps}" if where else steps


def _named(rule: Instrument, key: str, answer: str) -> str:
    part = _part(rule, key)
    choices = part.weigh.choices if part is not None and isinstance(part.weigh, Options) else ()
    label = next((one.label for one in choices if one.answer == answer and one.label), answer)
    return f"{part.label if part is not None else key}, {label}"


def _notes(source: str, *notes: str) -> Iterator[str]:
    yield _("No total unless every part is answered.")
    yield from notes
    if source:
        yield _("Source: {source}", source=source)
    if not any("not a diagnosis" in note.lower() for note in (source, *notes)):
        yield _("Not a diagnosis.")
