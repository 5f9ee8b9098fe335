"""The page of one thing that colleagues recorded differently."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.conflict.presenter import ConflictPresenter, ConflictSettled
from ui.conflict.view import ConflictView
from ui.page import Page, PageContext
from ui.places import ConflictPlace


class ConflictPage(Page):
    def __init__(self, context: PageContext, place: ConflictPlace) -> None:
        super().__init__(context)
        self.heading = _("Recorded differently")
        self.keys = (
            (_("Numbers"), _("Choose what is to stand")),
            ("Ctrl+Enter", _("Save the decision")),
        )
        self.view = ConflictView(context.services.session.practitioner, context.services.now)
        self.presenter = ConflictPresenter(self.view, context, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.presenter.refresh()

    def on_fact(self, fact: Any) -> None:
        if not isinstance(fact, ConflictSettled):
            self.presenter.refresh()

    def focus_first(self) -> None:
        self.view.focus_first()
