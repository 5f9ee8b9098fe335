"""The window of one session at work: its pages joined to its services, its three truths kept true.

Rounds go by themselves, on threads of their own, and say nothing when they fail but in the status
line. A round that a person asks for comes first; locking ends both.
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.screen import Screen, ScreenStatus
from desktop.errors import ExpectedError
from desktop.services.everything import Services
from desktop.services.sync_values import SyncState
from desktop.services.values import Board, Urgency
from desktop.wording.clinical import clock_time
from desktop.wording.errors import say
from desktop.wording.terms import term
from ui.background.automatic_rounds import AutomaticRounds
from ui.background.hand_round import HandRound
from ui.background.network_watch import NetworkWatch
from ui.background.task_runner import TaskRunner
from ui.main_window import MainWindow
from ui.others_seen import others_seen
from ui.page import Announcer, Page, PageContext, Synced
from ui.pages import make_page
from ui.places import BoardPlace, Place, ShiftEndPlace
from ui.theme import Theme

_LOOK_EVERY_MS = 30_000
_SOON_MS = 150  # facts come in bursts

# Automatic rounds try again by themselves: red is kept for what somebody has to see to.
_USUAL = frozenset({"error.central_unreachable", "error.round_cut"})


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
        by_hand: TaskRunner | None = None,
        network: NetworkWatch | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._tasks = services, tasks
        # Rounds have threads of their own: a long one must not hold up a print, nor one that a
        # person asks for stand behind one that came by itself.
        self._runners = (rounds or TaskRunner(self), by_hand or TaskRunner(self))
        self._automatic = AutomaticRounds(
            services, tasks, self._runners[0], network or NetworkWatch(parent=self), parent=self
        )
        self._hand_round = HandRound(services, self._runners[1], self)
        self._announcer = Announcer(self)
        who = services.session.practitioner
        self.window = MainWindow(
            self._make_page,
            suite=services.session.suite,
            practitioner=who.name,
            role=who.profession or term(who.role),
            theme=theme,
        )
        self._context = self._page_context(errands)
        self._is_left = False
        self._soon = QTimer(self)
        self._connect()

    def begin(self) -> None:
        """Go to the board, the first thing after unlocking."""
        self.window.go(BoardPlace())
        self.look()
        self._automatic.begin()

    def leave(self, timeout_ms: int) -> None:
        """Save what is being typed, cut a round that is under way, then end."""
        page = self.window.page()
        if page is not None:
            page.leave()
        self._is_left = True
        self._automatic.cut()
        self._hand_round.stop()
        for timer in self.findChildren(QTimer):
            timer.stop()
        for runner in self._runners:
            runner.finish(timeout_ms)

    def look(self) -> None:
        """Bring the three truths up to date."""
        if self._is_left:
            return
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
        self._automatic.ended.connect(self.look)
        self._automatic.brought_news.connect(self._tell_news)
        by_hand = self._hand_round
        by_hand.began.connect(self._automatic.give_way)
        by_hand.arrived.connect(self._arrived)
        by_hand.failed.connect(lambda _error: self._ended_by_hand(is_well=False))
        by_hand.stopped.connect(lambda: self._ended_by_hand(is_well=False))

    def _page_context(self, errands: TaskRunner) -> PageContext:
        return PageContext(
            services=self._services,
            tasks=self._tasks,
            errands=errands,
            announcer=self._announcer,
            hand_round=self._hand_round,
            go=self.window.go,
            go_back=self.window.go_back,
            say=say,
        )

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
            self._automatic.screen_finished()

    def _show_sent(self, state: SyncState) -> None:
        # Where nothing waits and a round ended well, all is there since then, receipt or not.
        heard = None if state.waiting else self._automatic.heard_at
        self.window.status.show_sent(
            waiting=state.waiting,
            last_sent=_clock(_later(state.last_sent_at, heard)),
            is_enrolled=state.is_enrolled,
            others=self._others(state) if state.is_enrolled else "",
            trouble=say(state.last_error) if state.last_error else "",
            is_usual=state.last_error is not None and state.last_error.message_key in _USUAL,
        )
        self.window.show_count(ShiftEndPlace(), state.waiting)

    def _others(self, state: SyncState) -> str:
        heard_at = _later(state.last_sent_at, self._automatic.heard_at)
        return others_seen(heard_at, self._services.now())

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

    def _arrived(self, _receipt: object) -> None:
        self._ended_by_hand(is_well=True)
        self._tell_news()

    def _ended_by_hand(self, *, is_well: bool) -> None:
        self._automatic.person_ended(is_well=is_well)
        self._soon.start()

    def _tell_news(self) -> None:
        self._announcer.happened.emit(Synced())


def _later(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _clock(moment: datetime | None) -> str:
    return clock_time(moment) if moment is not None else ""
