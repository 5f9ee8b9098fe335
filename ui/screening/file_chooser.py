"""Asks which file to add, and reads it. Never blocks, and never opens what is in it."""

import json
import mimetypes
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.forms import Item
from desktop.services.attached_files import largest_bytes
from desktop.wording.file_words import size_words
from desktop.wording.words import text as _

AsksForFile = Callable[[QWidget, Callable[[Path], None]], None]

_UNKNOWN = "application/octet-stream"


def ask_which_file(owner: QWidget, chosen: Callable[[Path], None]) -> None:
    window = QFileDialog(owner, _("Choose a file to add"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    window.setFileMode(QFileDialog.FileMode.ExistingFile)
    window.fileSelected.connect(lambda path: chosen(Path(path)))
    window.open()


def largest_of(item: Item) -> int:
    """Return the limit of the form, where it is below that of the service."""
    return min(item.largest_bytes or largest_bytes(), largest_bytes())


def read_file(item: Item, path: Path) -> tuple[bytes, str]:
    """Return the contents, or nothing and why not."""
    problem = _("This file cannot be read. Check that it is still there, and choose it again.")
    try:
        size = path.stat().st_size
        if size > largest_of(item):
            limit = size_words(largest_of(item))
            return b"", _("This file is larger than {limit}. Choose a smaller one.", limit=limit)
        if not _is_wanted(item, path):
            wanted = types_words(item)
            return b"", _("This question takes only files of these types: {types}.", types=wanted)
        content = path.read_bytes()
    except OSError:
        return b"", problem
    return (content, "") if content else (b"", _("This file is empty. Choose another one."))


def types_words(item: Item) -> str:
    """Return "PDF, JPEG": the end of a type is what people know it by."""
    return ", ".join(_type_words(each) for each in item.content_types or _types_taken())


def _type_words(content_type: str) -> str:
    family, _slash, name = content_type.partition("/")
    if family == "image" and name in ("", "*"):
        return _("pictures")
    return _("plain text") if content_type == "text/plain" else (name or family).upper()


@cache
def _types_taken() -> tuple[str, ...]:
    written = (files("resources") / "settings" / "attached_files.json").read_text("utf-8")
    return tuple(each["type"] for each in json.loads(written)["types"])


def _is_wanted(item: Item, path: Path) -> bool:
    """Judge by the name alone: what the contents are is judged where they are kept."""
    if not item.content_types:
        return True
    kind = (mimetypes.guess_type(path.name)[0] or _UNKNOWN).lower()
    return kind.startswith(tuple(each.removesuffix("*") for each in item.content_types))
