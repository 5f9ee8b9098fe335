"""A regular expression taken to pieces. Refuses what is not plain: looking around, going back."""

import re
import warnings
from dataclasses import dataclass
from typing import Literal

_DEEPEST = 40
_REPEAT = re.compile(r"([*+?]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})[?+]?")
_OPENING = re.compile(r"\((?:\?(?::|P?<[A-Za-z]\w*>))?")
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[dDwWsSnrtfv]|[^A-Za-z0-9])")
_COUNTS = {"*": (0, None), "+": (1, None), "?": (0, 1)}


class PatternError(ValueError):
    """We do not understand this pattern."""


@dataclass(frozen=True, slots=True)
class Part:
    """One letter ("one"), parts in a row, one of several parts, or a part some times over."""

    kind: Literal["one", "start", "end", "sequence", "any", "repeat"]
    letter: "re.Pattern[str] | None" = None
    parts: tuple["Part", ...] = ()
    least: int = 0
    most: int | None = None


def size_of(part: Part) -> int:
    """Return how many steps the part becomes at the most."""
    inner = sum(size_of(each) for each in part.parts)
    if part.kind == "repeat":
        times = part.least + 1 if part.most is None else part.most
        return (inner + 2) * max(times, 1)
    return inner + 2 * len(part.parts) + 1


def parse_pattern(text: str) -> Part:
    parser = _Parser(text)
    part = parser.alternatives(0)
    if parser.at != len(text):
        raise PatternError
    return part


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def _take(self, pattern: "re.Pattern[str]") -> "re.Match[str] | None":
        match = pattern.match(self._text, self.at)
        if match:
            self.at = match.end()
        return match

    def _next(self) -> str:
        return self._text[self.at : self.at + 1]

    def alternatives(self, depth: int) -> Part:
        if depth > _DEEPEST:
            raise PatternError
        parts = [self._sequence(depth)]
        while self._next() == "|":
            self.at += 1
            parts.append(self._sequence(depth))
        return parts[0] if len(parts) == 1 else Part("any", parts=tuple(parts))

    def _sequence(self, depth: int) -> Part:
        parts: list[Part] = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._repeated(self._single(depth)))
        return Part("sequence", parts=tuple(parts))

    def _repeated(self, part: Part) -> Part:
        match = self._take(_REPEAT)
        if match is None:
            return part
        if part.kind in ("start", "end") or _REPEAT.match(self._text, self.at):
            raise PatternError
        if match[1] in _COUNTS:
            least, most = _COUNTS[match[1]]
        else:
            least = int(match[2])
            most = int(match[4]) if match[4] else (None if match[3] else least)
        if most is not None and most < least:
            raise PatternError
        return Part("repeat", parts=(part,), least=least, most=most)

    def _single(self, depth: int) -> Part:
        letter = self._next()
        if letter == "(":
            return self._group(depth)
        if letter in "^$":
            self.at += 1
            return Part("start" if letter == "^" else "end")
        if letter == "[":
            return self._one(_CLASS)
        if letter == "\\":
            return self._one(_ESCAPE)
        if letter in "*+?{":
            raise PatternError
        self.at += 1
        return Part("one", letter=re.compile("." if letter == "." else re.escape(letter)))

    def _group(self, depth: int) -> Part:
        self._take(_OPENING)
        if self._next() == "?":
            raise PatternError
        part = self.alternatives(depth + 1)
        if self._next() != ")":
            raise PatternError
        self.at += 1
        return part

    def _one(self, shape: "re.Pattern[str]") -> Part:
        """Let the library read what stands for a single letter: that cannot take long."""
        match = self._take(shape)
        if match is None:
            raise PatternError
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return Part("one", letter=re.compile(match[0]))
        except (re.error, Warning) as error:
            raise PatternError from error
