"""The typeface of every paper: DejaVu Sans, embedded, with the letters of British names.

ReportLab's own fonts lack Welsh, Romanian and Yoruba letters and would print them as boxes.
"""

from functools import cache
from importlib import resources
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "DejaVuSans"
BOLD = "DejaVuSans-Bold"

_registering = Lock()


def ready_fonts() -> frozenset[int]:
    """Register both weights, once, and return the code points that both can print."""
    # Registered a second time, a font would lose the letters of a paper being laid out meanwhile.
    with _registering:
        return _registered()


@cache
def _registered() -> frozenset[int]:
    charsets = [_register(REGULAR), _register(BOLD)]
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR)
    return frozenset.intersection(*charsets)


def _register(name: str) -> frozenset[int]:
    place = resources.files("resources") / "fonts" / f"{name}.ttf"
    with resources.as_file(place) as path:
        font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def width(words: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(words, font, size))
