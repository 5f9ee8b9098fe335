"""A screen: one questionnaire answered about one person, by one or more practitioners in turn."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desktop.domain.identity import (
    ConsentId,
    DetentionId,
    FormId,
    PersonId,
    PractitionerId,
    ScreenId,
)
from desktop.domain.record import UNSAVED, Standing
from desktop.errors import RuleBrokenError


class ScreenAlreadyCompleteError(RuleBrokenError):
    message_key = "error.screen_complete"


@dataclass(frozen=True, slots=True)
class Coding:
    code: str
    system: str = ""
    display: str = ""


# Dates, times, decimals, quantities, references and attached files are text; the item's type says
# which it is.
Value = Coding | str | bool | int


class Absent(StrEnum):
    """Why there is no value. Never the same thing as "no"."""

    DECLINED = "declined"
    UNABLE = "unable"
    NOT_ASKED = "not_asked"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to one question: values, or why there are none; one register of the screen.

    `source` is set where a known fact was confirmed rather than asked: its words are shown with it.
    `is_calculated`: the form worked it out. Typed over by a person, it no longer is.
    """

    values: tuple[Value, ...] = ()
    absent: Absent | None = None
    answered_at: datetime | None = None
    answered_by: PractitionerId | None = None
    source: str = ""
    is_calculated: bool = False

    def is_given(self) -> bool:
        return bool(self.values) or self.absent is not None


class ScreenStatus(StrEnum):
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    HANDED_OVER = "handed_over"
    COMPLETED = "completed"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`sections_left` maps a section's linkId to when it was last journalled.

    `sections_complete` says of those whether nothing more was needed then.
    """

    id: ScreenId
    person_id: PersonId
    questionnaire: str  # canonical url|version
    questionnaire_sha256: str
    title: str
    started_at: datetime
    started_by: PractitionerId
    detention_id: DetentionId | None = None
    suite: str = ""
    status: ScreenStatus = ScreenStatus.IN_PROGRESS
    current_section: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    sections_left: dict[str, datetime] = field(default_factory=dict)
    sections_complete: dict[str, bool] = field(default_factory=dict)
    handed_over_to: str = ""
    handover_note: str = ""
    completed_at: datetime | None = None
    completed_by: PractitionerId | None = None
    standing: Standing = field(default=UNSAVED, compare=False)

    def with_answers(self, answers: dict[str, Answer]) -> "Screen":
        if self.status is ScreenStatus.COMPLETED:
            raise ScreenAlreadyCompleteError
        return replace(self, answers={**self.answers, **answers})

    def complete(self, at: datetime, by: PractitionerId) -> "Screen":
        if self.status is ScreenStatus.COMPLETED:
            raise ScreenAlreadyCompleteError
        return replace(self, status=ScreenStatus.COMPLETED, completed_at=at, completed_by=by)


class ConsentScope(StrEnum):
    """Each way information may go is agreed to, or not, by itself."""

    SCREENING = "screening"
    CUSTODY_STAFF = "custody_staff"
    COURT = "court"
    DEFENCE = "defence"
    PROSECUTION = "prosecution"
    PROBATION = "probation"
    GP = "gp"
    REFERRAL = "referral"
    CONTACT_AFTER = "contact_after"
    PEER_SUPPORT = "peer_support"
    FEEDBACK = "feedback"
    RESEARCH = "research"


class ConsentStatus(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"
    LACKS_CAPACITY = "lacks_capacity"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One row per scope. Withdrawing stops later printing, never erases what was sent."""

    id: ConsentId
    person_id: PersonId
    detention_id: DetentionId | None
    scope: ConsentScope
    status: ConsentStatus
    recorded_at: datetime
    recorded_by: PractitionerId
    reason: str = ""
    screen_id: ScreenId | None = None
    standing: Standing = field(default=UNSAVED, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A questionnaire that a service imported: its bytes as they came, and who put it to use."""

    id: FormId
    canonical: str
    title: str
    sha256: str
    raw: bytes
    imported_at: datetime
    imported_by: PractitionerId
    is_active: bool = False
    standing: Standing = field(default=UNSAVED, compare=False)
