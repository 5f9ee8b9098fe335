"""What is wrong with answers, in words, with the question each line leads to. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms import Problem
from desktop.wording.errors import sentence
from ui.screening.screen_in_hand import ScreenInHand, SectionEntry
from ui.screening.words import question_words


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """`sentence` stands beside the question; `words` also name it, for a list elsewhere."""

    link_id: str
    words: str
    sentence: str


def problem_lines(
    hand: ScreenInHand, problems: Sequence[Problem], entries: Sequence[SectionEntry] = ()
) -> list[ProblemLine]:
    """Return the problems in words; with `entries` each also says which section it is in."""
    titles = {entry.link_id: f"{entry.number} {entry.title}" for entry in entries}
    lines = []
    for problem in problems:
        said = sentence(problem.message_key, problem.details)
        item = hand.questionnaire.items.get(problem.link_id)
        place = titles.get(hand.section_of(problem.link_id), "")
        question = question_words(item) if item is not None else ""
        words = ": ".join(part for part in (place, question, said) if part)
        lines.append(ProblemLine(problem.link_id, words, said))
    return lines
