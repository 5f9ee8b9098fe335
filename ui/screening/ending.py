"""Pausing, handing over and finishing a screen. What was typed is always sent first."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen
from desktop.errors import ExpectedError
from ui.page import PageContext
from ui.places import PersonPlace
from ui.screening.answer_saver import AnswerSaver
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
        services = context.services
        view.pause_asked.connect(lambda: self._end(partial(services.pause_screen, screen_id)))
        view.finish_asked.connect(lambda: self._end(partial(services.complete_screen, screen_id)))
        view.hand_over_asked.connect(
            lambda to, note: self._end(partial(services.hand_over_screen, screen_id, to, note))
        )

    def _end(self, work: Callable[[], Screen]) -> None:
        self._view.flush()
        self._saver.try_again()
        self._context.tasks.run(self, work, done=self._ended, failed=self._explain)

    def _ended(self, screen: Screen) -> None:
        self._context.announcer.happened.emit(screen)
        self._context.go(PersonPlace(screen.person_id, screen.detention_id))

    def _explain(self, error: ExpectedError) -> None:
        """Say why it did not end; what is missing is listed where "Finish screen" stands."""
        self._view.notice.show_text(self._context.say(error), "danger")
        self._view.focus_missing()
