"""A window that says when it was painted, and works until nothing is left to do."""

import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.background.task_runner import TaskRunner

_SIZE = (1280, 800)
_LONGEST_SECONDS = 60.0

IsThere = Callable[[], bool]


def _always() -> bool:
    return True


class PaintedWindow(QWidget):
    """Holds pages as the main window does: one of several in front.

    A paint ends when Qt has handled the window's UpdateRequest: by then every widget is drawn and
    handed to the screen.
    """

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._tasks = tasks
        self._paints: list[float] = []
        self._is_there: IsThere = _always
        self._stack = QStackedLayout(self)
        self.resize(*_SIZE)
        self.show()
        self.activateWindow()
        self.settle()

    def event(self, event: QEvent) -> bool:
        is_paint = event.type() is QEvent.Type.UpdateRequest
        is_handled = super().event(event)
        if is_paint and self._is_there():
            self._paints.append(time.perf_counter())
        return is_handled

    def bring_to_front(self, page: QWidget) -> None:
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def let_go(self, page: QWidget) -> None:
        self._stack.removeWidget(page)
        page.setParent(None)
        page.deleteLater()
        self.settle()

    def seconds_to_paint(self, act: Callable[[], object], is_there: IsThere = _always) -> float:
        """Return the time from `act` to the end of the first paint with all of it there."""
        self.settle()
        self._paints.clear()
        self._is_there = is_there
        began = time.perf_counter()
        act()
        while not self._paints:
            if time.perf_counter() > began + _LONGEST_SECONDS:
                raise RuntimeError("the window was never painted")
            self._work()
        return self._paints[0] - began

    def seconds_to_rest(self, act: Callable[[], object]) -> tuple[float, float]:
        """Return the time from `act` to the first paint and to the last that it caused.

        Both are 0 where it caused none.
        """
        self.settle()
        self._paints.clear()
        self._is_there = _always
        began = time.perf_counter()
        act()
        self.settle()
        if not self._paints:
            return 0.0, 0.0
        return self._paints[0] - began, self._paints[-1] - began

    def settle(self) -> None:
        """Work until nothing waits: no event, no task, no timer that is due."""
        until = time.perf_counter() + _LONGEST_SECONDS
        while time.perf_counter() < until:
            if not self._work():
                return

    def _work(self) -> bool:
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        flags = QEventLoop.ProcessEventsFlag.AllEvents
        if self._tasks.unanswered():
            flags |= QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        return dispatcher.processEvents(flags) or bool(self._tasks.unanswered())
