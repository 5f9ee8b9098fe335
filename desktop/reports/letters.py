"""Prepares typed text for paper: every letter is printed as itself or named by its number.

Text is never markup here. Nothing a person typed can change how a page is laid out or read.
"""

import unicodedata
from xml.sax.saxutils import escape

from desktop.reports.fonts import ready_fonts

_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\t": "    "}


def printable(words: str) -> str:
    """Return the text in composed letters, without control and direction characters.

    A letter that the typeface lacks becomes "[U+4E2D]": a box would lose it without a word.
    """
    for found, instead in _LINE_ENDS.items():
        words = words.replace(found, instead)
    known = ready_fonts()
    return "".join(_letter(letter, known) for letter in unicodedata.normalize("NFC", words))


def markup(words: str) -> str:
    """Return printable text for a ReportLab paragraph, line ends kept."""
    return escape(printable(words)).replace("\n", "<br/>")


def one_line(words: str) -> str:
    return " ".join(printable(words).split())


def grouped(digits: str, size: int = 4) -> str:
    """Return "3fa9 12bc 77d0": groups that an eye can compare."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))


def _letter(letter: str, known: frozenset[int]) -> str:
    if letter == "\n" or letter.isascii():
        return letter if letter == "\n" or letter.isprintable() else ""
    category = unicodedata.category(letter)
    if category in ("Cc", "Cf"):
        return ""
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return letter if ord(letter) in known else f"[U+{ord(letter):04X}]"
