"""A shift without a window: the same services, in the order that a practitioner works."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from desktop.demo.assessment import told_tonight
from desktop.demo.conversation import Conversation
from desktop.demo.custody_list import custody_list
from desktop.demo.night import a_night
from desktop.demo.transcript import Transcript
from desktop.domain.court_report import CopyRoute, CourtReport
from desktop.domain.detention import CallReason, Detention, HcpCall, Priority
from desktop.domain.identity import CallId, DetentionId, PersonId, ScreenId, new_uuid
from desktop.domain.person import Person
from desktop.domain.screen import Answer, Screen, ScreenStatus
from desktop.forms import Item
from desktop.services.everything import Services
from desktop.services.questionnaires import HEALTH_ASSESSMENT, LIAISON_SCREEN, NEWS2
from desktop.services.sync_values import Receipt
from desktop.services.values import BoardRow, OpenScreen, Urgency
from desktop.wording.clinical import (
    clinical_date,
    clinical_moment,
    clock_time,
    duration,
    name_family_first,
)
from desktop.wording.errors import sentence
from desktop.wording.terms import counted, term

_LIST_SEED_APART = 1
_LIST_LENGTH = 4
_SHOWN = 8

_URGENCY_WORDS = {
    Urgency.REVIEW_OVERDUE: "review overdue",
    Urgency.CALL_BREACHED: "call past target",
    Urgency.CALL_WAITING: "call waiting",
    Urgency.SCREEN_HALF_DONE: "screen half done",
    Urgency.KNOWN_ELSEWHERE: "known to Full Circle",
    Urgency.NOT_SCREENED: "not screened",
    Urgency.SCREENED: "screened",
}


@dataclass(frozen=True, slots=True)
class Shift:
    """One practitioner's steps. Each says what it did; none is needed by the program itself."""

    services: Services
    say: Transcript

    def look_at_board(self) -> None:
        board = self.services.show_board()
        self.say.step(f"The board at {clock_time(board.as_of)}")
        self.say.say(f"{board.suite}: {len(board.rows)} in custody, most urgent first")
        for row in board.rows[:_SHOWN]:
            self.say.say(self._row(row))

    def _row(self, row: BoardRow) -> str:
        now = self.services.now()
        why = _URGENCY_WORDS[row.urgency(now)]
        name = name_family_first(row.family_name, row.given_name, "")
        stay = duration(int((now - row.arrived_at).total_seconds() // 60))
        call = ""
        if row.call is not None and row.call.arrived_at is None:
            call = f"  call {row.call.minutes_waited(now)} of {row.call.target_minutes} min"
        return f"{why:<21}{name:<28}{row.cell:<5}{row.custody_record_number:<12}{stay} in{call}"

    def take_custody_list(self, seed: int) -> None:
        now = self.services.now()
        suite = self.services.session.suite
        coming = a_night(
            seed=seed + _LIST_SEED_APART,
            detentions=_LIST_LENGTH,
            suite=suite,
            now=now,
            with_stories=False,
        )
        # Numbers that the night itself has not used: these people are new to the suite.
        stays = tuple(
            replace(
                stay,
                custody_record_number=f"SN/{8800 + place}/26",
                cell=f"H{place + 1}",
                released_at=None,
            )
            for place, stay in enumerate(coming.detentions)
        )
        text = custody_list(replace(coming, detentions=stays))
        self.say.step("The police custody list, pasted")
        # A person would be asked about each who may be known; these are new to the suite.
        rows = [replace(row, match=None) for row in self.services.read_custody_list(text)]
        new = [row for row in rows if row.existing is None and not row.problem]
        self.say.say(f"{len(rows)} lines read, {len(new)} not on the board yet")
        taken = self.services.import_custody_list(rows)
        again = self.services.import_custody_list(self.services.read_custody_list(text))
        self.say.say(f"{counted('detention', taken)} taken in; the same list again: {again}")

    def book_in(self) -> Detention:
        self.say.step("A person arrives who may be known")
        now = self.services.now()
        person = Person(id=PersonId(new_uuid()), family_name="Marsh-Doyle", given_name="Kelly")
        for match in self.services.likely_duplicates(person):
            known = match.person
            born = clinical_date(known.date_of_birth)
            name = name_family_first(known.family_name, known.given_name, known.title)
            self.say.say(f"may be {name}, born {born}: not the same person this time")
        person = self.services.add_person(person)
        detention = self.services.book_in(
            Detention(
                id=DetentionId(new_uuid()),
                person_id=person.id,
                suite=self.services.session.suite,
                custody_record_number=self._free_number(),
                cell="C01",
                arrived_at=now - timedelta(minutes=25),
                offence="Theft from shop",
            )
        )
        self.say.say(f"booked in as {detention.custody_record_number}, cell {detention.cell}")
        self._call(detention)
        return detention

    def _free_number(self) -> str:
        taken = {row.custody_record_number for row in self.services.show_board().rows}
        return next(one for n in range(9001, 9999) if (one := f"SN/{n}/26") not in taken)

    def _call(self, detention: Detention) -> None:
        now = self.services.now()
        call = self.services.log_call(
            HcpCall(
                id=CallId(new_uuid()),
                detention_id=detention.id,
                person_id=detention.person_id,
                suite=detention.suite,
                requested_at=now - timedelta(minutes=18),
                reason=CallReason.MENTAL_HEALTH,
                priority=Priority.URGENT,
            )
        )
        seen = self.services.change_call(call, call.arrive(now))
        waited = int((now - seen.requested_at).total_seconds() // 60)
        self.say.say(f"call for a practitioner ({term(call.reason)}): seen in {waited} min")

    def assess(self, detention: Detention) -> None:
        self.say.step("A health assessment and NEWS2, by the nurse")
        screen, asked, known = self._fill(detention, HEALTH_ASSESSMENT)
        self.say.say(f"{screen.title}: {asked} questions asked, {known} already known")
        self._fill(detention, NEWS2)
        (reading, *_) = self.services.instrument_history(detention.id, "news2")
        self.say.say(f"NEWS2 {reading.total}, {reading.band}: not a diagnosis")
        for due in self.services.due_instruments(detention.id):
            self.say.say(f"{due.title} again at {clock_time(due.due_at)} ({due.why})")

    def _fill(self, detention: Detention, canonical: str) -> tuple[Screen, int, int]:
        """Fill in a form as told tonight; return it, and how many answers were asked and known."""
        opened = self.services.start_screen(detention.person_id, detention.id, canonical)
        conversation = Conversation(self.services, opened)
        conversation.tell(told_tonight(opened.questionnaire, self.services.now()))
        screen = self.services.complete_screen(opened.screen.id)
        return screen, conversation.asked, conversation.confirmed

    def begin_screen(self, detention: Detention, told: Mapping[str, Answer]) -> ScreenId:
        self.say.step("The L&D screen, first half at this desk")
        opened = self.services.start_screen(detention.person_id, detention.id, LIAISON_SCREEN)
        tonight = [one for one in opened.known.values() if one.is_from_this_detention]
        told_by = ", ".join(sorted({one.recorded_by for one in tonight if one.screen_id}))
        self.say.say(f"{len(opened.known)} answers are known already, told to {told_by}")
        half = len(opened.questionnaire.sections) // 2
        self._answer_sections(opened, told, range(half))
        screen = self.services.hand_over_screen(
            opened.screen.id, "Priya Shah", "Tired; wants to go on after a drink of water."
        )
        self.say.say(f"handed over to {screen.handed_over_to} after {half} sections")
        return screen.id

    def finish_screen(self, screen_id: ScreenId, told: Mapping[str, Answer]) -> None:
        opened = self.services.open_screen(screen_id)
        self.say.say(
            f"found here: {len(opened.screen.answers)} answers, note: {opened.screen.handover_note}"
        )
        done = len(opened.screen.sections_left)
        self._answer_sections(opened, told, range(done, len(opened.questionnaire.sections)))
        screen = self.services.complete_screen(screen_id)
        assert screen.status is ScreenStatus.COMPLETED
        assert screen.completed_at is not None
        self.say.say(
            f"finished at {clock_time(screen.completed_at)}: {len(screen.answers)} answers"
        )

    def _answer_sections(
        self, opened: OpenScreen, told: Mapping[str, Answer], places: range
    ) -> None:
        sections = opened.questionnaire.sections
        conversation = Conversation(self.services, opened)
        for place in places:
            section = sections[place]
            before = conversation.asked, conversation.confirmed
            conversation.tell({item.link_id: told[item.link_id] for item in _within(section, told)})
            following = sections[min(place + 1, len(sections) - 1)].link_id
            self.services.leave_section(opened.screen.id, section.link_id, following)
            asked, confirmed = conversation.asked - before[0], conversation.confirmed - before[1]
            known = f", {confirmed} known and confirmed" if confirmed else ""
            self.say.say(f"section {place + 1:>2}  {section.text:<34}{asked} asked{known}")

    def write_court_report(self, row: BoardRow, output: Path) -> CourtReport:
        self.say.step("A court report before the morning list")
        assert row.screen is not None
        draft = self.services.draft_court_report(row.screen.screen_id, "same_day", "", None)
        for check in self.services.check_court_report(draft.id):
            self.say.say(f"to look at: {sentence(check.message_key, check.details)}")
        signed = self.services.sign_court_report(draft.id)
        issued = self.services.issue_court_report(
            signed.id, CopyRoute.SAVED, "Legal adviser, first court"
        )
        path = output / "court-report.pdf"
        path.write_bytes(issued.pdf)
        hearing = clinical_moment(signed.hearing_at)
        self.say.say(f"{signed.reference} for {signed.court}, {hearing}: signed, version 1")
        self.say.say(f"copy logged, given to {issued.copy.given_to}: {path.name}")
        return signed

    def send(self, output: Path | None = None) -> Receipt:
        leaves = self.services.what_leaves()
        kinds = ", ".join(counted(kind.kind, kind.count) for kind in leaves.kinds)
        self.say.say(f"will leave this machine: {kinds or 'nothing'}")
        receipt = self.services.send_now(self.say.progress, lambda: False)
        self.say.say(
            f"receipt {receipt.number} at {clock_time(receipt.at)}: {receipt.sent} sent, "
            f"{receipt.received} received, {receipt.entries_held} held by {receipt.store}"
        )
        if output is not None:
            (output / "shift-receipt.pdf").write_bytes(self.services.print_receipt(receipt))
        return receipt


def _within(section: Item, told: Mapping[str, Answer]) -> list[Item]:
    return [item for item in section.walk() if item.link_id in told]
