"""Notices that nobody is at the desk. Counts wall-clock time, so that a suspend counts too."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop.services.clocks import minutes

_LOOK_EVERY_MS = 15_000
_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    """Emits `idle` once when nothing was touched for the minutes that the service set."""

    idle = Signal()

    def __init__(
        self,
        app: QApplication,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._allowed_seconds = minutes("idle_lock") * 60
        self._touched = self._clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self._touched = self._clock()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        if self._clock() - self._touched >= self._allowed_seconds:
            self._timer.stop()
            self.idle.emit()
