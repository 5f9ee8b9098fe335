"""Asks for the code of a file that was chosen. Part of the page; keeps no code that opened one."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_role

CODE_LETTERS = 26
_LONGEST = 100


class TakeIn(QFrame):
    given = Signal(object, str)  # Path, code
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName("takeInFrame")
        self._path: Path | None = None
        self._title = label("", "subheading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.code = QLineEdit()
        self.code.setObjectName("bundleCodeEdit")
        self.code.setMaxLength(_LONGEST)
        self.code.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        hint = _("26 letters and digits. Capitals, spaces and hyphens do not matter.")
        self._field = Field(_("Code of the fi&le"), self.code, hint=hint)
        self.take = secondary(_("Take it in no&w"))
        self.cancel = secondary(_("&Cancel"))
        self.busy = label(_("Taking it in. You may go on working meanwhile."), "secondaryText")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._field, self.busy):
            column.addWidget(part)
        buttons = FlowLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.cancel)
        column.addLayout(buttons)
        self.take.clicked.connect(self._give)
        self.code.returnPressed.connect(self._give)
        self.cancel.clicked.connect(self._on_cancel)
        self.close_panel()

    def ask(self, path: Path) -> None:
        self.code.clear()
        self._path = path
        self._field.clear_error()
        self._title.setText(_("Take in {name}", name=path.name))
        self.show_busy(is_busy=False)
        self.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_busy(self, *, is_busy: bool) -> None:
        if is_busy:
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)  # A resting button holds no focus.
        self.code.setReadOnly(is_busy)
        for button in (self.take, self.cancel):
            button.setEnabled(not is_busy)
        self.busy.setVisible(is_busy)

    def show_wrong(self, words: str) -> None:
        """Ask for the code again. What was typed stays, to be compared with what was told."""
        self._field.show_error(words)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def error(self) -> str:
        return self._field.error()

    def close_panel(self) -> None:
        self.code.clear()
        self._path = None
        self.hide()

    def _on_cancel(self) -> None:
        self.close_panel()
        self.cancelled.emit()

    def _give(self) -> None:
        if self.code.isReadOnly():
            return
        code = self.code.text()
        count = sum(letter.isalnum() for letter in code)
        if count != CODE_LETTERS:
            self.show_wrong(_typed_line(count))
        elif self._path is not None:
            self._field.clear_error()
            self.given.emit(self._path, code)


def _typed_line(count: int) -> str:
    if not count:
        return _("Type the code that whoever wrote the file told you")
    return plural(
        "A code has 26 letters and digits. {count} was typed: check it with whoever wrote the file",
        "A code has 26 letters and digits. {count} were typed: check it with whoever wrote the "
        "file",
        count,
    )
