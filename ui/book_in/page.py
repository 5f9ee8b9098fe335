"""Booking a person into custody: chosen before, or found here first."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.wording.words import text as _
from ui.book_in.presenter import BookInPresenter
from ui.book_in.view import BookInView
from ui.page import Page, PageContext
from ui.people.find_presenter import FindPresenter
from ui.places import BookInPlace


class BookInPage(Page):
    def __init__(self, context: PageContext, place: BookInPlace) -> None:
        super().__init__(context)
        self.heading = _("Book in")
        self._place = place
        self._has_begun = False
        self.view = BookInView(self.heading, context.services.now)
        self._presenter = BookInPresenter(self.view, context, self)
        self._finding = FindPresenter(self.view.finder, context, self)
        self.view.cancel_asked.connect(context.go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        """Start once: coming back to a half-typed page leaves what was typed."""
        if self._has_begun:
            return
        self._has_begun = True
        if self._place.person_id is None:
            self.view.show_finder()
        else:
            self._presenter.open_person(self._place.person_id)

    def focus_first(self) -> None:
        if self.view.finder.isVisibleTo(self):
            self.view.finder.box.setFocus()
        else:
            self.view.form.focus_first()
