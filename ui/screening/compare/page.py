"""Compare: this screen beside the last one of the same person."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import ExpectedError
from desktop.wording.words import later
from desktop.wording.words import text as _
from ui.page import Page, PageContext, Synced
from ui.places import ComparePlace, ScreenPlace
from ui.screening.compare.differences import read_comparison
from ui.screening.compare.view import CompareView
from ui.screening.wanted import QuestionWanted


class ComparePage(Page):
    keys = (
        ("Down", later("Next row")),
        ("Enter", later("Go to the question")),
    )

    def __init__(self, context: PageContext, place: ComparePlace) -> None:
        super().__init__(context)
        self.heading = _("Compare with last time")
        self._screen_id = place.screen_id
        self.view = CompareView(context.services.now)
        self.view.back.clicked.connect(context.go_back)
        self.view.question_asked.connect(self._go_to)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.context.tasks.run(
            self,
            partial(read_comparison, self.context.services, self._screen_id),
            done=self.view.show_comparison,
            failed=self._explain,
        )

    def focus_first(self) -> None:
        (self.view.rows if self.view.rows.isVisibleTo(self) else self.view.back).setFocus()

    def on_fact(self, fact: Any) -> None:
        if isinstance(fact, Synced):
            self.begin()

    def _go_to(self, key: str) -> None:
        self.context.go(ScreenPlace(self._screen_id))
        self.context.announcer.happened.emit(QuestionWanted(self._screen_id, key))

    def _explain(self, error: ExpectedError) -> None:
        self.view.frame.notice.show_text(self.context.say(error), "danger")
