"""All services of one unlocked session, in one value: what windows and commands are given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desktop.domain.bad_entry import BadEntry
from desktop.domain.conflict import Choice, OpenConflict
from desktop.domain.court_report import CopyRoute, CourtReport
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import CourtReportId, DetentionId, PersonId, ReviewId, ScreenId
from desktop.domain.person import MarkerKind, Person
from desktop.domain.person_link import PersonLink
from desktop.domain.screen import Answer, Consent, Form, Screen
from desktop.forms import Inspection
from desktop.services.also_recorded import KeptBeside
from desktop.services.bundles import ReadsBundle, WritesBundle
from desktop.services.conflict_background import ConflictBackground
from desktop.services.people_met_twice import Meeting
from desktop.services.person_links import WrittenSince, WrittenSinceLink
from desktop.services.proposed_warnings import ProposedWarning
from desktop.services.screen_values import DueInstrument, EarlierScreen, InstrumentReading
from desktop.services.sync_values import Receipt, SyncState, WhatLeaves
from desktop.services.values import (
    Board,
    CustodyListRow,
    FormChoice,
    IssuedReport,
    OpenScreen,
    PersonFile,
    PersonMatch,
    ReportCheck,
    ReportTemplate,
    Session,
)

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class FindsPeople(Protocol):
    def __call__(self, text: str, *, limit: int = 20) -> tuple[PersonMatch, ...]: ...


class IssuesCourtReport(Protocol):
    def __call__(
        self,
        report_id: CourtReportId,
        route: CopyRoute,
        given_to: str,
        password: str | None = None,
    ) -> IssuedReport: ...


class WritesCourtReport(Protocol):
    def __call__(
        self,
        report_id: CourtReportId,
        sections: Mapping[str, str],
        court: str,
        hearing_at: datetime | None,
        *,
        shown: CourtReport | None = None,
    ) -> CourtReport: ...


class ShowsConflicts(Protocol):
    def __call__(self, person_id: PersonId | None = None) -> tuple[OpenConflict, ...]: ...


class SettlesConflict(Protocol):
    def __call__(
        self,
        conflict: OpenConflict,
        choice: Choice,
        *,
        keep: int = -1,
        value: object = None,
        reason: str = "",
    ) -> None: ...


class LinksPeople(Protocol):
    def __call__(
        self,
        a: PersonId,
        b: PersonId,
        reasons: Sequence[str] = (),
        *,
        seen: PersonLink | None = None,
    ) -> PersonLink: ...


class SaysNotTheSame(Protocol):
    def __call__(
        self, a: PersonId, b: PersonId, why: str = "", *, seen: PersonLink | None = None
    ) -> PersonLink: ...


class ShowsMetTwice(Protocol):
    def __call__(self, person_id: PersonId | None = None) -> tuple[Meeting, ...]: ...


class ComparesTouched(Protocol):
    def __call__(self, most: int = 10) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    session: Session
    now: Callable[[], datetime]

    show_board: Callable[[], Board]
    find_people: FindsPeople
    likely_duplicates: Callable[[Person], tuple[PersonMatch, ...]]
    add_person: Callable[[Person], Person]
    change_person: Callable[[Person, Person], Person]
    mark_warning: Callable[[PersonId, MarkerKind, str], Person]
    open_person: Callable[[PersonId], PersonFile]

    people_met_twice: ShowsMetTwice
    count_met_twice: Callable[[], int]
    compare_touched: ComparesTouched
    group_of: Callable[[PersonId], tuple[PersonId, ...]]
    links_of: Callable[[PersonId], tuple[PersonLink, ...]]
    link_people: LinksPeople
    say_not_the_same: SaysNotTheSame
    unlink_people: Callable[[PersonId, PersonId, str], tuple[WrittenSince, ...]]
    written_since_link: WrittenSinceLink

    book_in: Callable[[Detention], Detention]
    change_detention: Callable[[Detention, Detention], Detention]
    release: Callable[[DetentionId, datetime, str], Detention]
    log_call: Callable[[HcpCall], HcpCall]
    change_call: Callable[[HcpCall, HcpCall], HcpCall]
    set_review: Callable[[ClinicalReview], ClinicalReview]
    complete_review: Callable[[ReviewId, datetime], ClinicalReview]
    read_custody_list: Callable[[str], tuple[CustodyListRow, ...]]
    import_custody_list: Callable[[Sequence[CustodyListRow]], int]

    list_forms: Callable[[], tuple[FormChoice, ...]]
    inspect_form: Callable[[bytes], Inspection]
    import_form: Callable[[bytes], Form]
    start_screen: Callable[[PersonId, DetentionId | None, str], OpenScreen]
    open_screen: Callable[[ScreenId], OpenScreen]
    answer_question: Callable[[ScreenId, str, Answer], None]
    leave_section: Callable[[ScreenId, str, str], Screen]
    pause_screen: Callable[[ScreenId], Screen]
    hand_over_screen: Callable[[ScreenId, str, str], Screen]
    leave_unfinished: Callable[[ScreenId], Screen]
    complete_screen: Callable[[ScreenId], Screen]
    record_consent: Callable[[Consent], Consent]
    proposed_warnings: Callable[[ScreenId], tuple[ProposedWarning, ...]]
    earlier_screen: Callable[[ScreenId], EarlierScreen | None]
    print_screen: Callable[[ScreenId], bytes]
    print_blank_form: Callable[[str, PersonId | None], bytes]
    attach_file: Callable[[bytes, str], str]
    read_attached: Callable[[str], bytes]
    instrument_history: Callable[[DetentionId, str], tuple[InstrumentReading, ...]]
    due_instruments: Callable[[DetentionId], tuple[DueInstrument, ...]]

    list_templates: Callable[[], tuple[ReportTemplate, ...]]
    draft_court_report: Callable[[ScreenId, str, str, datetime | None], CourtReport]
    open_court_report: Callable[[CourtReportId], CourtReport]
    list_court_reports: Callable[[], tuple[CourtReport, ...]]
    write_court_report: WritesCourtReport
    check_court_report: Callable[[CourtReportId], tuple[ReportCheck, ...]]
    preview_court_report: Callable[[CourtReportId], bytes]
    sign_court_report: Callable[[CourtReportId], CourtReport]
    issue_court_report: IssuesCourtReport
    amend_court_report: Callable[[CourtReportId], CourtReport]

    open_conflicts: ShowsConflicts
    conflict_background: Callable[[OpenConflict], ConflictBackground]
    settle_conflict: SettlesConflict
    also_recorded: Callable[[PersonId], tuple[KeptBeside, ...]]
    bad_entries: Callable[[], tuple[BadEntry, ...]]

    sync_state: Callable[[], SyncState]
    what_leaves: Callable[[], WhatLeaves]
    send_now: Callable[[Progress, Cancelled], Receipt]
    catch_up: Callable[[Progress, Cancelled], tuple[int, int]]
    last_receipt: Callable[[], Receipt | None]
    print_receipt: Callable[[Receipt], bytes]
    write_bundle: WritesBundle
    read_bundle: ReadsBundle
