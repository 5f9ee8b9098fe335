"""Opens the window: unlock first, painted before anything heavy is imported; then the session.

Locking saves what is typed and replaces the whole process with a fresh one, so that no key and no
clinical word stays in memory.
"""

import gc
import importlib
import os
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.errors import ExpectedError
from desktop.vault.people import people, workstation
from desktop.wording.words import text as _
from ui.theme import STYLE, Theme, apply_theme
from ui.unlock.choice import UnlockChoice
from ui.unlock.view import UnlockView

if TYPE_CHECKING:
    from desktop.assembly.session import OpenSession
    from ui.background.task_runner import TaskRunner
    from ui.workplace import Workplace

_SIZE = (1280, 800)
_FINISH_MS = 10_000
_AFTER_FIRST_PAINT_MS = 50
# Tells the fresh process who locked the one before: most often they come back.
LOCKED_BY = "CUSTODY_LIAISON_LOCKED_BY"


def open_workstation(folder: Path) -> int:
    """Show the unlock window and run until it or the main window is closed."""
    app = QApplication([sys.argv[0], *STYLE])
    app.setApplicationName("custody-liaison")
    launch = Launch(app, folder, apply_theme(app))
    launch.show_unlock()
    code = app.exec()
    return launch.end(code)


class Launch(QObject):
    """From the unlock window to the main window and back to a fresh process."""

    def __init__(self, app: QApplication, folder: Path, theme: Theme) -> None:
        super().__init__()
        self._app, self._folder, self._theme = app, folder, theme
        self._tasks: TaskRunner | None = None
        self._errands: TaskRunner | None = None
        self._stack = ExitStack()
        self._workplace: Workplace | None = None
        self._starts_afresh = False
        self._user = ""
        self.unlock = self._unlock_view()
        self.unlock.choose(os.environ.pop(LOCKED_BY, ""))

    def _unlock_view(self) -> UnlockView:
        name, suite = "", ""
        choices: list[UnlockChoice] = []
        damaged = False
        try:
            choices = [UnlockChoice(*one) for one in people(self._folder)]
            name, suite = workstation(self._folder)
        except (ValueError, KeyError, OSError):
            damaged = True
        view = UnlockView(choices, suite=suite, workstation=name)
        view.resize(*_SIZE)
        view.unlock_asked.connect(self._open)
        if damaged:
            view.show_message(
                _(
                    "The list of people on this computer cannot be read."
                    " Ask a supervisor; nothing has been deleted."
                )
            )
        return view

    def show_unlock(self) -> None:
        self.unlock.show()
        # Once the window stands, import what the session needs while the passphrase is typed.
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self._warm_up)

    def _watch_for_bugs(self) -> None:
        from desktop import crash

        crash.install(self._folder, self._tell_of_bug)

    def _tell_of_bug(self) -> None:
        words = _(
            "Something went wrong in the program. What you typed is saved as far as the page says."
            " Go back and try again; if it happens again, tell your administrator."
        )
        if self._workplace is not None and self._workplace.window.isVisible():
            self._workplace.window.show_message(words, "danger")
        else:
            self.unlock.show_message(words)

    def _warm_up(self) -> None:
        gc.enable()
        self._watch_for_bugs()
        self._database_thread().run(
            self, _import_session, done=lambda _none: None, failed=self._explain
        )

    def _database_thread(self) -> "TaskRunner":
        if self._tasks is None:
            from ui.background.task_runner import TaskRunner

            self._tasks, self._errands = TaskRunner(), TaskRunner()
        return self._tasks

    def _open(self, user: str, passphrase: str) -> None:
        self._user = user
        work = partial(_open_session, self._stack, self._folder, user, passphrase)
        self._database_thread().run(self, work, done=self._enter, failed=self._explain)

    def _explain(self, error: ExpectedError) -> None:
        from desktop.wording.errors import say

        self.unlock.show_message(say(error))

    def _enter(self, session: "OpenSession") -> None:
        from desktop.collecting import collect_seldom
        from ui.idle import IdleWatch
        from ui.workplace import Workplace

        assert self._tasks is not None
        assert self._errands is not None
        self._workplace = Workplace(
            session.services, self._tasks, self._errands, theme=self._theme, parent=self
        )
        self._workplace.lock_asked.connect(self._lock)
        collect_seldom()
        self._workplace.begin()
        self._workplace.window.resize(*_SIZE)
        self._workplace.window.show()
        self.unlock.hide()
        watch = IdleWatch(self._app, self)
        watch.idle.connect(self._lock)

    def _lock(self) -> None:
        """Save, close, and come back as a fresh process that knows nothing."""
        self._starts_afresh = True
        self._app.quit()

    def end(self, code: int) -> int:
        if self._workplace is not None:
            self._workplace.leave(_FINISH_MS)
        for runner in (self._errands, self._tasks):
            if runner is not None:
                runner.finish(_FINISH_MS)
        self._stack.close()
        if self._starts_afresh:
            arguments = [sys.executable, "-m", "desktop", "--data", str(self._folder)]
            told = {**os.environ, LOCKED_BY: self._user}
            os.execve(sys.executable, arguments, told)  # noqa: S606 -- our own program, no shell
        return code


def _import_session() -> None:
    importlib.import_module("desktop.assembly.session")


def _open_session(stack: ExitStack, folder: Path, user: str, passphrase: str) -> Any:
    from desktop.assembly.session import open_session

    return stack.enter_context(open_session(folder, user, passphrase))
