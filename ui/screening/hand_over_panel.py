"""Handing a screen to a colleague: who takes it on, and what they should know. Part of the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.theme import zoomed
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.role import label, set_role

_NOTE_PX = 72
_WIDTH_PX = 560


class HandOverPanel(QFrame):
    given = Signal(str, str)  # to whom, note
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName("handOverFrame")
        self.to = QLineEdit()
        self.to.setObjectName("handOverToEdit")
        self.note = QPlainTextEdit()
        self.note.setObjectName("handOverNoteEdit")
        self.note.setFixedHeight(zoomed(_NOTE_PX))
        self._to_field = Field(_("Hand over &to"), self.to)
        self._to_field.set_hint(_("A name, or the next shift."))
        note_field = Field(_("What they should &know"), self.note, optional=True)
        self.give = secondary(_("Hand over no&w"))
        self.cancel = secondary(_("Keep &it"))
        self._lay_out(note_field)
        self.give.clicked.connect(self._give)
        self.cancel.clicked.connect(self.close_panel)
        self.hide()

    def open_panel(self) -> None:
        self.show()
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Put the panel away; what was written stays for the next time it is opened."""
        self.hide()
        self._to_field.clear_error()
        self.cancelled.emit()

    def _give(self) -> None:
        to = self.to.text().strip()
        if not to:
            self._to_field.show_error(_("Say who takes this screen on, or write “next shift”"))
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.given.emit(to, self.note.toPlainText().strip())

    def _lay_out(self, note_field: Field) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(_("Hand this screen over"), "subheading"))
        for field in (self._to_field, note_field):
            field.setMaximumWidth(zoomed(_WIDTH_PX))
            column.addWidget(field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.give)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
