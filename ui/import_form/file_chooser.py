"""Asks which form file to look at. Never blocks: the answer comes later, or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.wording.words import text as _


class ChoosesForm(Protocol):
    """What the page asks; tests answer for it."""

    def __call__(self, owner: QWidget, chosen: Callable[[Path], None], /) -> None: ...


def ask_which_form(owner: QWidget, chosen: Callable[[Path], None]) -> None:
    window = QFileDialog(owner, _("Choose a form"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    window.setFileMode(QFileDialog.FileMode.ExistingFile)
    window.setNameFilters([_("FHIR Questionnaires (*.json)"), _("All files (*)")])
    window.fileSelected.connect(lambda path: chosen(Path(path)))
    window.open()
