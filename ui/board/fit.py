"""Works out how wide columns and how high rows must be so that no word on the board is cut."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

_WORD = re.compile(r"[^\S\u00a0]+|(?<=-)")
_TALL = 10_000


@dataclass(frozen=True, slots=True)
class ColumnText:
    """What stands in one column. `extra` is the width taken by what is not text."""

    heading_width: int
    texts: Sequence[str]
    metrics: QFontMetrics
    extra: int
    may_wrap: bool

    def wanted(self) -> int:
        return max(self.heading_width, self._widest(set(self.texts)) + self.extra)

    def least(self) -> int:
        """Return what the longest word needs: wrapping may part words, never cut one."""
        if not self.may_wrap:
            return self.wanted()
        words = {word for text in self.texts for word in _WORD.split(text)}
        return max(self.heading_width, self._widest(words) + self.extra)

    def height(self, row: int, width: int) -> int:
        text, room = self.texts[row], width - self.extra
        if not self.may_wrap or self.metrics.horizontalAdvance(text) <= room:
            return self.metrics.height()
        area = QRect(0, 0, room, _TALL)
        return self.metrics.boundingRect(area, Qt.TextFlag.TextWordWrap.value, text).height()

    def _widest(self, texts: set[str]) -> int:
        return max((self.metrics.horizontalAdvance(text) for text in texts), default=0)


def widths(columns: Sequence[ColumnText], room: int) -> list[int]:
    """Share `room`: columns get what they want, and where that is too much the long ones wrap."""
    wanted = [column.wanted() for column in columns]
    gives = [want - column.least() for want, column in zip(wanted, columns, strict=True)]
    short = min(max(0, sum(wanted) - room), sum(gives))
    return [
        want - short * give // max(1, sum(gives)) for want, give in zip(wanted, gives, strict=True)
    ]


def heights(
    columns: Sequence[ColumnText], shared: Sequence[int], least: int, air: int
) -> list[int]:
    count = len(columns[0].texts) if columns else 0
    return [
        max(least, air + max(c.height(row, w) for c, w in zip(columns, shared, strict=True)))
        for row in range(count)
    ]
