"""A table with empty rows for what may be told more than once, such as medicines."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph

from desktop.reports.pen_fields import EDGE
from desktop.reports.tags import artifact

_ROW_HEIGHT = 30
_PAD = 3
_PLENTY = 100_000


class PenGrid(Flowable):  # type: ignore[misc]  # ReportLab ships no types.
    """`shares` say how the width is divided; each column has words at its head."""

    def __init__(
        self,
        heads: Sequence[Sequence[Paragraph]],
        shares: Sequence[float],
        rows: int,
        *,
        indent: float = 0,
    ) -> None:
        super().__init__()
        self._heads = heads
        self._shares = shares
        self._rows = rows
        self._indent = indent

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        room = availWidth - self._indent
        self._widths = [room * share / sum(self._shares) for share in self._shares]
        heights = [
            sum(part.wrap(wide - 2 * _PAD, _PLENTY)[1] for part in head)
            for head, wide in zip(self._heads, self._widths, strict=True)
        ]
        self._head_height = max(heights) + 2 * _PAD
        self.height = self._head_height + self._rows * _ROW_HEIGHT + 6
        return availWidth, self.height

    def draw(self) -> None:
        top = self.height
        x = self._indent
        for head, wide in zip(self._heads, self._widths, strict=True):
            y = top - _PAD
            for part in head:
                y -= part.height
                part.drawOn(self.canv, x + _PAD, y)
            x += wide
        with artifact(self.canv):
            self._draw_lines(top)

    def _draw_lines(self, top: float) -> None:
        self.canv.setStrokeColor(EDGE)
        self.canv.setLineWidth(0.6)
        bottom = top - self._head_height - self._rows * _ROW_HEIGHT
        x = self._indent
        for wide in (0.0, *self._widths):
            x += wide
            self.canv.line(x, top, x, bottom)
        self.canv.line(self._indent, top, self.width, top)
        for row in range(self._rows + 1):
            y = top - self._head_height - row * _ROW_HEIGHT
            self.canv.line(self._indent, y, self.width, y)
