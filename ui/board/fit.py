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

    def in_two_lines(self) -> int:
        """Return what the longest text needs on two lines."""
        if not self.may_wrap:
            return self.wanted()
        halves = (self._widest_half(text) for text in set(self.texts))
        return max(self.heading_width, max(halves, default=0) + self.extra)

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

    def rows_above_two_lines(self, width: int) -> int:
        two_lines = self.metrics.height() + self.metrics.lineSpacing()
        return sum(self.height(row, width) > two_lines for row in range(len(self.texts)))

    def _widest_half(self, text: str) -> int:
        """Return the width of the text broken once, where both lines come out shortest."""
        measure = self.metrics.horizontalAdvance
        breaks = [found.span() for found in _WORD.finditer(text)]
        split = (max(measure(text[:end]), measure(text[start:])) for end, start in breaks)
        return min(split, default=measure(text))

    def _widest(self, texts: set[str]) -> int:
        return max((self.metrics.horizontalAdvance(text) for text in texts), default=0)


def widths(columns: Sequence[ColumnText], room: int) -> list[int]:
    """Share `room`: one line a text where it fits, else two.

    Where two do not fit either, the columns give way first in which most room is won and fewest
    rows grow, as that of one very long name. No word is ever cut.
    """
    one = [column.wanted() for column in columns]
    if sum(one) <= room:
        return one
    two = [column.in_two_lines() for column in columns]
    if sum(two) <= room:
        return _between(two, one, room)
    least = [column.least() for column in columns]
    narrow = list(two)
    harm = [
        column.rows_above_two_lines(width) / max(1, most - width)
        for column, width, most in zip(columns, least, two, strict=True)
    ]
    for place in sorted(range(len(columns)), key=harm.__getitem__):
        if sum(narrow) <= room:
            break
        narrow[place] = least[place]
    return _between(narrow, two, room)


def _between(narrow: Sequence[int], wide: Sequence[int], room: int) -> list[int]:
    """Return widths that fill the room; where even the narrow ones do not fit, those."""
    gives = [max(0, most - least) for least, most in zip(narrow, wide, strict=True)]
    spare = max(0, min(room - sum(narrow), sum(gives)))
    total = max(1, sum(gives))
    return [least + spare * give // total for least, give in zip(narrow, gives, strict=True)]


def heights(
    columns: Sequence[ColumnText], shared: Sequence[int], least: int, air: int
) -> list[int]:
    count = len(columns[0].texts) if columns else 0
    return [
        max(least, air + max(c.height(row, w) for c, w in zip(columns, shared, strict=True)))
        for row in range(count)
    ]
