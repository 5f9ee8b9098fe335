"""What looking at a form found, for whoever decides about its use."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.errors import RuleBrokenError


class Level(StrEnum):
    REFUSED = "refused"
    FINDING = "finding"


class Verdict(StrEnum):
    WORKS = "works"
    WORKS_WITH_FINDINGS = "works_with_findings"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Finding:
    """`link_id` is "" where the form as a whole is meant; `rule` names the rule for machines."""

    level: Level
    link_id: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    title: str
    canonical: str
    item_count: int
    verdict: Verdict
    findings: tuple[Finding, ...]


class FormRefusedError(RuleBrokenError):
    """The form cannot be used here; `findings` say why, item by item."""

    message_key = "error.form_refused"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings
