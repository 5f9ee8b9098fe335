"""Files of records: where they go and come from, and what is said of them. No name of a person."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.bundles import BundleRead, BundleWritten
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


def ask_which_bundle(owner: QWidget, suggested: str, chosen: Callable[[Path], None]) -> None:
    """Open the system's window for a file that is there; `suggested` says how one ends."""
    window = QFileDialog(owner, _("Take in a file"))
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setFileMode(QFileDialog.FileMode.ExistingFile)
    ending = Path(suggested).suffix
    window.setNameFilters(
        [_("Files of records ({pattern})", pattern=f"*{ending}"), _("All files (*)")]
    )
    window.fileSelected.connect(lambda path: chosen(Path(path)))
    window.open()


def written_line(written: BundleWritten) -> str:
    """Say how much is in the file. Nothing of it counts as sent."""
    if not written.entries:
        return _(
            "No entries are in the file: nothing waits on this computer. For a file with all "
            "records choose everything."
        )
    return plural(
        "{count} entry is in the file. What waits here still waits until the case store "
        "confirms it.",
        "{count} entries are in the file. What waits here still waits until the case store "
        "confirms it.",
        written.entries,
    )


def read_line(read: BundleRead) -> str:
    """Say what a file brought, what it proves, and what to do about what was left out of it."""
    said = [_new_entries(read.new)]
    if read.is_receipt:
        said.append(
            _("A receipt is in it: the case store proves that it holds what was brought to it.")
        )
    if read.needs_earlier:
        said.append(
            _(
                "Part of it could not be taken in, as it goes on from records that are not here. "
                "Ask for a file with everything in it."
            )
        )
    elif read.refused:
        said.append(
            plural(
                "{count} part of it could not be taken in. Tell your manager.",
                "{count} parts of it could not be taken in. Tell your manager.",
                read.refused,
            )
        )
    return " ".join(said)


def _new_entries(count: int) -> str:
    if not count:
        return _("The file brought nothing new.")
    return plural(
        "{count} new entry was taken in from the file.",
        "{count} new entries were taken in from the file.",
        count,
    )
