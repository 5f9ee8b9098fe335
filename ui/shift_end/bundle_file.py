"""Asks where a file of records should go, and says how it is opened. Holds no name of a person."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.bundles import BundleWritten
from desktop.wording.words import plural
from desktop.wording.words import text as _

BUNDLE_NAME = "records.custody-bundle"


def ask_where_to_save_bundle(
    owner: QWidget, suggested: str, chosen: Callable[[Path], None]
) -> None:
    """Open the system's save window; it asks by itself before replacing a file."""
    window = QFileDialog(owner, _("Save to a file"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    window.setFileMode(QFileDialog.FileMode.AnyFile)
    window.selectFile(suggested)
    window.fileSelected.connect(lambda path: chosen(Path(path)))
    window.open()


def bundle_line(written: BundleWritten) -> str:
    """Say what is in the file and its code, which is shown once. Nothing of it counts as sent."""
    return plural(
        "{count} entry is in the file. It still waits here until the case store confirms it. The "
        "code {code} opens the file: it is shown only now. Tell it by another way than the file "
        "goes.",
        "{count} entries are in the file. They still wait here until the case store confirms them. "
        "The code {code} opens the file: it is shown only now. Tell it by another way than the "
        "file goes.",
        written.entries,
        code=written.code,
    )
