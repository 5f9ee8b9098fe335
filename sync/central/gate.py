"""Keeps a worker within its memory: how many bodies are in hand and how much is done at a time.

Past that a request is turned down with 503 and asked to come again: a queue without an end would
hold in memory what the limits keep out of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from sync.wire.limits import FRAME_BYTES
from sync.wire.refusal import RefusalCode, RefusedError

_Result = TypeVar("_Result")

SMALL_BODY = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`heavy` and `light` together stay below the connections that the database's pool has."""

    heavy: int = 4  # requests at a time that may grow to the largest message
    light: int = 12
    waiting: int = 64  # requests that stand in line for a thread
    bodies: int = 4 * FRAME_BYTES  # bytes of larger bodies on their way in


class BusyError(RefusedError):
    """The worker has as much in hand as it may: the same request is welcome in a moment."""

    def __init__(self) -> None:
        super().__init__(RefusalCode.NOT_READY)


class Gate:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._heavy, self._light = CapacityLimiter(limits.heavy), CapacityLimiter(limits.light)
        self._held = 0

    @property
    def held_bytes(self) -> int:
        return self._held

    @contextmanager
    def holding(self) -> Iterator[Callable[[int], None]]:
        """Count a body's bytes as they come in, and give them back at the end."""
        mine = 0

        def more(size: int) -> None:
            nonlocal mine
            if self._held + size > self._limits.bodies:
                raise BusyError
            mine, self._held = mine + size, self._held + size

        try:
            yield more
        finally:
            self._held -= mine

    async def run(self, work: Callable[[], _Result], *, is_heavy: bool) -> _Result:
        limiter = self._heavy if is_heavy else self._light
        if limiter.statistics().tasks_waiting >= self._limits.waiting:
            raise BusyError
        return await to_thread.run_sync(work, limiter=limiter)
