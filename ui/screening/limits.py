"""The limits of an answer in words, told before anything is typed. Knows no Qt."""

from desktop.forms import Item, ItemType
from desktop.services.answers_in_full import date_in_full, moment_in_full
from desktop.wording.words import text as _

_NUMBERS = (ItemType.INTEGER, ItemType.DECIMAL, ItemType.QUANTITY)
_DATES = (ItemType.DATE, ItemType.DATE_TIME)
# A longer limit is never met in a line of typing, and would only be read in vain.
_WORTH_SAYING = 500


def limits_words(item: Item) -> str:
    """Return "Between 30 and 45 °C.", "From 05-Sep-2026.", "Up to 200 letters." or nothing."""
    if item.type in _NUMBERS:
        return _numbers(item)
    if item.type in _DATES:
        return _dates(item)
    if item.max_length is not None and item.max_length <= _WORTH_SAYING:
        return _("Up to {count} letters.", count=item.max_length)
    return ""


def hint_words(item: Item, ours: str = "") -> str:
    """Return the form's own hint, or ours where it has none, and then the limits."""
    return " ".join(part for part in (item.hint or ours, limits_words(item)) if part)


def unit_words(item: Item, unit: str) -> str:
    """Return a unit as it is shown: "°C" for the code "Cel"."""
    return next((u.display or u.code for u in item.units if unit in (u.code, u.display)), unit)


def _numbers(item: Item) -> str:
    low, low_unit = _parts(item, item.minimum)
    high, high_unit = _parts(item, item.maximum)
    if low and high:
        same = low_unit == high_unit
        least = low if same else f"{low} {low_unit}".strip()
        return _("Between {low} and {high}.", low=least, high=f"{high} {high_unit}".strip())
    if low:
        return _("{low} or more.", low=f"{low} {low_unit}".strip())
    return _("{high} or less.", high=f"{high} {high_unit}".strip()) if high else ""


def _parts(item: Item, limit: str | None) -> tuple[str, str]:
    number, _gap, unit = (limit or "").strip().partition(" ")
    return number, unit_words(item, unit.strip("'")) or item.unit


def _dates(item: Item) -> str:
    low, high = (_day(limit) for limit in (item.minimum, item.maximum))
    if low and high:
        return _("Between {low} and {high}.", low=low, high=high)
    if low:
        return _("{low} or later.", low=low)
    return _("{high} or earlier.", high=high) if high else ""


def _day(limit: str | None) -> str:
    return (moment_in_full(limit) if "T" in limit else date_in_full(limit)) if limit else ""
