"""Keeps the observations of a stay true, and begins or reopens the form of a tool."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.domain.person import Person
from desktop.errors import ExpectedError
from desktop.services.values import OpenScreen
from ui.observations.sheet import ObservationsSheet, Watched, read_sheet
from ui.observations.view import ObservationsView
from ui.page import PageContext
from ui.places import ObservationsPlace, ScreenPlace

_TICK_MS = 30_000
# Facts come in bursts, as when a round brings a night's records: one look answers them all.
_AFTER_FACT_MS = 100


class ObservationsPresenter(QObject):
    def __init__(
        self,
        view: ObservationsView,
        context: PageContext,
        place: ObservationsPlace,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._place = place
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_FACT_MS)
        self._soon.timeout.connect(self.load)
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(view.tick)
        view.record_asked.connect(self.record)
        view.reading_asked.connect(lambda reading: context.go(ScreenPlace(reading.screen_id)))

    def begin(self) -> None:
        self._clock.start()
        self._view.tick()
        self.load()

    def rest(self) -> None:
        self._clock.stop()
        self._soon.stop()

    def load(self) -> None:
        place = self._place
        work = partial(read_sheet, self._context.services, place.person_id, place.detention_id)
        self._context.tasks.run(self, work, done=self._show, failed=self._explain)

    def hear(self, fact: Any) -> None:
        """Read again when something happened to this person, here or elsewhere."""
        whose = fact.id if isinstance(fact, Person) else getattr(fact, "person_id", None)
        if whose is None or whose == self._place.person_id:
            self._soon.start()

    def record(self, one: Watched) -> None:
        """Go on with what is half done; else begin the form of this tool."""
        if one.begun is not None:
            self._context.go(ScreenPlace(one.begun.id))
            return
        if one.form is None:
            return
        self._view.show_working(is_working=True)
        place, start = self._place, self._context.services.start_screen
        work = partial(start, place.person_id, place.detention_id, one.form.canonical)
        self._context.tasks.run(self, work, done=self._started, failed=self._explain)

    def _started(self, opened: OpenScreen) -> None:
        self._view.show_working(is_working=False)
        self._context.announcer.happened.emit(opened.screen)
        self._context.go(ScreenPlace(opened.screen.id))

    def _show(self, sheet: ObservationsSheet) -> None:
        self._view.show_sheet(sheet)

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        self._view.show_failed(self._context.say(error))
