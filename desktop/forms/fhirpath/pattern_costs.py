"""How long a pattern could take in the worst case. Python's `re` tries again what may fit twice.

Counted from above: every choice a repeat or an alternative leaves open multiplies the ways to try.
"""

import re
from dataclasses import dataclass

_MOST_WAYS = 20_000_000
_WAYS_A_STEP = 1_000
_MOST_FIXED_WAYS = 1_000_000
_MOST_OPEN_REPEATS = 6

_ATOMS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_FLAGS = re.compile(r"\(\?[aimsx]+\)")
_GROUP = re.compile(
    r"\((?:\?(?:[:=!>]|<[=!]|P?<\w+>))?(?P<inside>[^()]*)\)(?P<repeat>[*+?]|\{\d*,?\d*\})?"
)
_REPEAT = re.compile(r"\*|\+|\?|\{(\d*)(,?)(\d*)\}")
_LETTER, _VARIABLE = "a", "V"


@dataclass(frozen=True, slots=True)
class Cost:
    """The ways to try: `fixed`, times the length of the text for each of `open_repeats`."""

    open_repeats: int
    fixed: int

    def steps(self, length: int) -> int | None:
        """Return how many steps a text of that length may cost, or None for too many."""
        ways = int(self.fixed * max(length, 2) ** self.open_repeats)
        return ways // _WAYS_A_STEP if ways <= _MOST_WAYS else None


def cost_of(pattern: str) -> Cost | None:
    """Return the cost, or None when repeats within repeats make it grow without end."""
    text = _FLAGS.sub("", _ATOMS.sub(_LETTER, pattern))
    open_repeats, fixed = (0, 1) if text.startswith("^") and "|" not in text else (1, 1)
    while match := _GROUP.search(text):
        inside, repeat = match["inside"], match["repeat"] or ""
        is_variable = _VARIABLE in inside or bool(_REPEAT.search(inside)) or "|" in inside
        if is_variable and repeat not in ("", "?"):
            return None
        more, times = _counted(inside)
        own_open, own_times = _counted(repeat)
        open_repeats, fixed = open_repeats + more + own_open, fixed * times * own_times
        stand_in = _VARIABLE if is_variable or repeat else _LETTER
        text = text[: match.start()] + stand_in + text[match.end() :]
    more, times = _counted(text)
    open_repeats, fixed = open_repeats + more, fixed * times
    if open_repeats > _MOST_OPEN_REPEATS or fixed > _MOST_FIXED_WAYS:
        return None
    return Cost(open_repeats, fixed)


def _counted(text: str) -> tuple[int, int]:
    """Return the repeats without an end, and the ways that the others leave."""
    open_repeats, ways = 0, text.count("|") + 1
    for match in _REPEAT.finditer(text):
        least, comma, most = match.groups()
        if match[0] == "?":
            ways *= 2
        elif match[0] in "*+" or (comma and not most):
            open_repeats += 1
        elif comma:
            ways *= max(1, int(most) - int(least or 0) + 1)
    return open_repeats, min(ways, _MOST_FIXED_WAYS + 1)
