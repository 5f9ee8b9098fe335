"""Words laid out in a width, as they are measured and painted. Breaks inside a word if it must."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_LINE_BREAK = "\N{LINE SEPARATOR}"


class WrappedWords:
    def __init__(self, words: str, font: QFont) -> None:
        self._layout = QTextLayout(words.replace("\n", _LINE_BREAK), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._width = -1
        self._height = 0

    def height(self, width: int) -> int:
        """Return how high the words are in this width; the layout is kept for painting."""
        if width != self._width:
            self._width = width
            self._height = self._lay_out(max(1, width))
        return self._height

    def draw(self, painter: QPainter, x: int, y: int) -> None:
        self._layout.draw(painter, QPointF(x, y))

    def _lay_out(self, width: int) -> int:
        top = 0.0
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        self._layout.endLayout()
        return round(top + 0.49)
