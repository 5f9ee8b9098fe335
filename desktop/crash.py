"""What happens to a bug: it is told in words, and kept without a word of any record.

Only the kind of error and where it stood are kept: an exception's text and a frame's values may
hold a name, an answer or a key.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

log = logging.getLogger(__name__)

FILE_NAME = "crash.log"
_KEPT_BYTES = 256 * 1024


def describe(error: BaseException) -> str:
    """Return the error's kind and the places it came through, innermost last."""
    root = Path(__file__).parents[1]
    places = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        shown = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
        places.append(f"{shown}:{frame.lineno} {frame.name}")
    return "\n  ".join([type(error).__name__, *places])


def install(folder: Path, tell: Callable[[], None]) -> None:
    """Send every error that nobody expected to the crash file in `folder`, then to `tell`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        words = describe(error.with_traceback(trace))
        log.error("unexpected %s", kind.__name__)
        sys.stderr.write(words + "\n")
        _keep(folder / FILE_NAME, words)
        tell()

    sys.excepthook = hook


def _keep(path: Path, words: str) -> None:
    try:
        if path.exists() and path.stat().st_size > _KEPT_BYTES:
            path.unlink()
        with path.open("a", encoding="utf-8") as file:
            file.write(words + "\n")
    except OSError:
        # The disk may be what failed: the window still says that something went wrong.
        log.warning("the crash file could not be written")
