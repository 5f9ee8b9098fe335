"""Asks for people while someone types: soon after the last key, and shows only the last answer."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from desktop.errors import ExpectedError
from desktop.services.values import PersonMatch
from ui.page import PageContext
from ui.people.search_text import is_worth_asking

PAUSE_MS = 200


class FindView(Protocol):
    text_changed: SignalInstance
    find_asked: SignalInstance

    def text(self) -> str: ...
    def show_nothing_asked(self) -> None: ...
    def show_searching(self) -> None: ...
    def show_matches(self, matches: tuple[PersonMatch, ...]) -> None: ...
    def show_failed(self, text: str) -> None: ...


class FindPresenter(QObject):
    def __init__(self, view: FindView, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.find)
        view.text_changed.connect(self._timer.start)
        view.find_asked.connect(self.find)

    def find(self) -> None:
        self._timer.stop()
        # Every question has a number: an answer to an older one is dropped when it comes.
        self._asked += 1
        text = self._view.text()
        if not is_worth_asking(text):
            self._view.show_nothing_asked()
            return
        self._view.show_searching()
        self._context.tasks.run(
            self,
            partial(self._context.services.find_people, text.strip()),
            done=partial(self._show, self._asked),
            failed=partial(self._explain, self._asked),
        )

    def _show(self, asked: int, matches: tuple[PersonMatch, ...]) -> None:
        if asked == self._asked:
            self._view.show_matches(matches)

    def _explain(self, asked: int, error: ExpectedError) -> None:
        if asked == self._asked:
            self._view.show_failed(self._context.say(error))
