"""How an answer stands to the value a condition or a limit names.

Three-valued on purpose: values that cannot be compared are never equal, and dates of different
precision are neither before nor after one another.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial

from desktop.domain.screen import Coding, Value
from desktop.forms.model import Condition, Item, ItemType, Operator, ValueKind
from desktop.forms.values import (
    as_moment,
    as_number,
    as_quantity,
    as_time,
    kind_of,
    quantity_of,
    same_coding,
    same_reference,
)

# Dimension and size of every unit that we convert, by UCUM code and as people write it.
_WRITTEN = ("mmHg", "°C")
UNITS: dict[str, tuple[str, Decimal]] = {
    "kg": ("mass", Decimal(1000)),
    "g": ("mass", Decimal(1)),
    "mg": ("mass", Decimal("0.001")),
    "ug": ("mass", Decimal("0.000001")),
    "m": ("length", Decimal(100)),
    "cm": ("length", Decimal(1)),
    "L": ("volume", Decimal(1000)),
    "mL": ("volume", Decimal(1)),
    "Cel": ("temperature", Decimal(1)),
    "mm[Hg]": ("pressure", Decimal(1)),
    "mmol/L": ("concentration", Decimal(1)),
    "%": ("percent", Decimal(1)),
    "mmHg": ("pressure", Decimal(1)),
    "°C": ("temperature", Decimal(1)),
}
UCUM_CODES = UNITS.keys() - set(_WRITTEN)


class Order(Enum):
    BEFORE = -1
    SAME = 0
    AFTER = 1
    UNSURE = "unsure"  # Comparable, yet the precision given leaves both possible.
    NONE = "none"


_NUMBERS = frozenset({ValueKind.INTEGER, ValueKind.DECIMAL})


def order_of(value: Value, kind: ValueKind, other: Value, other_kind: ValueKind) -> Order:
    """Return how `value` stands to `other`. Kinds that do not go together have no order."""
    if isinstance(value, Coding) and isinstance(other, Coding):
        return Order.SAME if same_coding(value, other) else Order.NONE
    kinds = {kind, other_kind}
    if kinds == {ValueKind.BOOLEAN}:
        return Order.SAME if value == other else Order.NONE
    if kinds <= _NUMBERS:
        return _ordered(as_number(value), as_number(other))
    for family, order in _ORDERS_OF_TEXT:
        if kinds <= family and isinstance(value, str) and isinstance(other, str):
            return order(value, other)
    return Order.NONE


def _ordered(value: object, other: object) -> Order:
    """Order two values of one type; None stands for text that did not say such a value."""
    if value is None or other is None:
        return Order.NONE
    if value == other:
        return Order.SAME
    return Order.BEFORE if value < other else Order.AFTER  # type: ignore[operator]


def _order_of_moments(text: str, other_text: str) -> Order:
    moment, other = as_moment(text), as_moment(other_text)
    if moment is None or other is None:
        return Order.NONE
    if isinstance(moment, datetime) and isinstance(other, datetime):
        return _ordered(moment.astimezone(UTC), other.astimezone(UTC))
    shared = min(_written_day(moment), _written_day(other), key=len)
    start, other_start = (_written_day(each)[: len(shared)] for each in (moment, other))
    if start != other_start:
        return Order.BEFORE if start < other_start else Order.AFTER
    return Order.SAME if type(moment) is type(other) and text == other_text else Order.UNSURE


def _written_day(moment: date | datetime | str) -> str:
    return moment if isinstance(moment, str) else moment.isoformat()[: len("2026-09-05")]


def _order_of_quantities(text: str, other_text: str) -> Order:
    quantity, other = as_quantity(text), as_quantity(other_text)
    if quantity is None or other is None:
        return Order.NONE
    if quantity[1] == other[1]:
        return _ordered(quantity[0], other[0])
    unit, other_unit = UNITS.get(quantity[1]), UNITS.get(other[1])
    if unit is None or other_unit is None or unit[0] != other_unit[0]:
        return Order.NONE
    return _ordered(quantity[0] * unit[1], other[0] * other_unit[1])


def _order_of_times(text: str, other_text: str) -> Order:
    return _ordered(as_time(text), as_time(other_text))


def _order_of_references(text: str, other_text: str) -> Order:
    return Order.SAME if same_reference(text, other_text) else Order.NONE


_ORDERS_OF_TEXT = (
    (frozenset({ValueKind.STRING, ValueKind.URI}), _ordered),
    (frozenset({ValueKind.DATE, ValueKind.DATE_TIME}), _order_of_moments),
    (frozenset({ValueKind.TIME}), _order_of_times),
    (frozenset({ValueKind.QUANTITY}), _order_of_quantities),
    (frozenset({ValueKind.REFERENCE}), _order_of_references),
)

_MET_BY = {
    Operator.EQUAL: frozenset({Order.SAME, Order.UNSURE}),
    Operator.ABOVE: frozenset({Order.AFTER, Order.UNSURE}),
    Operator.BELOW: frozenset({Order.BEFORE, Order.UNSURE}),
    Operator.AT_LEAST: frozenset({Order.AFTER, Order.SAME, Order.UNSURE}),
    Operator.AT_MOST: frozenset({Order.BEFORE, Order.SAME, Order.UNSURE}),
}

Test = Callable[[Sequence[Value]], bool]


def compiled(condition: Condition, source: Item) -> Test:
    """Return the condition as a function of its question's values; no values is unanswered."""
    if condition.operator is Operator.EXISTS:
        return partial(_exists, expected=condition.value is True)
    if condition.operator is Operator.NOT_EQUAL:
        return partial(_none_equal, condition=condition, source=source)
    met_by = _MET_BY[condition.operator]
    return partial(_any_in, met_by=met_by, condition=condition, source=source)


def _exists(values: Sequence[Value], *, expected: bool) -> bool:
    return bool(values) is expected


def _none_equal(values: Sequence[Value], *, condition: Condition, source: Item) -> bool:
    return all(order_in(value, condition, source) is not Order.SAME for value in values)


def _any_in(
    values: Sequence[Value], *, met_by: frozenset[Order], condition: Condition, source: Item
) -> bool:
    return any(order_in(value, condition, source) in met_by for value in values)


def order_in(value: Value, condition: Condition, source: Item) -> Order:
    """Return how an answer to `source` stands to what the condition names."""
    if source.type is ItemType.QUANTITY and (quantity := quantity_of(value, source)):
        value = f"{quantity[0]} {quantity[1]}".strip()
    return order_of(value, kind_of(value, source), condition.value, condition.kind)
