"""Runs work away from the windows and brings the answer back. Nothing else knows threads."""

import atexit
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, TypeVar
from weakref import WeakSet

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

from desktop.errors import CancelledError, ExpectedError
from ui.lasting_none import keep_singletons

T = TypeVar("T")

# Whatever works for long has a runner. See there.
keep_singletons()

FOREVER_MS = -1


def _nothing() -> None:
    """Stand for a callback that nobody asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    owner: QObject
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[ExpectedError], None]
    cancelled: Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    task: _Task
    result: Any = None
    error: BaseException | None = None


class _Worker(QThread):
    """One thread that stays: a database connection is keyed once and used from one place."""

    outcome_ready = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self.outcomes: deque[_Outcome] = deque()

    def run(self) -> None:
        while (task := self.tasks.get()) is not None:
            self.outcomes.append(_outcome_of(task))
            # Not held while waiting for the next: what it refers to may belong to a closed page.
            del task
            self.outcome_ready.emit()

    def finish(self, timeout_ms: int = FOREVER_MS) -> bool:
        self.tasks.put(None)
        is_done = self.wait() if timeout_ms < 0 else self.wait(timeout_ms)
        if is_done:
            _at_work.discard(self)
        return is_done


# Held here as well as by their runners: a thread that is collected while it runs ends the process.
_at_work: set[_Worker] = set()


@atexit.register
def _finish_all() -> None:
    """Let what was asked be done before the process ends: it may be a save."""
    for worker in list(_at_work):
        worker.finish()


def _outcome_of(task: _Task) -> _Outcome:
    try:
        return _Outcome(task, result=task.work())
    except BaseException as error:  # noqa: BLE001 -- carried to the other thread, never dropped
        return _Outcome(task, error=error)


class TaskRunner(QObject):
    """Runs one piece of work after the other, in the order asked, on one thread of its own.

    The thread starts with the first work, so that a runner costs nothing before the first paint.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: _Worker | None = None
        self._is_finished = False
        self._unanswered = 0
        _alive.add(self)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ExpectedError], None],
        cancelled: Callable[[], None] = _nothing,
    ) -> None:
        """Run `work` on the runner's thread, then `done` or `failed` on this one.

        Neither is called once `owner` is destroyed, but the work is still done: it may be a save.
        `work` touches no widget. Work that raises CancelledError ends in `cancelled`; any error
        that is not expected goes to `sys.excepthook`.
        """
        if self._is_finished:
            raise RuntimeError("work was given to a runner that has finished")
        task = _Task(owner=owner, work=work, done=done, failed=failed, cancelled=cancelled)
        self._unanswered += 1
        self._started_worker().tasks.put(task)

    def unanswered(self) -> int:
        """Return how many pieces of work have not yet been answered."""
        return self._unanswered

    def finish(self, timeout_ms: int = FOREVER_MS) -> bool:
        """Take no more work, wait for what was asked, answer it. False if time ran out first."""
        self._is_finished = True
        if self._worker is None:
            return True
        is_done = self._worker.finish(timeout_ms)
        while self._worker.outcomes:
            self._answer_next()
        return is_done

    def _started_worker(self) -> _Worker:
        if self._worker is None:
            self._worker = _Worker()
            self._worker.outcome_ready.connect(
                self._answer_next, Qt.ConnectionType.QueuedConnection
            )
            _at_work.add(self._worker)
            self._worker.start()
        return self._worker

    @Slot()
    def _answer_next(self) -> None:
        # `finish` may have answered already what this signal announces.
        if self._worker is None or not self._worker.outcomes:
            return
        outcome = self._worker.outcomes.popleft()
        self._unanswered -= 1
        _answer(outcome)


_alive: WeakSet[TaskRunner] = WeakSet()


def _answer(outcome: _Outcome) -> None:
    """Tell whoever asked, if they are still there. A bug is told to the hook in any case."""
    task, error = outcome.task, outcome.error
    if error is not None and not isinstance(error, ExpectedError | CancelledError):
        sys.excepthook(type(error), error, error.__traceback__)
    elif not isValid(task.owner):
        return
    elif error is None:
        task.done(outcome.result)
    elif isinstance(error, ExpectedError):
        task.failed(error)
    else:
        task.cancelled()


def runners_at_work() -> list[TaskRunner]:
    """Return the runners that still owe an answer: none may outlive a test or the session."""
    return [runner for runner in _alive if isValid(runner) and runner.unanswered()]
