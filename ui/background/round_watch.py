"""What passes between a round of sending, which is on another thread, and the page."""

from PySide6.QtCore import QObject, Signal


class RoundWatch(QObject):
    """Handed to the work. Has no parent: the work may outlive the page that began it."""

    progressed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._is_stopped = False

    def progress(self, done: int, total: int) -> None:
        """Be told of progress, on the work's thread."""
        self.progressed.emit(done, total)

    def is_stopped(self) -> bool:
        """Answer the work, which asks between steps."""
        return self._is_stopped

    def stop(self) -> None:
        self._is_stopped = True
