"""Which names may be one name: short forms and spellings (resources/codelists/name_variants.json).

Proposes only: an unverified list, and two people called Bob and Robert need not be one.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from desktop.services.names import plain_words


@cache
def _lines() -> dict[str, frozenset[int]]:
    """Return, per name, the numbers of the lines that it stands in."""
    raw = (files("resources") / "codelists" / "name_variants.json").read_text("utf-8")
    data = json.loads(raw)
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate([*data["short_forms"], *data["spellings"]]):
        for name in line.split():
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def lines_of(words: Iterable[str]) -> set[int]:
    """Return the lines in which any of these plain words stands."""
    lines = _lines()
    return {number for word in words for number in lines.get(word, ())}


def may_be_one_name(one: str, other: str) -> bool:
    """Say whether a word of each is the same or a variant of the other's: Bob and Robert."""
    lines, nothing = _lines(), frozenset[int]()
    for mine in plain_words(one):
        for theirs in plain_words(other):
            if mine == theirs or lines.get(mine, nothing) & lines.get(theirs, nothing):
                return True
    return False
