"""Adding up a declared score. Nothing is ever put in for an answer that is missing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.screen import Answer, Coding, Value
from desktop.forms.answered import values_of
from desktop.forms.model import Item, ItemType, Questionnaire
from desktop.forms.values import as_number, as_quantity, same_coding


@dataclass(frozen=True, slots=True)
class Tally:
    total: Decimal | None
    answered: int
    of: int


def tally(
    questionnaire: Questionnaire,
    item: Item,
    answers: Mapping[str, Answer],
    enabled: Collection[str],
) -> Tally:
    """Add up what the score item names, as far as it is enabled.

    There is a total only when each of them is answered with something that has a weight.
    """
    assert item.score is not None
    parts = [
        _part(questionnaire, questionnaire.items[link_id], answers, enabled)
        for link_id in item.score.sum_of
        if link_id in enabled
    ]
    weights = [part for part in parts if part is not None]
    is_complete = bool(parts) and len(weights) == len(parts)
    total = sum(weights, Decimal(0)) if is_complete else None
    return Tally(total=total, answered=len(weights), of=len(parts))


def _part(
    questionnaire: Questionnaire,
    item: Item,
    answers: Mapping[str, Answer],
    enabled: Collection[str],
) -> Decimal | None:
    if item.score is not None:
        return tally(questionnaire, item, answers, enabled).total
    values = values_of(answers, item.link_id)
    weights = [weight_of(value, item) for value in values]
    known = [weight for weight in weights if weight is not None]
    return sum(known, Decimal(0)) if values and len(known) == len(values) else None


def weight_of(value: Value, item: Item) -> Decimal | None:
    """Return what an answer counts: its option's weight, a number itself, yes 1 and no 0."""
    for option in item.options:
        if _is_option(value, option.value):
            return option.weight
    if isinstance(value, bool):
        return Decimal(int(value))
    if item.type is ItemType.QUANTITY and isinstance(value, str):
        quantity = as_quantity(value)
        return None if quantity is None else quantity[0]
    return as_number(value) if item.type in (ItemType.INTEGER, ItemType.DECIMAL) else None


def _is_option(value: Value, option: Value) -> bool:
    if isinstance(value, Coding) and isinstance(option, Coding):
        return same_coding(value, option)
    return type(value) is type(option) and value == option
