"""Goes from page to page and takes a picture once each has settled."""

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.everything import Services
from ui.background.task_runner import TaskRunner, runners_at_work
from ui.places import Place
from ui.theme import Theme
from ui.unlock.choice import UnlockChoice
from ui.unlock.view import UnlockView
from ui.workplace import Workplace

_SIZE = (1280, 800)
_CALM_MS = 350
_LONGEST_SECONDS = 15
_FINISH_MS = 10_000


class Camera:
    def __init__(self, app: QApplication, theme: Theme, services: Services, output: Path) -> None:
        self._app, self._output = app, output
        self._tasks, self._errands = TaskRunner(), TaskRunner()
        self._workplace = Workplace(services, self._tasks, self._errands, theme=theme)
        self._names: list[str] = []

    def take_unlock(self, who: list[tuple[str, str, str]], name: str, suite: str) -> None:
        view = UnlockView([UnlockChoice(*one) for one in who], suite=suite, workstation=name)
        view.resize(*_SIZE)
        view.show()
        self._keep("unlock", view)
        view.close()

    def take(self, name: str, place: Place) -> None:
        window = self._workplace.window
        window.resize(*_SIZE)
        window.show()
        window.go(place)
        self._workplace.look()
        self._settle()
        self._keep(name, window)

    def close(self) -> list[str]:
        self._workplace.window.close()
        self._settle()
        self._workplace.leave(_FINISH_MS)
        self._errands.finish()
        self._tasks.finish()
        return self._names

    def _keep(self, name: str, widget: QWidget) -> None:
        self._app.processEvents()
        file = f"{len(self._names) + 1:02d}-{name}.png"
        widget.grab().save(str(self._output / file))
        self._names.append(file)

    def _settle(self) -> None:
        """Let the page load: until no work is owed and a calm moment has passed after it."""
        deadline = time.monotonic() + _LONGEST_SECONDS
        while True:
            loop = QEventLoop()
            QTimer.singleShot(_CALM_MS, loop.quit)
            loop.exec()
            if not runners_at_work() or time.monotonic() > deadline:
                return
