"""A symbol with its word, in a colour that repeats what the word says."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import tone_colour, zoomed
from ui.widgets.symbol import symbol

TONES = ("neutral", "danger", "done", "action", "secondary")
_GAP = 6
_SYMBOL = 14


class Badge(QWidget):
    """`name` is one of ui.widgets.symbol.SYMBOLS, `tone` one of TONES."""

    def __init__(
        self,
        word: str = "",
        name: str = "note",
        tone: str = "neutral",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word, self._name, self._tone = word, name, tone
        self.show_word(word, name, tone)

    def show_word(self, word: str, name: str = "note", tone: str = "neutral") -> None:
        self._word, self._name, self._tone = word, name, tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def word(self) -> str:
        return self._word

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = zoomed(_SYMBOL) + zoomed(_GAP) + metrics.horizontalAdvance(self._word)
        return QSize(width + 2, max(metrics.height(), zoomed(_SYMBOL)) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_badge(painter, self.rect(), self._word, self._name, tone_colour(self._tone))


def draw_badge(painter: QPainter, rect: QRect, word: str, name: str, colour: str) -> None:
    """Draw the symbol and its word at the left of `rect`, in the middle of its height."""
    size = zoomed(_SYMBOL)
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    top = rect.top() + (rect.height() - size) // 2
    painter.drawPixmap(rect.left(), top, symbol(name, colour, size, ratio))
    words = rect.adjusted(size + zoomed(_GAP), 0, 0, 0)
    painter.setPen(QColor(colour))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
