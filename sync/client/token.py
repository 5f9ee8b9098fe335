"""What ends a round from outside: at once, from any thread, however often."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class RoundToken:
    """One round's leave to go on. The central store holds nothing that would have to be undone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cuts: list[Callable[[], None]] = []
        self._is_cancelled = False

    @property
    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def cancel(self) -> None:
        """End the round: whatever waits for an answer waits no longer."""
        with self._lock:
            self._is_cancelled = True
            cuts = list(self._cuts)
        for cut in cuts:
            cut()

    @contextmanager
    def cutting(self, cut: Callable[[], None]) -> Iterator[None]:
        """Have `cut` called when the round is cancelled; at once where it already is."""
        with self._lock:
            self._cuts.append(cut)
            is_late = self._is_cancelled
        if is_late:
            cut()
        try:
            yield
        finally:
            with self._lock:
                self._cuts.remove(cut)
