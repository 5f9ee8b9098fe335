"""Adds a person, but first shows those who may already be her."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from desktop.domain.person import Person
from desktop.errors import ExpectedError, FieldProblemError
from desktop.services.values import PersonMatch
from ui.page import PageContext
from ui.people.match_words import LIKELY
from ui.places import BookInPlace


class AddPersonView(Protocol):
    save_asked: SignalInstance  # Person
    add_anyway_asked: SignalInstance  # Person

    def show_working(self, *, is_working: bool) -> None: ...
    def show_likely(self, matches: Sequence[PersonMatch]) -> None: ...
    def show_problems(self, problems: Mapping[str, str]) -> None: ...
    def show_failed(self, text: str) -> None: ...


class AddPersonPresenter(QObject):
    def __init__(self, view: AddPersonView, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        view.save_asked.connect(self.save)
        view.add_anyway_asked.connect(self.add)

    def save(self, person: Person) -> None:
        self._view.show_working(is_working=True)
        self._context.tasks.run(
            self,
            partial(self._context.services.likely_duplicates, person),
            done=partial(self._compare, person),
            failed=self._explain,
        )

    def add(self, person: Person) -> None:
        self._view.show_working(is_working=True)
        self._context.tasks.run(
            self,
            partial(self._context.services.add_person, person),
            done=self._added,
            failed=self._explain,
        )

    def _compare(self, person: Person, matches: tuple[PersonMatch, ...]) -> None:
        likely = [match for match in matches if match.score >= LIKELY]
        if not likely:
            self.add(person)
            return
        self._view.show_working(is_working=False)
        self._view.show_likely(likely)

    def _added(self, person: Person) -> None:
        self._view.show_working(is_working=False)
        self._context.announcer.happened.emit(person)
        self._context.go(BookInPlace(person.id))

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        if isinstance(error, FieldProblemError):
            self._view.show_problems(error.problems)
        else:
            self._view.show_failed(self._context.say(error))
