"""The window of one session at work: its pages joined to its services, its three truths kept true.

Sends by itself after a screen is finished and now and then while something waits, on the errands
thread, and says nothing when that fails but in the status line.
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.screen import Screen, ScreenStatus
from desktop.errors import ExpectedError
from desktop.services.everything import Services
from desktop.services.values import Board, Receipt, SyncState, Urgency
from desktop.wording.clinical import clock_time
from desktop.wording.errors import say
from desktop.wording.terms import term
from ui.background.task_runner import TaskRunner
from ui.main_window import MainWindow
from ui.page import Announcer, Page, PageContext, Synced
from ui.pages import make_page
from ui.places import BoardPlace, Place, ShiftEndPlace
from ui.theme import Theme

_LOOK_EVERY_MS = 30_000
_SOON_MS = 150  # facts come in bursts
_SEND_EVERY_MS = 120_000


class Workplace(QObject):
    """Owns the main window of a session. `lock_asked` when the person wants to leave the desk."""

    lock_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        errands: TaskRunner,
        *,
        theme: Theme | None = None,
        parent: QObject | None = None,
        rounds: TaskRunner | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        # Rounds have a thread of their own: a long one must not hold up a print.
        self._rounds = rounds or TaskRunner(self)
        self._announcer = Announcer(self)
        who = services.session.practitioner
        self.window = MainWindow(
            self._make_page,
            suite=services.session.suite,
            practitioner=who.name,
            role=who.profession or term(who.role),
            theme=theme,
        )
        self._context = PageContext(
            services=services,
            tasks=tasks,
            errands=errands,
            announcer=self._announcer,
            go=self.window.go,
            go_back=self.window.go_back,
            say=say,
        )
        self._is_sending = False
        self._soon = QTimer(self)
        self._connect()

    def begin(self) -> None:
        """Go to the board, the first thing after unlocking."""
        self.window.go(BoardPlace())
        self.look()

    def leave(self, timeout_ms: int) -> None:
        """Save what is being typed and wait for a round that is under way, then end."""
        page = self.window.page()
        if page is not None:
            page.leave()
        self._is_sending = True
        for timer in self.findChildren(QTimer):
            timer.stop()
        self._rounds.finish(timeout_ms)

    def look(self) -> None:
        """Bring the three truths up to date."""
        self._tasks.run(self, self._services.sync_state, done=self._show_sent, failed=self._missed)
        self._tasks.run(self, self._services.show_board, done=self._show_due, failed=self._missed)

    def _connect(self) -> None:
        self.window.lock_asked.connect(self.lock_asked)
        self.window.closing.connect(self.closing)
        self._announcer.happened.connect(self._on_fact)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.look)
        self._every(_LOOK_EVERY_MS, self.look)
        self._every(_SEND_EVERY_MS, self._send_what_waits)

    def _make_page(self, place: Place) -> Page:
        return make_page(place, self._context)

    def _every(self, milliseconds: int, do: Any) -> None:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(do)
        timer.start()

    def _on_fact(self, fact: Any) -> None:
        self._soon.start()
        if isinstance(fact, Screen) and fact.status is ScreenStatus.COMPLETED:
            self._send_what_waits()

    def _show_sent(self, state: SyncState) -> None:
        self.window.status.show_sent(
            waiting=state.waiting,
            last_sent=_clock(state.last_sent_at),
            is_enrolled=state.is_enrolled,
            trouble=say(state.last_error) if state.last_error else "",
        )
        self.window.show_count(ShiftEndPlace(), state.waiting)

    def _show_due(self, board: Board) -> None:
        urgencies = [row.urgency(board.as_of) for row in board.rows]
        self.window.status.show_saved()
        self.window.status.show_overdue(
            reviews=urgencies.count(Urgency.REVIEW_OVERDUE),
            calls=urgencies.count(Urgency.CALL_BREACHED),
        )
        waiting = sum(urgency <= Urgency.CALL_WAITING for urgency in urgencies)
        self.window.show_count(BoardPlace(), waiting)

    def _missed(self, error: ExpectedError) -> None:
        self.window.status.show_trouble(say(error))

    def _send_what_waits(self) -> None:
        if not self._is_sending:
            self._tasks.run(
                self, self._services.sync_state, done=self._send_if_waiting, failed=self._missed
            )

    def _send_if_waiting(self, state: SyncState) -> None:
        if not state.is_enrolled or not state.waiting or self._is_sending:
            return
        self._is_sending = True
        self._rounds.run(self, self._send, done=self._sent, failed=self._not_sent)

    def _send(self) -> Receipt:
        return self._services.send_now(lambda _done, _total: None, lambda: False)

    def _sent(self, _receipt: Receipt) -> None:
        self._is_sending = False
        self._announcer.happened.emit(Synced())

    def _not_sent(self, _error: ExpectedError) -> None:
        self._is_sending = False
        self.look()


def _clock(moment: datetime | None) -> str:
    return clock_time(moment) if moment is not None else ""
