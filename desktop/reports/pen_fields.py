"""Room for a pen: boxes to tick, lines and boxes to write in, boxes for the digits of a date.

What is only drawn is decoration to a screen reader; words beside it are tagged.
"""

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from desktop.reports.fonts import REGULAR, width
from desktop.reports.form_story import form_style, tagged
from desktop.reports.letters import markup, one_line
from desktop.reports.tags import Element, artifact

EDGE = Color(0.35, 0.35, 0.35)
_BOX = 9
_BOX_TO_LABEL = 5
_BETWEEN = 12
_MOST_COLUMNS = 4
_MOST_IN_A_RUN = 6
_TWO_COLUMNS = 300
_OPTION_SIZE = 9.5
_SLACK = 1
_TICK_GAP = 3
LINE_HEIGHT = 18
_DIGIT_WIDTH = 13
_DIGIT_HEIGHT = 16
_GROUP_GAP = 7
_CAPTION_SIZE = 7
_PLENTY = 100_000


class PenField(Flowable):  # type: ignore[misc]  # ReportLab ships no types.
    """Fills the width it is given and never crosses a page."""

    def _edge(self) -> None:
        self.canv.setStrokeColor(EDGE)
        self.canv.setLineWidth(0.7)


class Ticks(PenField):
    """Options, each after a box: a few in a run that wraps, many in columns."""

    def __init__(self, labels: Sequence[str], parent: Element) -> None:
        super().__init__()
        style = form_style("answer").clone("option", fontSize=_OPTION_SIZE, leading=12)
        self._parts = [tagged(Element("P", parent), markup(label), style) for label in labels]
        self._widths = [
            width(one_line(label), REGULAR, _OPTION_SIZE) + _BOX + _BOX_TO_LABEL + _BETWEEN
            for label in labels
        ]

    def lines_in(self, room: float) -> int:
        return len(self._rows_in(room))

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        self._rows = self._rows_in(availWidth)
        self._heights = []
        for row in self._rows:
            heights = [
                self._parts[place].wrap(room - _BOX - _BOX_TO_LABEL - _SLACK, _PLENTY)[1]
                for place, _x, room in row
            ]
            self._heights.append(max(heights) + _TICK_GAP)
        self.height = sum(self._heights)
        return availWidth, self.height

    def draw(self) -> None:
        top = self.height
        for row, height in zip(self._rows, self._heights, strict=True):
            for place, x, _room in row:
                part = self._parts[place]
                with artifact(self.canv):
                    self._edge()
                    self.canv.rect(x, top - _BOX - 2, _BOX, _BOX)
                part.drawOn(self.canv, x + _BOX + _BOX_TO_LABEL, top - part.height)
            top -= height

    def _rows_in(self, room: float) -> list[list[tuple[int, float, float]]]:
        """Return rows of (which option, where it begins, how wide it may be)."""
        if len(self._widths) > _MOST_IN_A_RUN:
            return self._columns(room)
        rows: list[list[tuple[int, float, float]]] = []
        x = 0.0
        for place, wide in enumerate(self._widths):
            if not rows or x + wide - _BETWEEN > room:
                rows.append([])
                x = 0.0
            rows[-1].append((place, x, min(wide, room - x)))
            x += wide
        return rows

    def _columns(self, room: float) -> list[list[tuple[int, float, float]]]:
        fitting = int((room + _BETWEEN) // max(self._widths))
        columns = max(2 if room > _TWO_COLUMNS else 1, min(_MOST_COLUMNS, fitting))
        step = room / columns
        deep = -(-len(self._widths) // columns)
        return [
            [
                (place, column * step, step - _BETWEEN)
                for column in range(columns)
                if (place := column * deep + row) < len(self._widths)
            ]
            for row in range(deep)
        ]


class Lines(PenField):
    """Lines to write on; `unit` stands after the last."""

    def __init__(
        self, count: int = 1, *, unit: str = "", parent: Element | None = None, share: float = 1
    ) -> None:
        super().__init__()
        self._count = count
        self._share = share
        style = form_style("answer")
        self._unit = tagged(Element("P", parent), markup(unit), style) if unit and parent else None

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        self._line = availWidth * self._share
        below = 0.0
        if self._unit is not None:
            below = max(0.0, self._unit.wrap(availWidth - self._line - 4, _PLENTY)[1] - LINE_HEIGHT)
        self.height = LINE_HEIGHT * self._count + below
        return availWidth, self.height

    def draw(self) -> None:
        with artifact(self.canv):
            self._edge()
            for line in range(1, self._count + 1):
                y = self.height - line * LINE_HEIGHT + 3
                self.canv.line(0, y, self._line, y)
        if self._unit is not None:
            top = self.height - LINE_HEIGHT * (self._count - 1)
            y = top - max(LINE_HEIGHT, self._unit.height)
            self._unit.drawOn(self.canv, self._line + 4, y)


class WritingBox(PenField):
    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        self.height = self._lines * LINE_HEIGHT
        return availWidth, self.height

    def draw(self) -> None:
        with artifact(self.canv):
            self._edge()
            self.canv.rect(0, 2, self.width, self.height - 4)


class Digits(PenField):
    """Boxes for single digits in groups, each with what it is under it: day, month, year."""

    def __init__(self, groups: Sequence[tuple[str, int]], parent: Element) -> None:
        super().__init__()
        self._groups = groups
        self._element = Element("P", parent)

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        self.height = _DIGIT_HEIGHT + _CAPTION_SIZE + 5
        return availWidth, self.height

    def needed(self) -> float:
        digits = sum(count for _caption, count in self._groups)
        return digits * _DIGIT_WIDTH + (len(self._groups) - 1) * _GROUP_GAP

    def draw(self) -> None:
        x = 0.0
        with artifact(self.canv):
            self._edge()
            for _caption, count in self._groups:
                for _digit in range(count):
                    self.canv.rect(x, self.height - _DIGIT_HEIGHT - 1, _DIGIT_WIDTH, _DIGIT_HEIGHT)
                    x += _DIGIT_WIDTH
                x += _GROUP_GAP
        x = 0.0
        with self.canv.marked(self._element):
            self.canv.setFont(REGULAR, _CAPTION_SIZE)
            self.canv.setFillGray(0.3)
            for caption, count in self._groups:
                self.canv.drawString(x, 1, f"{caption} ")
                x += count * _DIGIT_WIDTH + _GROUP_GAP
            self.canv.setFillGray(0)


class Stack(PenField):
    """Fields one under the other."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self.parts = parts

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        self.height = sum(part.wrap(availWidth, availHeight)[1] for part in self.parts)
        return availWidth, self.height

    def draw(self) -> None:
        top = self.height
        for part in self.parts:
            top -= part.height
            part.drawOn(self.canv, 0, top)
