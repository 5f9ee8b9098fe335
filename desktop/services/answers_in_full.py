"""An answer as it stands, in words: nothing shortened, line ends kept, a missing one said to be.

For checking before signing, for comparing and for paper; a report's prose has words of its own.
"""

import re
from datetime import date, datetime

from desktop.domain.screen import Answer, Coding, Value
from desktop.forms import Item, ItemType
from desktop.wording.clinical import clinical_date, clinical_moment
from desktop.wording.file_words import file_words
from desktop.wording.terms import term
from desktop.wording.words import text as _

_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?")


def answer_in_full(item: Item, answer: Answer) -> str:
    """Return the values, each on its own line where one is long or has lines of its own."""
    if answer.absent is not None:
        return term(answer.absent)
    if not answer.values:
        return _("Not answered")
    words = [value_in_full(item, value) for value in answer.values]
    has_sentences = any("\n" in one or ";" in one for one in words) or item.type is ItemType.TEXT
    return ("\n" if has_sentences else "; ").join(words)


def value_in_full(item: Item, value: Value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    for option in item.options:
        if is_same(option.value, value):
            return option.label
    if isinstance(value, Coding):
        return value.display or value.code
    return _typed(item, str(value))


def is_same(one: Value, other: Value) -> bool:
    """Whether two values say the same: a Coding's display is only how it is written."""
    if isinstance(one, Coding) and isinstance(other, Coding):
        return (one.code, one.system) == (other.code, other.system)
    return type(one) is type(other) and one == other


def _typed(item: Item, words: str) -> str:
    match item.type:
        case ItemType.DATE:
            return date_in_full(words)
        case ItemType.DATE_TIME:
            return moment_in_full(words)
        case ItemType.TIME:
            return words[:5]
        case ItemType.INTEGER | ItemType.DECIMAL:
            return f"{words} {item.unit}".strip()
        case ItemType.ATTACHMENT:
            return file_words(words)
    return words


def date_in_full(words: str) -> str:
    """Return "05-Sep-2026", "Sep-2026" or "2026"; what is no date, as it was typed."""
    part = _PART_OF_DATE.fullmatch(words)
    if part and not part[2]:
        return words
    try:
        whole = clinical_date(date.fromisoformat(f"{words}-01" if part else words))
    except ValueError:
        return words
    return whole.removeprefix("01-") if part else whole


def moment_in_full(words: str) -> str:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return date_in_full(words)
    return clinical_moment(moment) if moment.tzinfo is not None else date_in_full(words)
