"""The parts of the banner that stay whole: each wraps as one, and never loses a letter."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.theme import tone_colour, zoomed
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import set_role
from ui.widgets.symbol import symbol

_SYMBOL_PX = 14


class WholeLabel(QLabel):
    """Asks for one line, however long; given less, it wraps inside itself."""

    def __init__(self, text: str, role: str) -> None:
        super().__init__(text)
        set_role(self, role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        # QLabel breaks a line that fits exactly, so it is asked for a little more.
        lines = self.text().splitlines() or [""]
        width = max(map(metrics.horizontalAdvance, lines)) + metrics.averageCharWidth()
        return QSize(width, metrics.lineSpacing() * len(lines))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(0, self.fontMetrics().height())


class Mark(QWidget):
    """One of our symbols, drawn at the zoom in force. Its word stands beside it."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(zoomed(_SYMBOL_PX), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = zoomed(_SYMBOL_PX)
        top = (self.fontMetrics().height() - size) // 2
        pixmap = symbol(self._name, tone_colour(self._tone), size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, max(0, top), pixmap)


class Component(QWidget):
    """Several widgets that belong together: a label and its value, a symbol and its words."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in parts[:-1]:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(parts[-1], 1)


class ComponentFlow(FlowLayout):
    """As the shared flow, but a component longer than the line gets the height that it needs."""

    def _arrange(self, rect: QRect, *, moves: bool) -> int:
        x, y, line_height = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > rect.width():
                size = QSize(rect.width(), item.heightForWidth(rect.width()))
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line_height = rect.x(), y + line_height + self._down, 0
            if moves:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._across
            line_height = max(line_height, size.height())
        return y + line_height - rect.y()
