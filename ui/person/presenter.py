"""Loads a person's page and meets its wishes: each is one save, then the page is read again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, SignalInstance

from desktop.domain.court_report import CourtReport
from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.errors import ExpectedError, FieldProblemError
from desktop.services.values import OpenScreen
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.person.fulfil import fulfil, saved_words
from ui.person.sheet import PersonSheet, read_sheet
from ui.person.wishes import Wish
from ui.places import CourtReportPlace, PersonPlace, ScreenPlace


class PersonView(Protocol):
    wish_made: SignalInstance  # Wish

    def show_sheet(self, sheet: PersonSheet) -> None: ...
    def show_working(self, *, is_working: bool) -> None: ...
    def show_saved(self, text: str) -> None: ...
    def close_panel(self) -> None: ...
    def show_problems(self, problems: Mapping[str, str]) -> None: ...
    def show_failed(self, text: str) -> None: ...


class PersonPresenter(QObject):
    def __init__(
        self, view: PersonView, context: PageContext, place: PersonPlace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._place = place
        self._sheet: PersonSheet | None = None
        self._is_telling = False
        view.wish_made.connect(self.fulfil)

    def load(self) -> None:
        work = partial(
            read_sheet, self._context.services, self._place.person_id, self._place.detention_id
        )
        self._run(work, self._show)

    def hear(self, fact: Any) -> None:
        """Read again when something happened elsewhere; what this page did is read anyway."""
        whose = fact.id if isinstance(fact, Person) else getattr(fact, "person_id", None)
        is_about_another = whose is not None and whose not in self._identities()
        if not self._is_telling and not is_about_another:
            self.load()

    def _identities(self) -> set[PersonId]:
        if self._sheet is None:
            return {self._place.person_id}
        person = self._sheet.file.person
        return {self._place.person_id, person.id, *(other.id for other in person.linked)}

    def fulfil(self, wish: Wish) -> None:
        if self._sheet is None:
            return
        self._view.show_working(is_working=True)
        work = partial(fulfil, self._context.services, self._sheet, wish)
        self._run(work, partial(self._fulfilled, wish))

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.tasks.run(self, work, done=done, failed=self._explain)

    def _show(self, sheet: PersonSheet) -> None:
        self._sheet = sheet
        self._view.show_sheet(sheet)

    def _fulfilled(self, wish: Wish, fact: Any) -> None:
        self._view.show_working(is_working=False)
        self._tell(fact.screen if isinstance(fact, OpenScreen) else fact)
        self._view.close_panel()  # Still open on the way back, Enter would begin it once more.
        if isinstance(fact, OpenScreen):
            self._context.go(ScreenPlace(fact.screen.id))
            return
        if isinstance(fact, CourtReport):
            self._context.go(CourtReportPlace(fact.id))
            return
        what = saved_words(wish, fact)
        self._view.show_saved(_("{what} Saved on this computer.", what=what))
        self.load()

    def _tell(self, fact: Any) -> None:
        self._is_telling = True
        try:
            self._context.announcer.happened.emit(fact)
        finally:
            self._is_telling = False

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        if isinstance(error, FieldProblemError):
            self._view.show_problems(error.problems)
        else:
            self._view.show_failed(self._context.say(error))
