"""Says what a demonstration does, step by step, to whoever watches the terminal."""

import sys
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Transcript:
    """Numbers the steps and says how long each took."""

    _step: int = 0
    _began: float = field(default_factory=time.monotonic)

    def step(self, title: str) -> None:
        self._step += 1
        seconds = time.monotonic() - self._began
        sys.stdout.write(f"\n{self._step:>2}. {title}  [{seconds:.1f} s]\n")
        sys.stdout.flush()

    def say(self, words: str = "") -> None:
        sys.stdout.write(f"    {words}\n")
        sys.stdout.flush()

    def progress(self, done: int, total: int) -> None:
        if sys.stdout.isatty():
            sys.stdout.write(f"\r    {done} of {total}")
            sys.stdout.flush()
