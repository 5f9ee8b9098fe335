"""Whether one value is what its question asks for: its type, its limits, its form."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from desktop.domain.attached import Attached
from desktop.domain.screen import Coding, Value
from desktop.forms.compare import Order, order_of
from desktop.forms.model import Item, ItemType, ValueKind
from desktop.forms.patterns import fits
from desktop.forms.results import Problem
from desktop.forms.values import (
    as_moment,
    as_number,
    as_quantity,
    as_time,
    as_whole_number,
    comparator_apart,
    is_reference,
    kind_of,
    quantity_of,
    same_coding,
)

_DAY_LENGTH = len("2026-09-05")
_MEGABYTE = 10**6


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_url(value: Value) -> bool:
    return isinstance(value, str) and not any(letter.isspace() for letter in value.strip())


def _is_date(value: Value) -> bool:
    return _is_date_time(value) and len(str(value)) <= _DAY_LENGTH


def _is_date_time(value: Value) -> bool:
    return isinstance(value, str) and as_moment(value) is not None


def _is_time(value: Value) -> bool:
    return isinstance(value, str) and as_time(value) is not None


def _is_quantity(value: Value) -> bool:
    return isinstance(value, str) and as_quantity(comparator_apart(value)[1]) is not None


def _is_file(value: Value) -> bool:
    return isinstance(value, str) and Attached.of(value) is not None


_IS_OF_TYPE: dict[ItemType, tuple[Callable[[Value], bool], str]] = {
    ItemType.BOOLEAN: (lambda value: isinstance(value, bool), "form.not_yes_or_no"),
    ItemType.INTEGER: (lambda value: as_whole_number(value) is not None, "form.not_a_whole_number"),
    ItemType.DECIMAL: (lambda value: as_number(value) is not None, "form.not_a_number"),
    ItemType.QUANTITY: (_is_quantity, "form.not_a_number"),
    ItemType.DATE: (_is_date, "form.not_a_date"),
    ItemType.DATE_TIME: (_is_date_time, "form.not_a_date_and_time"),
    ItemType.TIME: (_is_time, "form.not_a_time"),
    ItemType.URL: (_is_url, "form.not_a_web_address"),
    ItemType.STRING: (_is_text, "form.not_text"),
    ItemType.TEXT: (_is_text, "form.not_text"),
    ItemType.REFERENCE: (_is_text, "form.not_text"),
    ItemType.ATTACHMENT: (_is_file, "form.not_a_file"),
}


def value_problems(item: Item, value: Value) -> Iterator[Problem]:
    """Yield what is wrong with the value; limits are looked at only once its type is right."""
    if not item.can_be_answered:
        return
    if item.type in (ItemType.CHOICE, ItemType.OPEN_CHOICE):
        if not _is_allowed_choice(item, value):
            yield Problem(item.link_id, "form.not_an_option")
        elif isinstance(value, str) and kind_of(value, item) is ValueKind.STRING:
            yield from _text_problems(item, value)
        return
    is_of_type, message_key = _IS_OF_TYPE[item.type]
    if not is_of_type(value):
        yield Problem(item.link_id, message_key)
        return
    if item.options and not _is_offered(item, value):
        yield Problem(item.link_id, "form.not_an_option")
        return
    if item.type is ItemType.ATTACHMENT:
        yield from _file_problems(item, str(value))
        return
    yield from _limit_problems(item, value)
    yield from _number_problems(item, value)
    if not isinstance(value, bool | Coding):
        yield from _text_problems(item, _written(item, value))


def _written(item: Item, value: Value) -> str:
    """Return what a person writes: of a quantity the number alone."""
    quantity = quantity_of(value, item) if item.type is ItemType.QUANTITY else None
    return str(value if quantity is None else quantity[0])


def _is_allowed_choice(item: Item, value: Value) -> bool:
    if isinstance(value, Coding):
        offered = (option.value for option in item.options)
        return any(isinstance(each, Coding) and same_coding(value, each) for each in offered)
    if item.type is ItemType.OPEN_CHOICE and isinstance(value, str):
        return True
    return any(
        option.value == value or is_reference(option.kind, option.value, value)
        for option in item.options
    )


def _is_offered(item: Item, value: Value) -> bool:
    """Whether a typed answer is one of those listed: "3.0" is the 3 of a list of numbers."""
    kind = kind_of(value, item)
    return any(
        order_of(value, kind, option.value, option.kind) is Order.SAME for option in item.options
    )


def _file_problems(item: Item, value: str) -> Iterator[Problem]:
    attached = Attached.of(value)
    if attached is None:
        return
    if item.largest_bytes is not None and attached.size > item.largest_bytes:
        limit = f"{Decimal(item.largest_bytes) / _MEGABYTE:.3g}"
        yield Problem(item.link_id, "form.file_too_large", {"limit": limit})
    if item.content_types and not attached.content_type.lower().startswith(_wanted(item)):
        details = {"types": ", ".join(item.content_types)}
        yield Problem(item.link_id, "form.file_of_other_type", details)


def _wanted(item: Item) -> tuple[str, ...]:
    """Return how the types begin: "image/*" and "image" take every kind of picture."""
    return tuple(each.removesuffix("*") for each in item.content_types)


def _limit_problems(item: Item, value: Value) -> Iterator[Problem]:
    for order, beyond, message_key, limit in _at_limits(item, value):
        if order is beyond:
            yield Problem(item.link_id, message_key, {"limit": limit})


def is_beyond_telling(item: Item, value: Value) -> bool:
    """Whether the limits say nothing of this value: another unit, or not to the day."""
    if item.minimum is None and item.maximum is None:
        return False
    unclear = (Order.NONE, Order.UNSURE)
    return any(order in unclear for order, *_ in _at_limits(item, value))


def _at_limits(item: Item, value: Value) -> Iterator[tuple[Order, Order, str, str]]:
    """Yield how the value stands to each limit, where it would be beyond, and what to say then."""
    kind = kind_of(value, item)
    if kind is ValueKind.QUANTITY and (quantity := quantity_of(value, item)):
        value = f"{quantity[0]} {quantity[1]}".strip()
    for written, beyond, message_key in (
        (item.minimum, Order.BEFORE, "form.below_minimum"),
        (item.maximum, Order.AFTER, "form.above_maximum"),
    ):
        if written is not None:
            limit = _same_unit(written, value, kind)
            yield order_of(value, kind, limit, kind), beyond, message_key, written


def _same_unit(limit: str, value: Value, kind: ValueKind) -> str:
    """Read a limit without a unit in the unit of the answer."""
    if kind is not ValueKind.QUANTITY or " " in limit.strip():
        return limit
    return f"{limit} {str(value).partition(' ')[2]}".strip()


def _number_problems(item: Item, value: Value) -> Iterator[Problem]:
    if item.max_decimal_places is None:
        return
    number = as_number(value)
    if item.type is ItemType.QUANTITY and (quantity := quantity_of(value, item)):
        number = quantity[0]
    if number is not None and _decimal_places(number) > item.max_decimal_places:
        limit = str(item.max_decimal_places)
        yield Problem(item.link_id, "form.too_many_decimals", {"limit": limit})


def _decimal_places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _text_problems(item: Item, value: str) -> Iterator[Problem]:
    if item.max_length is not None and len(value) > item.max_length:
        details = {"limit": str(item.max_length), "length": str(len(value))}
        yield Problem(item.link_id, "form.too_long", details)
    if item.min_length is not None and len(value) < item.min_length:
        yield Problem(item.link_id, "form.too_short", {"limit": str(item.min_length)})
    if item.pattern and not fits(value, item.pattern):
        yield Problem(item.link_id, "form.pattern", {"hint": item.hint})
