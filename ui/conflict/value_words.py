"""A value of a record in full words, whatever it is: as the screens that show it say it."""

from collections.abc import Mapping

from desktop.domain.conflict import OpenConflict, Side
from desktop.domain.record import WITHDRAWN
from desktop.domain.screen import Answer
from desktop.forms import Item
from desktop.services.answers_in_full import answer_in_full
from desktop.wording.record_words import fact_words, value_words
from desktop.wording.words import text as _


def side_words(conflict: OpenConflict, side: Side, items: Mapping[str, Item]) -> str:
    """Return all that the author wrote, one register to a line where several belong together."""
    if len(side.values) <= 1:
        return _said(side.value, side.words_hint, conflict.register, items)
    lines = []
    for register, value in side.values.items():
        hint = side.words_hint if register == conflict.register else ""
        words = _said(value, hint, register, items)
        lines.append(_("{what}: {value}", what=register_words(register, items), value=words))
    return "\n".join(lines)


def register_words(register: str, items: Mapping[str, Item]) -> str:
    """Return what a register is called: the question that it answers, or the name of the fact."""
    item = items.get(register)
    if item is None:
        words = fact_words(register)
        return words[:1].upper() + words[1:]
    return " ".join((item.text.strip() or item.link_id).split())


def _said(value: object, hint: str, register: str, items: Mapping[str, Item]) -> str:
    if register == WITHDRAWN and hint:
        return hint  # The one register whose value alone does not say what was done.
    item = items.get(register)
    if isinstance(value, Answer) and item is not None:
        return answer_in_full(item, value)
    if value is None or value == "":
        return _("Nothing: it was cleared")
    return value_words(value, register) or hint or _("Something that this page cannot show")
