"""A desk in memory: believable services for page tests, any of which a test may replace."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop.domain.attached import Attached
from desktop.domain.court_report import CopyRoute, ReportStatus
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import DetentionId, PersonId, ReviewId, ScreenId
from desktop.domain.person import Marker, MarkerKind, Person
from desktop.domain.screen import Answer, Consent, Screen, ScreenStatus
from desktop.errors import NotFoundError
from desktop.forms import Inspection, Verdict
from desktop.services.bundles import BundleRead, BundleWritten
from desktop.services.conflict_background import ConflictBackground
from desktop.services.everything import Services
from desktop.services.sync_values import Receipt, SyncState, WhatLeaves
from desktop.services.values import (
    Board,
    CustodyListRow,
    FormChoice,
    IssuedReport,
    OpenScreen,
    PersonFile,
    PersonMatch,
    ReportTemplate,
    Session,
)
from tests.builders.board import a_night_shift
from tests.builders.custody import a_custody_list_row, a_detention
from tests.builders.links import a_link
from tests.builders.moments import NOW
from tests.builders.people import a_person
from tests.builders.reports import a_copy, a_court_report, a_receipt, a_signature
from tests.builders.screens import CANONICAL, a_form, a_screen, an_open_screen
from tests.builders.staff import OKAFOR, a_session


@dataclass
class DeskInMemory:
    """What was done, so that a test can look. Times are those of the builders."""

    session: Session = field(default_factory=a_session)
    people: dict[PersonId, Person] = field(default_factory=dict)
    detentions: dict[DetentionId, Detention] = field(default_factory=dict)
    calls: list[HcpCall] = field(default_factory=list)
    reviews: dict[ReviewId, ClinicalReview] = field(default_factory=dict)
    consents: list[Consent] = field(default_factory=list)
    screen: Screen = field(default_factory=a_screen)
    draft: dict[str, Answer] = field(default_factory=dict)
    attached: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        person, detention = a_person(), a_detention()
        self.people.setdefault(person.id, person)
        self.detentions.setdefault(detention.id, detention)

    def find_people(self, text: str, *, limit: int = 20) -> tuple[PersonMatch, ...]:
        words = text.lower().split()
        found = [
            PersonMatch(person=person, score=90, reasons=("match.name",))
            for person in self.people.values()
            if all(word in f"{person.family_name} {person.given_name}".lower() for word in words)
        ]
        return tuple(found[:limit])

    def save_person(self, person: Person) -> Person:
        self.people[person.id] = person
        return person

    def mark_warning(self, person_id: PersonId, kind: MarkerKind, note: str) -> Person:
        person = self.person(person_id)
        marker = Marker(
            kind=kind, note=note, recorded_at=NOW, recorded_by=self.session.practitioner.name
        )
        markers = {**person.markers, f"marker{len(person.markers)}": marker}
        return self.save_person(replace(person, markers=markers))

    def person(self, person_id: PersonId) -> Person:
        if person_id not in self.people:
            raise NotFoundError
        return self.people[person_id]

    def open_person(self, person_id: PersonId) -> PersonFile:
        return PersonFile(
            person=self.person(person_id),
            detentions=tuple(d for d in self.detentions.values() if d.person_id == person_id),
            calls=tuple(call for call in self.calls if call.person_id == person_id),
            reviews=tuple(r for r in self.reviews.values() if r.person_id == person_id),
            consents=tuple(self.consents),
            names={OKAFOR: self.session.practitioner.name},
        )

    def save_detention(self, detention: Detention) -> Detention:
        self.detentions[detention.id] = detention
        return detention

    def release(self, detention_id: DetentionId, at: datetime, outcome: str) -> Detention:
        return self.save_detention(self.detentions[detention_id].release(at, outcome))

    def log_call(self, call: HcpCall) -> HcpCall:
        self.calls.append(call)
        return call

    def change_call(self, old: HcpCall, new: HcpCall) -> HcpCall:
        self.calls = [new if call.id == old.id else call for call in self.calls]
        return new

    def set_review(self, review: ClinicalReview) -> ClinicalReview:
        self.reviews[review.id] = review
        return review

    def complete_review(self, review_id: ReviewId, at: datetime) -> ClinicalReview:
        return self.set_review(replace(self.reviews[review_id], done_at=at, done_by=OKAFOR))

    def open_screen(self, _screen_id: ScreenId | None = None) -> OpenScreen:
        return an_open_screen(screen=self.screen, draft=dict(self.draft))

    def answer_question(self, _screen_id: ScreenId, link_id: str, answer: Answer) -> None:
        self.draft[link_id] = answer

    def leave_section(self, _screen_id: ScreenId, section: str, next_section: str) -> Screen:
        left = {**self.screen.sections_left, section: NOW}
        screen = self.screen.with_answers(self.draft)
        self.draft = {}
        self.screen = replace(screen, sections_left=left, current_section=next_section)
        return self.screen

    def set_screen_status(self, status: ScreenStatus, **changes: Any) -> Screen:
        self.screen = replace(self.screen, status=status, **changes)
        return self.screen

    def complete_screen(self, _screen_id: ScreenId) -> Screen:
        self.screen = self.screen.with_answers(self.draft).complete(NOW, OKAFOR)
        return self.screen

    def record_consent(self, consent: Consent) -> Consent:
        self.consents.append(consent)
        return consent

    def attach_file(self, content: bytes, title: str) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.attached[sha256] = content
        return Attached(sha256, len(content), "application/pdf", title).text()

    def read_attached(self, sha256: str) -> bytes:
        if sha256 not in self.attached:
            raise NotFoundError
        return self.attached[sha256]


def services_in_memory(desk: DeskInMemory | None = None, **overrides: Any) -> Services:
    """Return services over one desk. `overrides` replace single services by name."""
    desk = desk or DeskInMemory()
    parts = {
        "session": desk.session,
        "now": lambda: NOW,
        **_people(desk),
        **_custody(desk),
        **_screens(desk),
        **_reports(),
        **_conflicts(),
        **_sync(),
    }
    return Services(**{**parts, **overrides})


Parts = dict[str, Callable[..., Any]]


def _people(desk: DeskInMemory) -> Parts:
    return {
        "find_people": desk.find_people,
        "likely_duplicates": lambda _person: (),
        "add_person": desk.save_person,
        "change_person": lambda _old, new: desk.save_person(new),
        "mark_warning": desk.mark_warning,
        "open_person": desk.open_person,
        **_met_twice(),
    }


def _met_twice() -> Parts:
    return {
        "people_met_twice": lambda _person_id=None: (),
        "count_met_twice": lambda: 0,
        "compare_touched": lambda _most=10: 0,
        "group_of": lambda person_id: (person_id,),
        "links_of": lambda _person_id: (),
        "link_people": lambda _a, _b, _reasons=(), **_seen: a_link(),
        "say_not_the_same": lambda _a, _b, _why="", **_seen: a_link(),
        "unlink_people": lambda _a, _b, _why: (),
        "written_since_link": lambda _link: (),
    }


def _custody(desk: DeskInMemory) -> Parts:
    def show_board() -> Board:
        return a_night_shift()

    def import_custody_list(rows: Sequence[CustodyListRow]) -> int:
        return len(rows)

    return {
        "show_board": show_board,
        "book_in": desk.save_detention,
        "change_detention": lambda _old, new: desk.save_detention(new),
        "release": desk.release,
        "log_call": desk.log_call,
        "change_call": desk.change_call,
        "set_review": desk.set_review,
        "complete_review": desk.complete_review,
        "read_custody_list": lambda _text: (a_custody_list_row(),),
        "import_custody_list": import_custody_list,
    }


def _screens(desk: DeskInMemory) -> Parts:
    return {
        "list_forms": lambda: (
            FormChoice(canonical=CANONICAL, title="Health screen", is_built_in=True),
        ),
        "inspect_form": lambda _raw: Inspection(
            title="Health screen",
            canonical=CANONICAL,
            item_count=5,
            verdict=Verdict.WORKS,
            findings=(),
        ),
        "import_form": lambda raw: a_form(raw=raw),
        "start_screen": lambda *_asked: desk.open_screen(),
        "open_screen": desk.open_screen,
        "answer_question": desk.answer_question,
        "leave_section": desk.leave_section,
        "pause_screen": lambda _id: desk.set_screen_status(ScreenStatus.PAUSED),
        "hand_over_screen": lambda _id, to, note: desk.set_screen_status(
            ScreenStatus.HANDED_OVER, handed_over_to=to, handover_note=note
        ),
        "leave_unfinished": lambda _id: desk.set_screen_status(ScreenStatus.UNFINISHED),
        "complete_screen": desk.complete_screen,
        "record_consent": desk.record_consent,
        **_about_screens(desk),
    }


def _about_screens(desk: DeskInMemory) -> Parts:
    return {
        "earlier_screen": lambda _screen_id: None,
        "proposed_warnings": lambda _screen_id: (),
        "print_screen": lambda _screen_id: b"%PDF-1.7",
        "print_blank_form": lambda _canonical, _person_id: b"%PDF-1.7",
        "attach_file": desk.attach_file,
        "read_attached": desk.read_attached,
        "instrument_history": lambda _detention_id, _instrument: (),
        "due_instruments": lambda _detention_id: (),
    }


def _reports() -> Parts:
    def issue(
        report_id: Any, route: CopyRoute, given_to: str, password: str | None = None
    ) -> IssuedReport:
        assert (password is not None) == (route is CopyRoute.SAVED_ENCRYPTED)
        copy = a_copy(report_id=report_id, route=route, given_to=given_to)
        return IssuedReport(pdf=b"%PDF-1.7", copy=copy)

    def sign(report_id: Any) -> Any:
        return a_court_report(id=report_id, status=ReportStatus.SIGNED, signature=a_signature())

    def write(
        _report_id: Any, texts: Any, court: str, hearing_at: datetime | None, **_more: Any
    ) -> Any:
        report = a_court_report(court=court, hearing_at=hearing_at)
        for key, text in texts.items():
            report = report.write(key, text)
        return report

    return {
        "list_templates": lambda: (ReportTemplate(key="court.standard", title="Court report"),),
        "draft_court_report": lambda *_asked: a_court_report(),
        "open_court_report": lambda report_id: a_court_report(id=report_id),
        "list_court_reports": lambda: (a_court_report(),),
        "write_court_report": write,
        "check_court_report": lambda _id: (),
        "preview_court_report": lambda _id: b"%PDF-1.7",
        "sign_court_report": sign,
        "issue_court_report": issue,
        "amend_court_report": lambda report_id: a_court_report(version=2, supersedes=report_id),
    }


def _conflicts() -> Parts:
    return {
        "open_conflicts": lambda _person_id=None: (),
        "conflict_background": lambda _conflict: ConflictBackground(),
        "settle_conflict": lambda *_asked, **_more: None,
        "also_recorded": lambda _person_id: (),
        "bad_entries": lambda: (),
    }


def _sync() -> Parts:
    def send_now(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Receipt:
        assert not cancelled()
        progress(34, 34)
        return a_receipt()

    return {
        "sync_state": lambda: SyncState(waiting=3, last_sent_at=NOW, is_enrolled=True),
        "what_leaves": lambda: WhatLeaves(people=1),
        "send_now": send_now,
        "catch_up": lambda _progress, _cancelled: (0, 0),
        "last_receipt": lambda: None,
        "print_receipt": lambda _receipt: b"%PDF-1.7",
        "write_bundle": lambda _path, **_more: BundleWritten("ABCDE-12345", 3),
        "read_bundle": lambda _path, _code: BundleRead(new=2),
    }
