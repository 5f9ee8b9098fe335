"""Prepares typed text for paper: every letter is printed as itself or named by its number.

Text is never markup here. Nothing a person typed can change how a page is laid out or read.
"""

import unicodedata
from xml.sax.saxutils import escape

from desktop.reports.fonts import ready_fonts
from desktop.reports.right_to_left import drawn_order


class _Letters(dict[int, str | None]):
    """What each code point is printed as, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _letter(chr(code))
        return self[code]


_LETTERS = _Letters({10: "\n", 9: "    ", 0x2028: "\n", 0x2029: "\n\n"})


def printable(words: str) -> str:
    """Return the text in composed letters, without control and direction characters.

    A letter that the typeface lacks becomes "[U+4E2D]": a box would lose it without a word.
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return drawn_order(unicodedata.normalize("NFC", words)).translate(_LETTERS)


def markup(words: str) -> str:
    """Return printable text for a ReportLab paragraph, line ends kept."""
    return escape(printable(words)).replace("\n", "<br/>")


def one_line(words: str) -> str:
    return " ".join(printable(words).split())


def grouped(digits: str, size: int = 4) -> str:
    """Return "3fa9 12bc 77d0": groups that an eye can compare."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


def _letter(letter: str) -> str | None:
    category = unicodedata.category(letter)
    if category in ("Cc", "Cf"):
        return None
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return letter if ord(letter) in ready_fonts() else f"[U+{ord(letter):04X}]"
