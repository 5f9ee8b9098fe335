"""Asks for a file with the system's window, without stopping the program. Tests answer for it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.wording.words import text as _

ChooseListFile = Callable[[QWidget, Callable[[str], None]], None]


def choose_list_file(parent: QWidget, chosen: Callable[[str], None]) -> None:
    """Open the window and return at once; `chosen` is called with the path, if one was chosen."""
    filters = ";;".join([_("Custody lists (*.csv *.txt *.tsv)"), _("All files (*)")])
    window = QFileDialog(parent, _("Choose a custody list"), "", filters)
    window.setFileMode(QFileDialog.FileMode.ExistingFile)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.fileSelected.connect(chosen)
    window.open()
