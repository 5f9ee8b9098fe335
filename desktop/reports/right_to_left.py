"""Arabic and Hebrew for paper: letters joined and put in the order they are drawn from the left.

ReportLab draws letters one by one as they are stored, so a name would come out backwards and apart.
Knows no full bidirectional algorithm: a run of such words is turned round where it stands. A long
run is turned word by word only, because the paragraph is broken into lines afterwards.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

_LETTER = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RUN = re.compile(rf"{_LETTER}(?:[{_LETTER[1:-1]}\u064b-\u065f\s,\u060c'-]*{_LETTER})?")
_MOST_TURNED = 80
_KINDS = ("isolated", "final", "initial", "medial")
_LAM, _TATWEEL = "\u0644", "\u0640"
_DUAL = 4
_MIRRORED = str.maketrans("()[]", ")(][")


def drawn_order(words: str) -> str:
    """Return the words so that drawing them from left to right reads right."""
    if not _RUN.search(words):
        return words
    return _RUN.sub(lambda run: _turned(run[0]), words)


def _turned(run: str) -> str:
    shaped = _shaped(run)
    if len(shaped) <= _MOST_TURNED and "\n" not in shaped:
        return _backwards(shaped)
    return re.sub(r"\S+", lambda word: _backwards(word[0]), shaped)


def _backwards(words: str) -> str:
    """Reverse, with marks kept after the letter they stand on."""
    clusters: list[str] = []
    for letter in words:
        if clusters and unicodedata.combining(letter):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    return "".join(reversed(clusters)).translate(_MIRRORED)


def _shaped(run: str) -> str:
    """Give every letter the form that its neighbours ask for."""
    letters = _with_ligatures(run)
    bases = [place for place, one in enumerate(letters) if not unicodedata.combining(one[-1])]
    joins_before: set[int] = set()
    joins_after: set[int] = set()
    for left, right in pairwise(bases):
        if _joins_on(letters[left]) and _can_be_joined(letters[right]):
            joins_after.add(left)
            joins_before.add(right)
    return "".join(
        _form(letter, place in joins_before, place in joins_after)
        for place, letter in enumerate(letters)
    )


def _with_ligatures(run: str) -> list[str]:
    """Return letters, lam and alef taken together where they are written as one."""
    letters: list[str] = []
    for letter in run:
        if letters and letters[-1] == _LAM and _LAM + letter in _forms():
            letters[-1] = _LAM + letter
        else:
            letters.append(letter)
    return letters


def _joins_on(letter: str) -> bool:
    return letter == _TATWEEL or len(_forms().get(letter, {})) == _DUAL


def _can_be_joined(letter: str) -> bool:
    return letter == _TATWEEL or "final" in _forms().get(letter, {})


def _form(letter: str, before: bool, after: bool) -> str:  # noqa: FBT001 -- which sides join
    if len(letter) == 1 and not before and not after:
        return letter
    kind = _KINDS[before + 2 * after]
    return _forms().get(letter, {}).get(kind, letter)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Return each letter's forms, as Unicode names them."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        kind, _space, letters = unicodedata.decomposition(chr(code)).partition(" ")
        kind = kind.strip("<>")
        if kind in _KINDS:
            base = "".join(chr(int(one, 16)) for one in letters.split())
            found.setdefault(base, {}).setdefault(kind, chr(code))
    return found
