"""What the papers are made from: frozen values with every name already looked up."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.court_report import CourtReport, ReportStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtReportPaper:
    """One printing of one court report.

    `title` is the template's, in words. `author` is the writer's name as it stands until someone
    signs; what a signature says goes before it. `content_sha256` is of the frozen values, in hex.
    `as_draft` marks even a signed report as a draft; nothing unmarks one that is not signed.
    """

    report: CourtReport
    title: str
    service: str
    author: str
    printed_by: str
    printed_at: datetime
    content_sha256: str = ""
    copy_number: int | None = None
    given_to: str = ""
    as_draft: bool = False

    @property
    def is_draft(self) -> bool:
        """True until somebody has signed, whatever the status says."""
        is_signed = self.report.signature is not None
        return self.as_draft or not is_signed or self.report.status is ReportStatus.DRAFT

    @property
    def is_superseded(self) -> bool:
        return not self.is_draft and self.report.status is ReportStatus.SUPERSEDED
