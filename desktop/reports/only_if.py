"""When a question applies, in words beside it: "Only if 3.2 is Yes"."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from desktop.domain.screen import Coding, Value
from desktop.forms import Condition, Item, Operator, Questionnaire
from desktop.forms.cells import CellId, Kind, Wiring, wiring_of
from desktop.services.answers_in_full import value_in_full
from desktop.wording.words import later
from desktop.wording.words import text as _

_SAID = {
    Operator.EQUAL: later("{question} is {value}"),
    Operator.NOT_EQUAL: later("{question} is not {value}"),
    Operator.ABOVE: later("{question} is more than {value}"),
    Operator.BELOW: later("{question} is less than {value}"),
    Operator.AT_LEAST: later("{question} is {value} or more"),
    Operator.AT_MOST: later("{question} is {value} or less"),
}
_MOST_NAMED = 5


def only_if(item: Item, form: Questionnaire, numbers: Mapping[str, str]) -> str:
    """Return "" where it always applies, as far as what stands above it does."""
    if item.enable_when:
        joined = _(" or ") if item.enable_any else _(" and ")
        return _("Only if {conditions}", conditions=joined.join(_said(item, form, numbers)))
    if item.logic.enabled is None:
        return ""
    names = [numbers[one] for one in _depends_on(item.link_id, form) if one in numbers]
    if not names:
        return _("Only where the program would ask it")
    if len(names) > _MOST_NAMED:
        names = [*names[:_MOST_NAMED], _("others")]
    return _("Only if it follows from {questions}", questions=", ".join(names))


def _said(item: Item, form: Questionnaire, numbers: Mapping[str, str]) -> Iterator[str]:
    for (question, operator), group in groupby(
        item.enable_when, key=lambda one: (one.question, one.operator)
    ):
        conditions = list(group)
        may_join = operator is Operator.EQUAL and item.enable_any
        for some in [conditions] if may_join else [[one] for one in conditions]:
            yield _one(question, operator, some, form, numbers)


def _one(
    question: str,
    operator: Operator,
    conditions: Sequence[Condition],
    form: Questionnaire,
    numbers: Mapping[str, str],
) -> str:
    asked = form.items.get(question)
    name = numbers.get(question) or _quoted(asked)
    if operator is Operator.EXISTS:
        is_there = conditions[0].value is True
        said = _("{question} is answered") if is_there else _("{question} is not answered")
        return said.format(question=name)
    values = [_value(asked, one.value) for one in conditions]
    return _(_SAID[operator], question=name, value=_(" or ").join(values))


def _value(asked: Item | None, value: Value) -> str:
    """Return the option's words; some forms name it by its code alone."""
    if asked is None:
        return value.display or value.code if isinstance(value, Coding) else str(value)
    if isinstance(value, Coding):
        for option in asked.options:
            if isinstance(option.value, Coding) and option.value.code == value.code:
                return option.label
    return value_in_full(asked, value)


def _quoted(item: Item | None) -> str:
    words = (item.short_text or item.text or item.link_id) if item is not None else ""
    return f"“{words}”" if words else _("another answer")


def _depends_on(link_id: str, form: Questionnaire) -> list[str]:
    """Return the questions that its expression reads, itself or through variables, in order."""
    wiring = wiring_of(form)
    read = _read_by(CellId(Kind.APPLIES, link_id), wiring)
    return [one for one in form.items if one in read and form.items[one].is_question()]


def _read_by(cell_id: CellId, wiring: Wiring) -> frozenset[str]:
    pending, seen, read = [cell_id], {cell_id}, frozenset[str]()
    while pending:
        cell = wiring.cells[wiring.place[pending.pop()]]
        read |= cell.reads
        fresh = set(cell.uses.values()) - seen
        seen |= fresh
        pending.extend(fresh)
    return read
