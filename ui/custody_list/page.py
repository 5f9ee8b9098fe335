"""Taking the police custody list in."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.custody_list.presenter import CustodyListPresenter
from ui.custody_list.view import CustodyListView
from ui.page import Page, PageContext
from ui.places import CustodyListPlace


class CustodyListPage(Page):
    def __init__(self, context: PageContext, place: CustodyListPlace) -> None:  # noqa: ARG002 -- as every page
        super().__init__(context)
        self.heading = _("Custody list")
        self.view = CustodyListView(self.heading)
        self._presenter = CustodyListPresenter(self.view, context, self)
        self.view.board_asked.connect(context.go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def focus_first(self) -> None:
        self.view.box.setFocus()
