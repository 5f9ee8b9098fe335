"""One line of the list of court reports, as finished words, in the order of the hearings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.domain.court_report import CourtReport, ReportStatus
from desktop.domain.identity import CourtReportId
from desktop.services.values import whole_minutes
from desktop.wording.clinical import clinical_moment, duration
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.court_report.words import time_left

_NO_HEARING = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """`warning` is the word that says this one cannot wait; empty for the others."""

    report_id: CourtReportId
    warning: str
    court: str
    hearing: str
    name: str
    status: str
    time_left: str
    time_left_said: str

    def said(self) -> str:
        """Return the time left as a screen reader should say it."""
        said = self.time_left_said
        return f"{self.warning}, {said}" if self.warning else said


def rows_of(reports: Iterable[CourtReport], now: datetime) -> tuple[ReportRow, ...]:
    """Return the newest version of each report: hearings to come first, then those gone by."""
    found = [report for report in reports if report.status is not ReportStatus.SUPERSEDED]
    return tuple(_row(report, now) for report in sorted(found, key=lambda r: _order(r, now)))


def _short(report: CourtReport, now: datetime) -> str:
    if report.hearing_at is None:
        return _("Not known")
    minutes = whole_minutes(now, report.hearing_at)
    words = duration(minutes) if minutes >= 0 else _("{time} ago", time=duration(-minutes))
    is_urgent = time_left(report, now).is_urgent
    return _("Act now: {time}", time=words) if is_urgent else words


def _order(report: CourtReport, now: datetime) -> tuple[bool, float, str]:
    """Keep a draft among what is to come even when its hearing has begun: it is still owed."""
    hearing = report.hearing_at or _NO_HEARING
    is_over = hearing < now and report.status is not ReportStatus.DRAFT
    seconds = hearing.timestamp()
    return is_over, -seconds if is_over else seconds, report.reference


def _row(report: CourtReport, now: datetime) -> ReportRow:
    left = time_left(report, now)
    return ReportRow(
        report_id=report.id,
        warning=_("Act now") if left.is_urgent else "",
        court=report.court or _("Not recorded"),
        hearing=clinical_moment(report.hearing_at),
        name=report.defendant_name or _("Name not recorded"),
        status=_("{status}, version {version}", status=term(report.status), version=report.version),
        time_left=_short(report, now),
        time_left_said=left.words,
    )
