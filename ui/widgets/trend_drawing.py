"""Draws a trend: zones by edge, pattern and name, points with their values, time true to scale."""

from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.wording.clinical import clinical_date, clock_time
from desktop.wording.words import text as _
from ui.theme import zoomed
from ui.tokens import Tokens
from ui.widgets.trend import ChartReading, Trend
from ui.widgets.trend_axis import Scale, clock_marks, midnights, value_marks

_POINT_PX, _LINE_PX, _GAP_PX, _RING_PX = 4, 2, 6, 9
_MOST_NAME_PART = 0.3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_WRAPS = Qt.TextFlag.TextWordWrap


@dataclass
class TrendDrawing:
    """One picture. `area` is all there is; `cursor` the reading that is pointed at."""

    painter: QPainter
    area: QRectF
    font: QFont
    trend: Trend
    tokens: Tokens
    cursor: int
    has_focus: bool
    _taken: list[QRectF] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._metrics = QFontMetricsF(self.font)
        self.scale = self._made_scale()

    def draw(self) -> None:
        self._draw_zones()
        self._draw_axes()
        self._draw_lines()
        if self.has_focus:
            self._draw_cursor()
        for reading in self.trend.readings:
            self._draw_reading(reading)
        for reading in self._labels_first():
            self._draw_label(reading)

    def _made_scale(self) -> Scale:
        line, gap = self._metrics.height(), zoomed(_GAP_PX)
        numbers = max(self._metrics.horizontalAdvance(str(n)) for n in (100, self.trend.highest))
        below = 2 * line + gap + (line + gap if self.trend.has_missing() else 0)
        return self.trend.scale(
            left=self.area.left() + numbers + gap,
            right=self.area.right() - self._names_width() - gap,
            top=self.area.top() + line + 2 * gap,
            bottom=self.area.bottom() - below,
        )

    def _names_width(self) -> float:
        widest = max(
            (self._metrics.horizontalAdvance(zone.name) for zone in self.trend.zones), default=0
        )
        return min(widest + 2 * zoomed(_GAP_PX), self.area.width() * _MOST_NAME_PART)

    def _plot(self) -> QRectF:
        """Return what is framed: above the highest value there is room for its label."""
        s = self.scale
        return QRectF(QPointF(s.left, self.area.top()), QPointF(s.right, s.bottom))

    def _draw_zones(self) -> None:
        plot, scale = self._plot(), self.scale
        self.painter.fillRect(plot, QColor(self.tokens.paper))
        edges = [scale.lowest, *self.trend.edges(), scale.highest]
        for place, (low, high) in enumerate(pairwise(edges)):
            top = plot.top() if high == scale.highest else scale.y(high)
            band = QRectF(QPointF(plot.left(), top), QPointF(plot.right(), scale.y(low)))
            if place % 2:
                hatch = QColor(self.tokens.handle)
                hatch.setAlpha(90)
                self.painter.fillRect(band, QBrush(hatch, Qt.BrushStyle.BDiagPattern))
            if place:
                self.painter.setPen(QPen(QColor(self.tokens.edge), 1))
                self.painter.drawLine(band.bottomLeft(), band.bottomRight())
            if self.trend.zones:
                self._write_name(self.trend.zones[place].name, band)

    def _write_name(self, name: str, band: QRectF) -> None:
        gap = zoomed(_GAP_PX)
        room = QRectF(band.right() + gap, band.top(), self.area.right() - band.right() - gap, 1)
        room.setHeight(max(band.height(), self._metrics.height()))
        self.painter.setPen(QColor(self.tokens.ink))
        self.painter.drawText(room, _LEFT | _WRAPS, name)

    def _draw_axes(self) -> None:
        plot, scale, gap = self._plot(), self.scale, zoomed(_GAP_PX)
        line = self._metrics.height()
        self.painter.setPen(QPen(QColor(self.tokens.edge), 1))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawRect(plot)
        self.painter.setPen(QColor(self.tokens.secondary))
        for value in value_marks(scale.lowest + 0.5, scale.highest - 0.5, 6):
            spot = QRectF(self.area.left(), scale.y(value) - line / 2, plot.left() - gap, line)
            spot.setRight(plot.left() - gap)
            self.painter.drawText(spot, Qt.AlignmentFlag.AlignRight, str(value))
        self._draw_clock()
        self._draw_days()
        self._draw_now()

    def _draw_clock(self) -> None:
        wide = self._metrics.horizontalAdvance("00:00")
        top = self.area.bottom() - 2 * self._metrics.height()
        most = int(self._plot().width() // (wide * 1.5))
        for at in clock_marks(self.scale.start, self.scale.end, most):
            x = self.scale.x(at)
            self.painter.drawLine(QPointF(x, top - zoomed(4)), QPointF(x, top))
            spot = QRectF(x - wide, top, 2 * wide, self._metrics.height())
            self.painter.drawText(spot, _MIDDLE, clock_time(at))

    def _draw_days(self) -> None:
        """Write the date where the chart begins, and wherever a new day does."""
        line = self._metrics.height()
        top = self.area.bottom() - line
        starts = [self.scale.start, *midnights(self.scale.start, self.scale.end)]
        for at, following in zip(starts, [*starts[1:], None], strict=True):
            x = self.scale.x(at)
            if at != starts[0]:
                self.painter.setPen(QPen(QColor(self.tokens.edge), 1, Qt.PenStyle.DashLine))
                self.painter.drawLine(
                    QPointF(x, self._plot().top()), QPointF(x, self.area.bottom())
                )
            words = clinical_date(at)
            spot = QRectF(x + zoomed(4), top, self._metrics.horizontalAdvance(words), line)
            # A day too short for its date: the next one says when it began.
            if following is None or spot.right() < self.scale.x(following):
                self.painter.setPen(QColor(self.tokens.secondary))
                self.painter.drawText(spot, _LEFT, words)

    def _draw_now(self) -> None:
        """Mark where time has come to, so that it is seen how old the last reading is."""
        if self.trend.until is None:
            return
        x, line = self.scale.x(self.trend.until), self._metrics.height()
        self.painter.setPen(QPen(QColor(self.tokens.secondary), 1, Qt.PenStyle.DotLine))
        self.painter.drawLine(QPointF(x, self._plot().top()), QPointF(x, self.scale.bottom))
        words = _("now")
        wide = self._metrics.horizontalAdvance(words)
        spot = QRectF(x - wide - zoomed(4), self._plot().top(), wide + 1, line)
        self.painter.setPen(QColor(self.tokens.secondary))
        self.painter.drawText(spot, _MIDDLE, words)

    def _draw_lines(self) -> None:
        self.painter.setPen(QPen(QColor(self.tokens.ink), zoomed(_LINE_PX)))
        for one, other in self.trend.lines():
            self.painter.drawLine(self._spot(one), self._spot(other))

    def _spot(self, reading: ChartReading) -> QPointF:
        if reading.value is None:
            lane = self.scale.bottom + zoomed(_GAP_PX) + self._metrics.height() / 2
            return QPointF(self.scale.x(reading.at), lane)
        return QPointF(self.scale.x(reading.at), self.scale.y(reading.value))

    def _draw_reading(self, reading: ChartReading) -> None:
        spot, size = self._spot(reading), zoomed(_POINT_PX)
        is_pointed_at = self.has_focus and reading is self.trend.readings[self.cursor]
        ink = QColor(self.tokens.focus_ink if is_pointed_at else self.tokens.ink)
        self.painter.setPen(QPen(ink, zoomed(_LINE_PX)))
        if reading.value is None:
            self.painter.drawLine(spot - QPointF(size, size), spot + QPointF(size, size))
            self.painter.drawLine(spot - QPointF(size, -size), spot + QPointF(size, -size))
            return
        self.painter.setBrush(ink)
        if reading.is_apart:
            size *= 2
            corners = [QPointF(0, -size), QPointF(size, size * 0.8), QPointF(-size, size * 0.8)]
            self.painter.drawPolygon(QPolygonF([spot + corner for corner in corners]))
        else:
            self.painter.drawEllipse(spot, size, size)

    def _labels_first(self) -> list[ChartReading]:
        """Return the readings, those first whose values must not give way to others."""
        readings = list(self.trend.readings)
        order = dict.fromkeys((self.cursor, len(readings) - 1, 0, *range(len(readings))))
        return [readings[place] for place in order if 0 <= place < len(readings)]

    def _draw_label(self, reading: ChartReading) -> None:
        """Write the value beside its point; where there is no room, the table has it."""
        spot, gap = self._spot(reading), zoomed(_GAP_PX)
        size = self._metrics.size(0, reading.label)
        places = [QPointF(spot.x() - size.width() / 2, spot.y() - 2 * gap - size.height())]
        places.append(QPointF(spot.x() - size.width() / 2, spot.y() + 1.5 * gap))
        if reading.value is None:
            places = [QPointF(spot.x() + 1.5 * gap, spot.y() - size.height() / 2)]
            places.append(places[0] - QPointF(3 * gap + size.width(), 0))
        for place in places:
            room = QRectF(place, size)
            room.moveRight(min(room.right(), self.area.right()))
            is_inside = self.area.contains(room) and (
                reading.value is None or room.bottom() <= self.scale.bottom
            )
            if is_inside and not any(room.intersects(taken) for taken in self._taken):
                self._write_label(room, reading)
                return

    def _write_label(self, room: QRectF, reading: ChartReading) -> None:
        self._taken.append(room)
        ground = QColor(self.tokens.paper)
        self.painter.fillRect(room, ground)
        self.painter.setPen(QColor(self.tokens.ink))
        self.painter.drawText(room, _MIDDLE, reading.label)

    def _draw_cursor(self) -> None:
        spot, ring = self._spot(self.trend.readings[self.cursor]), zoomed(_RING_PX)
        self.painter.setPen(QPen(QColor(self.tokens.focus_edge), zoomed(1)))
        self.painter.drawLine(
            QPointF(spot.x(), self._plot().top()), QPointF(spot.x(), self.scale.bottom)
        )
        self.painter.setPen(QPen(QColor(self.tokens.focus_edge), zoomed(3)))
        self.painter.setBrush(QColor(self.tokens.focus))
        self.painter.drawEllipse(spot, ring, ring)
