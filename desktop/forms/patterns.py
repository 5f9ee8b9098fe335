"""Patterns that a form brings along, matched in time that follows the text, whatever they say.

All ways to read the text are followed at once (Thompson 1968), so that nothing is ever tried again.
What needs more than that, such as looking ahead or back, is not understood and not applied.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.forms.pattern_parts import Part, PatternError, parse_pattern, size_of

_LONGEST_PATTERN = 500
_MOST_STEPS = 1_500
# A text of so many letters is tested by the longest pattern, and a longer one by a shorter pattern.
LONGEST_TESTED = 500
_MOST_TESTED = LONGEST_TESTED * _MOST_STEPS
# How one engine for Norwegian forms writes it.
_AS_A_CALL = re.compile(r"matches\('(.*)'\)")

# One step: what it does, and up to two steps to go on with.
_ONE, _SPLIT, _START, _END, _DONE = range(5)
_Step = tuple[int, "re.Pattern[str] | None", int, int]


def safe_pattern(written: str) -> str:
    """Return the pattern as we apply it, "" when we do not understand it."""
    if len(written) > _LONGEST_PATTERN:
        return ""
    call = _AS_A_CALL.fullmatch(written)
    pattern = call[1] if call else written
    try:
        _program(pattern)
    except PatternError:
        return ""
    return pattern


def fits(text: str, pattern: str) -> bool:
    """Whether the whole text fits. A longer text than any pattern is meant for passes untested."""
    steps = _program(pattern)
    return len(text) * len(steps) > _MOST_TESTED or _fits(text, steps)


@lru_cache(maxsize=128)
def _program(pattern: str) -> tuple[_Step, ...]:
    part = parse_pattern(pattern)
    if size_of(part) > _MOST_STEPS:
        raise PatternError
    steps: list[_Step] = []
    _write(part, steps)
    steps.append((_DONE, None, 0, 0))
    return tuple(steps)


def _write(part: Part, steps: list[_Step]) -> None:
    """Append the steps of one part; each part ends where the next begins."""
    match part.kind:
        case "one":
            steps.append((_ONE, part.letter, len(steps) + 1, 0))
        case "start" | "end":
            steps.append((_START if part.kind == "start" else _END, None, len(steps) + 1, 0))
        case "sequence":
            for each in part.parts:
                _write(each, steps)
        case "any":
            _write_any(part.parts, steps)
        case _:
            _write_repeat(part, steps)


def _write_any(parts: tuple[Part, ...], steps: list[_Step]) -> None:
    ends = []
    for each in parts[:-1]:
        fork = len(steps)
        steps.append((_SPLIT, None, fork + 1, 0))
        _write(each, steps)
        ends.append(len(steps))
        steps.append((_SPLIT, None, 0, 0))
        steps[fork] = (_SPLIT, None, fork + 1, len(steps))
    _write(parts[-1], steps)
    for end in ends:
        steps[end] = (_SPLIT, None, len(steps), len(steps))


def _write_repeat(part: Part, steps: list[_Step]) -> None:
    (inner,) = part.parts
    for _ in range(part.least):
        _write(inner, steps)
    forks = []
    for _ in range(1 if part.most is None else part.most - part.least):
        forks.append(len(steps))
        steps.append((_SPLIT, None, len(steps) + 1, 0))
        _write(inner, steps)
    if part.most is None:
        steps.append((_SPLIT, None, forks[0], forks[0]))
    for fork in forks:
        steps[fork] = (_SPLIT, None, fork + 1, len(steps))


def _fits(text: str, steps: tuple[_Step, ...]) -> bool:
    at = _reached({0}, steps, is_start=True, is_end=not text)
    known: dict[tuple[frozenset[int], str], frozenset[int]] = {}
    for number, letter in enumerate(text, start=1):
        is_end = number == len(text)
        key = (at, letter)
        if is_end or key not in known:
            known[key] = _reached(set(_after(at, letter, steps)), steps, is_end=is_end)
        at = known[key]
        if not at:
            return False
    return any(steps[step][0] == _DONE for step in at)


def _after(at: frozenset[int], letter: str, steps: tuple[_Step, ...]) -> Iterator[int]:
    for number in at:
        kind, pattern, following, _ = steps[number]
        if kind == _ONE and pattern is not None and pattern.fullmatch(letter):
            yield following


def _reached(
    first: set[int], steps: tuple[_Step, ...], *, is_start: bool = False, is_end: bool = False
) -> frozenset[int]:
    """Return every step that can be stood at without reading another letter."""
    seen = set(first)
    pending = list(first)
    while pending:
        kind, _, following, other = steps[pending.pop()]
        onward: tuple[int, ...] = ()
        if kind == _SPLIT:
            onward = (following, other)
        elif (kind == _START and is_start) or (kind == _END and is_end):
            onward = (following,)
        for step in onward:
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return frozenset(seen)
