"""The services for screens: begun, answered, left, completed, printed, and read again."""

from typing import Any

from desktop.assembly.parts import Parts
from desktop.services import screening
from desktop.services.answered_reviews import SetAnsweredReviews
from desktop.services.attached_files import AttachFile, FileAttached, ReadAttached
from desktop.services.being_written import FindBeingWritten
from desktop.services.earlier_answers import EarlierAnswers
from desktop.services.earlier_screen import FindEarlierScreen
from desktop.services.instrument_readings import (
    DueInstruments,
    InstrumentHistory,
    InstrumentsOfStay,
    SetInstrumentReviews,
)
from desktop.services.known_facts import KnownFacts
from desktop.services.printed_screens import PrintBlankForm, PrintScreen
from desktop.services.proposed_warnings import ProposeWarnings
from desktop.services.questionnaires import ImportForm, ListForms, inspect_form
from desktop.services.screen_consents import NewConsents
from desktop.services.screen_journal import Desk, JournalScreen
from desktop.services.sections_complete import NoteCompleteSections
from desktop.services.shift_end import LeaveUnfinished


def screens(p: Parts) -> dict[str, Any]:
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


def _leaving(p: Parts, journal: JournalScreen) -> dict[str, Any]:
    return {
        "leave_section": screening.LeaveSection(journal, p.now),
        "pause_screen": screening.PauseScreen(journal),
        "hand_over_screen": screening.HandOverScreen(journal),
        "leave_unfinished": LeaveUnfinished(journal),
    }


def _journal(p: Parts, desk: Desk) -> JournalScreen:
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


def _about_screens(p: Parts) -> dict[str, Any]:
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
