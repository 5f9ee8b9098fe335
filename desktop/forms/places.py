"""Where in a response an answer stands: its linkId, and which occurrence of what repeats above it.

The key of a place is what answers are stored by. A first occurrence has the plain linkId for key.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from desktop.forms.model import Item

# A FHIR string may not hold this character, so no linkId does.
_BETWEEN = "\x1f"
_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_TIME_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One item in one occurrence, as it is read from top to bottom.

    `number` counts the occurrences of a block from 1, at the item that the block begins with; it
    is 0 elsewhere. `level` counts the items it stands under, below its section.
    """

    key: str
    item: Item
    level: int = 0
    number: int = 0
    is_last_of_block: bool = False


def key_of(link_id: str, tokens: tuple[str, ...] = ()) -> str:
    """Return the key. `tokens` name the occurrences from the outermost block inwards."""
    return _BETWEEN.join((link_id, *tokens)).rstrip(_BETWEEN)


def link_id_of(key: str) -> str:
    return key.partition(_BETWEEN)[0]


def tokens_of(key: str) -> tuple[str, ...]:
    """Return the tokens without the empty ones at the end."""
    return tuple(key.split(_BETWEEN)[1:])


def new_token(now: datetime) -> str:
    """Return a name for a new occurrence: it sorts after earlier ones, here and at other desks."""
    moment = int(now.timestamp() * 1000)
    digits = []
    for _ in range(_TIME_DIGITS):
        moment, digit = divmod(moment, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "t" + "".join(reversed(digits)) + secrets.token_hex(2)
