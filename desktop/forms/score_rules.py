"""Reading a declared score: our own extensions, which other programs may ignore."""

import re
from decimal import Decimal
from itertools import pairwise

from desktop.forms.model import Band, ItemType, ScoreRule
from desktop.forms.resource import OURS, Extensions

SUM_OF = OURS + "sum-of"
BANDS = OURS + "score-bands"
SOURCE = OURS + "score-source"
SCORE_EXTENSIONS = frozenset({SUM_OF, BANDS, SOURCE})

_MAY_SCORE = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY, ItemType.DISPLAY})
_NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
_BAND = re.compile(rf"({_NUMBER})(?:\s*[-–]\s*({_NUMBER})|(\+))?\s+(\S.*)")  # noqa: RUF001 -- people type the en dash


def read_score(extensions: Extensions, item_type: ItemType) -> ScoreRule | None:
    sum_of = extensions.text(SUM_OF)
    if not sum_of or item_type not in _MAY_SCORE:
        return None
    return ScoreRule(
        sum_of=tuple(dict.fromkeys(sum_of.split())),
        bands=read_bands(extensions.text(BANDS)) or (),
        source=extensions.text(SOURCE),
    )


def read_bands(text: str) -> tuple[Band, ...] | None:
    """Read "0-7 lower risk|8-15 increasing risk|16+ higher risk"; None when any part is unclear."""
    bands = [_band(part.strip()) for part in text.split("|")] if text else []
    if not all(bands):
        return None
    ordered = sorted((band for band in bands if band is not None), key=lambda band: band.low)
    for band, following in pairwise(ordered):
        if band.high is None or band.high >= following.low:
            return None
    return tuple(ordered)


def _band(text: str) -> Band | None:
    match = _BAND.fullmatch(text)
    if match is None:
        return None
    low, high, is_open, label = match.groups()
    if is_open:
        return Band(low=Decimal(low), high=None, label=label)
    upper = Decimal(high or low)
    return Band(low=Decimal(low), high=upper, label=label) if Decimal(low) <= upper else None


def band_for(total: Decimal | None, rule: ScoreRule) -> str:
    """Return what the total is called, "" without a total or between the bands."""
    if total is None:
        return ""
    for band in rule.bands:
        if band.low <= total and (band.high is None or total <= band.high):
            return band.label
    return ""
