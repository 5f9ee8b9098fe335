"""The observations of one stay in the frame."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.observations.presenter import ObservationsPresenter
from ui.observations.view import ObservationsView
from ui.page import Page, PageContext
from ui.places import ObservationsPlace


class ObservationsPage(Page):
    def __init__(self, context: PageContext, place: ObservationsPlace) -> None:
        super().__init__(context)
        self.heading = _("Observations")
        self.keys = (
            (_("Left, Right"), _("In a chart: the reading before, the reading after")),
            (_("Home, End"), _("In a chart: the first reading, the newest")),
            ("Enter", _("In a table: open the reading")),
        )
        self.view = ObservationsView(context.services.now)
        self._presenter = ObservationsPresenter(self.view, context, place, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self._presenter.begin()

    def leave(self) -> None:
        self._presenter.rest()

    def on_fact(self, fact: Any) -> None:
        self._presenter.hear(fact)

    def focus_first(self) -> None:
        self.view.focus_first()
