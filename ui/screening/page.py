"""One screen about one person, section by section. Every answer is saved as it is given."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import later
from desktop.wording.words import text as _
from ui.page import Page, PageContext, Synced
from ui.places import ScreenPlace
from ui.screening.ending import ScreenEnding
from ui.screening.presenter import ScreenPresenter
from ui.screening.view import ScreenView
from ui.screening.wanted import QuestionWanted


class ScreenPage(Page):
    keys = (
        ("Ctrl+Enter", later("Next section")),
        ("Enter", later("Next question; in text that is begun, a new line")),
        ("Enter, Enter", later("Confirm what is offered as answered before")),
        ("1 to 9", later("Choose an answer")),
        ("Ctrl+D", later("Declined to answer")),
        ("F7", later("Next word that may be misspelt; Enter there offers others")),
        ("Alt+Down", later("Section below")),
        ("Alt+Up", later("Section above")),
        ("Ctrl+Z", later("Take back the last answer")),
        ("Ctrl+P", later("Print this screen")),
    )

    def __init__(self, context: PageContext, place: ScreenPlace) -> None:
        super().__init__(context)
        self.heading = _("Screen")
        self._screen_id = place.screen_id
        self.view = ScreenView(context.services.now)
        self.presenter = ScreenPresenter(context, self.view, place.screen_id, self)
        self.ending = ScreenEnding(context, self.view, self.presenter.saver, place.screen_id, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.hide()  # Until there is a section to show, or a reason why there is none.

    def begin(self) -> None:
        self.presenter.begin()

    def focus_first(self) -> None:
        if self.view.isHidden():
            self.setFocus()  # What is typed before there is a question must not press a button.
        else:
            super().focus_first()

    def leave(self) -> None:
        self.presenter.leave()

    def on_fact(self, fact: Any) -> None:
        # Colleagues may have answered; what was typed here stands over what comes back.
        if isinstance(fact, Synced):
            self.presenter.begin()
        elif isinstance(fact, QuestionWanted) and fact.screen_id == self._screen_id:
            self.presenter.go_to_question(fact.key)
            if fact.is_checked:
                self.ending.want(fact.key)

    def print_page(self) -> None:
        self.ending.print_screen()
