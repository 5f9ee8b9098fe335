"""The papers of this session. ReportLab is imported at the first of them, not at unlock."""

from dataclasses import dataclass

from desktop.domain.court_report import CourtReport
from desktop.domain.identity import PractitionerId
from desktop.services.ports import Clock, PrintsReports, Reads
from desktop.services.report_templates import templates
from desktop.services.values import Receipt, Session


@dataclass(frozen=True, slots=True)
class LatePapers:
    """Fulfils services.ports.PrintsReports."""

    reads: Reads
    session: Session
    service: str
    now: Clock

    def _papers(self) -> PrintsReports:
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

    def encrypt(self, pdf: bytes, password: str) -> bytes:
        return self._papers().encrypt(pdf, password)


def _title(template: str) -> str:
    title: str = templates().get(template, {}).get("title", "")
    return title
