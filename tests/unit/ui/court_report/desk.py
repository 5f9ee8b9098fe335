"""A desk with one court report on it: services that keep things in memory and fail when told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop.domain.court_report import (
    CopyRoute,
    CourtReport,
    ReportCopy,
    ReportSection,
    ReportStatus,
)
from desktop.domain.identity import ConsentId, CopyId, CourtReportId, PersonId, new_uuid
from desktop.domain.screen import Consent, ConsentScope, ConsentStatus
from desktop.errors import ExpectedError, TroubleError
from desktop.services.everything import Services
from desktop.services.values import IssuedReport, PersonFile, ReportCheck
from tests.builders.custody import a_detention
from tests.builders.moments import NOW, numbered
from tests.builders.people import a_marker, a_person, a_person_file
from tests.builders.reports import a_copy, a_court_report, a_signature
from tests.builders.screens import a_consent
from tests.builders.staff import OKAFOR
from tests.fakes.services import services_in_memory
from tests.unit.ui.printing.small_pdf import a_pdf

REPORT = a_court_report().id
NEXT_VERSION = CourtReportId(numbered(902))


class DiskFullError(TroubleError):
    message_key = "error.disk_full"


def a_report(**changes: Any) -> CourtReport:
    """Return a draft of three sections, the first drafted from the screen, the last empty."""
    contact = ReportSection(
        title="Contact",
        text="Ms Marsh was seen face to face in Southend custody for 40 minutes.",
        order=1,
        sources=("health.injury", "health.notes"),
    )
    presentation = ReportSection(
        title="Presentation today",
        text="She was tired and tearful, answered every question and knew where she was.",
        order=2,
        sources=("alcohol.today",),
    )
    court = ReportSection(title="Functioning in court", order=3)
    sections = {"contact": contact, "presentation": presentation, "court": court}
    return replace(a_court_report(sections=sections), **changes)


def consent_to(scope: ConsentScope, status: ConsentStatus, **changes: Any) -> Consent:
    return a_consent(id=ConsentId(new_uuid()), scope=scope, status=status, **changes)


@dataclass
class Desk:
    """What the services know. `trouble` maps a service's name to the error it is told to raise."""

    reports: dict[CourtReportId, CourtReport] = field(default_factory=lambda: {REPORT: a_report()})
    consents: tuple[Consent, ...] = (consent_to(ConsentScope.COURT, ConsentStatus.GIVEN),)
    copies: tuple[ReportCopy, ...] = ()
    checks: Callable[[CourtReport], tuple[ReportCheck, ...]] = lambda _report: ()
    trouble: dict[str, ExpectedError] = field(default_factory=dict)
    written: list[Mapping[str, str]] = field(default_factory=list)
    passwords: list[str | None] = field(default_factory=list)
    previews: int = 0
    time: datetime = NOW

    def services(self) -> Services:
        told: dict[str, Any] = {name: self._told(name) for name in _SERVICES}
        return services_in_memory(now=lambda: self.time, **told)

    def report(self) -> CourtReport:
        return self.reports[REPORT]

    def sign(self) -> None:
        self._sign_court_report(REPORT)

    def _told(self, name: str) -> Callable[..., Any]:
        def service(*asked: Any, **named: Any) -> Any:
            if name in self.trouble:
                raise self.trouble[name]
            return getattr(self, f"_{name}")(*asked, **named)

        return service

    def _list_court_reports(self) -> tuple[CourtReport, ...]:
        return tuple(self.reports.values())

    def _open_court_report(self, report_id: CourtReportId) -> CourtReport:
        return self.reports[report_id]

    def _open_person(self, _person_id: PersonId) -> PersonFile:
        return a_person_file(
            person=a_person(markers={"risk": a_marker()}),
            detentions=(a_detention(),),
            consents=self.consents,
            reports=tuple(self.reports.values()),
            copies=self.copies,
            names={OKAFOR: "J. Okafor"},
        )

    def _write_court_report(
        self,
        report_id: CourtReportId,
        sections: Mapping[str, str],
        court: str,
        hearing_at: datetime | None,
        *,
        shown: CourtReport | None = None,
    ) -> CourtReport:
        assert shown is not None
        report = self.reports[report_id]
        for key, text in sections.items():
            report = report.write(key, text)
        self.reports[report_id] = replace(report, court=court, hearing_at=hearing_at)
        self.written.append(dict(sections))
        return self.reports[report_id]

    def _check_court_report(self, report_id: CourtReportId) -> tuple[ReportCheck, ...]:
        return self.checks(self.reports[report_id])

    def _preview_court_report(self, report_id: CourtReportId) -> bytes:
        self.previews += 1
        report = self.reports[report_id]
        return a_pdf(*(section.text for _key, section in report.in_order() if section.text))

    def _sign_court_report(self, report_id: CourtReportId) -> CourtReport:
        signed = replace(
            self.reports[report_id], status=ReportStatus.SIGNED, signature=a_signature()
        )
        self.reports[report_id] = signed
        return signed

    def _issue_court_report(
        self,
        report_id: CourtReportId,
        route: CopyRoute,
        given_to: str,
        password: str | None = None,
    ) -> IssuedReport:
        copy = a_copy(
            id=CopyId(new_uuid()),
            report_id=report_id,
            route=route,
            given_to=given_to,
            made_at=self.time,
        )
        self.copies = (copy, *self.copies)
        self.passwords.append(password)
        return IssuedReport(pdf=a_pdf("signed"), copy=copy)

    def _amend_court_report(self, report_id: CourtReportId) -> CourtReport:
        old = self.reports[report_id]
        new = replace(
            old,
            id=NEXT_VERSION,
            version=old.version + 1,
            supersedes=old.id,
            status=ReportStatus.DRAFT,
            signature=None,
        )
        self.reports[new.id] = new
        return new


_SERVICES = (
    "list_court_reports",
    "open_court_report",
    "open_person",
    "write_court_report",
    "check_court_report",
    "preview_court_report",
    "sign_court_report",
    "issue_court_report",
    "amend_court_report",
)
