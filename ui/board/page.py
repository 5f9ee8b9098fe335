"""The board's place in the frame."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.board.model import BoardModel
from ui.board.presenter import BoardPresenter
from ui.board.view import BoardView
from ui.met_twice.line import MetTwiceLine
from ui.page import Page, PageContext
from ui.places import BoardPlace


class BoardPage(Page):
    def __init__(self, context: PageContext, _place: BoardPlace) -> None:
        super().__init__(context)
        self.heading = _("Board")
        self.keys = (
            (_("Letters"), _("Find a person by family name")),
            ("Enter", _("Open the person")),
            ("Ctrl+O", _("Open the observations of the person")),
            ("Ctrl+K", _("Decide what colleagues recorded differently about the person")),
            ("Ctrl+D", _("Larger rows, for a wall screen")),
            ("F5", _("Look again")),
        )
        self.model = BoardModel(context.services.now, self)
        self.view = BoardView(self.model)
        self._presenter = BoardPresenter(self.view, context, self)
        self.met = MetTwiceLine(context)
        self.view.frame.body.addWidget(self.met)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self._presenter.begin()
        self.met.look()

    def on_fact(self, fact: Any) -> None:
        self._presenter.hear(fact)

    def focus_first(self) -> None:
        self.view.table.setFocus()
