"""What an answer counts: its option's weight, a number itself, yes 1 and no 0."""

from decimal import Decimal

from desktop.domain.screen import Coding, Value
from desktop.forms.model import Item, ItemType
from desktop.forms.values import as_number, as_quantity, same_coding


def weight_of(value: Value, item: Item) -> Decimal | None:
    """Return None for what has no weight: then no total follows."""
    for option in item.options:
        if is_option(value, option.value):
            return option.weight
    if isinstance(value, bool):
        return Decimal(int(value))
    if item.type is ItemType.QUANTITY and isinstance(value, str):
        quantity = as_quantity(value)
        return None if quantity is None else quantity[0]
    return as_number(value) if item.type in (ItemType.INTEGER, ItemType.DECIMAL) else None


def is_option(value: Value | None, option: Value) -> bool:
    if isinstance(value, Coding) and isinstance(option, Coding):
        return same_coding(value, option)
    return type(value) is type(option) and value == option
