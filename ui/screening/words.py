"""The sentences of the screen page: answers, known facts, scores and states in words."""

from datetime import date, datetime

from desktop.domain.identity import PractitionerId
from desktop.domain.screen import Absent, Answer, ScreenStatus
from desktop.forms import Item, SectionState
from desktop.services.answers_in_full import value_in_full
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
from ui.screening.screen_in_hand import ScreenInHand

_STATES = {
    SectionState.NOT_BEGUN: ("○", later("not begun")),
    SectionState.IN_PROGRESS: ("◆", later("in progress")),
    SectionState.COMPLETED: ("✓", later("done")),
    SectionState.PROBLEM: ("!", later("to mend")),
}

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
    return "; ".join(value_in_full(item, value) for value in answer.values)


def moment_of(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def known_source(known: KnownAnswer) -> str:
    """Return what is kept with a confirmed answer: where it came from, when, and from whom."""
    parts = (known.source, clinical_date(known.recorded_at), known.recorded_by)
    return ", ".join(part for part in parts if part)


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
