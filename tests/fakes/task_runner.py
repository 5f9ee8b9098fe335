"""Runners for tests: one that answers at once, one that answers when told to."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.errors import CancelledError, ExpectedError
from ui.background.task_runner import FOREVER_MS, TaskRunner

T = TypeVar("T")


def _nothing() -> None:
    pass


class ImmediateTaskRunner(TaskRunner):
    """Does the work and answers before `run` returns; what is not expected flies straight out."""

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ExpectedError], None],
        cancelled: Callable[[], None] = _nothing,
    ) -> None:
        try:
            result = work()
        except ExpectedError as error:
            if isValid(owner):
                failed(error)
        except CancelledError:
            if isValid(owner):
                cancelled()
        else:
            if isValid(owner):
                done(result)

    def finish(self, timeout_ms: int = FOREVER_MS) -> bool:  # noqa: ARG002 -- as the real one
        return True


class HeldTaskRunner(ImmediateTaskRunner):
    """Keeps what it was asked until `release`: shows a page while it waits."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[Callable[[], None]] = []

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[ExpectedError], None],
        cancelled: Callable[[], None] = _nothing,
    ) -> None:
        answer_at_once = super().run
        self._held.append(
            lambda: answer_at_once(owner, work, done=done, failed=failed, cancelled=cancelled)
        )

    def release(self) -> None:
        held, self._held = self._held, []
        for ask in held:
            ask()
