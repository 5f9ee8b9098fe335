"""When the next automatic round is due. Pure: it is told the time and the chance, reads neither.

Times are milliseconds of a clock that only goes forwards. `chance` is from 0 up to 1: desks that
lost the network together must not all come back in the same second.
"""

from dataclasses import dataclass, replace

# Also when nothing waits here: a quiet suite must see what others write.
EVERY_MS = 120_000
# Of the time chosen, how much less or more it may be.
_SPREAD = 0.25
_AFTER_OPENING_MS = 4_000
_AFTER_NETWORK_MS = 1_000
_AFTER_FAILURE_MS = 15_000
SELDOM_MS = 900_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenToSync:
    """What has happened so far. Each method returns what is known after one thing more."""

    due_at_ms: int
    failures: int = 0
    is_under_way: bool = False
    is_asked_again: bool = False

    def is_due(self, now_ms: int) -> bool:
        return not self.is_under_way and now_ms >= self.due_at_ms

    def wait_ms(self, now_ms: int) -> int:
        return max(0, self.due_at_ms - now_ms)

    def soon(self, now_ms: int) -> "WhenToSync":
        """Hear that a screen was finished: colleagues wait for it, so it goes even after failures.

        What is saved during a round is not in it, so another follows.
        """
        return replace(
            self, due_at_ms=min(self.due_at_ms, now_ms), is_asked_again=self.is_under_way
        )

    def network_came(self, now_ms: int, chance: float) -> "WhenToSync":
        """Forget the failures: they were the network's."""
        due = now_ms + round(_AFTER_NETWORK_MS * (1 + 4 * chance))
        return replace(self, due_at_ms=min(self.due_at_ms, due), failures=0)

    def begun(self) -> "WhenToSync":
        return replace(self, is_under_way=True, is_asked_again=False)

    def ended_well(self, now_ms: int, chance: float) -> "WhenToSync":
        again = now_ms if self.is_asked_again else now_ms + _spread(EVERY_MS, chance)
        return WhenToSync(due_at_ms=again)

    def failed(self, now_ms: int, chance: float, *, may_pass: bool) -> "WhenToSync":
        """Wait longer after each failure; where trying again cannot help, the longest at once."""
        failures = self.failures + 1
        pause = min(SELDOM_MS, _AFTER_FAILURE_MS * 2 ** min(failures - 1, 10))
        pause = pause if may_pass else SELDOM_MS
        return WhenToSync(due_at_ms=now_ms + _spread(pause, chance), failures=failures)

    def gave_way(self, now_ms: int, chance: float) -> "WhenToSync":
        """Hear that a person who sends or locks cut it: no failure, and no hurry."""
        return WhenToSync(due_at_ms=now_ms + _spread(EVERY_MS, chance), failures=self.failures)


def at_opening(now_ms: int, chance: float) -> WhenToSync:
    """Let the first round come once the board is painted: it shows what came with the last."""
    return WhenToSync(due_at_ms=now_ms + _spread(_AFTER_OPENING_MS, chance))


def _spread(milliseconds: int, chance: float) -> int:
    return round(milliseconds * (1 - _SPREAD + 2 * _SPREAD * chance))
