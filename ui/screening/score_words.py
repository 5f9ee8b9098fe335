"""What a score amounts to, in words. No total while a part is missing, and never a diagnosis."""

from decimal import Decimal

from desktop.forms import Band, Item, Score, ScorePart
from desktop.services.answers_in_full import value_in_full
from desktop.services.scores_in_full import plain_number
from desktop.wording.clinical import duration
from desktop.wording.words import text as _


def total_words(score: Score) -> str:
    """Return "AUDIT-C: 9 · higher risk", or "AUDIT-C: 2 of 3 answered, no total yet"."""
    if score.total is None:
        return _(
            "{title}: {answered} of {of} answered, no total yet",
            title=score.title,
            answered=score.answered,
            of=score.of,
        )
    said = _("{title}: {total}", title=score.title, total=plain_number(score.total))
    return f"{said} · {score.band}" if score.band else said


def standing_words(score: Score) -> str:
    """Return how many parts stand behind the total, and what it is not."""
    parts = []
    if score.total is not None:
        parts.append(_("{answered} of {of} answered", answered=score.answered, of=score.of))
    if score.total is not None and score.repeat_minutes:
        parts.append(_("due again after {time}", time=duration(score.repeat_minutes)))
    parts.append(_("not a diagnosis"))
    return " · ".join(parts)


def part_lines(score: Score) -> list[str]:
    return [_part_line(part) for part in score.parts]


def _part_line(part: ScorePart) -> str:
    points = _("no answer yet") if part.points is None else plain_number(part.points)
    return f"{part.label or part.link_id} · {points}"


def band_lines(score: Score) -> list[str]:
    """Return the bands; where the total stands is said in words, not by colour."""
    lines = []
    for band in score.bands:
        says_range = band.label[:1].isdigit()
        line = band.label if says_range else f"{band_range(band)}  {band.label}"
        if score.total is not None and is_in_band(score.total, band):
            line = _("{band} (this total)", band=line)
        lines.append(line)
    return lines


def is_in_band(total: Decimal, band: Band) -> bool:
    return band.low <= total and (band.high is None or total <= band.high)


def band_range(band: Band) -> str:
    if band.high is None:
        return _("{low} or more", low=plain_number(band.low))
    if band.high == band.low:
        return plain_number(band.low)
    return _("{low} to {high}", low=plain_number(band.low), high=plain_number(band.high))


def rule_lines(score: Score) -> list[str]:
    """Return what is to be said with the score, whose rule it is, and which edition."""
    said = {*score.flags, _("Not a diagnosis.")}
    lines = [note for note in score.notes if note not in said]
    if score.source:
        lines.append(_("Source: {source}", source=score.source))
    if score.version:
        lines.append(_("Edition of the rule: {version}", version=score.version))
    return lines


def would_be_words(item: Item, values: tuple[object, ...]) -> str:
    """Return what the form works out, as a person would read it."""
    if not values:
        return _("nothing yet")
    return "; ".join(value_in_full(item, value) for value in values)  # type: ignore[arg-type]
