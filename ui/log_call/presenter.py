"""Carries calls, their times and the next review to the services, one save a click."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, SignalInstance

from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.identity import CallId, DetentionId
from desktop.errors import ExpectedError, FieldProblemError, NotFoundError
from desktop.services.clocks import minutes
from desktop.services.everything import Services
from desktop.services.values import PersonFile, whole_minutes
from desktop.wording.words import text as _
from ui.page import PageContext
from ui.places import LogCallPlace

Read = tuple[PersonFile, Detention, int]
Fact = TypeVar("Fact", HcpCall, ClinicalReview)


class LogCallView(Protocol):
    log_asked: SignalInstance  # HcpCall, not saved yet
    change_asked: SignalInstance  # HcpCall as shown, HcpCall as typed
    review_asked: SignalInstance  # ClinicalReview, not saved yet

    def show_file(self, file: PersonFile, detention: Detention, target_minutes: int) -> None: ...
    def show_call(self, call_id: CallId | None) -> None: ...
    def show_working(self, *, is_working: bool) -> None: ...
    def show_saved(self, text: str) -> None: ...
    def show_problems(self, problems: Mapping[str, str]) -> None: ...
    def show_failed(self, text: str) -> None: ...


class LogCallPresenter(QObject):
    def __init__(
        self, view: LogCallView, context: PageContext, place: LogCallPlace, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._context = context
        self._place = place
        view.log_asked.connect(self.log_call)
        view.change_asked.connect(self.change_call)
        view.review_asked.connect(self.set_review)

    def load(self) -> None:
        """Show the call asked for, else the newest still open, else a new one."""
        self._load(self._place.call_id)

    def log_call(self, call: HcpCall) -> None:
        words = _("Call logged. Saved on this computer.")
        self._save(partial(self._context.services.log_call, call), partial(self._called, words))

    def change_call(self, old: HcpCall, new: HcpCall) -> None:
        words = _("Call changed. Saved on this computer.")
        work = partial(self._context.services.change_call, old, new)
        self._save(work, partial(self._called, words))

    def set_review(self, review: ClinicalReview) -> None:
        self._save(partial(self._context.services.set_review, review), self._review_set)

    def _save(self, work: Callable[[], Fact], done: Callable[[Fact], None]) -> None:
        self._view.show_working(is_working=True)
        self._context.tasks.run(self, work, done=done, failed=self._explain)

    def _called(self, words: str, call: HcpCall) -> None:
        self._told(words, call)
        self._load(call.id)

    def _review_set(self, review: ClinicalReview) -> None:
        self._told(_("Next review set. Saved on this computer."), review)
        # Only what is recorded: a call half typed above stays as it is.
        self._read(self._show_recorded)

    def _told(self, words: str, fact: HcpCall | ClinicalReview) -> None:
        self._view.show_working(is_working=False)
        self._view.show_saved(words)
        self._context.announcer.happened.emit(fact)

    def _load(self, call_id: CallId | None) -> None:
        self._read(partial(self._show, call_id))

    def _read(self, done: Callable[[Read], None]) -> None:
        work = partial(_read, self._context.services, self._place)
        self._context.tasks.run(self, work, done=done, failed=self._explain)

    def _show_recorded(self, read: Read) -> None:
        self._view.show_file(*read)

    def _show(self, call_id: CallId | None, read: Read) -> None:
        file, detention, target = read
        self._view.show_file(file, detention, target)
        self._view.show_call(call_id or _open_call(file, detention.id))

    def _explain(self, error: ExpectedError) -> None:
        self._view.show_working(is_working=False)
        if isinstance(error, FieldProblemError):
            self._view.show_problems(error.problems)
        else:
            self._view.show_failed(self._context.say(error))


def _read(services: Services, place: LogCallPlace) -> Read:
    file = services.open_person(place.person_id)
    for detention in file.detentions:
        if detention.id == place.detention_id:
            return file, detention, minutes("hcp_response")
    raise NotFoundError


def _open_call(file: PersonFile, detention_id: DetentionId) -> CallId | None:
    """Return the call to go on with: one still waiting, or late with nobody having said why."""
    calls = [call for call in file.calls if call.detention_id == detention_id]
    waiting = (call.id for call in calls if call.arrived_at is None)
    unexplained = (call.id for call in calls if _is_late(call) and call.breach_reason is None)
    return next(waiting, None) or next(unexplained, None)


def _is_late(call: HcpCall) -> bool:
    if call.arrived_at is None:
        return False
    return whole_minutes(call.requested_at, call.arrived_at) > minutes("hcp_response")
