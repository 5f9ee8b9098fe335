"""Patterns that a form brings along. One that could hold up the window for minutes is not run."""

import re
import warnings

LONGEST_TESTED = 500
_LONGEST_PATTERN = 500
_ESCAPES = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
_INNERMOST = re.compile(r"\((?:\?(?:[:=!]|<[=!]|P?<\w+>))?([^()]*)\)(\*|\+|\{\d+,\d*\})?")
_OPEN_ENDED = re.compile(r"[*+|]|\{\d+,\d*\}")


def is_safe_pattern(pattern: str) -> bool:
    """Whether we understand the pattern, and no repeat stands inside another repeat."""
    if len(pattern) > _LONGEST_PATTERN:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, Warning, OverflowError, RecursionError):
        return False
    return not _repeats_a_repeat(_ESCAPES.sub("a", pattern))


def _repeats_a_repeat(pattern: str) -> bool:
    while match := _INNERMOST.search(pattern):
        inside, repeat = match.groups()
        is_open = _OPEN_ENDED.search(inside) is not None
        if is_open and repeat:
            return True
        stand_in = "a+" if is_open or repeat else "a"
        pattern = pattern[: match.start()] + stand_in + pattern[match.end() :]
    return False


def fits(text: str, pattern: str) -> bool:
    """Whether the whole text fits. A longer text than any pattern is meant for passes untested."""
    return len(text) > LONGEST_TESTED or re.fullmatch(pattern, text) is not None
