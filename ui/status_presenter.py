"""Keeps the status line and the counts beside the places true while a session is open."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.errors import ExpectedError
from desktop.services.values import Board, SyncState, Urgency
from desktop.wording.clinical import clock_time
from ui.main_window import MainWindow
from ui.page import PageContext
from ui.places import BoardPlace, ShiftEndPlace

_EVERY_MS = 30_000
# Facts come in bursts, as when a custody list is taken: one look answers them all.
_AFTER_FACT_MS = 200
_WAITING = (Urgency.REVIEW_OVERDUE, Urgency.CALL_BREACHED, Urgency.CALL_WAITING)


@dataclass(frozen=True, slots=True)
class _Truths:
    sync: SyncState
    board: Board


class StatusPresenter(QObject):
    def __init__(self, window: MainWindow, context: PageContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._is_asking = False
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_FACT_MS)
        self._soon.timeout.connect(self.refresh)
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self.refresh)
        context.announcer.happened.connect(self._on_fact)

    def begin(self) -> None:
        self._clock.start()
        self.refresh()

    def refresh(self) -> None:
        if self._is_asking:
            return
        self._is_asking = True
        self._context.tasks.run(self, self._look, done=self._show, failed=self._explain)

    def _look(self) -> _Truths:
        services = self._context.services
        return _Truths(services.sync_state(), services.show_board())

    def _on_fact(self, _fact: Any) -> None:
        self._window.status.show_saved()
        self._soon.start()

    def _show(self, truths: _Truths) -> None:
        self._is_asking = False
        sync, now = truths.sync, self._context.services.now()
        self._window.status.show_sent(
            waiting=sync.waiting,
            last_sent="" if sync.last_sent_at is None else clock_time(sync.last_sent_at),
            is_enrolled=sync.is_enrolled,
            trouble="" if sync.last_error is None else self._context.say(sync.last_error),
        )
        urgencies = [row.urgency(now) for row in truths.board.rows]
        self._window.status.show_overdue(
            reviews=urgencies.count(Urgency.REVIEW_OVERDUE),
            calls=urgencies.count(Urgency.CALL_BREACHED),
        )
        self._window.show_count(BoardPlace(), sum(urgency in _WAITING for urgency in urgencies))
        self._window.show_count(ShiftEndPlace(), sync.waiting)

    def _explain(self, error: ExpectedError) -> None:
        self._is_asking = False
        self._window.show_message(self._context.say(error), "danger")
