"""Finds a place for each piece of the banner at a given width. Measures, and draws nothing."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from ui.banner.pieces import Kind, Lines, Piece
from ui.theme import zoomed
from ui.tokens import BODY_PX, SMALL_PX, SUBHEADING_PX

_MARK_PX = 14
_INSIDE_PX = 6
_ACROSS_PX, _SHORT_ACROSS_PX = 24, 14
DOWN_PX = 4


class Face(NamedTuple):
    font: QFont
    metrics: QFontMetrics


Faces = Mapping[Kind, Face]


class Words(NamedTuple):
    x: int
    line: int
    text: str
    kind: Kind


class Mark(NamedTuple):
    x: int
    line: int
    name: str


class Placed(NamedTuple):
    """`baselines` are those of the lines, by number."""

    words: tuple[Words, ...]
    marks: tuple[Mark, ...]
    baselines: tuple[int, ...]
    height: int


def faces(base: QFont, *, is_short: bool) -> Faces:
    """Return the type of each kind: the short form has the same weights in smaller sizes."""
    name, value = (BODY_PX, SMALL_PX) if is_short else (SUBHEADING_PX, BODY_PX)
    strong = _face(base, value, QFont.Weight.DemiBold)
    return {
        Kind.NAME: _face(base, name, QFont.Weight.DemiBold),
        Kind.CAPTION: _face(base, SMALL_PX, QFont.Weight.Normal),
        Kind.VALUE: strong,
        Kind.RISK: strong,
    }


def mark_size() -> int:
    return zoomed(_MARK_PX)


class Placing:
    """`corner` is taken at the top right: lines beside it end before it."""

    def __init__(self, faces: Faces, width: int, corner: QSize, *, is_short: bool) -> None:
        self._faces = faces
        self._width = width
        self._corner = corner
        self._across = _SHORT_ACROSS_PX if is_short else _ACROSS_PX
        self._down = 0 if is_short else DOWN_PX
        self._words: list[Words] = []
        self._marks: list[Mark] = []
        self._baselines: list[int] = []
        self._x = self._y = self._ascent = self._descent = 0

    def place(self, lines: Lines) -> Placed:
        for line in lines:
            for piece in line:
                self._place(piece)
            self._end_line()
        height = max(0, self._y - self._down)
        return Placed(tuple(self._words), tuple(self._marks), tuple(self._baselines), height)

    def _place(self, piece: Piece) -> None:
        words = " ".join(piece.words.split())
        width, caption = self._advance(piece.kind, words), 0
        needed = width
        if piece.mark:
            needed += mark_size() + _INSIDE_PX
        if piece.caption:
            caption = self._advance(Kind.CAPTION, piece.caption)
            needed += caption + _INSIDE_PX
        if self._x and self._x + needed > self._room():
            self._end_line()
        if piece.mark:
            self._marks.append(Mark(self._x, len(self._baselines), piece.mark))
            self._x += mark_size() + _INSIDE_PX
        if piece.caption:
            self._put(piece.caption, Kind.CAPTION, caption)
            self._x += _INSIDE_PX
        if self._x + width <= self._room():
            self._put(words, piece.kind, width)
        else:
            self._put_wrapped(words, piece.kind)
        self._x += self._across

    def _put(self, text: str, kind: Kind, width: int) -> None:
        metrics = self._faces[kind].metrics
        self._ascent = max(self._ascent, metrics.ascent())
        self._descent = max(self._descent, metrics.descent())
        self._words.append(Words(self._x, len(self._baselines), text, kind))
        self._x += width

    def _put_wrapped(self, words: str, kind: Kind) -> None:
        """Go on to further lines within one piece: it is longer than a line."""
        units = words.encode("utf-16-le")  # What Qt counts in.
        layout = QTextLayout(words, self._faces[kind].font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLineWidth(max(1, self._room() - self._x))
            start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
            part = units[start:end].decode("utf-16-le").rstrip()
            self._put(part, kind, self._advance(kind, part))
            line = layout.createLine()
            if line.isValid():
                self._end_line()
        layout.endLayout()

    def _end_line(self) -> None:
        self._baselines.append(self._y + self._ascent)
        self._y += self._ascent + self._descent + self._down
        self._x = self._ascent = self._descent = 0

    def _room(self) -> int:
        is_beside = self._y < self._corner.height()
        return max(1, self._width - (self._corner.width() if is_beside else 0))

    def _advance(self, kind: Kind, text: str) -> int:
        return self._faces[kind].metrics.horizontalAdvance(text)


def _face(base: QFont, px: int, weight: QFont.Weight) -> Face:
    font = QFont(base)
    font.setPixelSize(zoomed(px))
    font.setWeight(weight)
    return Face(font, QFontMetrics(font))
