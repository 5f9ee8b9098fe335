"""All chance and all time of a history come from here, so that a seed replays it exactly."""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch

P = ParamSpec("P")
T = TypeVar("T")

DAY_MS = 24 * 60 * 60 * 1000
START_MS = 1_788_570_840_000  # 5 September 2026, 02:14


class VirtualClock:
    """One time for all, and how far the clock of whoever is at work now differs from it."""

    def __init__(self, now_ms: int = START_MS) -> None:
        self.now_ms, self.skew_ms = now_ms, 0

    def read(self) -> int:
        return self.now_ms + self.skew_ms

    @contextmanager
    def at(self, skew_ms: int) -> Iterator[None]:
        before, self.skew_ms = self.skew_ms, skew_ms
        try:
            yield
        finally:
            self.skew_ms = before


@contextmanager
def no_other_chance(rng: random.Random, clock: VirtualClock) -> Iterator[None]:
    """Let nothing see the system's chance or time: what is not handed a clock reads ours."""
    real = os.urandom, time.time_ns
    os.urandom = rng.randbytes
    time.time_ns = lambda: clock.read() * 1_000_000
    try:
        yield
    finally:
        os.urandom, time.time_ns = real


@contextmanager
def small_messages(rng: random.Random) -> Iterator[None]:
    """In two histories of three, let so little travel at once that every step of a round is gone.

    A few entries then are what hundreds are in earnest.
    """
    sizes = {"SMALL_ENTRIES": rng.choice((2, 5)), "BATCH_ENTRIES": rng.choice((3, 8))}
    with ExitStack() as stack:
        if rng.random() < 2 / 3:
            for module in [one for name, one in sys.modules.items() if name.startswith("sync.")]:
                for name, size in sizes.items():
                    if hasattr(module, name):
                        stack.enter_context(patch.object(module, name, size))
        yield


class _WhenAsked(Future[Any]):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work

    def result(self, timeout: float | None = None) -> Any:
        if not self.done():
            _do(self, self._work)
        return super().result(timeout)


def _do(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 -- whoever asks for the result gets it
        future.set_exception(error)


class OneHand(Executor):
    """Runs at once on this thread, or only when the result is asked for: then others overtake."""

    def __init__(self, rng: random.Random, overtaking: float) -> None:
        self._rng, self._overtaking = rng, overtaking

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        def work() -> T:
            return fn(*args, **kwargs)

        if self._rng.random() < self._overtaking:
            return _WhenAsked(work)
        future: Future[T] = Future()
        _do(future, work)
        return future
