"""A court report: drafted from the record, signed once, superseded and never edited."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.identity import (
    CopyId,
    CourtReportId,
    DetentionId,
    PersonId,
    PractitionerId,
    ScreenId,
)
from desktop.domain.record import UNSAVED, Standing
from desktop.errors import RuleBrokenError


class ReportAlreadySignedError(RuleBrokenError):
    message_key = "error.report_signed"


class ReportStatus(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """One register: a heading and its text, and which answers the text was drafted from."""

    title: str
    text: str = ""
    order: int = 0
    sources: tuple[str, ...] = ()  # linkIds of the screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed what: `sha256` of the frozen values, `signature` by the practitioner's own key."""

    signed_at: datetime
    signed_by: PractitionerId
    name: str
    profession: str
    registration_number: str
    sha256: str
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtReport:
    """`reference` is the short id printed on every page, unique within the service."""

    id: CourtReportId
    reference: str
    person_id: PersonId
    detention_id: DetentionId | None
    screen_id: ScreenId | None
    template: str
    court: str
    hearing_at: datetime | None
    written_by: PractitionerId
    started_at: datetime
    defendant_name: str = ""
    defendant_born: date | None = None
    case_reference: str = ""
    version: int = 1
    supersedes: CourtReportId | None = None
    status: ReportStatus = ReportStatus.DRAFT
    sections: dict[str, ReportSection] = field(default_factory=dict)
    signature: Signature | None = None
    standing: Standing = field(default=UNSAVED, compare=False)

    def in_order(self) -> tuple[tuple[str, ReportSection], ...]:
        return tuple(sorted(self.sections.items(), key=lambda pair: pair[1].order))

    def write(self, key: str, text: str) -> "CourtReport":
        if self.status is not ReportStatus.DRAFT:
            raise ReportAlreadySignedError(reference=self.reference)
        return replace(
            self, sections={**self.sections, key: replace(self.sections[key], text=text)}
        )


class CopyRoute(StrEnum):
    PRINTED = "printed"
    SAVED = "saved_as_pdf"
    SAVED_ENCRYPTED = "saved_as_encrypted_pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCopy:
    """A copy that left the program: of which version, to whom, how, when."""

    id: CopyId
    report_id: CourtReportId
    person_id: PersonId
    version: int
    sha256: str
    route: CopyRoute
    given_to: str
    made_at: datetime
    made_by: PractitionerId
    standing: Standing = field(default=UNSAVED, compare=False)
