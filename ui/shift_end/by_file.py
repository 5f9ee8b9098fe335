"""Records by file, where no network reaches: saving to one, and taking in what one brings."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.shift_end.bundle_code import BundleCode
from ui.shift_end.take_in import TakeIn
from ui.widgets.buttons import secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_role


class ByFile(QWidget):
    """`opened` tells of a panel that is to be scrolled to."""

    opened = Signal(object)  # QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.everything = QCheckBox(_("&Everything, not only what waits"))
        self.everything.setObjectName("everythingBox")
        self.save = secondary(_("Save &records to a file"))
        self.take = secondary(_("&Take in a file"))
        self.code, self.take_in = BundleCode(), TakeIn()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._asked(), self.code, self.take_in):
            column.addWidget(part)
        self.code.noted.connect(lambda: _focus(self.save))
        self.take_in.cancelled.connect(self.focus_take)

    def show_saving(self, *, is_saving: bool) -> None:
        self.save.setEnabled(not is_saving)

    def show_code(self, code: str, file_name: str, count: str) -> None:
        self.code.show_code(code, file_name, count)
        self.opened.emit(self.code)

    def ask_code(self, path: Path) -> None:
        self.take_in.ask(path)
        self.opened.emit(self.take_in)

    def focus_take(self) -> None:
        _focus(self.take)

    def forget(self) -> None:
        """Forget every code: the page is left, or somebody else may sit here next."""
        self.code.forget()
        self.take_in.close_panel()

    def _asked(self) -> QFrame:
        frame = QFrame()
        set_role(frame, "paper")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        words = _(
            "Where no network reaches, records go by file. Only whoever is told its code can "
            "open it."
        )
        column.addWidget(label(_("By file"), "subheading"))
        column.addWidget(label(words, "body"))
        column.addWidget(self.everything)
        buttons = FlowLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.take)
        column.addLayout(buttons)
        return frame


def _focus(button: QWidget) -> None:
    button.setFocus(Qt.FocusReason.OtherFocusReason)
