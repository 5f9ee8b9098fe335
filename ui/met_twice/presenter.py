"""Carries what a person decided about two records to the services, and shows what is next."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from desktop.errors import ExpectedError
from desktop.services.people_met_twice import Meeting
from desktop.services.person_links import WrittenSince
from desktop.wording.words import text as _
from ui.met_twice.sheet import Joined, MetTwiceSheet, read_sheet
from ui.met_twice.view import MetTwiceView
from ui.page import PageContext
from ui.places import CourtReportPlace, MetTwicePlace, PersonPlace, Place, ScreenPlace


class MetTwicePresenter(QObject):
    def __init__(
        self, view: MetTwiceView, context: PageContext, place: MetTwicePlace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._place = place
        self._sheet = MetTwiceSheet()
        self._at = 0
        self._is_telling = False
        view.link_asked.connect(self.link)
        view.refuse_asked.connect(self.refuse)
        view.later_asked.connect(self.later)
        view.end_asked.connect(self.end)
        view.open_asked.connect(lambda person_id: context.go(PersonPlace(person_id)))
        view.written_asked.connect(lambda written: context.go(place_of(written)))

    def load(self) -> None:
        work = partial(read_sheet, self._context.services, self._place.person_id)
        self._run(work, self._show)

    def hear(self, _fact: Any) -> None:
        if not self._is_telling:
            self.load()

    def link(self, meeting: Meeting) -> None:
        service = self._context.services.link_people
        a, b = meeting.a.id, meeting.b.id
        work = partial(service, a, b, meeting.reasons, seen=meeting.link)
        self._decide(work, _("Linked: both records are read together from now on."))

    def refuse(self, meeting: Meeting) -> None:
        service = self._context.services.say_not_the_same
        work = partial(service, meeting.a.id, meeting.b.id, seen=meeting.link)
        self._decide(work, _("Noted that they are two people. They are not proposed again."))

    def later(self) -> None:
        """Go to the next pair; after the last the first comes again: nothing is forgotten."""
        if self._sheet.meetings:
            self._at = (self._at + 1) % len(self._sheet.meetings)
            self._view.show_sheet(self._sheet, self._at)
            self._view.focus_first()

    def end(self, joined: Joined, why: str) -> None:
        service = self._context.services.unlink_people
        work = partial(service, joined.this.id, joined.other.id, why)
        self._decide(work, _("The link is ended: both are as they were. Nothing was moved."))

    def _decide(self, work: Callable[[], Any], words: str) -> None:
        self._view.show_working(is_working=True)
        self._run(work, partial(self._decided, words))

    def _decided(self, words: str, fact: Any) -> None:
        self._view.show_working(is_working=False)
        self._is_telling = True
        try:
            self._context.announcer.happened.emit(fact)
        finally:
            self._is_telling = False
        self._view.show_done(_("{what} Saved on this computer.", what=words))
        self.load()

    def _show(self, sheet: MetTwiceSheet) -> None:
        is_new = sheet.meetings != self._sheet.meetings or not self._sheet.names
        self._sheet = sheet
        self._at = min(self._at, max(0, len(sheet.meetings) - 1))
        self._view.show_sheet(sheet, self._at)
        if is_new:
            self._view.focus_first()

    def _run(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._context.tasks.run(self, work, done=done, failed=self._explain)

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        self._view.show_failed(self._context.say(error))
        self.load()


def place_of(written: WrittenSince) -> Place:
    """Return where what was written can be looked at."""
    if written.kind == "screen":
        return ScreenPlace(written.record.id)
    if written.kind == "court_report":
        return CourtReportPlace(written.record.id)
    return PersonPlace(written.person_id)
