"""Sends and asks by itself, never in the user's way: no window, no focus, a thread of its own.

A round that a person asks for comes before these, and a lock ends them at once.
"""

import random
import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import ExpectedError, TroubleError
from desktop.services.everything import Services
from desktop.services.sync_values import SyncState
from desktop.services.when_to_sync import WhenToSync, at_opening
from ui.background.network_watch import NetworkWatch
from ui.background.round_watch import RoundWatch
from ui.background.task_runner import TaskRunner

_A_MILLION = 1_000_000
# A round that ended in a bug is answered by nobody: looked for while one is under way.
_LOOK_FOR_LOST_MS = 60_000


def _monotonic_ms() -> int:
    return time.monotonic_ns() // _A_MILLION


class AutomaticRounds(QObject):
    """`brought_news` when something went or came: pages read again. `ended` after each round."""

    brought_news = Signal()
    ended = Signal()

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        runner: TaskRunner,
        network: NetworkWatch,
        *,
        now_ms: Callable[[], int] = _monotonic_ms,
        chance: Callable[[], float] = random.random,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._tasks, self._runner = services, tasks, runner
        self._now_ms, self._chance = now_ms, chance
        self._when: WhenToSync = at_opening(now_ms(), chance())
        self._watch: RoundWatch | None = None
        self._is_by_hand = False
        self._is_over = False
        self.heard_at: datetime | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time)
        network.came.connect(self._on_network)

    def begin(self) -> None:
        self._arm()

    def screen_finished(self) -> None:
        self._when = self._when.soon(self._now_ms())
        self.look()

    def look(self) -> None:
        """Begin a round if one is due."""
        if self._is_over:
            return
        if self._when.is_due(self._now_ms()) and not self._is_by_hand:
            self._when = self._when.begun()
            self._watch = RoundWatch()
            state = self._services.sync_state
            self._tasks.run(self, state, done=self._send_if_joined, failed=self._failed)
        self._arm()

    def give_way(self) -> None:
        """Let a person's own round go first: one under way here ends after its step."""
        self._is_by_hand = True
        if self._watch is not None:
            self._watch.stop()

    def person_ended(self, *, is_well: bool) -> None:
        self._is_by_hand = False
        if is_well:
            self._note_heard()
        # A person's round that failed tells no more than the next of these will find.
        if self._watch is None:
            self._when = self._when.gave_way(self._now_ms(), self._chance())
        self._arm()

    def cut(self) -> None:
        """End what is under way and begin nothing more."""
        self._is_over = True
        self._timer.stop()
        if self._watch is not None:
            self._watch.stop()

    def _on_time(self) -> None:
        is_lost = not (self._runner.unanswered() or self._tasks.unanswered())
        if self._watch is not None and is_lost:
            self._failed(TroubleError())
        self.look()

    def _send_if_joined(self, state: SyncState) -> None:
        watch = self._watch
        if watch is None or self._is_over:
            return
        if not state.is_enrolled:
            self._end(self._when.ended_well(self._now_ms(), self._chance()))
            return
        self._runner.run(
            self,
            lambda: self._services.catch_up(watch.progress, watch.is_stopped),
            done=self._done,
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _done(self, went_and_came: tuple[int, int]) -> None:
        self._note_heard()
        self._end(self._when.ended_well(self._now_ms(), self._chance()))
        if any(went_and_came):
            self.brought_news.emit()

    def _failed(self, error: ExpectedError) -> None:
        may_pass = isinstance(error, TroubleError)
        self._end(self._when.failed(self._now_ms(), self._chance(), may_pass=may_pass))

    def _cancelled(self) -> None:
        self._end(self._when.gave_way(self._now_ms(), self._chance()))

    def _end(self, when: WhenToSync) -> None:
        self._watch = None
        self._when = when
        self._arm()
        if not self._is_over:
            self.ended.emit()

    def _on_network(self) -> None:
        self._when = self._when.network_came(self._now_ms(), self._chance())
        self._arm()

    def _note_heard(self) -> None:
        self.heard_at = self._services.now()

    def _arm(self) -> None:
        if self._is_over:
            return
        is_busy = self._watch is not None or self._is_by_hand
        self._timer.start(_LOOK_FOR_LOST_MS if is_busy else self._when.wait_ms(self._now_ms()))
