"""Finding a person by whatever is known of her."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.wording.words import text as _
from ui.page import Page, PageContext, Synced
from ui.people.find_presenter import FindPresenter
from ui.people.find_view import FindView
from ui.places import AddPersonPlace, PeoplePlace, PersonPlace
from ui.widgets.page_frame import PageFrame


class PeoplePage(Page):
    def __init__(self, context: PageContext, place: PeoplePlace) -> None:
        super().__init__(context)
        self.heading = _("People")
        self._text = place.text
        self.view = FindView()
        self._presenter = FindPresenter(self.view, context, self)
        self.view.person_chosen.connect(self._open)
        self.view.person_missing.connect(self._add)
        frame = PageFrame(self.heading, wide=True)
        frame.body.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)

    def begin(self) -> None:
        self.view.start_with(self.view.text() or self._text)
        self._presenter.find()

    def focus_first(self) -> None:
        self.view.box.setFocus()

    def on_fact(self, fact: Any) -> None:
        if isinstance(fact, Person | Synced):
            self._presenter.find()

    def _open(self, person_id: PersonId) -> None:
        self.context.go(PersonPlace(person_id))

    def _add(self, family_name: str, given_name: str) -> None:
        self.context.go(AddPersonPlace(family_name, given_name))
