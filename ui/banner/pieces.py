"""What stands in the banner piece by piece, in its full and in its short form. Draws nothing.

The short form leaves facts to the details, but never a warning: where the notes of the warnings
do not fit either, it says each warning by its kind and where the notes are.
"""

from enum import Enum
from typing import NamedTuple

from desktop.wording.words import plural
from ui.banner.banner_words import BannerWords, Labelled, MarkerWords, no_markers


class Kind(Enum):
    NAME = "name"
    CAPTION = "caption"
    VALUE = "value"
    RISK = "risk"


class Piece(NamedTuple):
    """Symbol, caption and words that belong together: a line never ends within them."""

    words: str
    kind: Kind = Kind.VALUE
    caption: str = ""
    mark: str = ""


# Each line of the banner starts on its left; what does not fit goes on to the next.
Lines = tuple[tuple[Piece, ...], ...]


def full_lines(words: BannerWords) -> Lines:
    markers = [_marker(marker, marker.words) for marker in words.markers]
    return (
        (_name(words), *map(_fact, words.identity)),
        (*(markers or [Piece(no_markers())]), *map(_fact, words.stay)),
    )


def short_lines(words: BannerWords) -> tuple[Lines, Lines]:
    """Return the short form with the notes of the warnings, and without."""
    facts = (_name(words), *(_fact(fact) for fact in words.facts() if fact.is_key))
    if not words.markers:
        none = ((*facts, Piece(no_markers())),)
        return none, none
    whole = [_marker(marker, marker.words) for marker in words.markers]
    brief = [_marker(marker, marker.brief or marker.words) for marker in words.markers]
    is_cut = any(marker.is_cut() for marker in words.markers)
    count = len(words.markers)
    return (
        ((*facts, Piece(_counted(count)), *whole),),
        ((*facts, Piece(_counted_brief(count) if is_cut else _counted(count)), *brief),),
    )


def _counted(count: int) -> str:
    return plural("{count} warning", "{count} warnings", count)


def _counted_brief(count: int) -> str:
    return plural("{count} warning, note under More", "{count} warnings, notes under More", count)


def _name(words: BannerWords) -> Piece:
    return Piece(words.name, Kind.NAME)


def _fact(fact: Labelled) -> Piece:
    return Piece(fact.value, caption=fact.label)


def _marker(marker: MarkerWords, words: str) -> Piece:
    if marker.is_risk:
        return Piece(words, Kind.RISK, mark="act_now")
    return Piece(words, mark="note")
