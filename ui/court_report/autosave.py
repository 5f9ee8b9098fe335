"""Saves a report while it is typed, on leaving a field, on leaving."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.domain.court_report import CourtReport
from desktop.errors import ExpectedError
from ui.court_report.kept_text import TextNotSaved, keep
from ui.court_report.typed_text import Heading, TypedText, Unsaved
from ui.page import PageContext
from ui.widgets.typing_pause import TypingPause

T = TypeVar("T")


class Autosave(QObject):
    saved = Signal(object)  # CourtReport
    failed = Signal(object)  # ExpectedError

    def __init__(self, context: PageContext, report: CourtReport, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._report = report
        self._shown = report
        self.typed = TypedText(Heading(report.court, report.hearing_at))
        self._timer = TypingPause(self)
        self._timer.timeout.connect(self.save)

    def note(self, report: CourtReport) -> None:
        """Remember what is shown now. Under what is typed and not saved the earlier text stands."""
        if not self.typed.is_unsaved():
            self._shown = report

    def type_section(self, key: str, text: str) -> None:
        self.typed.type_section(key, text)
        self._timer.typed()

    def type_heading(self, heading: Heading) -> None:
        self.typed.type_heading(heading)
        if self.typed.has_unsaved_heading():
            self._timer.typed()

    def take_up(self, kept: Unsaved) -> None:
        self.typed.take_up(kept)
        self._timer.typed()

    def save(self) -> None:
        self._timer.stop()
        if not self.typed.is_unsaved():
            return
        unsaved = self.typed.take()
        self._context.tasks.run(
            self,
            lambda: self._write(unsaved),
            done=lambda report: self._settle(unsaved, report),
            failed=self.failed.emit,
        )

    def save_then(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ExpectedError], None],
    ) -> None:
        """Do `work` with everything typed so far saved before it, or not at all."""
        self._timer.stop()
        unsaved = self.typed.take() if self.typed.is_unsaved() else None

        def saved_and_worked() -> T:
            if unsaved is not None:
                self._write(unsaved)
            return work()

        def settled(answer: T) -> None:
            if unsaved is not None:
                self.typed.settle(unsaved)
            done(answer)

        self._context.tasks.run(self, saved_and_worked, done=settled, failed=failed)

    def save_and_go(self) -> None:
        """Save although this page may be gone before the answer comes."""
        self._timer.stop()
        if not self.typed.is_unsaved():
            return
        context, report, unsaved = self._context, self._report, self.typed.take()

        def saved(written: CourtReport) -> None:
            # A page that only went to the back comes again and must not save this twice.
            if isValid(self):
                self.typed.settle(unsaved)
            context.announcer.happened.emit(written)

        def keep_it(error: ExpectedError) -> None:
            keep(context.announcer, report.id, unsaved)
            context.announcer.happened.emit(TextNotSaved(report.id, report.reference, error))

        context.tasks.run(
            context.announcer,
            lambda: self._write(unsaved),
            done=saved,
            failed=keep_it,
        )

    def _write(self, unsaved: Unsaved) -> CourtReport:
        heading = unsaved.heading
        return self._context.services.write_court_report(
            self._report.id,
            unsaved.sections,
            heading.court,
            heading.hearing_at,
            shown=self._shown,
        )

    def _settle(self, unsaved: Unsaved, report: CourtReport) -> None:
        self.typed.settle(unsaved)
        self._shown = report
        self.saved.emit(report)
