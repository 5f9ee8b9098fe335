"""One unlocked session: the open store and every service on it, built once and joined here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from desktop.assembly.bundle_link import BundleLink
from desktop.assembly.central_link import CentralLink
from desktop.assembly.papers import LatePapers
from desktop.assembly.setting_up import check_set_up, finish
from desktop.domain.identity import DeviceId
from desktop.services import court_reports as reports
from desktop.services import (
    custody,
    custody_list,
    people,
    people_met_twice,
    person_links,
    report_copies,
    screening,
)
from desktop.services.also_recorded import ShowAlsoRecorded
from desktop.services.answered_reviews import SetAnsweredReviews
from desktop.services.attached_files import AttachFile, FileAttached, ReadAttached
from desktop.services.being_written import FindBeingWritten
from desktop.services.board import ShowBoard
from desktop.services.conflict_background import ReadConflictBackground
from desktop.services.conflicts import ShowBadEntries, ShowConflicts
from desktop.services.earlier_answers import EarlierAnswers
from desktop.services.earlier_screen import FindEarlierScreen
from desktop.services.everything import Services
from desktop.services.form_facts import FilledScreens, FormFacts
from desktop.services.instrument_readings import (
    DueInstruments,
    InstrumentHistory,
    InstrumentsOfStay,
    SetInstrumentReviews,
)
from desktop.services.known_facts import KnownFacts
from desktop.services.ports import (
    Clock,
    SignsDocuments,
    WaitingFiles,
)
from desktop.services.printed_screens import PrintBlankForm, PrintScreen
from desktop.services.proposed_warnings import ProposeWarnings
from desktop.services.questionnaires import ImportForm, ListForms, Questionnaires, inspect_form
from desktop.services.report_checks import CheckCourtReport
from desktop.services.report_templates import list_templates
from desktop.services.screen_consents import NewConsents
from desktop.services.screen_journal import Desk, JournalScreen
from desktop.services.sections_complete import NoteCompleteSections
from desktop.services.sending import ShowWhatLeaves
from desktop.services.settle_conflict import SettleConflict
from desktop.services.shift_end import LeaveUnfinished
from desktop.services.values import Session
from desktop.storage.drafts import DraftsInStore
from desktop.storage.meetings import MeetingsInStore
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.store import Store, only_instance, open_store
from desktop.storage.unit_of_work import unit_of_work
from desktop.storage.waiting_files import WaitingFilesInStore
from desktop.storage.written_since import WrittenSinceInStore
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
    parts = _parts(session, link, SigningPen(unlocked.slot.signing_key), now)
    services = Services(
        session=session,
        now=now,
        **_people(parts),
        **_custody(parts),
        **_screens(parts),
        **_reports(parts),
        **_conflicts(parts),
        **_sending(parts),
    )
    return OpenSession(services=services, store=store, link=link, unlocked=unlocked)


def _parts(session: Session, link: CentralLink, sign: SignsDocuments, now: Clock) -> "_Parts":
    reads, workstation, who = link.reads, link.workstation, session.practitioner
    questionnaires = Questionnaires(reads)
    return _Parts(
        session=session,
        reads=reads,
        drafts=DraftsInStore(reads.store, who.id.bytes),
        open_unit_of_work=partial(unit_of_work, reads.store, who.id.bytes),
        questionnaires=questionnaires,
        filled_screens=FilledScreens(reads, questionnaires, FormFacts(reads, session), now),
        waiting_files=WaitingFilesInStore(reads.store),
        papers=LatePapers(reads, session, workstation.service or workstation.suite, now),
        link=link,
        sign=sign,
        now=now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    session: Session
    reads: ReadsOfStore
    drafts: DraftsInStore
    open_unit_of_work: Any
    questionnaires: Questionnaires
    filled_screens: FilledScreens
    waiting_files: WaitingFiles
    papers: LatePapers
    link: CentralLink
    sign: SignsDocuments
    now: Clock


def _people(p: _Parts) -> dict[str, Any]:
    return {
        "show_board": ShowBoard(p.reads, p.questionnaires, p.session, p.now),
        "find_people": people.FindPeople(p.reads, p.now),
        "likely_duplicates": people.LikelyDuplicates(p.reads),
        "add_person": people.AddPerson(p.open_unit_of_work, p.now),
        "change_person": people.ChangePerson(p.open_unit_of_work, p.now),
        "mark_warning": people.MarkWarning(p.open_unit_of_work, p.session, p.now),
        "open_person": people.OpenPerson(p.reads, FindBeingWritten(p.drafts)),
        **_met_twice(p),
    }


def _met_twice(p: _Parts) -> dict[str, Any]:
    meetings, written = MeetingsInStore(p.reads.store), WrittenSinceInStore(p.reads.store)
    work = p.open_unit_of_work
    return {
        "people_met_twice": people_met_twice.PeopleMetTwice(p.reads, meetings),
        "count_met_twice": people_met_twice.CountMetTwice(meetings),
        "compare_touched": people_met_twice.CompareTouched(meetings),
        "group_of": p.reads.group_of,
        "links_of": p.reads.links_of,
        "link_people": person_links.LinkPeople(p.reads, work, p.session, p.now),
        "say_not_the_same": person_links.SayNotTheSame(p.reads, work, p.session, p.now),
        "unlink_people": person_links.UnlinkPeople(p.reads, work, written, p.session, p.now),
        "written_since_link": written,
    }


def _custody(p: _Parts) -> dict[str, Any]:
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


def _screens(p: _Parts) -> dict[str, Any]:
    known = KnownFacts(p.reads, EarlierAnswers(p.reads, p.drafts, p.filled_screens))
    desk = Desk()
    journal = _journal(p, desk)
    open_screen = screening.OpenAScreen(
        p.reads,
        p.drafts,
        p.questionnaires,
        known,
        p.filled_screens,
        FindBeingWritten(p.drafts),
        desk,
    )
    return {
        "list_forms": ListForms(p.reads),
        "inspect_form": inspect_form,
        "import_form": ImportForm(p.reads, p.open_unit_of_work, p.session, p.now),
        "start_screen": screening.StartScreen(
            p.open_unit_of_work, p.questionnaires, p.filled_screens, open_screen, p.session, p.now
        ),
        "open_screen": open_screen,
        "answer_question": screening.AnswerQuestion(p.drafts, desk, p.session, p.now),
        **_leaving(p, journal),
        "complete_screen": screening.CompleteScreen(
            journal, p.reads, p.drafts, p.filled_screens, p.session, p.now
        ),
        "record_consent": screening.RecordConsent(p.open_unit_of_work),
        **_about_screens(p),
    }


def _leaving(p: _Parts, journal: JournalScreen) -> dict[str, Any]:
    return {
        "leave_section": screening.LeaveSection(journal, p.now),
        "pause_screen": screening.PauseScreen(journal),
        "hand_over_screen": screening.HandOverScreen(journal),
        "leave_unfinished": LeaveUnfinished(journal),
    }


def _journal(p: _Parts, desk: Desk) -> JournalScreen:
    stay = InstrumentsOfStay(p.reads, p.filled_screens)
    return JournalScreen(
        p.open_unit_of_work,
        p.drafts,
        desk,
        NewConsents(p.reads, p.questionnaires, p.filled_screens, p.session, p.now),
        SetAnsweredReviews(p.reads, p.questionnaires, p.filled_screens),
        SetInstrumentReviews(p.reads, stay, p.session, p.now),
        FileAttached(p.reads, p.waiting_files, p.open_unit_of_work),
        NoteCompleteSections(p.filled_screens),
        p.reads,
        p.questionnaires,
    )


def _about_screens(p: _Parts) -> dict[str, Any]:
    stay = InstrumentsOfStay(p.reads, p.filled_screens)
    return {
        "earlier_screen": FindEarlierScreen(
            p.reads, EarlierAnswers(p.reads, p.drafts, p.filled_screens)
        ),
        "proposed_warnings": ProposeWarnings(p.reads, p.drafts, p.filled_screens),
        "print_screen": PrintScreen(p.reads, p.drafts, p.filled_screens, p.papers),
        "print_blank_form": PrintBlankForm(p.reads, p.questionnaires, p.papers),
        "attach_file": AttachFile(p.waiting_files),
        "read_attached": ReadAttached(p.reads, p.waiting_files),
        "instrument_history": InstrumentHistory(stay),
        "due_instruments": DueInstruments(p.reads, stay),
    }


def _reports(p: _Parts) -> dict[str, Any]:
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


def _conflicts(p: _Parts) -> dict[str, Any]:
    return {
        "open_conflicts": ShowConflicts(p.reads, p.questionnaires),
        "conflict_background": ReadConflictBackground(p.reads, p.questionnaires),
        "settle_conflict": SettleConflict(p.open_unit_of_work),
        "also_recorded": ShowAlsoRecorded(p.reads, p.questionnaires),
        "bad_entries": ShowBadEntries(p.reads),
    }


def _sending(p: _Parts) -> dict[str, Any]:
    return {
        "sync_state": p.link.state,
        "what_leaves": ShowWhatLeaves(p.reads, p.drafts, p.session),
        "send_now": p.link.send,
        "catch_up": p.link.catch_up,
        "last_receipt": p.link.last_receipt,
        "print_receipt": p.papers.receipt,
        "write_bundle": BundleLink(p.link, p.now).write,
        "read_bundle": BundleLink(p.link, p.now).read,
    }
