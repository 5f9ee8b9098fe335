"""Two paragraphs beside one another that may cross pages together, and a rule under them."""

from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Paragraph

from desktop.reports.tags import artifact

_RULE = Color(0.75, 0.75, 0.75)
_PAD = 3.5
_GAP = 12
_LEAST_TO_BEGIN = 30  # Less than two lines at the foot of a page is no beginning.
_PLENTY = 100_000


class SideBySide(Flowable):  # type: ignore[misc]  # ReportLab ships no types.
    """`left` takes `share` of the width. Either may be None once its words have ended."""

    def __init__(
        self,
        left: Paragraph | None,
        right: Paragraph | None,
        *,
        share: float,
        indent: float = 0,
        is_ruled: bool = True,
    ) -> None:
        super().__init__()
        self.left = left
        self.right = right
        self.share = share
        self.indent = indent
        self.is_ruled = is_ruled

    def wrap(self, availWidth: float, _availHeight: float) -> tuple[float, float]:  # noqa: N803 -- ReportLab's
        self.width = availWidth
        heights = [part.wrap(width, _PLENTY)[1] for part, width, _x in self._columns(availWidth)]
        self.height = max(heights, default=0) + 2 * _PAD
        return availWidth, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803 -- ReportLab's
        room = availHeight - 2 * _PAD
        if room < _LEAST_TO_BEGIN:
            return []
        first: list[Paragraph | None] = []
        rest: list[Paragraph | None] = []
        for part, width in self._both(availWidth):
            pieces = _pieces(part, width, room)
            if pieces is None:
                return []
            first.append(pieces[0])
            rest.append(pieces[1])
        if not any(rest):
            return [self]
        return [self._with(*first, is_ruled=False), self._with(*rest, is_ruled=self.is_ruled)]

    def draw(self) -> None:
        for part, _width, x in self._columns(self.width):
            part.drawOn(self.canv, x, self.height - _PAD - part.height)
        if self.is_ruled:
            with artifact(self.canv):
                self.canv.setStrokeColor(_RULE)
                self.canv.setLineWidth(0.5)
                self.canv.line(self.indent, 0, self.width, 0)

    def _with(
        self, left: Paragraph | None, right: Paragraph | None, *, is_ruled: bool
    ) -> "SideBySide":
        return SideBySide(left, right, share=self.share, indent=self.indent, is_ruled=is_ruled)

    def _both(self, width: float) -> tuple[tuple[Paragraph | None, float], ...]:
        """Pair each part with its width. The right one begins at the same place at every indent."""
        left = width * self.share
        return (self.left, left - self.indent), (self.right, width - left - _GAP)

    def _columns(self, width: float) -> list[tuple[Paragraph, float, float]]:
        (left, left_width), (right, right_width) = self._both(width)
        placed = ((left, left_width, self.indent), (right, right_width, width - right_width))
        return [(part, room, x) for part, room, x in placed if part is not None]


def _pieces(
    part: Paragraph | None, width: float, room: float
) -> tuple[Paragraph | None, Paragraph | None] | None:
    """Return what fits and what is left, None where not even a beginning fits."""
    if part is None:
        return None, None
    if part.wrap(width, _PLENTY)[1] <= room:
        return part, None
    pieces = part.split(width, room)
    return (pieces[0], pieces[1]) if len(pieces) > 1 else None
