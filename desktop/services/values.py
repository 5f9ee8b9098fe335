"""What services hand to windows: frozen values, already looked up, safe to cross a thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from desktop.domain.court_report import CourtReport, ReportCopy
from desktop.domain.detention import CallReason, ClinicalReview, Detention, HcpCall, Priority
from desktop.domain.identity import (
    CallId,
    DetentionId,
    DeviceId,
    FormId,
    PersonId,
    PractitionerId,
    ReviewId,
    ScreenId,
)
from desktop.domain.person import Gender, Marker, MarkerKind, Person
from desktop.domain.screen import Answer, Consent, Screen, ScreenStatus, Value
from desktop.domain.staff import Practitioner
from desktop.forms import Questionnaire
from desktop.services.screen_values import BeingWritten


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who is at the desk and which desk it is."""

    practitioner: Practitioner
    device_id: DeviceId
    workstation: str
    suite: str


def whole_minutes(since: datetime, until: datetime) -> int:
    return int((until - since).total_seconds() // 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallClock:
    call_id: CallId
    requested_at: datetime
    target_minutes: int
    reason: CallReason
    priority: Priority
    arrived_at: datetime | None = None

    def minutes_waited(self, now: datetime) -> int:
        return whole_minutes(self.requested_at, self.arrived_at or now)

    def is_breached(self, now: datetime) -> bool:
        return self.minutes_waited(now) > self.target_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewClock:
    review_id: ReviewId
    due_at: datetime
    reason: str

    def minutes_overdue(self, now: datetime) -> int:
        """Return minutes past due; negative while the review is still to come."""
        return whole_minutes(self.due_at, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenProgress:
    """`sections_complete`: None where that was not noted when they were left (`sections_done`)."""

    screen_id: ScreenId
    title: str
    status: ScreenStatus
    started_at: datetime
    started_by: str
    sections_done: int
    sections_total: int
    sections_complete: int | None = None


class Urgency(IntEnum):
    """Order of the board: smaller is more urgent."""

    REVIEW_OVERDUE = 0
    CALL_BREACHED = 1
    CALL_WAITING = 2
    SCREEN_HALF_DONE = 3
    KNOWN_ELSEWHERE = 4
    NOT_SCREENED = 5
    SCREENED = 6


_HALF_DONE = (
    ScreenStatus.IN_PROGRESS,
    ScreenStatus.PAUSED,
    ScreenStatus.HANDED_OVER,
    ScreenStatus.UNFINISHED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    detention_id: DetentionId
    person_id: PersonId
    family_name: str
    given_name: str
    known_as: str
    custody_record_number: str
    cell: str
    arrived_at: datetime
    markers: tuple[Marker, ...] = ()
    call: CallClock | None = None
    review: ReviewClock | None = None
    screen: ScreenProgress | None = None
    hearing_at: datetime | None = None
    has_conflict: bool = False

    def urgency(self, now: datetime) -> Urgency:
        if self.review is not None and self.review.minutes_overdue(now) > 0:
            return Urgency.REVIEW_OVERDUE
        if self.call is not None and self.call.arrived_at is None:
            breached = self.call.is_breached(now)
            return Urgency.CALL_BREACHED if breached else Urgency.CALL_WAITING
        if self.screen is not None and self.screen.status in _HALF_DONE:
            return Urgency.SCREEN_HALF_DONE
        if self.screen is not None:
            return Urgency.SCREENED
        known = any(m.kind is MarkerKind.KNOWN_TO_FULL_CIRCLE for m in self.markers)
        return Urgency.KNOWN_ELSEWHERE if known else Urgency.NOT_SCREENED


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everyone in the suite now, most urgent first as of `as_of`."""

    suite: str
    rows: tuple[BoardRow, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMatch:
    """Who may be the one looked for; `reasons` are wording keys such as match.nhs_number."""

    person: Person
    score: int
    reasons: tuple[str, ...]
    last_detention: Detention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """Everything this workstation holds about one person; lists are newest first."""

    person: Person
    detentions: tuple[Detention, ...] = ()
    calls: tuple[HcpCall, ...] = ()
    reviews: tuple[ClinicalReview, ...] = ()
    screens: tuple[Screen, ...] = ()
    consents: tuple[Consent, ...] = ()
    reports: tuple[CourtReport, ...] = ()
    copies: tuple[ReportCopy, ...] = ()
    names: Mapping[PractitionerId, str] = field(default_factory=dict)
    being_written: Mapping[ScreenId, tuple[BeingWritten, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """A fact already recorded about the person, to be confirmed rather than asked again.

    `link_id` and `screen_id` say where it was asked; a field of the record has none.
    """

    answer: Answer
    source: str
    recorded_at: datetime
    recorded_by: str
    is_from_this_detention: bool = False
    link_id: str = ""
    screen_id: ScreenId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenScreen:
    """A screen with what was typed at this desk since its last entry in the journal (`draft`).

    Answers, drafts and what is known go by place (desktop.forms.places). `facts` are what the
    form's expressions may name, such as "patient": FHIR as plain dicts. `being_written` is what
    colleagues have typed here and not filed.
    """

    screen: Screen
    questionnaire: Questionnaire
    draft: Mapping[str, Answer] = field(default_factory=dict)
    known: Mapping[str, KnownAnswer] = field(default_factory=dict)
    names: Mapping[PractitionerId, str] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Any] | Value] = field(default_factory=dict)
    being_written: tuple[BeingWritten, ...] = ()

    def answers(self) -> dict[str, Answer]:
        return {**self.screen.answers, **self.draft}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """A form that may be begun. `is_instrument`: one published tool by itself, not a screen."""

    canonical: str
    title: str
    is_built_in: bool
    form_id: FormId | None = None
    is_instrument: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck:
    """Something a draft says or lacks; `blocks` means it cannot be signed as it is."""

    section: str
    message_key: str
    details: Mapping[str, str] = field(default_factory=dict)
    blocks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReport:
    pdf: bytes
    copy: ReportCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyListRow:
    """One line of the police custody list as read: reviewed by a person before it is taken."""

    family_name: str
    given_name: str
    custody_record_number: str
    cell: str = ""
    offence: str = ""
    gender: Gender = Gender.NOT_KNOWN
    date_of_birth: date | None = None
    arrived_at: datetime | None = None
    problem: str = ""
    existing: DetentionId | None = None
    match: PersonMatch | None = None
