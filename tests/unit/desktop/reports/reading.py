"""Reads a PDF back as its reader would."""

import unicodedata
from io import BytesIO

from pypdf import PdfReader


def open_pdf(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def pages(pdf: bytes) -> list[str]:
    """The words of each page, line ends as spaces, letters composed."""
    return [squeezed(page.extract_text()) for page in open_pdf(pdf).pages]


def squeezed(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
