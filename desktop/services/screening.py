"""A screen from its first question to its last: typed at one desk, continued at another, finished.

Each answer is a durable draft at once. Leaving a section, pausing, handing over and finishing
journal what changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId, ScreenId, new_uuid
from desktop.domain.screen import (
    Answer,
    Consent,
    Screen,
    ScreenAlreadyCompleteError,
    ScreenStatus,
)
from desktop.errors import FieldProblemError, RuleBrokenError
from desktop.forms import Filling, Problem, Questionnaire
from desktop.services.being_written import FindBeingWritten
from desktop.services.form_facts import FilledScreens
from desktop.services.known_facts import KnownFacts
from desktop.services.ports import Clock, Drafts, OpenUnitOfWork, Reads, TypedAnswer
from desktop.services.questionnaires import Questionnaires
from desktop.services.screen_journal import Desk, JournalScreen, seen_under
from desktop.services.values import OpenScreen, Session


class IncompleteScreenError(RuleBrokenError):
    """The screen lacks answers it cannot do without; `problems` says which."""

    message_key = "error.screen_incomplete"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class OpenAScreen:
    """Open a screen with its drafts of this author and what is already known."""

    reads: Reads
    drafts: Drafts
    questionnaires: Questionnaires
    known_facts: KnownFacts
    filled_screens: FilledScreens
    find_being_written: FindBeingWritten
    desk: Desk

    def __call__(self, screen_id: ScreenId) -> OpenScreen:
        screen = self.reads.screen(screen_id)
        questionnaire = self.questionnaires.get(screen.questionnaire)
        typed = self.drafts.of_screen(screen_id)
        self.desk.note(screen, seen_under(screen, typed))
        detention = (
            self.reads.record(Detention, screen.detention_id) if screen.detention_id else None
        )
        names = self.reads.names()
        return OpenScreen(
            screen=screen,
            questionnaire=questionnaire,
            draft={link_id: one.answer for link_id, one in typed.items()},
            known=self.known_facts(questionnaire, screen, detention),
            names=names,
            facts=self.filled_screens.facts_of(screen),
            being_written=self.find_being_written((screen,), names).get(screen.id, ()),
        )


@dataclass(frozen=True, slots=True)
class StartScreen:
    """Begin a screen with what its form gives by itself: first values and what follows of them."""

    open_unit_of_work: OpenUnitOfWork
    questionnaires: Questionnaires
    filled_screens: FilledScreens
    open_screen: Callable[[ScreenId], OpenScreen]
    session: Session
    now: Clock

    def __call__(
        self, person_id: PersonId, detention_id: DetentionId | None, canonical: str
    ) -> OpenScreen:
        questionnaire = self.questionnaires.get(canonical)
        screen = Screen(
            id=ScreenId(new_uuid()),
            person_id=person_id,
            detention_id=detention_id,
            questionnaire=questionnaire.canonical,
            questionnaire_sha256=questionnaire.sha256,
            title=questionnaire.title,
            started_at=self.now(),
            started_by=self.session.practitioner.id,
            suite=self.session.suite,
            current_section=questionnaire.sections[0].link_id if questionnaire.sections else "",
        )
        given = Filling(
            questionnaire,
            {},
            names=self.filled_screens.facts_of(screen),
            now=screen.started_at,
            gives_initial=True,
        ).begun()
        first = {key: one for key, one in given.calculated.items() if one.is_given()}
        screen = replace(screen, answers=first)
        with self.open_unit_of_work() as work:
            work.screens.add(screen)
            work.commit()
        return self.open_screen(screen.id)


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Make the answer at one place durable. Does nothing else, so that it costs one small write.

    Raises ScreenAlreadyCompleteError where this desk knows that the screen is finished.
    """

    drafts: Drafts
    desk: Desk
    session: Session
    now: Clock

    def __call__(self, screen_id: ScreenId, key: str, answer: Answer) -> None:
        if screen_id in self.desk.finished:
            raise ScreenAlreadyCompleteError
        dated = replace(
            answer,
            answered_at=answer.answered_at or self.now(),
            answered_by=answer.answered_by or self.session.practitioner.id,
        )
        shown = self.desk.shown_for(screen_id, key)
        self.drafts.save(screen_id, key, TypedAnswer(answer=dated, shown=shown))


@dataclass(frozen=True, slots=True)
class LeaveSection:
    journal_screen: JournalScreen
    now: Clock

    def __call__(self, screen_id: ScreenId, section: str, next_section: str) -> Screen:
        left = self.now()
        return self.journal_screen(
            screen_id,
            lambda screen: replace(
                screen,
                status=ScreenStatus.IN_PROGRESS,
                current_section=next_section,
                sections_left={**screen.sections_left, section: left},
            ),
        )


@dataclass(frozen=True, slots=True)
class PauseScreen:
    journal_screen: JournalScreen

    def __call__(self, screen_id: ScreenId) -> Screen:
        return self.journal_screen(
            screen_id, lambda screen: replace(screen, status=ScreenStatus.PAUSED)
        )


@dataclass(frozen=True, slots=True)
class HandOverScreen:
    """Leave the screen for a colleague, here or at another desk, with a note."""

    journal_screen: JournalScreen

    def __call__(self, screen_id: ScreenId, to: str, note: str) -> Screen:
        if not to.strip():
            raise FieldProblemError({"to": "field.required"})
        return self.journal_screen(
            screen_id,
            lambda screen: replace(
                screen,
                status=ScreenStatus.HANDED_OVER,
                handed_over_to=to.strip(),
                handover_note=note.strip(),
            ),
        )


@dataclass(frozen=True, slots=True)
class CompleteScreen:
    """Finish a screen whose every needed question is answered, or said to be unanswerable.

    Totals that were never stored are stored now; one that was is never worked out again. A warning
    of the form holds up nothing. What could not be worked out does: nobody knows what is owed.
    """

    journal_screen: JournalScreen
    reads: Reads
    drafts: Drafts
    filled_screens: FilledScreens
    session: Session
    now: Clock

    def __call__(self, screen_id: ScreenId) -> Screen:
        screen = self.reads.screen(screen_id)
        typed = {key: one.answer for key, one in self.drafts.of_screen(screen_id).items()}
        answers = {**screen.answers, **typed}
        filling = self.filled_screens(replace(screen, answers=answers))
        problems = tuple(one for one in filling.problems() if not one.is_warning)
        if problems:
            raise IncompleteScreenError(problems)
        at, by = self.now(), self.session.practitioner.id
        worked_out = {
            key: replace(answer, answered_at=at, answered_by=by)
            for key, answer in filling.begun().calculated.items()
            if answer.is_given()
        }
        return self.journal_screen(
            screen_id,
            lambda one: _finished(one.with_answers(worked_out), filling.questionnaire, at).complete(
                at, by
            ),
        )


def _finished(screen: Screen, questionnaire: Questionnaire, at: datetime) -> Screen:
    left = {section.link_id: at for section in questionnaire.sections}
    return replace(screen, sections_left={**left, **screen.sections_left})


@dataclass(frozen=True, slots=True)
class RecordConsent:
    open_unit_of_work: OpenUnitOfWork

    def __call__(self, consent: Consent) -> Consent:
        with self.open_unit_of_work() as work:
            work.consents.add(consent)
            work.commit()
            return work.consents.get(consent.id)
