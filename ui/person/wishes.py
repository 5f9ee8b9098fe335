"""What can be asked for on a person's page: one value a wish, made by panels, met in fulfil."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.detention import Detention, HcpCall
from desktop.domain.identity import ReviewId, ScreenId
from desktop.domain.person import MarkerKind, Person
from desktop.domain.screen import ConsentScope, ConsentStatus


@dataclass(frozen=True, slots=True)
class StartScreen:
    canonical: str


@dataclass(frozen=True, slots=True)
class ArriveNow:
    call: HcpCall


@dataclass(frozen=True, slots=True)
class SetReview:
    due_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FinishReview:
    review_id: ReviewId
    at: datetime


@dataclass(frozen=True, slots=True)
class AddWarning:
    kind: MarkerKind
    note: str


@dataclass(frozen=True, slots=True)
class RecordConsent:
    scope: ConsentScope
    status: ConsentStatus
    reason: str


@dataclass(frozen=True, slots=True)
class DraftReport:
    screen_id: ScreenId
    template: str
    court: str
    hearing_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeDetails:
    """The person and, where she is in custody, the detention: each as shown and as typed."""

    person: tuple[Person, Person]
    detention: tuple[Detention, Detention] | None


@dataclass(frozen=True, slots=True)
class Release:
    at: datetime
    outcome: str


Wish = (
    StartScreen
    | ArriveNow
    | SetReview
    | FinishReview
    | AddWarning
    | RecordConsent
    | DraftReport
    | ChangeDetails
    | Release
)
