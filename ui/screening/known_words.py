"""What is already known, in words: the answer, who was told it, and how long ago. Knows no Qt."""

from datetime import date, datetime

from desktop.domain.screen import Absent
from desktop.forms import Item
from desktop.services.values import KnownAnswer
from desktop.wording.clinical import clinical_date, clock_time, in_uk_time
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.screening.words import answer_words, why_no_answer

_DAYS_IN_WEEK, _DAYS_IN_MONTH, _DAYS_IN_YEAR = 7, 30.44, 365.25
_DAYS_AS_DAYS, _DAYS_AS_WEEKS, _DAYS_AS_MONTHS = 14, 60, 730


def known_words(item: Item, known: KnownAnswer, now: datetime) -> str:
    """Return "answered today 02:14 by A. Lee, HCP assessment: Yes"; an older one with its age."""
    who = ", ".join(part for part in (known.recorded_by, known.source) if part)
    when = when_words(known.recorded_at, now)
    if known.answer.absent is not None:
        return _missing_words(known, known.answer.absent, when, who)
    answer = answer_words(item, known.answer)
    if known.is_from_this_detention:
        return _("answered {when} by {who}: {answer}", when=when, who=who, answer=answer)
    if known.screen_id is None:
        return _("on record, {when}, {who}: {answer}", when=when, who=who, answer=answer)
    return _(
        "from an earlier detention, {when}, {who}: {answer}", when=when, who=who, answer=answer
    )


def _missing_words(known: KnownAnswer, absent: Absent, when: str, who: str) -> str:
    why = why_no_answer(absent).lower()
    if known.is_from_this_detention:
        return _("asked {when} by {who}: {why}", when=when, who=who, why=why)
    return _("asked in an earlier detention, {when}, {who}: {why}", when=when, who=who, why=why)


def when_words(moment: datetime, now: datetime) -> str:
    """Return "today 02:14", "yesterday 23:10" or "14-Mar-2026, 8 months ago"."""
    day, today = in_uk_time(moment).date(), in_uk_time(now).date()
    if day == today:
        return _("today {time}", time=clock_time(moment))
    if (today - day).days == 1:
        return _("yesterday {time}", time=clock_time(moment))
    return f"{clinical_date(moment)}, {ago_words(day, today)}"


def ago_words(day: date, today: date) -> str:
    days = max(0, (today - day).days)
    if days < _DAYS_AS_DAYS:
        return plural("{count} day ago", "{count} days ago", days)
    if days < _DAYS_AS_WEEKS:
        return plural("{count} week ago", "{count} weeks ago", days // _DAYS_IN_WEEK)
    if days < _DAYS_AS_MONTHS:
        return plural("{count} month ago", "{count} months ago", int(days / _DAYS_IN_MONTH))
    return plural("{count} year ago", "{count} years ago", int(days / _DAYS_IN_YEAR))
