"""Reads what is to be checked, and finishes the screen when whoever signs says so."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.identity import ScreenId
from desktop.errors import ExpectedError
from ui.page import PageContext
from ui.places import CheckAnswersPlace, ComparePlace, PersonPlace, ScreenPaperPlace, ScreenPlace
from ui.screening.check.finishing import Finished, finish
from ui.screening.check.sheet import CheckSheet, read_sheet
from ui.screening.check.view import CheckView
from ui.screening.check.words import not_added, warning_words
from ui.screening.wanted import QuestionWanted


class CheckPresenter(QObject):
    def __init__(
        self, context: PageContext, view: CheckView, place: CheckAnswersPlace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._screen_id: ScreenId = place.screen_id
        self._come_back_to = place.at
        self._is_finishing = False
        self._must_say_what_is_owed = False
        view.change_asked.connect(self._change)
        view.back.clicked.connect(lambda: context.go(ScreenPlace(self._screen_id)))
        view.compare.clicked.connect(lambda: context.go(ComparePlace(self._screen_id)))
        view.paper.clicked.connect(self.print_screen)
        view.finish.clicked.connect(self._finish)

    def begin(self) -> None:
        self._context.tasks.run(
            self,
            partial(read_sheet, self._context.services, self._screen_id),
            done=self._show,
            failed=self._explain,
        )

    def print_screen(self) -> None:
        self._context.go(ScreenPaperPlace(self._screen_id))

    def _show(self, sheet: CheckSheet) -> None:
        self._view.show_sheet(sheet, self._come_back_to)
        self._come_back_to = ""
        if self._must_say_what_is_owed:
            self._must_say_what_is_owed = False
            self._view.owed.come_to()

    def _change(self, key: str) -> None:
        """Go to the question; the screen's page leads back here."""
        self._come_back_to = key
        self._context.go(ScreenPlace(self._screen_id))
        self._context.announcer.happened.emit(QuestionWanted(self._screen_id, key, is_checked=True))

    def _finish(self) -> None:
        if self._is_finishing:
            return
        self._is_finishing = True
        ticked = self._view.proposed.ticked()
        self._context.tasks.run(
            self,
            partial(finish, self._context.services, self._screen_id, ticked),
            done=self._finished,
            failed=self._refused,
        )

    def _finished(self, done: Finished) -> None:
        self._is_finishing = False
        self._context.announcer.happened.emit(done.screen)
        if done.person is not None:
            self._context.announcer.happened.emit(done.person)
        if done.refused:
            self._say_what_was_not_added(done)
        else:
            self._context.go(PersonPlace(done.screen.person_id, done.screen.detention_id))

    def _say_what_was_not_added(self, done: Finished) -> None:
        """Stay, so that nobody leaves believing it stands in the banner."""
        words = [warning_words(warning) for warning, _error in done.refused]
        reasons = [self._context.say(error) for _warning, error in done.refused]
        self._view.frame.notice.show_text(not_added(words, reasons), "danger")
        self.begin()

    def _refused(self, error: ExpectedError) -> None:
        """Say why; what is owed is read again, since a colleague may have changed it meanwhile."""
        self._is_finishing = False
        self._explain(error)
        self._must_say_what_is_owed = hasattr(error, "problems")
        self.begin()

    def _explain(self, error: ExpectedError) -> None:
        self._view.frame.notice.show_text(self._context.say(error), "danger")
