"""How a screen reaches the journal: what was typed at this desk becomes one entry, once it is left.

An entry replaces only what its author had been shown; a value that arrived meanwhile stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from desktop.domain.identity import ScreenId
from desktop.domain.record import Seen, Standing
from desktop.domain.screen import Screen, ScreenAlreadyCompleteError, ScreenStatus
from desktop.services.answered_reviews import SetAnsweredReviews
from desktop.services.attached_files import FileAttached
from desktop.services.instrument_readings import SetInstrumentReviews
from desktop.services.ports import Drafts, OpenUnitOfWork, TypedAnswer
from desktop.services.screen_consents import NewConsents
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
        return self.shown.get(screen_id, {}).get(f"answers/{key}", ())


def seen_under(screen: Screen, typed: Mapping[str, TypedAnswer]) -> Seen:
    """Return what a person at this desk sees: a value that a draft covers has not been shown."""
    covered = {f"answers/{key}": one.shown for key, one in typed.items()}
    return {**screen.standing.seen, **covered}


@dataclass(frozen=True, slots=True)
class JournalScreen:
    """What leaving, pausing, handing over and finishing share: drafts become one entry.

    What was answered about sharing is recorded as consent in the same unit, and when somebody has
    to look at the person again as a review. Files that answers name go before them.
    """

    open_unit_of_work: OpenUnitOfWork
    drafts: Drafts
    desk: Desk
    new_consents: NewConsents
    set_answered_reviews: SetAnsweredReviews
    set_instrument_reviews: SetInstrumentReviews
    file_attached: FileAttached
    note_complete_sections: NoteCompleteSections

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
            work.screens.change(_as_shown(current, typed), changed)
            for consent in self.new_consents(changed):
                work.consents.add(consent)
            self.set_answered_reviews(work, changed)
            self.set_instrument_reviews(work, changed)
            work.forget_drafts(screen_id)
            work.commit()
            saved = work.screens.get(screen_id)
        self._note(current, saved, typed)
        return saved

    def _note(self, before: Screen, saved: Screen, typed: Mapping[str, TypedAnswer]) -> None:
        """Remember as shown what this author wrote, and never what had arrived beside it."""
        seen = dict(self.desk.shown.get(saved.id, {}))
        for key, one in typed.items():
            register = f"answers/{key}"
            unseen = {*before.standing.seen.get(register, ())} - {*one.shown}
            held = saved.standing.seen.get(register, ())
            seen[register] = tuple(entry for entry in held if entry not in unseen)
        self.desk.note(saved, seen)


def _as_shown(current: Screen, typed: Mapping[str, TypedAnswer]) -> Screen:
    """Return the screen as its author saw it: registers typed into replace only what was shown."""
    registers = {f"answers/{key}": one.shown for key, one in typed.items()}
    standing = Standing(
        seen={**current.standing.seen, **registers},
        conflicts=current.standing.conflicts,
        needs_newer=current.standing.needs_newer,
    )
    return replace(current, standing=standing)
