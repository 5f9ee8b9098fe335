"""A stay in custody, the calls for a practitioner made during it, and the reviews it asks for."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from desktop.domain.identity import CallId, DetentionId, PersonId, PractitionerId, ReviewId
from desktop.domain.record import UNSAVED, Standing
from desktop.errors import RuleBrokenError


class AlreadyReleasedError(RuleBrokenError):
    message_key = "error.already_released"


class EndsBeforeItBeginsError(RuleBrokenError):
    message_key = "error.ends_before_it_begins"


class Setting(StrEnum):
    CUSTODY = "custody"
    VOLUNTARY_ATTENDANCE = "voluntary_attendance"
    COURT = "court"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detention:
    """`custody_record_number` has no national format and is unique only within a force."""

    id: DetentionId
    person_id: PersonId
    suite: str
    custody_record_number: str
    arrived_at: datetime
    cell: str = ""
    offence: str = ""
    setting: Setting = Setting.CUSTODY
    is_first_time: bool | None = None
    appropriate_adult: str = ""
    hearing_court: str = ""
    hearing_at: datetime | None = None
    released_at: datetime | None = None
    release_outcome: str = ""
    standing: Standing = field(default=UNSAVED, compare=False)

    def release(self, at: datetime, outcome: str) -> "Detention":
        if self.released_at is not None:
            raise AlreadyReleasedError(custody_record_number=self.custody_record_number)
        if at < self.arrived_at:
            raise EndsBeforeItBeginsError(field="released_at")
        return replace(self, released_at=at, release_outcome=outcome)


class CallReason(StrEnum):
    """Why custody staff ask for a practitioner (custody healthcare call record)."""

    FIT_TO_DETAIN = "fit_to_detain"
    FIT_TO_INTERVIEW = "fit_to_interview"
    MEDICATION = "medication"
    INJURY = "injury"
    INTOXICATION = "intoxication"
    WITHDRAWAL = "withdrawal"
    MENTAL_HEALTH = "mental_health"
    SELF_HARM = "self_harm"
    PREGNANCY = "pregnancy"
    FORENSIC_SAMPLE = "forensic_sample"
    DRUG_TEST = "drug_test"
    REVIEW = "review"
    OTHER = "other"


class Priority(StrEnum):
    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class BreachReason(StrEnum):
    BUSY = "busy_with_other_detainee"
    TWO_SUITES = "two_suites"
    NO_STAFF = "no_staff"
    UNAVAILABLE = "detainee_unavailable"
    WRONGLY_LOGGED = "wrongly_logged"


@dataclass(frozen=True, slots=True, kw_only=True)
class HcpCall:
    """`requested_at` starts the clock; `arrived_at`, the first face-to-face, stops it."""

    id: CallId
    detention_id: DetentionId
    person_id: PersonId
    suite: str
    requested_at: datetime
    reason: CallReason
    priority: Priority = Priority.ROUTINE
    requested_by: str = ""
    accepted_at: datetime | None = None
    accepted_by: PractitionerId | None = None
    telephone_advice_at: datetime | None = None
    arrived_at: datetime | None = None
    breach_reason: BreachReason | None = None
    outcome: str = ""
    standing: Standing = field(default=UNSAVED, compare=False)

    def arrive(self, at: datetime) -> "HcpCall":
        if at < self.requested_at:
            raise EndsBeforeItBeginsError(field="arrived_at")
        return replace(self, arrived_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalReview:
    """A time by which a practitioner must look again: what prevents a withdrawal seizure."""

    id: ReviewId
    detention_id: DetentionId
    person_id: PersonId
    suite: str
    due_at: datetime
    reason: str
    done_at: datetime | None = None
    done_by: PractitionerId | None = None
    standing: Standing = field(default=UNSAVED, compare=False)
