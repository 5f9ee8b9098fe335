"""Reading numbers as people type them, exactly: never through a float. Knows no Qt."""

import re

from desktop.domain.screen import Value
from desktop.wording.words import text as _

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?\d{1,18}([.,]\d{1,9})?")


def read_number(typed: str, item_type: str, unit: str = "") -> tuple[Value | None, str]:
    """Return the value, or None with nothing typed; and a sentence where it cannot be read."""
    words = typed.strip().removesuffix(unit).replace(" ", "")
    if not words:
        return None, ""
    if item_type == "integer":
        if _WHOLE.fullmatch(words):
            return int(words), ""
        return None, _("Write a whole number in digits, for example 12.")
    if _DECIMAL.fullmatch(words):
        return words.removeprefix("+").replace(",", "."), ""
    return None, _("Write a number in digits, for example 37.5.")
