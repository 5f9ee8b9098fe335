"""A screen from its first question to its last: typed at one desk, continued at another, finished.

Each answer is a durable draft at once. Leaving a section, pausing, handing over and finishing
journal what changed, replacing only what their author had been shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId, ScreenId, new_uuid
from desktop.domain.record import Seen, Standing
from desktop.domain.screen import (
    Answer,
    Consent,
    Screen,
    ScreenAlreadyCompleteError,
    ScreenStatus,
)
from desktop.errors import FieldProblemError, RuleBrokenError
from desktop.forms import Problem, Questionnaire, initial_answers, screen_problems
from desktop.services.known_facts import KnownFacts
from desktop.services.ports import Clock, Drafts, OpenUnitOfWork, Reads, TypedAnswer
from desktop.services.questionnaires import Questionnaires
from desktop.services.screen_consents import NewConsents
from desktop.services.values import OpenScreen, Session


class IncompleteScreenError(RuleBrokenError):
    """The screen lacks answers it cannot do without; `problems` says which."""

    message_key = "error.screen_incomplete"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Desk:
    """What its author was shown of each open screen: a value that arrives later is not seen."""

    shown: dict[ScreenId, Seen] = field(default_factory=dict)
    finished: set[ScreenId] = field(default_factory=set)

    def note(self, screen: Screen, seen: Seen) -> None:
        self.shown[screen.id] = seen
        if screen.status is ScreenStatus.COMPLETED:
            self.finished.add(screen.id)

    def shown_for(self, screen_id: ScreenId, link_id: str) -> tuple[bytes, ...]:
        return self.shown.get(screen_id, {}).get(f"answers/{link_id}", ())


@dataclass(frozen=True, slots=True)
class OpenAScreen:
    """Open a screen with its drafts of this author and what is already known."""

    reads: Reads
    drafts: Drafts
    questionnaires: Questionnaires
    known_facts: KnownFacts
    desk: Desk

    def __call__(self, screen_id: ScreenId) -> OpenScreen:
        screen = self.reads.screen(screen_id)
        questionnaire = self.questionnaires.get(screen.questionnaire)
        typed = self.drafts.of_screen(screen_id)
        self.desk.note(screen, _seen_under(screen, typed))
        detention = (
            self.reads.record(Detention, screen.detention_id) if screen.detention_id else None
        )
        return OpenScreen(
            screen=screen,
            questionnaire=questionnaire,
            draft={link_id: one.answer for link_id, one in typed.items()},
            known=self.known_facts(questionnaire, screen, detention),
            names=self.reads.names(),
        )


def _seen_under(screen: Screen, typed: Mapping[str, TypedAnswer]) -> Seen:
    """Return what a person at this desk sees: a value that a draft covers has not been shown."""
    covered = {f"answers/{link_id}": one.shown for link_id, one in typed.items()}
    return {**screen.standing.seen, **covered}


@dataclass(frozen=True, slots=True)
class StartScreen:
    open_unit_of_work: OpenUnitOfWork
    questionnaires: Questionnaires
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
            answers=dict(initial_answers(questionnaire)),
        )
        with self.open_unit_of_work() as work:
            work.screens.add(screen)
            work.commit()
        return self.open_screen(screen.id)


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Make one answer durable. Does nothing else, so that it costs one small write.

    Raises ScreenAlreadyCompleteError where this desk knows that the screen is finished.
    """

    drafts: Drafts
    desk: Desk
    session: Session
    now: Clock

    def __call__(self, screen_id: ScreenId, link_id: str, answer: Answer) -> None:
        if screen_id in self.desk.finished:
            raise ScreenAlreadyCompleteError
        dated = replace(
            answer,
            answered_at=answer.answered_at or self.now(),
            answered_by=answer.answered_by or self.session.practitioner.id,
        )
        shown = self.desk.shown_for(screen_id, link_id)
        self.drafts.save(screen_id, link_id, TypedAnswer(answer=dated, shown=shown))


@dataclass(frozen=True, slots=True)
class JournalScreen:
    """What leaving, pausing, handing over and finishing share: drafts become one entry.

    What was answered about sharing is recorded as consent in the same unit.
    """

    open_unit_of_work: OpenUnitOfWork
    drafts: Drafts
    desk: Desk
    new_consents: NewConsents

    def __call__(self, screen_id: ScreenId, change: Callable[[Screen], Screen]) -> Screen:
        typed = self.drafts.of_screen(screen_id)
        with self.open_unit_of_work() as work:
            current = work.screens.get(screen_id)
            if current.status is ScreenStatus.COMPLETED:
                self.desk.finished.add(screen_id)
                raise ScreenAlreadyCompleteError
            answers = {link_id: one.answer for link_id, one in typed.items()}
            changed = change(current.with_answers(answers))
            work.screens.change(_as_shown(current, typed), changed)
            for consent in self.new_consents(changed):
                work.consents.add(consent)
            work.forget_drafts(screen_id)
            work.commit()
            saved = work.screens.get(screen_id)
        self._note(current, saved, typed)
        return saved

    def _note(self, before: Screen, saved: Screen, typed: Mapping[str, TypedAnswer]) -> None:
        """Remember as shown what this author wrote, and never what had arrived beside it."""
        seen = dict(self.desk.shown.get(saved.id, {}))
        for link_id, one in typed.items():
            register = f"answers/{link_id}"
            unseen = {*before.standing.seen.get(register, ())} - {*one.shown}
            held = saved.standing.seen.get(register, ())
            seen[register] = tuple(entry for entry in held if entry not in unseen)
        self.desk.note(saved, seen)


def _as_shown(current: Screen, typed: Mapping[str, TypedAnswer]) -> Screen:
    """Return the screen as its author saw it: registers typed into replace only what was shown."""
    registers = {f"answers/{link_id}": one.shown for link_id, one in typed.items()}
    standing = Standing(
        seen={**current.standing.seen, **registers},
        conflicts=current.standing.conflicts,
        needs_newer=current.standing.needs_newer,
    )
    return replace(current, standing=standing)


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
    """Finish a screen whose every needed question is answered, or said to be unanswerable."""

    journal_screen: JournalScreen
    reads: Reads
    drafts: Drafts
    questionnaires: Questionnaires
    session: Session
    now: Clock

    def __call__(self, screen_id: ScreenId) -> Screen:
        screen = self.reads.screen(screen_id)
        questionnaire = self.questionnaires.get(screen.questionnaire)
        typed = {link: one.answer for link, one in self.drafts.of_screen(screen_id).items()}
        problems = screen_problems(questionnaire, {**screen.answers, **typed})
        if problems:
            raise IncompleteScreenError(tuple(problems))
        at, by = self.now(), self.session.practitioner.id
        return self.journal_screen(
            screen_id,
            lambda one: _finished(one, questionnaire, at).complete(at, by),
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
