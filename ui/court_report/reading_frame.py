"""A frame of finished words that Tab can reach: to be read aloud, and to be scrolled to by key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import tokens_now

_EDGE_PX = 3


class ReadingFrame(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show focus as everywhere: an ink edge."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(tokens_now().focus_edge), _EDGE_PX))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
