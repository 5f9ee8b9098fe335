"""Shares the width of a table out: words stay whole, long texts wrap. Knows no widgets."""

import re
from collections.abc import Callable, Sequence

Measure = Callable[[str], int]

# A line may end after a hyphen, but a date, a number and a record number stay in one piece.
_PIECES = re.compile(r"[^ \n]*\d[^ \n]*|[^ \n-]+-?|-")


def longest_piece(text: str, measure: Measure) -> int:
    """Return the width of the widest piece that cannot be broken."""
    return max(map(measure, _PIECES.findall(text)), default=0)


def shared_widths(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Return a width for each column: what it wants, less where there is not room for all.

    The widest give first. None gets less than its least: then the sum is more than `room`. What is
    over goes to the last column.
    """
    widths = list(wanted)
    while (excess := sum(widths) - room) > 0:
        givers = [i for i, width in enumerate(widths) if width > least[i]]
        if not givers:
            return widths
        widest = max(widths[i] for i in givers)
        at_widest = [i for i in givers if widths[i] == widest]
        below = [widths[i] for i in givers if widths[i] < widest]
        floor = max([*below, *(least[i] for i in at_widest)])
        step = max(1, min(widest - floor, -(-excess // len(at_widest))))
        for i in at_widest:
            widths[i] -= min(step, max(0, sum(widths) - room))
    widths[-1] += room - sum(widths)
    return widths
