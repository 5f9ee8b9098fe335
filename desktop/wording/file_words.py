"""A file that was added, in words: its name and its size. Knows no Qt."""

from desktop.domain.attached import Attached
from desktop.wording.words import text as _

_MEGABYTE, _KILOBYTE = 10**6, 10**3


def file_words(value: str) -> str:
    """Return "left arm.jpg, 235 KB"; what names no file, as it is."""
    attached = Attached.of(value)
    if attached is None:
        return value
    return _("{title}, {size}", title=attached.title, size=size_words(attached.size))


def size_words(size: int) -> str:
    """Return "2.4 MB" or "35 KB"; never nought for a file that holds something."""
    if size >= _MEGABYTE:
        return _("{size} MB", size=f"{size / _MEGABYTE:.1f}".removesuffix(".0"))
    return _("{size} KB", size=max(1, round(size / _KILOBYTE)) if size else 0)
