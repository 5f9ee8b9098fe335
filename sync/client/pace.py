"""How much to put into one request: about a second of what the line has shown that it can do.

What is under way when a line drops is lost and sent again: on a line that drops every few seconds
only what is small arrives at all.
"""

_LEAST_BYTES, _FIRST_BYTES, _MOST_BYTES = 8 * 1024, 64 * 1024, 2 * 1024 * 1024  # not compressed
_LEAST_ENTRIES, _FIRST_ENTRIES, _MOST_ENTRIES = 1, 32, 500
_WANTED_MS = 1000
_GROWTH = 4  # at most, from one request to the next: one quick answer proves little


class Pace:
    """Kept from one round to the next, it also learns from those that were cut."""

    def __init__(self) -> None:
        self.bytes, self.entries = _FIRST_BYTES, _FIRST_ENTRIES
        self.has_dropped = False

    def sent(self, size: int, milliseconds: int) -> None:
        """Learn from a batch of this size that was acknowledged after this time."""
        self.bytes = _next(self.bytes, size, milliseconds, _LEAST_BYTES, _MOST_BYTES)

    def pulled(self, entries: int, milliseconds: int) -> None:
        self.entries = _next(self.entries, entries, milliseconds, _LEAST_ENTRIES, _MOST_ENTRIES)

    def dropped(self) -> None:
        """Begin smaller the next time."""
        self.bytes = max(_LEAST_BYTES, min(self.bytes, _FIRST_BYTES) // 2)
        self.entries = max(_LEAST_ENTRIES, min(self.entries, _FIRST_ENTRIES) // 2)
        self.has_dropped = True

    def held(self) -> None:
        self.has_dropped = False


def _next(now: int, moved: int, milliseconds: int, least: int, most: int) -> int:
    wanted = moved * _WANTED_MS // max(milliseconds, 1)
    return max(least, min(wanted, now * _GROWTH, most))
