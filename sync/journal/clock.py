"""The one way to ask the time, so that whoever tests or simulates can say what time it is."""

import time
from collections.abc import Callable

Clock = Callable[[], int]  # milliseconds since 1970, UTC


def system_ms() -> int:
    return time.time_ns() // 1_000_000
