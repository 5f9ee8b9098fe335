"""Whether an answer given elsewhere may be offered for a question: what its form says, or our list.

A question of which nobody has said so is asked anew.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from desktop.domain.screen import Absent, Answer, Coding
from desktop.forms import Item, Reuse
from desktop.services.joined_forms import QUESTION_SYSTEM

_OFFERED = (Reuse.DETENTION, Reuse.LASTING, Reuse.ONCE_SO)
_LATER = (Reuse.LASTING, Reuse.ONCE_SO)
# Asked in vain: whoever could not answer, or was not asked, is asked again.
_FINAL = (Absent.DECLINED, Absent.NOT_KNOWN)
_NO = frozenset({"no", "none", "n", "never", "not_known"})


@cache
def _listed() -> Mapping[str, Reuse]:
    data = json.loads((files("resources") / "questions" / "questions.json").read_text("utf-8"))
    return {one["code"]: Reuse(one["reuse"]) for one in data["questions"]}


def reuse_of(item: Item) -> Reuse:
    """Return what its form says; where that is nothing, what our list says of its code."""
    if item.reuse is not Reuse.NOT_SAID:
        return item.reuse
    codes = [one.code for one in item.codes if one.system == QUESTION_SYSTEM]
    return next((_listed()[code] for code in codes if code in _listed()), Reuse.NOT_SAID)


def may_be_known(item: Item) -> bool:
    """Whether the question is one for which anything is ever offered."""
    return (
        item.is_question()
        and item.can_be_answered
        and not item.is_worked_out()
        and reuse_of(item) in _OFFERED
    )


def may_be_offered(item: Item, answer: Answer, *, is_this_detention: bool) -> bool:
    """Whether this answer, given in this detention or in an earlier one, is offered at the item."""
    if answer.absent is not None:
        return is_this_detention and answer.absent in _FINAL
    if not answer.values:
        return False
    if is_this_detention:
        return True
    reuse = reuse_of(item)
    return reuse in _LATER and not (reuse is Reuse.ONCE_SO and _is_no(item, answer))


def _is_no(item: Item, answer: Answer) -> bool:
    """Whether nothing was so: the answer is no, or only such as exclude every other."""
    exclusive = [option.value for option in item.options if option.exclusive]
    return all(
        value is False
        or value in exclusive
        or (isinstance(value, Coding) and value.code.lower() in _NO)
        for value in answer.values
    )
