"""Patterns that an expression brings. One that could run for minutes is not run at all."""

import re
import warnings
from collections.abc import Callable
from functools import lru_cache

from desktop.forms.fhirpath.errors import PathTroubleError
from desktop.forms.fhirpath.pattern_costs import Cost, cost_of
from desktop.forms.fhirpath.run import Run

_LONGEST_PATTERN = 500
_NAMED_GROUP = re.compile(r"\(\?<(?![=!])")
_REFERENCE = re.compile(r"\$(?:(\d{1,2})|\{(\w+)\}|<(\w+)>|([&$]))")


@lru_cache(maxsize=512)
def pattern_from(text: str) -> tuple[re.Pattern[str], Cost] | None:
    """Return the pattern, or None when it cannot be read or could take too long."""
    written = _NAMED_GROUP.sub("(?P<", text)
    cost = cost_of(written) if len(written) <= _LONGEST_PATTERN else None
    if cost is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return re.compile(written, re.DOTALL), cost
    except (re.error, Warning, OverflowError, RecursionError):
        return None


def _ready(run: Run, pattern: str, text: str) -> re.Pattern[str]:
    found = pattern_from(pattern)
    if found is None:
        raise PathTroubleError("a pattern that is not run")
    ready, cost = found
    steps = cost.steps(len(text))
    if steps is None:
        raise PathTroubleError("the text is too long for a pattern")
    run.spend(steps)
    return ready


def matches(run: Run, text: str, pattern: str) -> bool:
    """Return whether any part of the text fits."""
    return _ready(run, pattern, text).search(text) is not None


def matches_full(run: Run, text: str, pattern: str) -> bool:
    return _ready(run, pattern, text).fullmatch(text) is not None


def replaced(run: Run, text: str, pattern: str, by: str) -> str:
    return _ready(run, pattern, text).sub(_filled(by), text)


def _filled(template: str) -> Callable[[re.Match[str]], str]:
    """Return what fills in `$1`, `${name}` and `$&`."""

    def fill(match: re.Match[str]) -> str:
        def group(reference: re.Match[str]) -> str:
            number, braced, angled, sign = reference.groups()
            if sign:
                return match[0] if sign == "&" else "$"
            name: int | str = int(number) if number else braced or angled
            try:
                return match[name] or ""
            except IndexError:
                return reference[0]

        return _REFERENCE.sub(group, template)

    return fill
