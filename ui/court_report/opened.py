"""Everything the report page shows, asked for at once on the database thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.court_report import CourtReport, ReportCopy, ReportStatus
from desktop.domain.detention import Detention
from desktop.domain.identity import CourtReportId
from desktop.domain.screen import Consent, ConsentScope
from desktop.errors import ExpectedError
from desktop.services.everything import Services
from desktop.services.values import PersonFile, ReportCheck
from ui.court_report.words import latest_consents


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReport:
    """`sources` holds, per section, the words of the questions that its draft came from."""

    report: CourtReport
    file: PersonFile
    checks: tuple[ReportCheck, ...] = ()
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def detention(self) -> Detention | None:
        wanted = self.report.detention_id
        return next((each for each in self.file.detentions if each.id == wanted), None)

    def consents(self) -> dict[ConsentScope, Consent]:
        return latest_consents(self.file.consents, self.report.detention_id)

    def versions(self) -> frozenset[CourtReportId]:
        """Return this report and the ones it replaced: their copies are still out there."""
        by_id = {each.id: each for each in (*self.file.reports, self.report)}
        found: list[CourtReportId] = []
        current: CourtReportId | None = self.report.id
        while current is not None and current not in found:
            found.append(current)
            version = by_id.get(current)
            current = version.supersedes if version is not None else None
        return frozenset(found)

    def copies(self) -> tuple[ReportCopy, ...]:
        """Return the copies of every version so far, newest first."""
        versions = self.versions()
        mine = (copy for copy in self.file.copies if copy.report_id in versions)
        return tuple(sorted(mine, key=lambda copy: copy.made_at, reverse=True))

    def newer(self) -> CourtReportId | None:
        return next((r.id for r in self.file.reports if r.supersedes == self.report.id), None)


def open_report(services: Services, report_id: CourtReportId) -> OpenedReport:
    report = services.open_court_report(report_id)
    is_draft = report.status is ReportStatus.DRAFT
    return OpenedReport(
        report=report,
        file=services.open_person(report.person_id),
        checks=services.check_court_report(report_id) if is_draft else (),
        sources=_sources(services, report),
    )


def check_again(services: Services, opened: OpenedReport) -> OpenedReport:
    report = services.open_court_report(opened.report.id)
    return replace(opened, report=report, checks=services.check_court_report(report.id))


def _sources(services: Services, report: CourtReport) -> dict[str, tuple[str, ...]]:
    """Return nothing where the screen cannot be opened here: the report must open all the same."""
    if report.screen_id is None:
        return {}
    try:
        items = services.open_screen(report.screen_id).questionnaire.items
    except ExpectedError:
        return {}
    return {
        key: tuple(items[link].text for link in section.sources if link in items)
        for key, section in report.sections.items()
    }
