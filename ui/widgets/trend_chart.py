"""Readings of one tool over time. What it shows is also in its description and in a table beside.

Left and right go from reading to reading; each is said and written above. Nothing is smoothed, and
no line runs through a reading that has no total.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.wording.words import text as _
from ui.theme import tokens_now, zoomed
from ui.widgets.announce import announce
from ui.widgets.trend import Trend
from ui.widgets.trend_drawing import TrendDrawing

# Grows less than the type: at twice the size a chart must still fit under the banner.
_PLOT_PX, _PLOT_GROWS_PX = 130, 80
_LEAST_WIDTH_PX, _AIR_PX = 320, 8
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TrendChart(QLabel):
    """`name` is what a screen reader calls it. The cursor stands on the newest reading at first.

    A label, because Qt tells assistive technology that a label with a picture is a graphic, and of
    a plain widget nothing.
    """

    reading_chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QPixmap(1, 1)
        picture.fill(QColor(Qt.GlobalColor.transparent))
        self.setPixmap(picture)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._trend = Trend()
        self._summary = ""
        self._cursor = 0

    def show_trend(self, trend: Trend, summary: str) -> None:
        """Show `trend`; `summary` says in one sentence what it shows. The cursor stays in place."""
        was_last = self._cursor >= len(self._trend.readings) - 1
        self._trend, self._summary = trend, summary
        last = max(0, len(trend.readings) - 1)
        self._cursor = last if was_last else min(self._cursor, last)
        self._describe()
        self.updateGeometry()
        self.update()

    def trend(self) -> Trend:
        return self._trend

    def cursor_words(self) -> str:
        """Return the reading under the cursor in words, as it is said and written above."""
        readings = self._trend.readings
        if not readings:
            return ""
        number = _("{number} of {count}", number=self._cursor + 1, count=len(readings))
        return f"{number}: {readings[self._cursor].said}"

    def sizeHint(self) -> QSize:
        lines = 5 if self._trend.has_missing() else 4
        plot = _PLOT_PX + zoomed(_PLOT_GROWS_PX)
        height = plot + lines * self.fontMetrics().height() + 2 * zoomed(_AIR_PX)
        return QSize(zoomed(_LEAST_WIDTH_PX), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._trend.readings) - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or last < 0:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self._point_at(self._cursor + _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._point_at(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._trend.readings:
            return
        scale, x = self._drawing(QPainter()).scale, event.position().x()
        away = [abs(scale.x(reading.at) - x) for reading in self._trend.readings]
        self._point_at(away.index(min(away)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._trend.readings:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_now()
        painter.setPen(QColor(tokens.ink))
        painter.drawText(self._words_area(), Qt.AlignmentFlag.AlignLeft, self.cursor_words())
        self._drawing(painter).draw()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = painter.pen()
            edge.setColor(QColor(tokens.focus_edge))
            edge.setWidth(3)
            painter.setPen(edge)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def _drawing(self, painter: QPainter) -> TrendDrawing:
        return TrendDrawing(
            painter=painter,
            area=QRectF(self._chart_area()),
            font=self.font(),
            trend=self._trend,
            tokens=tokens_now(),
            cursor=self._cursor,
            has_focus=self.hasFocus(),
        )

    def _words_area(self) -> QRect:
        air = zoomed(_AIR_PX)
        return QRect(air, air, self.width() - 2 * air, self.fontMetrics().height())

    def _chart_area(self) -> QRect:
        air = zoomed(_AIR_PX)
        return self.rect().adjusted(air, air + self.fontMetrics().height(), -air, -air)

    def _point_at(self, place: int) -> None:
        self._cursor = max(0, min(place, len(self._trend.readings) - 1))
        self._describe()
        announce(self, self.cursor_words())
        self.reading_chosen.emit(self._cursor)
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(f"{self._summary} {self.cursor_words()}".strip())
