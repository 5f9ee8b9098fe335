"""How much to put into one request: about a second of what the line has shown that it can do.

What is under way when a line drops is lost and sent again: on a line that drops every few seconds
only what is small arrives at all.
"""

_LEAST_BYTES, _MOST_BYTES = 64 * 1024, 2 * 1024 * 1024  # before compression
_LEAST_ENTRIES, _MOST_ENTRIES = 10, 500
_WANTED_MS = 1000
_GROWTH = 4  # at most, from one request to the next: one quick answer proves little


class Pace:
    def __init__(self) -> None:
        self.bytes = _LEAST_BYTES
        self.entries = 100

    def sent(self, size: int, milliseconds: int) -> None:
        """Learn from a batch of this size that was acknowledged after this time."""
        self.bytes = _next(self.bytes, size, milliseconds, _LEAST_BYTES, _MOST_BYTES)

    def pulled(self, entries: int, milliseconds: int) -> None:
        self.entries = _next(self.entries, entries, milliseconds, _LEAST_ENTRIES, _MOST_ENTRIES)


def _next(now: int, moved: int, milliseconds: int, least: int, most: int) -> int:
    wanted = moved * _WANTED_MS // max(milliseconds, 1)
    return max(least, min(wanted, now * _GROWTH, most))
