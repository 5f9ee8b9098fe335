"""One unlocked session: the open store and every service on it, built once and joined here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.assembly.central_link import CentralLink
from desktop.assembly.other_workstations import conflicts, met_twice, sending
from desktop.assembly.parts import Parts, parts_of
from desktop.assembly.screens import screens
from desktop.assembly.setting_up import check_set_up, finish
from desktop.domain.identity import DeviceId
from desktop.services import court_reports as reports
from desktop.services import custody, custody_list, people, report_copies
from desktop.services.being_written import FindBeingWritten
from desktop.services.board import ShowBoard
from desktop.services.everything import Services
from desktop.services.ports import Clock
from desktop.services.report_checks import CheckCourtReport
from desktop.services.report_templates import list_templates
from desktop.services.values import Session
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.store import Store, only_instance, open_store
from desktop.vault.unlock import Unlocked, Vault


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    services: Services
    store: Store
    link: CentralLink
    unlocked: Unlocked


@dataclass(frozen=True, slots=True)
class SigningPen:
    """Fulfils services.ports.SignsDocuments; what holds it may be shown and shows no key."""

    signing_key: bytes = field(repr=False)

    def __call__(self, digest: bytes, /) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415 -- heavy
            Ed25519PrivateKey,
        )

        return Ed25519PrivateKey.from_private_bytes(self.signing_key).sign(digest)


@contextmanager
def open_session(
    folder: Path, user: str, passphrase: str, *, now: Clock = utc_now
) -> Iterator[OpenSession]:
    """Unlock, open the store, build the services; close the store at the end.

    Raises what desktop.vault.errors and desktop.storage.errors name.
    """
    check_set_up(folder)
    with only_instance(folder):
        unlocked = Vault(folder).unlock(user, passphrase)
        store = open_store(folder, unlocked.slot.store_key, unlocked.workstation.device_id.bytes)
        try:
            finish(folder, store, unlocked.slot.practitioner)
            yield assemble(unlocked, store, now)
        finally:
            store.close()


def assemble(unlocked: Unlocked, store: Store, now: Clock = utc_now) -> OpenSession:
    workstation, who = unlocked.workstation, unlocked.slot.practitioner
    session = Session(
        practitioner=who,
        device_id=DeviceId(workstation.device_id),
        workstation=workstation.name,
        suite=workstation.suite,
    )
    link = CentralLink(ReadsOfStore(store), session, unlocked.secrets, workstation)
    parts = parts_of(session, link, SigningPen(unlocked.slot.signing_key), now)
    services = Services(
        session=session,
        now=now,
        **_people(parts),
        **_custody(parts),
        **screens(parts),
        **_reports(parts),
        **met_twice(parts),
        **conflicts(parts),
        **sending(parts),
    )
    return OpenSession(services=services, store=store, link=link, unlocked=unlocked)


def _people(p: Parts) -> dict[str, Any]:
    return {
        "show_board": ShowBoard(p.reads, p.questionnaires, p.session, p.now),
        "find_people": people.FindPeople(p.reads, p.now),
        "likely_duplicates": people.LikelyDuplicates(p.reads),
        "add_person": people.AddPerson(p.open_unit_of_work, p.now),
        "change_person": people.ChangePerson(p.open_unit_of_work, p.now),
        "mark_warning": people.MarkWarning(p.open_unit_of_work, p.session, p.now),
        "open_person": people.OpenPerson(p.reads, FindBeingWritten(p.drafts)),
    }


def _custody(p: Parts) -> dict[str, Any]:
    duplicates = people.LikelyDuplicates(p.reads)
    return {
        "book_in": custody.BookIn(p.reads, p.open_unit_of_work, p.now),
        "change_detention": custody.ChangeDetention(p.reads, p.open_unit_of_work, p.now),
        "release": custody.Release(p.open_unit_of_work, p.now),
        "log_call": custody.LogCall(p.open_unit_of_work, p.now),
        "change_call": custody.ChangeCall(p.open_unit_of_work, p.now),
        "set_review": custody.SetReview(p.open_unit_of_work, p.now),
        "complete_review": custody.CompleteReview(p.open_unit_of_work, p.session),
        "read_custody_list": custody_list.ReadCustodyList(p.reads, duplicates, p.now),
        "import_custody_list": custody_list.ImportCustodyList(
            p.reads, p.open_unit_of_work, p.session, p.now
        ),
    }


def _reports(p: Parts) -> dict[str, Any]:
    check = CheckCourtReport(p.reads, p.session)
    return {
        "list_templates": list_templates,
        "draft_court_report": reports.DraftCourtReport(
            p.reads, p.open_unit_of_work, p.filled_screens, p.session, p.now
        ),
        "open_court_report": reports.OpenCourtReport(p.reads),
        "list_court_reports": p.reads.reports,
        "write_court_report": reports.WriteCourtReport(p.open_unit_of_work),
        "check_court_report": check,
        "preview_court_report": report_copies.PreviewCourtReport(p.reads, p.papers),
        "sign_court_report": reports.SignCourtReport(
            p.open_unit_of_work, check, p.sign, p.session, p.now
        ),
        "issue_court_report": report_copies.IssueCourtReport(
            p.reads, p.open_unit_of_work, p.papers, p.session, p.now
        ),
        "amend_court_report": reports.AmendCourtReport(
            p.reads, p.open_unit_of_work, p.session, p.now
        ),
    }
