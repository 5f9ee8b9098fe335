"""How each question of a form is answered with a pen: what is drawn for which kind of item."""

from collections.abc import Mapping
from decimal import Decimal

from reportlab.platypus import Flowable

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.reports.pen_fields import Digits, Lines, Stack, Ticks, WritingBox
from desktop.reports.tags import Element
from desktop.services.scores_in_full import plain_number
from desktop.wording.words import text as _

_MOST_TICKED = 30
_MOST_LISTED = 120
_BESIDE_LINES = 2
_SHORT_TEXT = 60
_LINES_OF_SEVERAL = 3
_BOX_LINES = 3

NUMBER_SHARE = 0.45

Points = Mapping[Value, Decimal]


def field_for(item: Item, points: Points, parent: Element) -> tuple[Flowable, bool]:
    """Return the room to answer in, and whether it may stand beside the question."""
    if item.options and len(item.options) <= _MOST_TICKED:
        return _ticks(item, points, parent), True
    if item.type is ItemType.BOOLEAN:
        return Ticks([_scored(_yes_no(v), points.get(v)) for v in (True, False)], parent), True
    if item.type in _DIGITS:
        return Digits(_DIGITS[item.type](), parent), True
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY):
        return _number(item, parent), True
    return _words(item)


def _words(item: Item) -> tuple[Flowable, bool]:
    if item.type is ItemType.TEXT:
        return WritingBox(_BOX_LINES), False
    if item.repeats and not item.is_block():
        return Lines(_LINES_OF_SEVERAL), False
    is_short = item.max_length is not None and item.max_length <= _SHORT_TEXT
    return Lines(), is_short or item.type is ItemType.STRING


def choices_to_copy(item: Item) -> str:
    """Return the options in one run of words, where there are too many to tick."""
    if len(item.options) <= _MOST_TICKED:
        return ""
    if len(item.options) > _MOST_LISTED:
        return _("Write one of the {count} choices of the program.", count=len(item.options))
    return _("Write one of: {choices}", choices=", ".join(one.label for one in item.options))


def fits_beside(field: Flowable, room: float) -> bool:
    """Whether the field is worth having beside the question instead of under it."""
    if isinstance(field, Ticks):
        return field.lines_in(room) <= _BESIDE_LINES
    if isinstance(field, Digits):
        return field.needed() <= room
    if isinstance(field, Stack):
        return all(fits_beside(part, room) for part in field.parts)
    return True


def head_hint(item: Item) -> str:
    """Return what stands at the head of a column of a table, under its question."""
    if item.options:
        return " / ".join(option.label for option in item.options)
    hints = {
        ItemType.BOOLEAN: _("Yes / No"),
        ItemType.DATE: _("day, month, year"),
        ItemType.DATE_TIME: _("date and time"),
        ItemType.TIME: _("24-hour time"),
    }
    return hints.get(item.type, item.unit)


def _ticks(item: Item, points: Points, parent: Element) -> Flowable:
    labels = [_scored(option.label, points.get(option.value)) for option in item.options]
    ticks = Ticks(labels, parent)
    if item.type is not ItemType.OPEN_CHOICE:
        return ticks
    other = item.open_label or _("Other:")
    return Stack([ticks, Ticks([other], parent), Lines()])


def _number(item: Item, parent: Element) -> Flowable:
    units = [unit.display or unit.code for unit in item.units]
    if len(units) > 1:
        return Stack([Lines(share=NUMBER_SHARE), Ticks(units, parent)])
    unit = item.unit or (units[0] if units else "")
    return Lines(unit=unit, parent=parent, share=NUMBER_SHARE)


def _scored(label: str, points: Decimal | None) -> str:
    return label if points is None else f"{label} ({plain_number(points)})"


def _yes_no(value: bool) -> str:  # noqa: FBT001 -- the answer itself
    return _("Yes") if value else _("No")


def _day() -> list[tuple[str, int]]:
    return [(_("day"), 2), (_("month"), 2), (_("year"), 4)]


def _clock() -> list[tuple[str, int]]:
    return [(_("hour"), 2), (_("min"), 2)]


_DIGITS = {
    ItemType.DATE: _day,
    ItemType.DATE_TIME: lambda: [*_day(), *_clock()],
    ItemType.TIME: _clock,
}
