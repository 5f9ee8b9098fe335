"""One person: where she is, what waits for her, what is recorded."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.page import Page, PageContext
from ui.person.come_back import ComeBack
from ui.person.presenter import PersonPresenter
from ui.person.view import PersonView
from ui.places import PersonPlace, ScreenPlace

_MINUTE_MS = 60_000


class PersonPage(Page):
    def __init__(self, context: PageContext, place: PersonPlace) -> None:
        super().__init__(context)
        self.heading = _("Person")
        self.view = PersonView(self.heading, context.services.now)
        self._presenter = PersonPresenter(self.view, context, place, self)
        self.view.go_asked.connect(context.go)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_MINUTE_MS)
        self._ticking.timeout.connect(self.view.tick)
        self._going_on = QTimer(self, interval=0, singleShot=True)
        self._going_on.timeout.connect(self._go_on)
        self._come_back = ComeBack()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self._ticking.start()
        self._presenter.load()
        # The frame has to be done with this page before it goes on to another.
        self._going_on.start()

    def leave(self) -> None:
        self._ticking.stop()
        self._going_on.stop()

    def on_fact(self, fact: Any) -> None:
        self._come_back.hear(fact)
        self._presenter.hear(fact)

    def _go_on(self) -> None:
        screen_id = self._come_back.take()
        if screen_id is not None:
            self.context.go(ScreenPlace(screen_id))

    def focus_first(self) -> None:
        """Keep to the main action, which takes focus once the person is here."""
        self.view.main.setFocus()
