"""What is wrong with answers, in words, with the question each line leads to. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms import Problem
from desktop.wording.errors import sentence
from ui.screening.screen_in_hand import ScreenInHand, SectionEntry
from ui.screening.words import question_words

_STILL_OWED = "form.required"


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """`sentence` stands beside the question; `words` also name it, for a list elsewhere."""

    link_id: str
    words: str
    sentence: str


def problem_lines(
    hand: ScreenInHand, problems: Sequence[Problem], entries: Sequence[SectionEntry] = ()
) -> list[ProblemLine]:
    """Return the problems in words; with `entries` each also says which section it is in.

    A list over all sections stands under "... still need an answer" and does not repeat it.
    """
    titles = {entry.link_id: f"{entry.number} {entry.title}" for entry in entries}
    lines = []
    for problem in problems:
        said = sentence(problem.message_key, problem.details)
        item = hand.questionnaire.items.get(problem.link_id)
        place = titles.get(hand.section_of(problem.link_id), "")
        question = question_words(item) if item is not None else ""
        is_said_above = bool(place) and problem.message_key == _STILL_OWED
        parts = (place, question, "" if is_said_above else said)
        words = " · ".join(part for part in parts if part)
        lines.append(ProblemLine(problem.link_id, words, said))
    return lines
