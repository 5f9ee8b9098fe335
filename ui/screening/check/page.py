"""Check answers: everything that was said, before it is finished and signed."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import later
from desktop.wording.words import text as _
from ui.page import Page, PageContext, Synced
from ui.places import CheckAnswersPlace
from ui.screening.check.presenter import CheckPresenter
from ui.screening.check.view import CheckView


class CheckAnswersPage(Page):
    keys = (
        ("Enter", later("Change the answer")),
        ("Down", later("Next answer")),
        ("Alt+Down", later("Next section")),
        ("Alt+Up", later("Section before")),
        ("Ctrl+P", later("Print this screen")),
    )

    def __init__(self, context: PageContext, place: CheckAnswersPlace) -> None:
        super().__init__(context)
        self.heading = _("Check answers")
        self.view = CheckView(context.services.session.practitioner, context.services.now)
        self.presenter = CheckPresenter(context, self.view, place, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.presenter.begin()

    def focus_first(self) -> None:
        self.view.go_to_first()

    def print_page(self) -> None:
        self.presenter.print_screen()

    def on_fact(self, fact: Any) -> None:
        # Colleagues may have answered meanwhile: nobody signs what is no longer so.
        if isinstance(fact, Synced):
            self.presenter.begin()
