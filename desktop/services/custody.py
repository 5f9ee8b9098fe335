"""Booking in, calls for a practitioner, reviews and release."""

from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.detention import (
    ClinicalReview,
    Detention,
    EndsBeforeItBeginsError,
    HcpCall,
    Setting,
)
from desktop.domain.identity import DetentionId, ReviewId
from desktop.errors import FieldProblemError
from desktop.services.ports import Clock, OpenUnitOfWork, Reads
from desktop.services.values import Session


def _checked(detention: Detention, reads: Reads, now: datetime) -> Detention:
    problems: dict[str, str] = {}
    number = "".join(detention.custody_record_number.split()).upper()
    if not number and detention.setting is Setting.CUSTODY:
        problems["custody_record_number"] = "field.required"
    other = reads.detention_numbered(number) if number else None
    if other is not None and other.id != detention.id:
        problems["custody_record_number"] = "field.already_used"
    if detention.arrived_at > now:
        problems["arrived_at"] = "field.in_the_future"
    if problems:
        raise FieldProblemError(problems)
    return replace(detention, custody_record_number=number, cell=detention.cell.strip().upper())


@dataclass(frozen=True, slots=True)
class BookIn:
    """Begin a stay. A number is taken once: two nurses may book in the same person."""

    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, detention: Detention) -> Detention:
        tidy = _checked(detention, self.reads, self.now())
        with self.open_unit_of_work() as work:
            work.detentions.add(tidy)
            work.commit()
            return work.detentions.get(tidy.id)


@dataclass(frozen=True, slots=True)
class ChangeDetention:
    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, old: Detention, new: Detention) -> Detention:
        tidy = _checked(new, self.reads, self.now())
        with self.open_unit_of_work() as work:
            work.detentions.change(old, tidy)
            work.commit()
            return work.detentions.get(tidy.id)


@dataclass(frozen=True, slots=True)
class Release:
    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, detention_id: DetentionId, at: datetime, outcome: str) -> Detention:
        if at > self.now():
            raise FieldProblemError({"released_at": "field.in_the_future"})
        with self.open_unit_of_work() as work:
            old = work.detentions.get(detention_id)
            work.detentions.change(old, old.release(at, outcome))
            work.commit()
            return work.detentions.get(detention_id)


_CALL_TIMES = ("requested_at", "accepted_at", "telephone_advice_at", "arrived_at")


def _check_times(call: HcpCall, now: datetime) -> None:
    times: dict[str, datetime | None] = {name: getattr(call, name) for name in _CALL_TIMES}
    late = [name for name, at in times.items() if at is not None and at > now]
    if late:
        raise FieldProblemError(dict.fromkeys(late, "field.in_the_future"))
    for name, at in times.items():
        if at is not None and at < call.requested_at:
            raise EndsBeforeItBeginsError(field=name)


@dataclass(frozen=True, slots=True)
class LogCall:
    """Log a call for a practitioner: the clock starts when it was requested, not when typed."""

    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, call: HcpCall) -> HcpCall:
        _check_times(call, self.now())
        with self.open_unit_of_work() as work:
            work.calls.add(call)
            work.commit()
            return work.calls.get(call.id)


@dataclass(frozen=True, slots=True)
class ChangeCall:
    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, old: HcpCall, new: HcpCall) -> HcpCall:
        _check_times(new, self.now())
        with self.open_unit_of_work() as work:
            work.calls.change(old, new)
            work.commit()
            return work.calls.get(new.id)


@dataclass(frozen=True, slots=True)
class SetReview:
    """Say by when someone must look again. A time gone by is a slip of the day: it is refused."""

    open_unit_of_work: OpenUnitOfWork
    now: Clock

    def __call__(self, review: ClinicalReview) -> ClinicalReview:
        problems: dict[str, str] = {}
        if not review.reason.strip():
            problems["reason"] = "field.required"
        if review.due_at < self.now():
            problems["due_at"] = "field.in_the_past"
        if problems:
            raise FieldProblemError(problems)
        with self.open_unit_of_work() as work:
            work.reviews.add(review)
            work.commit()
            return work.reviews.get(review.id)


@dataclass(frozen=True, slots=True)
class CompleteReview:
    """Note that the person was looked at. Who did it first stays."""

    open_unit_of_work: OpenUnitOfWork
    session: Session

    def __call__(self, review_id: ReviewId, at: datetime) -> ClinicalReview:
        with self.open_unit_of_work() as work:
            old = work.reviews.get(review_id)
            if old.done_at is not None:
                return old
            done = replace(old, done_at=at, done_by=self.session.practitioner.id)
            work.reviews.change(old, done)
            work.commit()
            return work.reviews.get(review_id)
