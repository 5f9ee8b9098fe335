"""The sentences of the screen page: answers, known facts, scores and states in words."""

import re
from datetime import date, datetime
from decimal import Decimal

from desktop.domain.identity import PractitionerId
from desktop.domain.screen import Absent, Answer, Coding, ScreenStatus, Value
from desktop.forms import Item, ItemType, Score, SectionState
from desktop.services.values import KnownAnswer
from desktop.wording.clinical import (
    clinical_date,
    clinical_moment,
    clock_time,
    in_uk_time,
    not_recorded,
)
from desktop.wording.terms import term
from desktop.wording.words import later, plural
from desktop.wording.words import text as _
from ui.screening.file_words import file_words
from ui.screening.screen_in_hand import ScreenInHand

_STATES = {
    SectionState.NOT_BEGUN: ("○", later("not begun")),
    SectionState.IN_PROGRESS: ("◆", later("in progress")),
    SectionState.COMPLETED: ("✓", later("done")),
    SectionState.PROBLEM: ("!", later("to mend")),
}
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?")

_WHY_NO_ANSWER = {
    Absent.DECLINED: later("Declined"),
    Absent.UNABLE: later("Unable to answer"),
    Absent.NOT_ASKED: later("Not asked"),
    Absent.NOT_KNOWN: later("Not known"),
}


def state_symbol(state: SectionState) -> str:
    return _STATES[state][0]


def state_word(state: SectionState) -> str:
    return _(_STATES[state][1])


def why_no_answer(absent: Absent) -> str:
    return _(_WHY_NO_ANSWER[absent])


def question_words(item: Item) -> str:
    words = item.text.strip() or item.link_id
    return f"{item.prefix} {words}" if item.prefix else words


def answer_words(item: Item, answer: Answer) -> str:
    """Return the answer as a person would read it; a missing one is said to be missing."""
    if answer.absent is not None:
        return why_no_answer(answer.absent)
    if not answer.values:
        return _("Not answered")
    return "; ".join(value_words(item, value) for value in answer.values)


def value_words(item: Item, value: Value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Coding) or item.options:
        return _option_words(item, value)
    return _typed_words(item, str(value))


def _typed_words(item: Item, words: str) -> str:
    match item.type:
        case ItemType.DATE:
            return date_words(words)
        case ItemType.DATE_TIME:
            return moment_words(words)
        case ItemType.TIME:
            return words[:5]
        case ItemType.INTEGER | ItemType.DECIMAL:
            return f"{words} {item.unit}".strip()
        case ItemType.ATTACHMENT:
            return file_words(words)
    return words


def _option_words(item: Item, value: Value) -> str:
    for option in item.options:
        if is_same_choice(option.value, value):
            return option.label
    if isinstance(value, Coding):
        return value.display or value.code
    return str(value)


def is_same_choice(one: Value, other: Value) -> bool:
    """Return whether two values are one choice: a Coding's display is only how it is written."""
    if isinstance(one, Coding) and isinstance(other, Coding):
        return (one.code, one.system) == (other.code, other.system)
    return type(one) is type(other) and one == other


def date_words(value: str) -> str:
    """Return "05-Sep-2026", "Sep-2026" or "2026"; what is no date, as it was typed."""
    found = _PART_OF_DATE.fullmatch(value)
    if found and not found[2]:
        return value
    try:
        whole = clinical_date(date.fromisoformat(f"{value}-01" if found else value))
    except ValueError:
        return value
    return whole.removeprefix("01-") if found else whole


def moment_of(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def moment_words(value: str) -> str:
    moment = moment_of(value)
    return clinical_moment(moment) if moment is not None else date_words(value)


def known_words(item: Item, known: KnownAnswer) -> str:
    """Return "known from HCP assessment, 02-Nov-2026, A. Lee: 5"."""
    return _(
        "known from {source}: {answer}",
        source=known_source(known),
        answer=answer_words(item, known.answer),
    )


def known_source(known: KnownAnswer) -> str:
    """Return what is kept with a confirmed answer: where it came from, when, and from whom."""
    parts = (known.source, clinical_date(known.recorded_at), known.recorded_by)
    return ", ".join(part for part in parts if part)


def score_total(score: Score) -> str:
    """Return "AUDIT-C 9" or, while answers are missing, "AUDIT-C no total yet"."""
    if score.total is None:
        return _("{title}: no total yet", title=score.title)
    return _("{title}: {total}", title=score.title, total=_plain(score.total))


def score_parts(score: Score) -> str:
    """Return the parts of a score: how many were answered, what it means, whose rule it is."""
    parts = [_("{answered} of {of} answered", answered=score.answered, of=score.of)]
    if score.total is not None and score.band:
        parts.append(score.band)
    if score.source:
        parts.append(_("source: {source}", source=score.source))
    warning = _("not a diagnosis")
    if warning not in score.source.lower():
        parts.append(warning)
    return " · ".join(parts)


def _plain(number: Decimal) -> str:
    whole = number.to_integral_value()
    return str(whole) if whole == number else str(number.normalize())


def saved_words(moment: datetime | None) -> str:
    """Return "saved 02:14:08", UK time, or that nothing here has been typed yet."""
    if moment is None:
        return ""
    return _("saved {time}", time=f"{in_uk_time(moment):%H:%M:%S}")


def standing_words(hand: ScreenInHand, me: PractitionerId, today: date) -> str:
    """Return who began this screen and when, and that someone else now goes on with it."""
    screen = hand.screen
    begun_on = in_uk_time(screen.started_at).date()
    since = clock_time if begun_on == today else clinical_moment
    who = hand.names.get(screen.started_by, "") or not_recorded()
    if screen.status is ScreenStatus.COMPLETED:
        by = hand.names.get(screen.completed_by, "") if screen.completed_by else ""
        return _(
            "completed {when} {who} · read only",
            when=clinical_moment(screen.completed_at),
            who=by or not_recorded(),
        )
    if hand.is_read_only:
        return _("written by a newer version of this program · read only")
    started = _("started {when} {who}", when=since(screen.started_at), who=who)
    if screen.started_by == me:
        return started
    return _("{started} · you continue", started=started)


def missing_words(count: int) -> str:
    return plural(
        "{count} question still needs an answer",
        "{count} questions still need an answer",
        count,
    )


def status_words(status: ScreenStatus) -> str:
    return term(status)
