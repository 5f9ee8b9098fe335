"""What is wrong with answers, in words, with the question each line leads to. Knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.forms import Finding, Problem, link_id_of
from desktop.wording.errors import sentence
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.screening.screen_in_hand import ScreenInHand, SectionEntry
from ui.screening.words import question_words

_STILL_OWED = "form.required"
_CONSTRAINT = "form.constraint"
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """`sentence` stands beside the question; `words` also name it, for a list elsewhere."""

    key: str
    words: str
    sentence: str
    is_warning: bool = False


def problem_lines(
    hand: ScreenInHand, problems: Sequence[Problem], entries: Sequence[SectionEntry] = ()
) -> list[ProblemLine]:
    """Return the problems in words; with `entries` each also says which section it is in.

    A list over all sections stands under "... still need an answer" and does not repeat it.
    """
    titles = {entry.link_id: f"{entry.number} {entry.title}" for entry in entries}
    lines = []
    for problem in problems:
        said = _said(problem)
        place = titles.get(hand.section_of(problem.link_id), "")
        question = place_words(hand, problem.place())
        is_said_above = bool(place) and problem.message_key == _STILL_OWED
        parts = (place, question, "" if is_said_above else said)
        words = " · ".join(part for part in parts if part)
        lines.append(ProblemLine(problem.place(), words, said, problem.is_warning))
    return lines


def place_words(hand: ScreenInHand, key: str) -> str:
    """Return the question, with the occurrence it stands in where there are several."""
    item = hand.questionnaire.items.get(link_id_of(key))
    if item is None:
        return ""
    node = hand.filling.tree.nodes.get(key)
    parts = [question_words(item)] if node is None else [node.text or question_words(item)]
    while node is not None:
        if node.item.is_block():
            several = hand.filling.tree.occurrences(node)
            if len(several) > 1:
                number = several.index(node) + 1
                title = node.item.short_text or node.text
                is_itself = node.key == key
                parts.insert(0, str(number) if is_itself else f"{title} {number}")
        node = node.parent
    return ", ".join(parts)


def dropped_words(hand: ScreenInHand) -> str:
    """Return which answers will be left out, because their questions no longer apply."""
    keys = hand.dropped()
    if not keys:
        return ""
    named = [place_words(hand, key) for key in keys[:_MOST_NAMED]]
    more = len(keys) - len(named)
    if more:
        named.append(_("and {count} more", count=more))
    said = plural(
        "{count} answer no longer applies and will be left out",
        "{count} answers no longer apply and will be left out",
        len(keys),
    )
    return f"{said}: {'; '.join(named)}"


def trouble_words(hand: ScreenInHand, findings: Sequence[Finding]) -> str:
    """Return what the form could not work out, for whoever looks after it."""
    keys = dict.fromkeys(finding.link_id for finding in findings)
    named = [place_words(hand, key) or key or hand.questionnaire.title for key in keys]
    more = [_("and {count} more", count=len(named) - _MOST_NAMED)] if named[_MOST_NAMED:] else []
    return _(
        "For whoever looks after this form: it could not work out {what}.",
        what="; ".join([*named[:_MOST_NAMED], *more]),
    )


def _said(problem: Problem) -> str:
    rule = problem.details.get("rule", "")
    if problem.message_key == _CONSTRAINT and rule:
        return rule  # The form's own words, which its publisher wrote for whoever answers.
    return sentence(problem.message_key, problem.details)
