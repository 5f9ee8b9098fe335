"""Pausing and handing over a screen, and the way to check, compare and print it, or to another.

What was typed is always sent first: leaving a page sends it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen
from desktop.errors import ExpectedError
from ui.page import PageContext
from ui.places import (
    CheckAnswersPlace,
    ComparePlace,
    PersonPlace,
    ScreenPaperPlace,
    ScreenPlace,
)
from ui.screening.answer_saver import AnswerSaver
from ui.screening.longer_opening import LongerFormOpened, open_longer
from ui.screening.view import ScreenView


class ScreenEnding(QObject):
    def __init__(
        self,
        context: PageContext,
        view: ScreenView,
        saver: AnswerSaver,
        screen_id: ScreenId,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._saver = saver
        self._screen_id = screen_id
        self._wanted = ""
        self._is_opening = False
        services = context.services
        view.pause_asked.connect(lambda: self._end(partial(services.pause_screen, screen_id)))
        view.finish_asked.connect(lambda: context.go(CheckAnswersPlace(screen_id)))
        view.back_to_check.clicked.connect(self._go_back_to_check)
        view.asks.form_asked.connect(self._open_longer)
        view.compare.clicked.connect(self.compare)
        view.paper.clicked.connect(self.print_screen)
        view.hand_over_asked.connect(
            lambda to, note: self._end(partial(services.hand_over_screen, screen_id, to, note))
        )

    def want(self, key: str) -> None:
        """Offer the way back to where an answer was checked."""
        self._wanted = key
        self._view.back_to_check.show()

    def compare(self) -> None:
        self._context.go(ComparePlace(self._screen_id))

    def print_screen(self) -> None:
        self._context.go(ScreenPaperPlace(self._screen_id))

    def _go_back_to_check(self) -> None:
        self._view.back_to_check.hide()
        self._context.go(CheckAnswersPlace(self._screen_id, at=self._wanted))

    def _open_longer(self, address: str) -> None:
        if self._is_opening:
            return  # Pressed twice, it would be begun twice.
        self._is_opening = True
        self._send_typed()
        work = partial(open_longer, self._context.services, self._screen_id, address)
        self._context.tasks.run(self, work, done=self._longer_opened, failed=self._explain)

    def _longer_opened(self, fact: LongerFormOpened) -> None:
        self._is_opening = False
        self._context.announcer.happened.emit(fact.paused)
        self._context.announcer.happened.emit(fact)
        self._context.go(ScreenPlace(fact.opened))

    def _end(self, work: Callable[[], Screen]) -> None:
        self._send_typed()
        self._context.tasks.run(self, work, done=self._ended, failed=self._explain)

    def _send_typed(self) -> None:
        self._view.flush()
        self._saver.try_again()

    def _ended(self, screen: Screen) -> None:
        self._context.announcer.happened.emit(screen)
        self._context.go(PersonPlace(screen.person_id, screen.detention_id))

    def _explain(self, error: ExpectedError) -> None:
        self._is_opening = False
        self._view.notice.show_text(self._context.say(error), "danger")
