"""When what is being typed is told on: after a pause, and in time where there is none."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

PAUSE_MS = 400
# Whoever types without pause may lose the power too. With the writing this stays under a second.
AT_LATEST_MS = 800


class TypingPause(QTimer):
    """`timeout` comes once nobody typed for `PAUSE_MS`, or `AT_LATEST_MS` after the first key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self._since_first = QElapsedTimer()

    def typed(self) -> None:
        if not self.isActive():
            self._since_first.start()
        left = AT_LATEST_MS - self._since_first.elapsed()
        self.start(max(0, min(PAUSE_MS, left)))
