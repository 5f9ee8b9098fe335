"""The custody board: everyone in the suite now, most urgent first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.detention import ClinicalReview, HcpCall
from desktop.domain.identity import PractitionerId
from desktop.domain.screen import Screen, ScreenStatus
from desktop.services.clocks import minutes
from desktop.services.ports import Clock, InCustody, Reads
from desktop.services.questionnaires import LIAISON_SCREEN, Questionnaires
from desktop.services.sections_complete import complete_sections
from desktop.services.values import (
    Board,
    BoardRow,
    CallClock,
    ReviewClock,
    ScreenProgress,
    Session,
)


@dataclass(frozen=True, slots=True)
class ShowBoard:
    reads: Reads
    questionnaires: Questionnaires
    session: Session
    now: Clock

    def __call__(self) -> Board:
        now, names = self.now(), self.reads.names()
        rows = [self._row(one, names) for one in self.reads.custody_now(self.session.suite)]
        rows.sort(key=lambda row: _order(row, now))
        return Board(suite=self.session.suite, rows=tuple(rows), as_of=now)

    def _row(self, one: InCustody, names: Mapping[PractitionerId, str]) -> BoardRow:
        person, detention = one.person, one.detention
        standings = (
            person.standing,
            detention.standing,
            *(call.standing for call in one.calls),
            *(review.standing for review in one.reviews),
            *(screen.standing for screen in one.screens),
        )
        return BoardRow(
            detention_id=detention.id,
            person_id=person.id,
            family_name=person.family_name,
            given_name=person.given_name,
            known_as=person.known_as,
            custody_record_number=detention.custody_record_number,
            cell=detention.cell,
            arrived_at=detention.arrived_at,
            markers=person.current_markers(),
            call=_waiting_call(one.calls),
            review=_next_review(one.reviews),
            screen=self._progress(one.screens, names),
            hearing_at=detention.hearing_at,
            has_conflict=any(one.conflicts or one.changed_since_sealed for one in standings),
        )

    def _progress(
        self, screens: tuple[Screen, ...], names: Mapping[PractitionerId, str]
    ) -> ScreenProgress | None:
        screen = _screen_to_show(screens)
        if screen is None:
            return None
        total = self.questionnaires.section_count(screen.questionnaire)
        return ScreenProgress(
            screen_id=screen.id,
            title=screen.title,
            status=screen.status,
            started_at=screen.started_at,
            started_by=names.get(screen.started_by, ""),
            sections_done=len(screen.sections_left),
            sections_total=total,
            sections_complete=complete_sections(screen, total),
        )


def _screen_to_show(screens: tuple[Screen, ...]) -> Screen | None:
    """Return the screen to go on with, else the finished L&D screen; `screens` are newest first.

    Another form that is finished makes nobody screened: it must not hide who still is to be seen.
    """
    liaison = [one for one in screens if one.questionnaire.partition("|")[0] == LIAISON_SCREEN]
    for one in (*liaison, *screens):
        if one.status is not ScreenStatus.COMPLETED:
            return one
    return liaison[0] if liaison else None


def _waiting_call(calls: tuple[HcpCall, ...]) -> CallClock | None:
    """Return the call that has waited longest; where none waits, the latest one."""
    if not calls:
        return None
    waiting = [call for call in calls if call.arrived_at is None]
    call = min(waiting, key=lambda one: one.requested_at) if waiting else calls[0]
    return CallClock(
        call_id=call.id,
        requested_at=call.requested_at,
        target_minutes=minutes("hcp_response"),
        arrived_at=call.arrived_at,
        reason=call.reason,
        priority=call.priority,
    )


def _next_review(reviews: tuple[ClinicalReview, ...]) -> ReviewClock | None:
    if not reviews:
        return None
    first = reviews[0]
    return ReviewClock(review_id=first.id, due_at=first.due_at, reason=first.reason)


def _order(row: BoardRow, now: datetime) -> tuple[int, float]:
    """Most urgent first; within one urgency, whoever is further past it, or here longer."""
    since = row.arrived_at
    if row.review is not None and row.review.minutes_overdue(now) > 0:
        since = row.review.due_at
    elif row.call is not None and row.call.arrived_at is None:
        since = row.call.requested_at
    return int(row.urgency(now)), since.timestamp()
