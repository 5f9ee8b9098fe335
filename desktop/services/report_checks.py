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
from desktop.domain.identity import CourtReportId, DetentionId
from desktop.domain.person import Person
from desktop.domain.screen import Consent, ConsentScope, ConsentStatus
from desktop.services.ports import Reads
from desktop.services.values import ReportCheck, Session

_PROMPT = re.compile(r"\[[^\]]+\]")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 4
_AGREED = (ConsentStatus.GIVEN, ConsentStatus.NOT_NEEDED)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = json.loads((files("resources") / "court_reports" / "checks.json").read_text("utf-8"))
    return tuple(
        (rule["message_key"], re.compile(rule["pattern"], re.IGNORECASE)) for rule in data["rules"]
    )


def standing_consents(
    consents: tuple[Consent, ...], detention_id: DetentionId | None
) -> dict[ConsentScope, Consent]:
    """Return the newest consent of a stay for each scope; `consents` are newest first.

    A withdrawal counts wherever it was recorded: people come back to say it.
    """
    standing: dict[ConsentScope, Consent] = {}
    for consent in consents:
        is_of_stay = consent.detention_id == detention_id
        if is_of_stay or consent.status is ConsentStatus.WITHDRAWN:
            standing.setdefault(consent.scope, consent)
    return standing


def is_agreed(consent: Consent | None) -> bool:
    return consent is not None and consent.status in _AGREED


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
        consent = standing_consents(consents, report.detention_id).get(ConsentScope.COURT)
        if consent is not None and consent.status is ConsentStatus.WITHDRAWN:
            yield ReportCheck(section="", message_key="check.consent_withdrawn", blocks=True)
        elif not is_agreed(consent):
            yield ReportCheck(section="", message_key="check.no_consent", blocks=True)
        if not report.court.strip():
            yield ReportCheck(section="", message_key="check.no_court", blocks=True)
        if report.hearing_at is None:
            yield ReportCheck(section="", message_key="check.no_hearing")
        if not self.session.practitioner.registration_number:
            yield ReportCheck(section="", message_key="check.no_registration_number")

    def _says(self, report: CourtReport) -> Iterator[ReportCheck]:
        others = self._others(report)
        for key, section in report.in_order():
            if not section.text.strip():
                yield ReportCheck(
                    section=key, message_key="check.empty_section", details={"title": section.title}
                )
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
            for other in others:
                yield from _named(key, section.text, other, report.defendant_name)

    def _others(self, report: CourtReport) -> list[Person]:
        """Return who else is in custody here now: text of another person's report names them."""
        here = self.reads.custody_now(self.session.suite)
        return [one.person for one in here if one.person.id != report.person_id]


def _named(key: str, text: str, other: Person, defendant: str) -> Iterator[ReportCheck]:
    """Yield that the text names the other person. A family name alone may be a word: it warns."""
    own = _words(defendant)
    given, family = _words(other.given_name), _words(other.family_name)
    if given | family <= own:
        return  # a namesake cannot be told apart
    full = f"{other.given_name} {other.family_name}"
    found = re.search(rf"\b{re.escape(full)}\b", text, re.IGNORECASE) if given else None
    if found is not None:
        yield _name_check(key, found[0], blocks=True)
    elif len(other.family_name) >= _SHORTEST_NAME and not family <= own:
        written = "|".join(map(re.escape, (other.family_name, other.family_name.upper())))
        if found := re.search(rf"\b(?:{written})\b", text):
            yield _name_check(key, found[0], blocks=False)


def _name_check(key: str, words: str, *, blocks: bool) -> ReportCheck:
    return ReportCheck(
        section=key,
        message_key="check.other_persons_name",
        details={"words": words},
        blocks=blocks,
    )


def _words(name: str) -> set[str]:
    return set(_WORD.findall(name.casefold()))
