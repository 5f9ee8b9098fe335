"""Published tools over a stay: what each said when it was done, when it is due again.

How often is data (resources/instruments), unverified until the service sets it. A reading is never
worked out again: what was stored stands.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from desktop.domain.detention import ClinicalReview, Detention
from desktop.domain.identity import DetentionId, PractitionerId, ReviewId, new_uuid
from desktop.domain.screen import Screen, ScreenStatus
from desktop.forms import Filling, Score, link_id_of, tokens_of
from desktop.forms.instruments import all_instruments, recognise
from desktop.forms.values import as_number
from desktop.services.form_facts import FilledScreens
from desktop.services.ports import Clock, Reads, UnitOfWork
from desktop.services.screen_values import DueInstrument, InstrumentReading
from desktop.services.values import Session
from desktop.wording.clinical import clock_time
from desktop.wording.words import text

# In our own forms: the question "NEWS2, time of the observations" is news2.when.
_WHEN = ".when"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One time that a tool was done, and which tool that was."""

    instrument: str
    reading: InstrumentReading

    def due_at(self) -> datetime | None:
        minutes = self.reading.repeat_minutes
        return None if minutes is None else self.reading.at + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class InstrumentsOfStay:
    """Finds what was done in a stay, the newest first."""

    reads: Reads
    filled_screens: FilledScreens

    def __call__(self, detention_id: DetentionId) -> list[Done]:
        stay = self.reads.record(Detention, detention_id)
        screens = self.reads.screens_of_person(stay.person_id)
        done = [
            one
            for screen in screens
            if screen.detention_id == detention_id
            for one in self.of_screen(screen)
        ]
        return sorted(done, key=lambda one: one.reading.at, reverse=True)

    def of_screen(self, screen: Screen) -> Iterator[Done]:
        """Yield what this screen holds: totals, and of a finished one also what has no total."""
        if not recognise(self.filled_screens.questionnaires.get(screen.questionnaire)):
            return
        filling = self.filled_screens(screen)
        names = self.reads.names()
        for score in filling.scores():
            total = _standing(score)
            is_done = total is not None or screen.status is ScreenStatus.COMPLETED
            if not score.instrument or not score.answered or not is_done:
                continue
            at, by = _last_answer(filling, score, screen)
            reading = InstrumentReading(
                at=_when_done(filling, score) or at,
                by=names.get(by, ""),
                total=total,
                band=score.band if total == score.total else "",
                screen_id=screen.id,
                parts=score.parts,
                repeat_minutes=score.repeat_minutes if total == score.total else None,
            )
            yield Done(instrument=score.instrument, reading=reading)


def _standing(score: Score) -> Decimal | None:
    """Return the total that stands in the record, where that is not what would follow now."""
    if len(score.kept) == 1:
        return as_number(score.kept[0])
    return score.total


def _when_done(filling: Filling, score: Score) -> datetime | None:
    """Return the time of the observations, where the form asks for it: paper is typed in later."""
    for key, answer in filling.answers.items():
        is_time = link_id_of(key) == score.instrument + _WHEN and filling.applies(key)
        if is_time and answer.values and tokens_of(key) == tokens_of(score.key):
            with suppress(ValueError):
                said = datetime.fromisoformat(str(answer.values[0]))
                return said if said.tzinfo is not None else None
    return None


def _last_answer(filling: Filling, score: Score, screen: Screen) -> tuple[datetime, PractitionerId]:
    """Return when the last of its parts was answered and by whom."""
    parts = {part.link_id for part in score.parts}
    where = tokens_of(score.key)
    found = [
        (answer.answered_at, answer.answered_by or screen.started_by)
        for key, answer in filling.answers.items()
        if link_id_of(key) in parts
        and tokens_of(key)[: len(where)] == where
        and answer.answered_at is not None
        and filling.applies(key)
    ]
    return max(
        found,
        key=lambda one: one[0],
        default=(screen.completed_at or screen.started_at, screen.started_by),
    )


@dataclass(frozen=True, slots=True)
class InstrumentHistory:
    """Return each time a tool was done in a stay, the newest first."""

    instruments_of_stay: InstrumentsOfStay

    def __call__(self, detention_id: DetentionId, instrument: str) -> tuple[InstrumentReading, ...]:
        done = self.instruments_of_stay(detention_id)
        return tuple(one.reading for one in done if one.instrument == instrument)


@dataclass(frozen=True, slots=True)
class DueInstruments:
    """Return what has to be done again in a stay, due or still to come, the soonest first."""

    reads: Reads
    instruments_of_stay: InstrumentsOfStay

    def __call__(self, detention_id: DetentionId) -> tuple[DueInstrument, ...]:
        if self.reads.record(Detention, detention_id).released_at is not None:
            return ()
        latest: dict[str, Done] = {}
        for done in self.instruments_of_stay(detention_id):
            latest.setdefault(done.instrument, done)
        due = [
            DueInstrument(instrument=key, title=_title(key), due_at=due_at, why=_why(done.reading))
            for key, done in latest.items()
            if (due_at := done.due_at()) is not None
        ]
        return tuple(sorted(due, key=lambda one: one.due_at))


def _title(instrument: str) -> str:
    known = all_instruments().get(instrument)
    return instrument if known is None else known.title


def _why(reading: InstrumentReading) -> str:
    return text(
        "{total}, {band}, at {time}: again after {minutes} min",
        total=reading.total,
        band=reading.band,
        time=clock_time(reading.at),
        minutes=reading.repeat_minutes,
    )


@dataclass(frozen=True, slots=True)
class SetInstrumentReviews:
    """With a finished screen, set the review that its tools ask for, and do the one they answer.

    Set only where nobody has to look at the person sooner anyway.
    """

    reads: Reads
    instruments_of_stay: InstrumentsOfStay
    session: Session
    now: Clock

    def __call__(self, work: UnitOfWork, screen: Screen) -> None:
        if screen.status is not ScreenStatus.COMPLETED or screen.detention_id is None:
            return
        here = [one for one in self.instruments_of_stay.of_screen(screen) if one.due_at()]
        stay = self.reads.record(Detention, screen.detention_id) if here else None
        if stay is None or stay.released_at is not None:
            return
        others = self.instruments_of_stay(stay.id)
        newest = [one for one in here if not _is_done_since(one, others)]
        waiting = self._do_those_answered(work, stay, newest)
        first = min(newest, key=lambda one: one.due_at() or one.reading.at, default=None)
        due_at = None if first is None else first.due_at()
        if first is None or due_at is None or any(one.due_at <= due_at for one in waiting):
            return
        work.reviews.add(
            ClinicalReview(
                id=ReviewId(new_uuid()),
                detention_id=stay.id,
                person_id=stay.person_id,
                suite=stay.suite,
                due_at=due_at,
                reason=_reason(first),
            )
        )

    def _do_those_answered(
        self, work: UnitOfWork, stay: Detention, done: list[Done]
    ) -> list[ClinicalReview]:
        """Note as done the reviews that only waited for these tools; return the others."""
        reasons = {_reason(one) for one in done}
        reviews = self.reads.person_file(stay.person_id).reviews
        waiting = [one for one in reviews if one.detention_id == stay.id and one.done_at is None]
        for review in waiting:
            if review.reason in reasons:
                at, by = self.now(), self.session.practitioner.id
                work.reviews.change(review, replace(review, done_at=at, done_by=by))
        return [one for one in waiting if one.reason not in reasons]


def _is_done_since(one: Done, others: list[Done]) -> bool:
    return any(
        other.instrument == one.instrument and other.reading.at > one.reading.at for other in others
    )


def _reason(done: Done) -> str:
    return text("{tool} due", tool=_title(done.instrument))
