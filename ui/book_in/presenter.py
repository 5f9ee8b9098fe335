"""Carries a booking to the services and the person on to her page."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from desktop.domain.detention import Detention
from desktop.domain.identity import DetentionId, PersonId, new_uuid
from desktop.domain.person import Person
from desktop.errors import ExpectedError, FieldProblemError
from desktop.services.values import PersonFile
from ui.page import PageContext
from ui.places import AddPersonPlace, PersonPlace


class BookInView(Protocol):
    person_chosen: SignalInstance  # PersonId
    person_missing: SignalInstance  # str, str: family and given name to start with
    save_asked: SignalInstance  # Detention

    def show_finder(self) -> None: ...
    def show_person(self, person: Person, blank: Detention, staying: Detention | None) -> None: ...
    def show_working(self, *, is_working: bool) -> None: ...
    def show_problems(self, problems: Mapping[str, str]) -> None: ...
    def show_failed(self, text: str) -> None: ...


class BookInPresenter(QObject):
    def __init__(self, view: BookInView, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        view.person_chosen.connect(self.open_person)
        view.person_missing.connect(self._add_person)
        view.save_asked.connect(self.save)

    def open_person(self, person_id: PersonId) -> None:
        self._context.tasks.run(
            self,
            partial(self._context.services.open_person, person_id),
            done=self._show,
            failed=self._explain,
        )

    def save(self, detention: Detention) -> None:
        self._view.show_working(is_working=True)
        self._context.tasks.run(
            self,
            partial(self._context.services.book_in, detention),
            done=self._booked_in,
            failed=self._explain,
        )

    def _show(self, file: PersonFile) -> None:
        staying = next((stay for stay in file.detentions if stay.released_at is None), None)
        blank = Detention(
            id=DetentionId(new_uuid()),
            person_id=file.person.id,
            suite=self._context.services.session.suite,
            custody_record_number="",
            arrived_at=self._context.services.now(),
        )
        self._view.show_person(file.person, blank, staying)

    def _add_person(self, family_name: str, given_name: str) -> None:
        self._context.go(AddPersonPlace(family_name, given_name))

    def _booked_in(self, detention: Detention) -> None:
        self._view.show_working(is_working=False)
        self._context.announcer.happened.emit(detention)
        self._context.go(PersonPlace(detention.person_id, detention.id))

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        if isinstance(error, FieldProblemError):
            self._view.show_problems(error.problems)
        else:
            self._view.show_failed(self._context.say(error))
