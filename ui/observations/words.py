"""What is said of a tool: when it is due, how it stood last, how it went. Draws nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.services.screen_values import DueInstrument, InstrumentReading
from desktop.services.values import whole_minutes
from desktop.wording.clinical import clinical_moment, clock_time, duration
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.observations.sheet import Watched
from ui.person.clock_words import when

_LAST_FEW = 3
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueWords:
    """`symbol` and `tone` repeat what the words say."""

    words: str
    symbol: str
    tone: str


def due_words(one: Watched, now: datetime, *, is_in_custody: bool) -> DueWords:
    if not is_in_custody:
        return DueWords(_("No longer due: released"), "note", "secondary")
    if one.due is None:
        if one.readings:
            return DueWords(_("No time is set for the next"), "note", "secondary")
        return DueWords(_("Not done in this stay"), "not_begun", "secondary")
    return _countdown(one.due, now)


def _countdown(due: DueInstrument, now: datetime) -> DueWords:
    at = when(due.due_at, now)
    late = whole_minutes(due.due_at, now)
    if late > 0:
        words = _("Overdue by {time}, since {at}", time=duration(late), at=at)
        return DueWords(words, "act_now", "danger")
    if late == 0 and now >= due.due_at:
        return DueWords(_("Due now, {at}", at=at), "act_now", "danger")
    words = _("Due in {time}, at {at}", time=duration(whole_minutes(now, due.due_at)), at=at)
    return DueWords(words, "in_progress", "action")


def why_words(one: Watched) -> str:
    """Return why it is due: how long after the newest reading, which stands beside it already."""
    last = one.last()
    if one.due is None:
        return ""
    if last is None or last.repeat_minutes is None:
        return one.due.why
    return _("Again after {time}", time=duration(last.repeat_minutes))


def last_words(one: Watched, now: datetime) -> str:
    """Return the newest reading: "Last done 04:40 by J. Okafor: 6, medium"."""
    last = one.last()
    if last is None:
        return ""
    at = when(last.at, now)
    return _("Last done {at} by {name}: {reading}", at=at, name=last.by, reading=result(last))


def begun_words(one: Watched, now: datetime) -> str:
    if one.begun is None:
        return ""
    at = when(one.begun.started_at, now)
    if not one.begun_by:
        return _("Begun {at}, not finished", at=at)
    return _("Begun {at} by {name}, not finished", at=at, name=one.begun_by)


def result(reading: InstrumentReading) -> str:
    """Return what a reading came to: "6, medium", or how much of it was answered."""
    if reading.total is None:
        known = answered(reading)
        return _("no total, {answered}", answered=known) if reading.parts else _("no total")
    total = total_words(reading)
    return f"{total}, {reading.band}" if reading.band else total


def answered(reading: InstrumentReading) -> str:
    known = sum(part.points is not None for part in reading.parts)
    return _("{answered} of {count} answered", answered=known, count=len(reading.parts))


def total_words(reading: InstrumentReading) -> str:
    """Return the total, without the zeros a decimal may carry."""
    return "" if reading.total is None else f"{reading.total.normalize():f}"


def reading_words(reading: InstrumentReading) -> str:
    """Return one reading in full, for the cursor of the chart."""
    at, came_to = clinical_moment(reading.at), result(reading)
    if reading.total is not None:
        came_to = _("total {result}", result=came_to)
    return _("{at}, {result}, by {name}", at=at, result=came_to, name=reading.by)


def trend_sentence(name: str, readings: Sequence[InstrumentReading]) -> str:
    """Say how the totals went from the first to the newest, oldest reading first."""
    complete = [reading for reading in readings if reading.total is not None]
    sentences = [_course(name, complete), _missing_words(readings, complete)]
    return " ".join(sentence for sentence in sentences if sentence)


def _course(name: str, complete: Sequence[InstrumentReading]) -> str:
    if not complete:
        return _("{name} has no total yet.", name=name)
    if len(complete) == 1:
        only = complete[0]
        said = {"name": name, "total": total_words(only), "at": _at(only, complete)}
        return _("{name} was {total} at {at}: the only total.", **said)
    first, last = complete[0], complete[-1]
    said = {
        "name": name,
        "first": total_words(first),
        "then": _at(first, complete),
        "last": total_words(last),
        "at": _at(last, complete),
    }
    direction = _compare(first, last)
    went = {
        1: _("{name} rose from {first} at {then} to {last} at {at}", **said),
        0: _("{name} was {first} at {then} and again at {at}", **said),
        -1: _("{name} fell from {first} at {then} to {last} at {at}", **said),
    }[direction]
    few = [total_words(reading) for reading in complete[-_LAST_FEW:]]
    recent = _("last {count} readings: {totals}", count=len(few), totals=", ".join(few))
    return "; ".join(part for part in (went, *_between(complete), recent) if part) + "."


def _between(complete: Sequence[InstrumentReading]) -> list[str]:
    """Say what stood above or below both ends: a rise that has gone again must not be hidden."""
    ends = [reading.total for reading in (complete[0], complete[-1]) if reading.total is not None]
    middle = [(one.total, one) for one in complete[1:-1] if one.total is not None]
    said = []
    if middle:
        highest, then = max(middle, key=lambda pair: pair[0])
        lowest, after = min(middle, key=lambda pair: pair[0])
        if highest > max(ends):
            at = _at(then, complete)
            said.append(_("highest {total} at {at}", total=total_words(then), at=at))
        if lowest < min(ends):
            at = _at(after, complete)
            said.append(_("lowest {total} at {at}", total=total_words(after), at=at))
    return said


def _missing_words(
    readings: Sequence[InstrumentReading], complete: Sequence[InstrumentReading]
) -> str:
    missing = len(readings) - len(complete)
    if not missing:
        return ""
    said = plural("{count} reading has no total.", "{count} readings have no total.", missing)
    last = readings[-1]
    if last.total is None:
        newest = _("The newest, at {at}, has none: ", at=_at(last, readings))
        return f"{said} {newest}{answered(last)}."
    return said


def _compare(first: InstrumentReading, last: InstrumentReading) -> int:
    assert first.total is not None, "only complete readings are compared"
    assert last.total is not None, "only complete readings are compared"
    return (last.total > first.total) - (last.total < first.total)


def _at(reading: InstrumentReading, among: Sequence[InstrumentReading]) -> str:
    """Return the time, with its date where the readings are a day or more apart."""
    is_one_night = among[-1].at - among[0].at < _A_DAY
    return clock_time(reading.at) if is_one_night else clinical_moment(reading.at)
