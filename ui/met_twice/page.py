"""The page of the records that may be one person."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.met_twice.presenter import MetTwicePresenter
from ui.met_twice.view import MetTwiceView
from ui.page import Page, PageContext
from ui.places import MetTwicePlace


class MetTwicePage(Page):
    def __init__(self, context: PageContext, place: MetTwicePlace) -> None:
        super().__init__(context)
        self.heading = _("People met twice")
        self.keys = (
            (_("Up, Down"), _("Go through what the two records say")),
            ("Alt+L", _("Link: they are one person")),
            ("Alt+N", _("Not the same person")),
            ("Alt+A", _("Later: show the next pair")),
        )
        self.view = MetTwiceView()
        self._presenter = MetTwicePresenter(self.view, context, place, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self._presenter.load()

    def on_fact(self, fact: Any) -> None:
        self._presenter.hear(fact)

    def focus_first(self) -> None:
        self.view.focus_first()
