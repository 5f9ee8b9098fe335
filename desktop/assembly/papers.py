"""The papers of this session. ReportLab is imported at the first of them, not at unlock."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.court_report import CourtReport
from desktop.domain.identity import PractitionerId
from desktop.services.form_papers import BlankPaper, ScreenPaper
from desktop.services.ports import Clock, Reads
from desktop.services.report_templates import templates
from desktop.services.sync_values import Receipt
from desktop.services.values import Session

if TYPE_CHECKING:
    from desktop.reports.papers import Papers


@dataclass(frozen=True, slots=True)
class LatePapers:
    """Fulfils services.ports.PrintsReports and PrintsForms."""

    reads: Reads
    session: Session
    service: str
    now: Clock

    def _papers(self) -> "Papers":
        from desktop.reports.papers import Papers  # noqa: PLC0415 -- heavy

        return Papers(
            service=self.service,
            printed_by=self.session.practitioner.name,
            now=self.now,
            title_of=_title,
            name_of=self._name,
        )

    def _name(self, practitioner_id: PractitionerId) -> str:
        return self.reads.names().get(practitioner_id, "")

    def court_report(self, report: CourtReport, *, is_draft: bool, sha256: str) -> bytes:
        return self._papers().court_report(report, is_draft=is_draft, sha256=sha256)

    def receipt(self, receipt: Receipt) -> bytes:
        return self._papers().receipt(receipt)

    def screen(self, paper: ScreenPaper) -> bytes:
        return self._papers().screen(paper)

    def blank_form(self, paper: BlankPaper) -> bytes:
        return self._papers().blank_form(paper)

    def encrypt(self, pdf: bytes, password: str) -> bytes:
        return self._papers().encrypt(pdf, password)


def _title(template: str) -> str:
    title: str = templates().get(template, {}).get("title", "")
    return title
