"""Scrolls to where focus goes. Qt does so for Tab alone: Enter and links would lose sight of it."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from ui.theme import zoomed

# Enough to see the question above the answer.
_AROUND_PX = 80
_SETTLING_MS = 150


def bring_focus(widget: QWidget) -> None:
    """Take focus to where something is to be mended: as with Tab, typing replaces a short text."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)


class FollowFocus(QObject):
    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        # What has just been added is out of reach until it has been given its room.
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLING_MS)
        area.verticalScrollBar().rangeChanged.connect(self._follow_on)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        # Nothing moves under a mouse: what is clicked is in sight.
        is_clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if not is_clicked:
            self._bring(now)
            self._settling.start()

    def _follow_on(self) -> None:
        if self._settling.isActive():
            self._bring(QApplication.focusWidget())

    def _bring(self, now: QWidget | None) -> None:
        if now is None or not self._area.isAncestorOf(now):
            return
        if now.height() < self._area.viewport().height():
            self._area.ensureWidgetVisible(now, 0, zoomed(_AROUND_PX))
