"""Carries files of records to the services and back. No code is kept, logged or put in a title."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.errors import ExpectedError
from desktop.services.bundles import BundleCodeError, BundleRead, BundleWritten
from ui.page import PageContext, Synced
from ui.printing.chooser import ChoosesFile
from ui.shift_end.bundle_file import BUNDLE_NAME, read_line, written_line
from ui.shift_end.view import ShiftEndView


class FilePresenter(QObject):
    def __init__(
        self,
        view: ShiftEndView,
        context: PageContext,
        *,
        choose_target: ChoosesFile,
        choose_source: ChoosesFile,
    ) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._choose_target, self._choose_source = choose_target, choose_source
        self._is_shown = True
        view.bad.export_asked.connect(lambda: self._save(everything=False))
        view.by_file.save.clicked.connect(
            lambda: self._save(everything=view.by_file.everything.isChecked())
        )
        view.by_file.take.clicked.connect(self._choose)
        view.by_file.take_in.given.connect(self._take_in)

    def begin(self) -> None:
        self._is_shown = True

    def leave(self) -> None:
        self._is_shown = False
        self._view.by_file.forget()

    def _save(self, *, everything: bool) -> None:
        def save(path: Path) -> None:
            work = partial(self._context.services.write_bundle, path, everything=everything)
            self._view.by_file.code.forget()
            self._view.by_file.show_saving(is_saving=True)
            self._context.errands.run(
                self, work, done=partial(self._saved, path), failed=self._not_saved
            )

        self._choose_target(self._view, BUNDLE_NAME, save)

    def _saved(self, path: Path, written: BundleWritten) -> None:
        self._view.by_file.show_saving(is_saving=False)
        if self._is_shown:
            self._view.frame.notice.clear()
            self._view.by_file.show_code(written.code, path.name, written_line(written))

    def _not_saved(self, error: ExpectedError) -> None:
        self._view.by_file.show_saving(is_saving=False)
        self._explain(error)

    def _choose(self) -> None:
        self._choose_source(self._view, BUNDLE_NAME, self._chosen)

    def _chosen(self, path: Path) -> None:
        self._view.frame.notice.clear()
        self._view.by_file.ask_code(path)

    def _take_in(self, path: Path, code: str) -> None:
        self._view.by_file.take_in.show_busy(is_busy=True)
        work = partial(self._context.services.read_bundle, path, code)
        self._context.errands.run(self, work, done=self._taken, failed=self._not_taken)

    def _taken(self, read: BundleRead) -> None:
        self._finish()
        is_whole = not (read.refused or read.needs_earlier)
        self._view.show_message(read_line(read), "done" if is_whole else "danger")

    def _not_taken(self, error: ExpectedError) -> None:
        take_in = self._view.by_file.take_in
        if isinstance(error, BundleCodeError) and take_in.isVisibleTo(self._view):
            take_in.show_busy(is_busy=False)
            take_in.show_wrong(self._context.say(error))
            return
        self._finish()  # What came before the damage was taken in.
        self._explain(error)

    def _finish(self) -> None:
        was_in_use = self._view.by_file.take_in.code.hasFocus()
        self._view.by_file.take_in.close_panel()
        if was_in_use:
            self._view.by_file.focus_take()
        self._context.announcer.happened.emit(Synced())

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_message(self._context.say(error), "danger")
