"""How a screen reaches the journal: what was typed at this desk becomes one entry, once it is left.

An entry replaces only what its author had been shown; a value that arrived meanwhile stays.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.identity import ScreenId
from desktop.domain.record import Seen
from desktop.domain.screen import Answer, Screen, ScreenAlreadyCompleteError, ScreenStatus
from desktop.services.answered_reviews import SetAnsweredReviews
from desktop.services.attached_files import FileAttached
from desktop.services.instrument_readings import SetInstrumentReviews
from desktop.services.ports import Drafts, OpenUnitOfWork, Reads, TypedAnswer
from desktop.services.questionnaires import Questionnaires
from desktop.services.screen_consents import NewConsents
from desktop.services.screen_groups import ANSWERS, registers_with
from desktop.services.sections_complete import NoteCompleteSections


@dataclass(frozen=True, slots=True)
class Desk:
    """What its author was shown of each open screen: a value that arrives later is not seen."""

    shown: dict[ScreenId, Seen] = field(default_factory=dict)
    finished: set[ScreenId] = field(default_factory=set)

    def note(self, screen: Screen, seen: Seen) -> None:
        self.shown[screen.id] = seen
        if screen.status is ScreenStatus.COMPLETED:
            self.finished.add(screen.id)

    def shown_for(self, screen_id: ScreenId, key: str) -> tuple[bytes, ...]:
        return self.shown.get(screen_id, {}).get(ANSWERS + key, ())


def seen_under(screen: Screen, typed: Mapping[str, TypedAnswer]) -> Seen:
    """Return what a person at this desk sees: a value that a draft covers has not been shown."""
    covered = {ANSWERS + key: one.shown for key, one in typed.items()}
    return {**screen.standing.seen, **covered}


@dataclass(frozen=True, slots=True)
class JournalScreen:
    """What leaving, pausing, handing over and finishing share: drafts become one entry.

    What was answered about sharing is recorded as consent in the same unit, and when somebody has
    to look at the person again as a review. Files that answers name go before them. A row of a
    block and the parts of a published tool are written together, as their author saw them.
    """

    open_unit_of_work: OpenUnitOfWork
    drafts: Drafts
    desk: Desk
    new_consents: NewConsents
    set_answered_reviews: SetAnsweredReviews
    set_instrument_reviews: SetInstrumentReviews
    file_attached: FileAttached
    note_complete_sections: NoteCompleteSections
    reads: Reads
    questionnaires: Questionnaires

    def __call__(self, screen_id: ScreenId, change: Callable[[Screen], Screen]) -> Screen:
        typed = self.drafts.of_screen(screen_id)
        self.file_attached(screen_id, [one.answer for one in typed.values()])
        with self.open_unit_of_work() as work:
            current = work.screens.get(screen_id)
            if current.status is ScreenStatus.COMPLETED:
                self.desk.finished.add(screen_id)
                raise ScreenAlreadyCompleteError
            answers = {key: one.answer for key, one in typed.items()}
            changed = self.note_complete_sections(change(current.with_answers(answers)))
            written = self._together(current, changed, typed)
            shown = {**self._shown(current, written), **_typed_over(typed)}
            whole = _with_shown(changed, written, self._values(current, shown, typed))
            work.screens.change(_as_shown(current, shown), whole, whole=written)
            for consent in self.new_consents(changed):
                work.consents.add(consent)
            self.set_answered_reviews(work, changed)
            self.set_instrument_reviews(work, changed)
            work.forget_drafts(screen_id)
            work.commit()
            saved = work.screens.get(screen_id)
        self._note(current, saved, shown)
        return saved

    def _together(
        self, current: Screen, changed: Screen, typed: Mapping[str, TypedAnswer]
    ) -> frozenset[str]:
        """Return the registers of the rows and tools into which something was written."""
        before, after = current.answers, changed.answers
        keys = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        return registers_with(self.questionnaires.get(changed.questionnaire), {*keys, *typed})

    def _shown(self, current: Screen, registers: Collection[str]) -> Seen:
        """Return what this author was shown of registers that nobody typed into here."""
        known = self.desk.shown.get(current.id)
        seen = current.standing.seen if known is None else known
        return {name: seen.get(name, ()) for name in registers}

    def _values(
        self, current: Screen, shown: Seen, typed: Mapping[str, TypedAnswer]
    ) -> Mapping[str, Answer | None]:
        """Return the answers as shown where another has arrived since in the same row or tool."""
        found: dict[str, Answer | None] = {}
        for register, entries in shown.items():
            key = register.removeprefix(ANSWERS)
            now = current.standing.seen.get(register, ())
            if key not in typed and not {*entries} & {*now} and (entries or now):
                value = self.reads.recorded("screen", register, entries[-1]) if entries else None
                found[key] = value if isinstance(value, Answer) else None
        return found

    def _note(self, before: Screen, saved: Screen, shown: Seen) -> None:
        """Remember as shown what this author wrote, and never what had arrived beside it."""
        seen = dict(self.desk.shown.get(saved.id, {}))
        for register, entries in shown.items():
            unseen = {*before.standing.seen.get(register, ())} - {*entries}
            held = saved.standing.seen.get(register, ())
            seen[register] = tuple(entry for entry in held if entry not in unseen)
        self.desk.note(saved, seen)


def _typed_over(typed: Mapping[str, TypedAnswer]) -> Seen:
    return {ANSWERS + key: one.shown for key, one in typed.items()}


def _with_shown(
    screen: Screen, written: Collection[str], values: Mapping[str, Answer | None]
) -> Screen:
    answers = dict(screen.answers)
    for key, value in values.items():
        if ANSWERS + key not in written:
            continue
        if value is None:
            answers.pop(key, None)
        else:
            answers[key] = value
    return replace(screen, answers=answers)


def _as_shown(current: Screen, shown: Seen) -> Screen:
    """Return the screen as its author saw it: what is written replaces only what was shown."""
    standing = replace(current.standing, seen={**current.standing.seen, **shown})
    return replace(current, standing=standing)
