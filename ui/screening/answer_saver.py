"""Saves each answer as it is given, says when it is safe, and tries again when it was not.

Keeps what could not be saved until it is; never shows anything itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Answer
from desktop.errors import ExpectedError, TroubleError
from ui.background.task_runner import TaskRunner

RETRY_MS = 5000


@dataclass(frozen=True, slots=True)
class Saving:
    """`waiting` counts answers not yet known to be safe; `error` is why, when one was refused."""

    saved_at: datetime | None = None
    waiting: int = 0
    error: ExpectedError | None = None


class AnswerSaver(QObject):
    changed = Signal(object)  # Saving

    def __init__(
        self,
        tasks: TaskRunner,
        answer_question: Callable[[ScreenId, str, Answer], None],
        screen_id: ScreenId,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._answer_question = answer_question
        self._screen_id = screen_id
        self._now = now
        self._waiting: dict[str, Answer] = {}
        self._refused: dict[str, Answer] = {}
        self._error: ExpectedError | None = None
        self._saved_at: datetime | None = None
        self._retry = QTimer(self)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.try_again)

    def state(self) -> Saving:
        return Saving(self._saved_at, len(self._waiting), self._error)

    def unsaved(self) -> dict[str, Answer]:
        """Return the answers that are not yet known to be safe."""
        return dict(self._waiting)

    def save(self, link_id: str, answer: Answer) -> None:
        self._waiting[link_id] = answer
        # A newer answer takes the place of one that was refused: it must not come back later.
        self._refused.pop(link_id, None)
        self.changed.emit(self.state())
        self._send(link_id, answer)

    def try_again(self) -> None:
        """Send what was refused once more."""
        refused, self._refused = self._refused, {}
        for link_id, answer in refused.items():
            self._send(link_id, answer)

    def _send(self, link_id: str, answer: Answer) -> None:
        self._tasks.run(
            self,
            partial(self._answer_question, self._screen_id, link_id, answer),
            done=lambda _none: self._saved(link_id, answer),
            failed=lambda error: self._not_saved(link_id, answer, error),
        )

    def _saved(self, link_id: str, answer: Answer) -> None:
        self._saved_at = self._now()
        if self._waiting.get(link_id) is answer:
            del self._waiting[link_id]
        if not self._refused:
            self._error = None
            self._retry.stop()
        self.changed.emit(self.state())

    def _not_saved(self, link_id: str, answer: Answer, error: ExpectedError) -> None:
        if self._waiting.get(link_id) is not answer:
            return  # A newer answer to the same question is already on its way.
        self._refused[link_id] = answer
        self._error = error
        # What breaks a rule breaks it again; only trouble may pass.
        if isinstance(error, TroubleError) and not self._retry.isActive():
            self._retry.start()
        self.changed.emit(self.state())
