"""The round that a person asks for. Lives with the session: it goes on when its page is left."""

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from desktop.errors import ExpectedError
from desktop.services.everything import Services
from desktop.services.sync_values import Receipt
from ui.background.round_watch import RoundWatch
from ui.background.task_runner import TaskRunner

_MILLISECONDS = 1000


class HandRound(QObject):
    """One at a time. Only `arrived`, which carries a receipt, means that anything was sent."""

    began = Signal()
    progressed = Signal(int, int)
    arrived = Signal(object)  # Receipt
    failed = Signal(object)  # ExpectedError
    stopped = Signal()

    def __init__(
        self, services: Services, runner: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._watch: RoundWatch | None = None
        self._elapsed = QElapsedTimer()
        self.done, self.total = 0, 0

    def is_under_way(self) -> bool:
        return self._watch is not None

    def is_stopping(self) -> bool:
        return self._watch is not None and self._watch.is_stopped()

    def seconds(self) -> float:
        return self._elapsed.elapsed() / _MILLISECONDS

    def send(self) -> None:
        if self._watch is not None:
            return
        self._watch = watch = RoundWatch()
        watch.progressed.connect(self._on_progress)
        self.done, self.total = 0, 0
        self._elapsed.start()
        self.began.emit()
        self._runner.run(
            self,
            lambda: self._services.send_now(watch.progress, watch.is_stopped),
            done=self._on_arrived,
            failed=self._on_failed,
            cancelled=self._on_stopped,
        )

    def stop(self) -> None:
        """Ask it to end after its step: what went across is kept, the rest waits here."""
        if self._watch is not None:
            self._watch.stop()

    def _on_progress(self, done: int, total: int) -> None:
        if self._watch is not None and not self._watch.is_stopped():
            self.done, self.total = done, total
            self.progressed.emit(done, total)

    def _on_arrived(self, receipt: Receipt) -> None:
        self._watch = None
        self.arrived.emit(receipt)

    def _on_failed(self, error: ExpectedError) -> None:
        self._watch = None
        self.failed.emit(error)

    def _on_stopped(self) -> None:
        self._watch = None
        self.stopped.emit()
