"""A total to work out by hand: a line for the points of each part, and what the total means."""

from collections.abc import Mapping

from desktop.forms import Band, Questionnaire
from desktop.reports.form_story import FormStory, form_style, indent_of, tagged
from desktop.reports.letters import markup
from desktop.reports.pen_fields import Lines
from desktop.reports.pen_points import PenPart, PenScore
from desktop.reports.pen_row import PenRow
from desktop.reports.tags import Element
from desktop.services.scores_in_full import plain_number
from desktop.wording.words import text as _

_KEPT_WHOLE = 12
_POINTS_SHARE = 0.35


def pen_score_box(
    story: FormStory,
    score: PenScore,
    form: Questionnaire,
    numbers: Mapping[str, str],
    level: int = 0,
) -> None:
    start = len(story.flowables)
    number = "" if score.is_after else numbers.get(score.link_id, "")
    story.group(f"{number}  {score.title}".strip(), level)
    story.note(score.how, level)
    for part in score.parts:
        item = form.items.get(part.link_id)
        label = part.label or (item.short_text or item.text if item is not None else "")
        _row(story, numbers.get(part.link_id, ""), label, part, level + 1)
    _row(story, "", _("Total"), None, level + 1)
    if score.bands:
        story.words(" \N{MIDDLE DOT} ".join(_band(band) for band in score.bands), level)
    for note in dict.fromkeys(score.notes):
        story.note(note, level)
    if len(score.parts) <= _KEPT_WHOLE:
        story.keep_together(start)


def _row(story: FormStory, number: str, label: str, part: PenPart | None, level: int) -> None:
    root = story.root
    said = [tagged(Element("P", root), markup(label), form_style("question"))]
    if part is not None and part.points:
        said.append(tagged(Element("P", root), markup(part.points), form_style("note")))
    story.end_table()
    story.add(
        PenRow(
            tagged(Element("Lbl", root), markup(number), form_style("question")),
            said,
            Lines(share=_POINTS_SHARE, unit=_("points"), parent=root),
            indent=indent_of(level),
            has_code=False,
        )
    )


def _band(band: Band) -> str:
    low = plain_number(band.low)
    if band.high is None:
        return _("{low} or more: {label}", low=low, label=band.label)
    high = plain_number(band.high)
    return f"{low}: {band.label}" if low == high else f"{low} to {high}: {band.label}"
