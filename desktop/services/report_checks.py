"""What a draft court report says that it should not, or lacks: live, each explaining itself.

The words looked for are data (resources/court_reports/checks.json). They catch the plain cases and
miss others: a person still reads the report before signing it.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desktop.domain.court_report import CourtReport
from desktop.domain.identity import CourtReportId
from desktop.domain.screen import Consent, ConsentScope, ConsentStatus
from desktop.services.ports import Reads
from desktop.services.values import ReportCheck, Session

_PROMPT = re.compile(r"\[[^\]]+\]")
_SHORTEST_NAME = 4
_AGREED = (ConsentStatus.GIVEN, ConsentStatus.NOT_NEEDED)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = json.loads((files("resources") / "court_reports" / "checks.json").read_text("utf-8"))
    return tuple(
        (rule["message_key"], re.compile(rule["pattern"], re.IGNORECASE)) for rule in data["rules"]
    )


def latest_consent(
    consents: tuple[Consent, ...], report: CourtReport, scope: ConsentScope
) -> Consent | None:
    """Return the newest consent of this stay for one scope; `consents` are newest first."""
    for consent in consents:
        if consent.scope is scope and consent.detention_id == report.detention_id:
            return consent
    return None


@dataclass(frozen=True, slots=True)
class CheckCourtReport:
    reads: Reads
    session: Session

    def __call__(self, report_id: CourtReportId) -> tuple[ReportCheck, ...]:
        return self.of(self.reads.record(CourtReport, report_id))

    def of(self, report: CourtReport) -> tuple[ReportCheck, ...]:
        return (*self._lacks(report), *self._says(report))

    def _lacks(self, report: CourtReport) -> Iterator[ReportCheck]:
        consents = self.reads.consents_of_person(report.person_id)
        consent = latest_consent(consents, report, ConsentScope.COURT)
        if consent is not None and consent.status is ConsentStatus.WITHDRAWN:
            yield ReportCheck(section="", message_key="check.consent_withdrawn", blocks=True)
        elif consent is None or consent.status not in _AGREED:
            yield ReportCheck(section="", message_key="check.no_consent", blocks=True)
        if not report.court.strip():
            yield ReportCheck(section="", message_key="check.no_court", blocks=True)
        if report.hearing_at is None:
            yield ReportCheck(section="", message_key="check.no_hearing")
        if not self.session.practitioner.registration_number:
            yield ReportCheck(section="", message_key="check.no_registration_number")

    def _says(self, report: CourtReport) -> Iterator[ReportCheck]:
        others = self._other_names(report)
        for key, section in report.in_order():
            if not section.text.strip():
                yield ReportCheck(section=key, message_key="check.empty_section")
            if prompt := _PROMPT.search(section.text):
                details = {"words": prompt[0]}
                yield ReportCheck(
                    section=key, message_key="check.prompt_left", details=details, blocks=True
                )
            for message_key, pattern in _patterns():
                if found := pattern.search(section.text):
                    yield ReportCheck(
                        section=key, message_key=message_key, details={"words": found[0]}
                    )
            words = set(re.findall(r"[^\W\d_]+", section.text))
            for name in sorted(words & others):
                yield ReportCheck(
                    section=key,
                    message_key="check.other_persons_name",
                    details={"words": name},
                    blocks=True,
                )

    def _other_names(self, report: CourtReport) -> set[str]:
        """Return family names of others in custody here now: text of another person's report."""
        here = self.reads.custody_now(self.session.suite)
        own = set(re.findall(r"[^\W\d_]+", report.defendant_name))
        names = {
            one.person.family_name
            for one in here
            if one.person.id != report.person_id and len(one.person.family_name) >= _SHORTEST_NAME
        }
        return names - own
