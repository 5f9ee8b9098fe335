"""Reading numbers as people type them, exactly: never through a float. Knows no Qt."""

import re

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.wording.words import text as _

_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{1,9})?|\.\d{1,9})", re.ASCII)
_WITH_UNIT = re.compile(r"([+-]?[\d.,]+(?: \d[\d.,]*)*)\s*(.*)", re.ASCII | re.DOTALL)


def read_number(typed: str, item_type: str, unit: str = "") -> tuple[Value | None, str]:
    """Return the value, or None with nothing typed; and a sentence where it cannot be read."""
    words = typed.strip().removesuffix(unit).replace(" ", "")
    if not words:
        return None, ""
    if "," in words and _DECIMAL.fullmatch(words.replace(",", "")):
        # Half of Europe reads 1,500 as one and a half: which is meant is not ours to say.
        return None, _("Write the number without a comma, for example 1500 or 37.5.")
    if item_type == "integer":
        if _WHOLE.fullmatch(words):
            return int(words), ""
        return None, _("Write a whole number in digits, for example 12.")
    if _DECIMAL.fullmatch(words):
        return _usual(words), ""
    return None, _("Write a number in digits, for example 37.5.")


def number_and_unit(typed: str) -> tuple[str, str]:
    """Part "72.5kg" into its number and its unit; what begins with no number is all number."""
    found = _WITH_UNIT.fullmatch(typed.strip())
    return (found[1], found[2].strip()) if found else (typed.strip(), "")


def unit_called(item: Item, typed: str) -> str | None:
    """Return the unit of this question that is written so, as it is shown; None if there is none.

    A question that names no unit takes any.
    """
    if item.type is not ItemType.QUANTITY or not (item.units or item.unit):
        return typed
    wanted = typed.casefold()
    for unit in item.units:
        if wanted in (unit.code.casefold(), unit.display.casefold()):
            return unit.display or unit.code
    return item.unit if wanted == item.unit.casefold() else None


def _usual(words: str) -> str:
    """Write a nought before the point: ".5" is easily read as 5."""
    words = words.removeprefix("+")
    sign = "-" if words.startswith("-") else ""
    bare = words.removeprefix("-")
    return f"{sign}0{bare}" if bare.startswith(".") else words
