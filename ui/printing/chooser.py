"""Asks where a PDF should go. Never blocks: the answer comes later, or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.wording.words import text as _


class ChoosesFile(Protocol):
    """What pages ask; tests answer for it. `suggested` holds a reference, never a name."""

    def __call__(
        self, owner: QWidget, suggested: str, chosen: Callable[[Path], None], /
    ) -> None: ...


def ask_where_to_save(owner: QWidget, suggested: str, chosen: Callable[[Path], None]) -> None:
    """Open the system's save window; it asks by itself before replacing a file."""
    window = QFileDialog(owner, _("Save as PDF"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    window.setFileMode(QFileDialog.FileMode.AnyFile)
    window.setNameFilter(_("PDF files (*.pdf)"))
    window.setDefaultSuffix("pdf")
    window.selectFile(suggested)
    window.fileSelected.connect(lambda path: chosen(Path(path)))
    window.open()
