"""A court report's life: drafted from a screen, written, signed once, issued, superseded."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from desktop.domain.conflict import Side, written_into
from desktop.domain.court_report import (
    CourtReport,
    ReportAlreadySignedError,
    ReportStatus,
    Signature,
)
from desktop.domain.detention import Detention
from desktop.domain.identity import CourtReportId, ScreenId, new_uuid
from desktop.errors import RuleBrokenError
from desktop.services.form_facts import FilledScreens
from desktop.services.ports import Clock, OpenUnitOfWork, Reads, SignsDocuments, UnitOfWork
from desktop.services.report_checks import CheckCourtReport, is_agreed, standing_consents
from desktop.services.report_templates import TemplateFiller, template_named
from desktop.services.values import Session
from desktop.wording.clinical import name_family_first


class ReportBlockedError(RuleBrokenError):
    """Something in the report stands against signing it; the checks say what."""

    message_key = "error.report_blocked"


class SharingNotAgreedError(RuleBrokenError):
    """The agreement to share with the court was taken back after the report was signed."""

    message_key = "error.sharing_not_agreed"


class ReportChangedSinceError(RuleBrokenError):
    """Somebody wrote into the draft at another desk before the signature reached it."""

    message_key = "error.report_changed"


class NewerVersionError(RuleBrokenError):
    message_key = "error.report_superseded"


class ReportNotSignedError(RuleBrokenError):
    message_key = "error.report_not_signed"


def new_reference(report_id: CourtReportId) -> str:
    """Return the short id printed on each page: ten letters and figures of the report's id."""
    letters = base64.b32encode(report_id.bytes[-7:]).decode()[:10]
    return f"CR-{letters[:5]}-{letters[5:]}"


def frozen_sha256(report: CourtReport) -> str:
    """Return the SHA-256 of what a signature covers: every value, and who signed it when.

    Left out are the status, which a later version changes, and the proof itself.
    """
    values = asdict(report)
    for name in ("standing", "status"):
        del values[name]
    if values["signature"] is not None:
        for name in ("sha256", "signature"):
            del values["signature"][name]
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DraftCourtReport:
    """Draft from what is recorded: each section remembers the questions its text came from."""

    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    filled_screens: FilledScreens
    session: Session
    now: Clock

    def __call__(
        self, screen_id: ScreenId, template: str, court: str, hearing_at: datetime | None
    ) -> CourtReport:
        screen = self.reads.screen(screen_id)
        person = self.reads.person(screen.person_id)
        consents = self.reads.consents_of_person(person.id)
        standing = standing_consents(consents, screen.detention_id)
        filler = TemplateFiller(
            person,
            self.filled_screens(screen),
            frozenset(scope for scope, consent in standing.items() if is_agreed(consent)),
        )
        detention = (
            self.reads.record(Detention, screen.detention_id) if screen.detention_id else None
        )
        report_id = CourtReportId(new_uuid())
        report = CourtReport(
            id=report_id,
            reference=new_reference(report_id),
            person_id=person.id,
            detention_id=screen.detention_id,
            screen_id=screen_id,
            template=template,
            court=court.strip() or (detention.hearing_court if detention else ""),
            hearing_at=hearing_at or (detention.hearing_at if detention else None),
            written_by=self.session.practitioner.id,
            started_at=self.now(),
            defendant_name=name_family_first(person.family_name, person.given_name, person.title),
            defendant_born=person.date_of_birth,
            sections=filler.sections(template_named(template)),
        )
        with self.open_unit_of_work() as work:
            work.reports.add(report)
            work.commit()
            return work.reports.get(report.id)


@dataclass(frozen=True, slots=True)
class OpenCourtReport:
    reads: Reads

    def __call__(self, report_id: CourtReportId) -> CourtReport:
        return self.reads.record(CourtReport, report_id)


@dataclass(frozen=True, slots=True)
class WriteCourtReport:
    """Save what was typed over the report that was `shown`; over the one that stands, by default.

    What a colleague wrote and the author was not shown stays beside it. Raises
    ReportAlreadySignedError: a signed report is amended.
    """

    open_unit_of_work: OpenUnitOfWork

    def __call__(
        self,
        report_id: CourtReportId,
        sections: Mapping[str, str],
        court: str,
        hearing_at: datetime | None,
        *,
        shown: CourtReport | None = None,
    ) -> CourtReport:
        with self.open_unit_of_work() as work:
            now = work.reports.get(report_id)
            if now.status is not ReportStatus.DRAFT:
                raise ReportAlreadySignedError(reference=now.reference)
            old = new = shown or now
            for key, text in sections.items():
                new = new.write(key, text)
            work.reports.change(old, replace(new, court=court.strip(), hearing_at=hearing_at))
            work.commit()
            return work.reports.get(report_id)


@dataclass(frozen=True, slots=True)
class SignCourtReport:
    """Freeze the values, hash them and sign the hash with the practitioner's own key."""

    open_unit_of_work: OpenUnitOfWork
    check: CheckCourtReport
    sign: SignsDocuments
    session: Session
    now: Clock

    def __call__(self, report_id: CourtReportId) -> CourtReport:
        who = self.session.practitioner
        with self.open_unit_of_work() as work:
            old = work.reports.get(report_id)
            if old.status is not ReportStatus.DRAFT:
                raise ReportAlreadySignedError(reference=old.reference)
            if any(check.blocks for check in self.check.of(old)):
                raise ReportBlockedError
            unproved = Signature(
                signed_at=self.now(),
                signed_by=who.id,
                name=who.name,
                profession=who.profession,
                registration_number=who.registration_number,
                sha256="",
                signature=b"",
            )
            sha256 = frozen_sha256(replace(old, signature=unproved))
            proof = self.sign(bytes.fromhex(sha256))
            signature = replace(unproved, sha256=sha256, signature=proof)
            signed = replace(old, status=ReportStatus.SIGNED, signature=signature)
            work.reports.change(old, signed)
            if old.supersedes is not None:
                earlier = work.reports.get(old.supersedes)
                work.reports.change(earlier, replace(earlier, status=ReportStatus.SUPERSEDED))
            work.commit()
            return work.reports.get(report_id)


@dataclass(frozen=True, slots=True)
class AmendCourtReport:
    """Begin version n+1 of a signed report; version n stands until the new one is signed.

    It begins with what somebody wrote into version n before the signature reached her. Returns the
    draft that somebody began already. Raises NewerVersionError where it was signed.
    """

    reads: Reads
    open_unit_of_work: OpenUnitOfWork
    session: Session
    now: Clock

    def __call__(self, report_id: CourtReportId) -> CourtReport:
        newer = [one for one in self.reads.reports() if one.supersedes == report_id]
        if any(one.signature is not None for one in newer):
            raise NewerVersionError(reference=newer[0].reference)
        if newer:
            return newer[0]
        with self.open_unit_of_work() as work:
            old = work.reports.get(report_id)
            if old.signature is None:
                raise ReportNotSignedError(reference=old.reference)
            values: dict[str, Any] = {
                "id": CourtReportId(new_uuid()),
                "version": old.version + 1,
                "supersedes": old.id,
                "status": ReportStatus.DRAFT,
                "signature": None,
                "written_by": self.session.practitioner.id,
                "started_at": self.now(),
            }
            beside = self._written_beside(old)
            new = replace(_with(old, beside), **values)
            work.reports.add(new)
            _settle(work, old, beside)
            work.commit()
            return work.reports.get(new.id)

    def _written_beside(self, report: CourtReport) -> dict[str, tuple[Side, ...]]:
        """Return, per register, what was written without having seen the signature."""
        registers = report.standing.changed_since_sealed
        return {name: self.reads.sides("court_report", report.id, name) for name in registers}


def _with(report: CourtReport, beside: Mapping[str, tuple[Side, ...]]) -> CourtReport:
    for register, sides in beside.items():
        others = [side for side in sides if not side.is_shown]
        if others:
            report = written_into(report, register, others[-1].value)
    return report


def _settle(work: UnitOfWork, signed: CourtReport, beside: Mapping[str, tuple[Side, ...]]) -> None:
    """Note that the amendment takes over what stood beside the signed text."""
    decided = {
        register: (
            next((side.value for side in sides if side.is_shown), None),
            signed.standing.held.get(register, ()),
        )
        for register, sides in beside.items()
    }
    if decided:
        register, (value, replaces) = next(iter(decided.items()))
        work.reports.settle(signed, register, value, replaces, others=decided, how="amended")
