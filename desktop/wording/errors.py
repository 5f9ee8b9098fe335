"""Turns an error or a message key into its sentence: what happened, and what to do about it.

The tables of sentences are in `sentences.py`. Details fill their blanks; a sentence whose blanks
cannot all be filled gives way to a plainer one, so nobody ever reads "{count}".
"""

from collections.abc import Mapping
from math import ceil
from string import Formatter

from desktop.errors import ExpectedError
from desktop.wording.sentences import COUNTED, SENTENCES
from desktop.wording.words import plural, text

UNEXPECTED = "error.unexpected"


def say(error: Exception) -> str:
    """Return the sentence for an error. Never shows an exception's own text."""
    if isinstance(error, ExpectedError):
        return sentence(error.message_key, error.details)
    return sentence(UNEXPECTED)


def has_sentence(key: str) -> bool:
    return key in SENTENCES


def sentence(key: str, details: Mapping[str, object] | None = None) -> str:
    """Return the sentence for a message key, with what `details` can fill in."""
    known = {name: value for name, value in (details or {}).items() if _is_worth_saying(value)}
    counted = COUNTED.get(key)
    if counted is not None:
        name, (one, many) = counted
        count = known.get(name)
        if isinstance(count, int | float) and count > 0:
            return plural(one, many, ceil(count))
    for message in SENTENCES.get(key, SENTENCES[UNEXPECTED]):
        if _blanks(message) <= known.keys():
            return text(message, **known)
    return text(SENTENCES[UNEXPECTED][-1])


def _blanks(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def _is_worth_saying(value: object) -> bool:
    return value is not None and value != ""
