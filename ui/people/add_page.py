"""Adding a person who was looked for and not found."""

from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.identity import PersonId
from desktop.wording.words import text as _
from ui.page import Page, PageContext
from ui.people.add_presenter import AddPersonPresenter
from ui.people.add_view import AddPersonView
from ui.places import AddPersonPlace, PersonPlace


class AddPersonPage(Page):
    def __init__(self, context: PageContext, place: AddPersonPlace) -> None:
        super().__init__(context)
        self.heading = _("Add a new person")
        self.view = AddPersonView(self.heading)
        self.view.start_with(place.family_name, place.given_name)
        self._presenter = AddPersonPresenter(self.view, context, self)
        self.view.open_asked.connect(self._open)
        self.view.cancel_asked.connect(context.go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def focus_first(self) -> None:
        self.view.form.focus_first()

    def _open(self, person_id: PersonId) -> None:
        self.context.go(PersonPlace(person_id))
