"""A score on paper: its total, what each part adds, what it means and whose rule it is."""

from desktop.forms import Score
from desktop.reports.form_story import FormStory
from desktop.services.scores_in_full import plain_number, score_line, score_notes
from desktop.wording.words import text as _

_KEPT_WHOLE = 24  # Parts; a longer score may cross pages.


def score_box(story: FormStory, score: Score, level: int = 0) -> None:
    start = len(story.flowables)
    story.end_table()
    story.space(5)
    story.paragraph("P", score_line(score), "score", level)
    for part in score.parts:
        points = plain_number(part.points) if part.points is not None else _("not answered")
        story.row(part.label, points, level=level + 1)
    story.end_table()
    for words in score_notes(score):
        story.note(words, level)
    story.space(4)
    if len(score.parts) <= _KEPT_WHOLE:
        story.keep_together(start)
