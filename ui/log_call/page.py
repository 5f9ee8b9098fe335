"""Logging a call for a practitioner, and going on with it until she has been."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.log_call.presenter import LogCallPresenter
from ui.log_call.view import LogCallView
from ui.page import Page, PageContext
from ui.places import LogCallPlace


class LogCallPage(Page):
    def __init__(self, context: PageContext, place: LogCallPlace) -> None:
        super().__init__(context)
        self.heading = _("Call for a practitioner")
        me = context.services.session.practitioner.id
        self.view = LogCallView(self.heading, context.services.now, me)
        self._presenter = LogCallPresenter(self.view, context, place, self)
        self._has_begun = False
        self.view.done_asked.connect(context.go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        """Load once: coming back to a half-typed call leaves what was typed."""
        if not self._has_begun:
            self._has_begun = True
            self._presenter.load()

    def focus_first(self) -> None:
        self.view.form.focus_first()
