"""The sheet that F1 opens: every key, and what it does here. Never blocks the program."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.theme import zoomed
from ui.widgets.buttons import primary
from ui.widgets.role import label, set_role

Keys = Sequence[tuple[str, str]]


def frame_keys() -> tuple[tuple[str, str], ...]:
    return (
        ("F1", _("This sheet")),
        ("Ctrl+1 … Ctrl+5", _("Go to a place at the left")),
        ("Ctrl+F", _("Find anyone")),
        (_("Esc or Alt+Left"), _("Go back")),
        ("Ctrl+S", _("Save now (everything typed is saved anyway)")),
        ("Ctrl+P", _("Print, where there is something to print")),
        ("Ctrl+L", _("Lock this computer's screen for this program")),
        ("Ctrl+= Ctrl+- Ctrl+0", _("Larger, smaller, usual size")),
        (_("Tab, Shift+Tab"), _("Next and previous field")),
        (_("Alt and an underlined letter"), _("Go to that field or press that button")),
    )


class KeySheet(QDialog):
    def __init__(self, page_keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keySheet")
        self.setWindowTitle(_("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        content = QFrame()
        set_role(content, "paper")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(_("Everywhere"), "subheading"))
        column.addLayout(_grid(frame_keys()))
        if page_keys:
            column.addWidget(label(_("On this page"), "subheading"))
            column.addLayout(_grid(page_keys))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(_("Keys"))
        scroll.setWidget(content)
        close = primary(_("&Close"))
        close.clicked.connect(self.accept)
        outer = QVBoxLayout(self)
        outer.addWidget(scroll, 1)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
        self.resize(min(zoomed(620), 1200), min(zoomed(560), 720))


def _grid(keys: Keys) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    for row, (names, what) in enumerate(keys):
        grid.addWidget(label(names, "label"), row, 0)
        grid.addWidget(label(what, "text"), row, 1)
    return grid
