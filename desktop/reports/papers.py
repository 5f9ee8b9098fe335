"""All papers of one session behind the port that services ask: who prints, for which service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.court_report import CourtReport
from desktop.domain.identity import PractitionerId
from desktop.reports.blank_form import blank_form_pdf
from desktop.reports.court_report import court_report_pdf
from desktop.reports.encryption import encrypt_pdf
from desktop.reports.receipt import receipt_pdf
from desktop.reports.screen_paper import screen_pdf
from desktop.reports.values import CourtReportPaper
from desktop.services.form_papers import BlankPaper, ScreenPaper
from desktop.services.sync_values import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """`title_of` gives a template's title in words, `name_of` a practitioner's name or ""."""

    service: str
    printed_by: str
    now: Callable[[], datetime]
    title_of: Callable[[str], str]
    name_of: Callable[[PractitionerId], str]

    def court_report(self, report: CourtReport, *, is_draft: bool, sha256: str) -> bytes:
        return court_report_pdf(
            CourtReportPaper(
                report=report,
                title=self.title_of(report.template),
                service=self.service,
                author=self.name_of(report.written_by),
                printed_by=self.printed_by,
                printed_at=self.now(),
                content_sha256=sha256,
                as_draft=is_draft,
            )
        )

    def receipt(self, receipt: Receipt) -> bytes:
        return receipt_pdf(receipt, self.printed_by, self.now())

    def screen(self, paper: ScreenPaper) -> bytes:
        by, at = self.printed_by, self.now()
        return screen_pdf(paper, service=self.service, printed_by=by, printed_at=at)

    def blank_form(self, paper: BlankPaper) -> bytes:
        by, at = self.printed_by, self.now()
        return blank_form_pdf(paper, service=self.service, printed_by=by, printed_at=at)

    def encrypt(self, pdf: bytes, password: str) -> bytes:
        return encrypt_pdf(pdf, password)
