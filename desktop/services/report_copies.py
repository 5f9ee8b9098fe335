"""What a court report gives: the page to look at, and the copies that leave, each logged."""

from dataclasses import dataclass

from desktop.domain.court_report import CopyRoute, CourtReport, ReportCopy
from desktop.domain.identity import CopyId, CourtReportId, new_uuid
from desktop.domain.screen import ConsentScope
from desktop.errors import FieldProblemError
from desktop.services.court_reports import (
    ReportChangedSinceError,
    ReportNotSignedError,
    SharingNotAgreedError,
    frozen_sha256,
)
from desktop.services.ports import Clock, OpenUnitOfWork, PrintsReports, Reads
from desktop.services.report_checks import is_agreed, standing_consents
from desktop.services.values import IssuedReport, Session


@dataclass(frozen=True, slots=True)
class PreviewCourtReport:
    reads: Reads
    prints: PrintsReports

    def __call__(self, report_id: CourtReportId) -> bytes:
        return _drawn(self.prints, self.reads.record(CourtReport, report_id))


def _drawn(prints: PrintsReports, report: CourtReport) -> bytes:
    is_draft = not is_as_signed(report)
    return prints.court_report(report, is_draft=is_draft, sha256=frozen_sha256(report))


def is_as_signed(report: CourtReport) -> bool:
    signature = report.signature
    return signature is not None and frozen_sha256(report) == signature.sha256


@dataclass(frozen=True, slots=True)
class IssueCourtReport:
    """Draw a signed report for paper or file and log the copy.

    Raises SharingNotAgreedError where the agreement to share no longer stands, and
    ReportChangedSinceError where the report is not what was signed.
    """

    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    prints: PrintsReports
    session: Session
    now: Clock

    def __call__(
        self,
        report_id: CourtReportId,
        route: CopyRoute,
        given_to: str,
        password: str | None = None,
    ) -> IssuedReport:
        report = self.reads.record(CourtReport, report_id)
        if report.signature is None:
            raise ReportNotSignedError(reference=report.reference)
        if not is_as_signed(report):
            raise ReportChangedSinceError(reference=report.reference)
        if not given_to.strip():
            raise FieldProblemError({"given_to": "field.required"})
        self._refuse_unagreed(report)
        pdf = _drawn(self.prints, report)
        if route is CopyRoute.SAVED_ENCRYPTED:
            pdf = self.prints.encrypt(pdf, password or "")
        copy = ReportCopy(
            id=CopyId(new_uuid()),
            report_id=report.id,
            person_id=report.person_id,
            version=report.version,
            sha256=report.signature.sha256,
            route=route,
            given_to=given_to.strip(),
            made_at=self.now(),
            made_by=self.session.practitioner.id,
        )
        with self.open_unit_of_work() as work:
            work.copies.add(copy)
            work.commit()
        return IssuedReport(pdf=pdf, copy=copy)

    def _refuse_unagreed(self, report: CourtReport) -> None:
        consents = self.reads.consents_of_person(report.person_id)
        standing = standing_consents(consents, report.detention_id)
        if not is_agreed(standing.get(ConsentScope.COURT)):
            raise SharingNotAgreedError(reference=report.reference)
