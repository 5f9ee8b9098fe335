"""A question on a form for a pen: its number, its words, room for the answer, a box for why not."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Paragraph

from desktop.reports.pen_fields import EDGE
from desktop.reports.tags import artifact

_RULE = Color(0.8, 0.8, 0.8)
_NUMBER = 38
_CODE_WIDTH = 15
_CODE_HEIGHT = 14
_GAP = 10
_PAD = 4
_SHARE = 0.46
_PLENTY = 100_000


def beside_width(room: float, indent: float) -> float:
    """Return how wide a field beside its question is."""
    inner = room - indent - _NUMBER - _CODE_WIDTH - _GAP
    return inner * (1 - _SHARE) - _GAP


class PenRow(Flowable):  # type: ignore[misc]  # ReportLab ships no types.
    """Stays on one page. Without a number the words begin at the edge.

    `words` are the question and what is said with it, top to bottom.
    """

    def __init__(
        self,
        number: Paragraph | None,
        words: Sequence[Paragraph],
        field: Flowable | None,
        *,
        indent: float = 0,
        is_beside: bool = True,
        has_code: bool = True,
    ) -> None:
        super().__init__()
        self._number = number
        self._number_width = _NUMBER if number is not None else 0
        self._words = words
        self._field = field
        self._indent = indent
        self._is_beside = is_beside and field is not None
        self._has_code = has_code

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        self._inner = availWidth - self._indent - self._number_width - _CODE_WIDTH - _GAP
        room = self._inner * _SHARE if self._is_beside else self._inner
        said = sum(part.wrap(room, _PLENTY)[1] for part in self._words)
        if self._number is not None:
            said = max(said, self._number.wrap(_NUMBER, _PLENTY)[1])
        field = 0.0
        if self._field is not None:
            beside = self._inner * (1 - _SHARE) - _GAP
            wide = beside if self._is_beside else self._inner
            field = self._field.wrap(wide, _PLENTY)[1]
        self.height = max(said, field) if self._is_beside else said + field + 2
        self.height = max(self.height, _CODE_HEIGHT) + 2 * _PAD
        self._said = said
        return availWidth, self.height

    def split(self, _availWidth: float, _availHeight: float) -> list[Any]:  # noqa: N803 -- ReportLab's
        return []

    def draw(self) -> None:
        top = self.height - _PAD
        left = self._indent + self._number_width
        if self._number is not None:
            self._number.drawOn(self.canv, self._indent, top - self._number.height)
        y = top
        for part in self._words:
            y -= part.height
            part.drawOn(self.canv, left, y)
        if self._field is not None:
            if self._is_beside:
                x = left + self._inner * _SHARE + _GAP
                self._field.drawOn(self.canv, x, top - self._field.height)
            else:
                self._field.drawOn(self.canv, left, top - self._said - 2 - self._field.height)
        self._draw_lines(top)

    def _draw_lines(self, top: float) -> None:
        with artifact(self.canv):
            if self._has_code:
                self.canv.setStrokeColor(EDGE)
                self.canv.setLineWidth(0.5)
                self.canv.rect(
                    self.width - _CODE_WIDTH, top - _CODE_HEIGHT, _CODE_WIDTH, _CODE_HEIGHT
                )
            self.canv.setStrokeColor(_RULE)
            self.canv.setLineWidth(0.4)
            self.canv.line(self._indent, 0, self.width, 0)
