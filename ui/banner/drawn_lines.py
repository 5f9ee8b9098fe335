"""The lines of the banner, drawn: one widget, so that a page with a banner is painted at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.banner.pieces import Kind, Lines
from ui.banner.placing import DOWN_PX, Faces, Placed, Placing, faces, mark_size
from ui.theme import tokens_now
from ui.widgets.symbol import symbol

_FEW_LINES = 3
_FULL_LINES_KEPT, _SHORT_LINES_KEPT = 2, 3


class DrawnLines(QLabel):
    """A label to screen readers: `setAccessibleName` is what they say of all that is drawn.

    Of several ways to say it the first is drawn; where that takes many lines, the shortest.
    """

    def __init__(self) -> None:
        super().__init__()
        self._ways: Sequence[Lines] = ()
        self._is_short = False
        self._corner = QSize()
        self._faces: Faces | None = None
        self._faces_of = ("", 0)
        self._placed: dict[int, Placed] = {}  # By width, until something in it changes.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_lines(self, ways: Sequence[Lines], *, is_short: bool) -> None:
        self._ways, self._is_short = ways, is_short
        self._forget()

    def keep_corner(self, size: QSize) -> None:
        """Leave this much free at the top right."""
        if size != self._corner:
            self._corner = size
            self._placed.clear()

    def heightForWidth(self, width: int) -> int:
        return self._at(width).height if self._ways else self._kept_height()

    def sizeHint(self) -> QSize:
        return QSize(0, 0)  # Placed by its height for a width, which is not yet known here.

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def drawn(self) -> list[str]:
        """Return what stands in each line."""
        placed = self._at(self.width())
        lines: list[list[str]] = [[] for _line in placed.baselines]
        for words in placed.words:
            lines[words.line].append(words.text)
        return [" ".join(line) for line in lines]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Being dressed for the first time says the same, and changes nothing.
        if event.type() == QEvent.Type.FontChange and self._faces_of != self._type_now():
            self._forget()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_now()
        inks = dict.fromkeys(Kind, tokens.ink)
        inks |= {Kind.CAPTION: tokens.secondary, Kind.RISK: tokens.danger}
        placed, types = self._at(self.width()), self._types()
        painter = QPainter(self)
        for words in placed.words:
            painter.setFont(types[words.kind].font)
            painter.setPen(QColor(inks[words.kind]))
            painter.drawText(words.x, placed.baselines[words.line], words.text)
        size, ratio = mark_size(), self.devicePixelRatioF()
        rise = (types[Kind.VALUE].metrics.capHeight() + size) // 2
        for mark in placed.marks:
            colour = tokens.danger if mark.name == "act_now" else tokens.ink
            drawn = symbol(mark.name, colour, size, ratio)
            painter.drawPixmap(mark.x, placed.baselines[mark.line] - rise, drawn)

    def _at(self, width: int) -> Placed:
        if width not in self._placed:
            self._placed[width] = self._place(width)
        return self._placed[width]

    def _place(self, width: int) -> Placed:
        placed = Placed((), (), (), 0)
        for number, lines in enumerate(self._ways):
            placing = Placing(self._types(), width, self._corner, is_short=self._is_short)
            shorter = placing.place(lines)
            if number == 0 or shorter.height < placed.height:
                placed = shorter
            if len(placed.baselines) <= _FEW_LINES:
                break
        return placed

    def _kept_height(self) -> int:
        """Return the room that most people need, kept until it is known who it is."""
        types = self._types()
        further = _SHORT_LINES_KEPT - 1 if self._is_short else _FULL_LINES_KEPT - 1
        gap = 0 if self._is_short else DOWN_PX
        further_height = further * (types[Kind.VALUE].metrics.height() + gap)
        return types[Kind.NAME].metrics.height() + further_height

    def _types(self) -> Faces:
        if self._faces is None:
            self._faces_of = self._type_now()
            self._faces = faces(self.font(), is_short=self._is_short)
        return self._faces

    def _type_now(self) -> tuple[str, int]:
        return self.font().family(), mark_size()

    def _forget(self) -> None:
        self._faces = None
        self._placed.clear()
        self.updateGeometry()
        self.update()
