"""A score in words, as it is checked, signed and printed: never without what it is not."""

from collections.abc import Iterator
from decimal import Decimal

from desktop.forms import Score
from desktop.wording.words import text as _

_NOT_A_DIAGNOSIS = "not a diagnosis"


def score_line(score: Score) -> str:
    """Return "PHQ-9: 12 · moderate", or that there is no total yet."""
    if score.kept:
        kept = "; ".join(str(value) for value in score.kept)
        return _("{title}: {total} (typed, not worked out)", title=score.title, total=kept)
    if score.total is None:
        return _("{title}: no total yet", title=score.title)
    line = _("{title}: {total}", title=score.title, total=plain_number(score.total))
    return f"{line} \N{MIDDLE DOT} {score.band}" if score.band else line


def score_notes(score: Score) -> Iterator[str]:
    """Yield what must be read with it, each thing once: rules often say part of it themselves."""
    said = [*score.flags, *score.notes]
    if score.source:
        said.append(_("Source: {source}", source=score.source))
    counted = _("{answered} of {of} answered", answered=score.answered, of=score.of)
    if score.of and not any(note.startswith(counted) for note in said):
        yield counted
    yield from dict.fromkeys(said)
    if not any(_NOT_A_DIAGNOSIS in note.lower() for note in said):
        yield _("Not a diagnosis.")


def plain_number(number: Decimal) -> str:
    whole = number.to_integral_value()
    return str(whole) if whole == number else str(number.normalize())
