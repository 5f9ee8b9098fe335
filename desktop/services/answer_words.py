"""An answer in words, as a report or a person would say it."""

from datetime import date, datetime

from desktop.domain.screen import Answer, Coding, Value
from desktop.forms import Item, ItemType
from desktop.wording.clinical import clinical_date, clinical_moment


def answer_words(item: Item, answer: Answer, *, lower: bool = False) -> str:
    """Return the values in words, several joined by commas and "and"; empty where there is none.

    With `lower` the label of a code begins with a small letter, unless it is an abbreviation.
    """
    words = [_value_words(item, value) for value in answer.values]
    if lower:
        coded = zip(words, answer.values, strict=True)
        words = [_lowered(word) if isinstance(value, Coding) else word for word, value in coded]
    if not words:
        return ""
    if len(words) == 1:
        return words[0]
    return ", ".join(words[:-1]) + " and " + words[-1]


def _value_words(item: Item, value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Coding):
        labels = {_key(option.value): option.label for option in item.options}
        return labels.get(_key(value), value.display or value.code)
    text = "; ".join(line.strip().rstrip(";,") for line in str(value).splitlines() if line.strip())
    if item.type is ItemType.DATE:
        return _dated(text)
    if item.type is ItemType.DATE_TIME:
        return _timed(text)
    return text.removesuffix(".")


def _lowered(words: str) -> str:
    is_abbreviation = words[1:2].isupper()
    return words if is_abbreviation else words[:1].lower() + words[1:]


def _key(value: Value) -> object:
    return (value.system, value.code) if isinstance(value, Coding) else value


def _dated(text: str) -> str:
    try:
        return clinical_date(date.fromisoformat(text))
    except ValueError:
        return text


def _timed(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return clinical_moment(moment) if moment.tzinfo else text
