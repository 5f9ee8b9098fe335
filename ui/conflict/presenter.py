"""Carries a decision to the service, explains what arrived meanwhile, and offers the next one."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.conflict import ConflictMovedError, OpenConflict, Side
from desktop.errors import ExpectedError
from desktop.wording.words import text as _
from ui.conflict.decide import Decision
from ui.conflict.opened import Opened, open_conflict, place_of
from ui.conflict.view import ConflictView
from ui.conflict.words import arrived_words, left_words, settled_by_another, settled_words
from ui.page import PageContext
from ui.places import ConflictPlace, ConflictsPlace


class ConflictSettled:
    """Something was decided: what pages show may have changed."""

    def __init__(self, conflict: OpenConflict) -> None:
        self.person_id = conflict.person_id


class ConflictPresenter(QObject):
    def __init__(self, view: ConflictView, context: PageContext, place: ConflictPlace) -> None:
        super().__init__(view)
        self._view, self._context, self._place = view, context, place
        self._opened: Opened | None = None
        self._is_saving = False
        view.decided.connect(self._settle)
        view.next_asked.connect(self._go_on)
        view.all_asked.connect(self._show_all)

    def refresh(self) -> None:
        """Read it again. What is being decided is left alone unless something else stands now."""
        if not self._is_saving:
            self._load(self._show)

    def _load(self, then: object) -> None:
        before = self._shown()
        person_id = before.person_id if before is not None else None
        work = partial(open_conflict, self._context.services, self._place, person_id)
        self._context.tasks.run(self, work, done=then, failed=self._explain)  # type: ignore[arg-type]

    def _show(self, opened: Opened) -> None:
        before = self._shown()
        is_first = self._opened is None
        self._opened = opened
        if opened.conflict is None:
            if before is not None:
                self._view.show_settled(opened, _("Nothing to decide here"))
                self._say(settled_by_another(), opened)
            elif is_first:
                self._view.show_settled(opened, _("Nothing to decide here"))
                self._say(settled_words(None), opened)
        elif before is None:
            self._view.show_conflict(opened)
        elif _entries(before) != _entries(opened.conflict):
            self._view.show_conflict(opened)
            self._view.frame.notice.show_text(arrived_words(_fresh(before, opened.conflict)))
            self._view.focus_first()

    def _settle(self, decision: Decision) -> None:
        conflict = self._shown()
        if conflict is None or self._is_saving:
            return
        self._is_saving = True
        self._view.show_saving(is_saving=True)
        work = partial(
            self._context.services.settle_conflict,
            conflict,
            decision.choice,
            keep=decision.keep,
            value=decision.value,
            reason=decision.reason,
        )
        self._context.tasks.run(
            self, work, done=lambda _none: self._settled(conflict), failed=self._not_settled
        )

    def _settled(self, conflict: OpenConflict) -> None:
        self._saved()
        self._load(partial(self._show_done, conflict))
        self._context.announcer.happened.emit(ConflictSettled(conflict))

    def _show_done(self, conflict: OpenConflict, opened: Opened) -> None:
        """Say what was decided. Where something stands again by now, it is shown instead."""
        if opened.conflict is not None:
            self._show(opened)
            return
        self._opened = opened
        words = settled_words(conflict)
        self._view.show_settled(opened, _("Decided"))
        self._say(words, opened, is_done=True)

    def _not_settled(self, error: ExpectedError) -> None:
        self._saved()
        if isinstance(error, ConflictMovedError):
            self._load(partial(self._show_moved, error))
        else:
            self._explain(error)

    def _show_moved(self, error: ExpectedError, opened: Opened) -> None:
        before = self._shown()
        self._show(opened)
        is_same = before is not None and opened.conflict is not None
        if is_same and _entries(before) == _entries(opened.conflict):
            self._explain(error)

    def _saved(self) -> None:
        self._is_saving = False
        self._view.show_saving(is_saving=False)

    def _say(self, words: str, opened: Opened, *, is_done: bool = False) -> None:
        said = f"{words} {left_words(len(opened.others))}"
        self._view.frame.notice.show_text(said, "done" if is_done else "note")

    def _go_on(self) -> None:
        """Show the next one in this page: going back leads to where one came from."""
        others = self._opened.others if self._opened is not None else ()
        if not others:
            return
        place = place_of(others[0])
        if not isinstance(place, ConflictPlace):
            self._context.go(place)
            return
        self._place, self._opened = place, None
        self._view.frame.notice.clear()
        self._load(self._show_next)

    def _show_next(self, opened: Opened) -> None:
        self._show(opened)
        self._view.focus_first()

    def _show_all(self) -> None:
        self._context.go(ConflictsPlace())

    def _shown(self) -> OpenConflict | None:
        return self._opened.conflict if self._opened is not None else None

    def _explain(self, error: ExpectedError) -> None:
        self._view.frame.notice.show_text(self._context.say(error), "danger")


def _entries(conflict: OpenConflict | None) -> frozenset[bytes]:
    return frozenset(side.entry for side in conflict.sides) if conflict is not None else frozenset()


def _fresh(before: OpenConflict, now: OpenConflict) -> tuple[Side, ...]:
    known = _entries(before)
    return tuple(side for side in now.sides if side.entry not in known)
