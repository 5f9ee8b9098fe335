"""Opening a form until it is painted: the real page, and the bare form of the same widgets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop.bench.forms_desk import Desk
from desktop.bench.forms_page import OpenPage, Seen
from desktop.bench.forms_window import PaintedWindow
from ui.background.task_runner import TaskRunner


class Opening:
    """Opens the page, or the bare form, and lets it go again."""

    def __init__(self, window: PaintedWindow, desk: Desk) -> None:
        self._window, self._desk = window, desk

    def looked_at(self) -> tuple[Seen, Seen]:
        """Return what is seen at the first paint, and once the section is whole."""
        opened = self._open(OpenPage.is_there)[0]
        first = opened.seen()
        self._window.settle()
        whole = opened.seen()
        opened.close()
        return first, whole

    def ours(self, is_there: Callable[[OpenPage], bool]) -> float:
        opened, took = self._open(is_there)
        opened.close()
        return took

    def bare(self, seen: Seen) -> float:
        made = []

        def make() -> None:
            made.append(seen.bare())
            self._window.bring_to_front(made[0])

        took = self._window.seconds_to_paint(make)
        self._window.let_go(made.pop())
        return took

    def _open(self, is_there: Callable[[OpenPage], bool]) -> tuple[OpenPage, float]:
        opened: list[OpenPage] = []
        took = self._window.seconds_to_paint(
            lambda: opened.append(OpenPage(self._window, self._desk)),
            lambda: bool(opened) and is_there(opened[0]),
        )
        return opened[0], took


@contextmanager
def a_window() -> Iterator[tuple[PaintedWindow, TaskRunner]]:
    tasks = TaskRunner()
    window = PaintedWindow(tasks)
    try:
        yield window, tasks
    finally:
        window.close()
        window.deleteLater()
        tasks.finish()
