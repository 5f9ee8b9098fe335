"""Who takes a screen on, and what they should know. Part of the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.identity import ScreenId
from desktop.wording.words import text as _
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_role

_TO_LETTERS, _NOTE_LETTERS = 80, 200


class HandOver(QFrame):
    given = Signal(object, str, str)  # ScreenId, to whom, note
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName("handOverFrame")
        self._screen_id: ScreenId | None = None
        self._title = label("", "subheading")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.to, self.note = QLineEdit(), QLineEdit()
        self.to.setObjectName("handOverToEdit")
        self.to.setMaxLength(_TO_LETTERS)
        self.note.setObjectName("handOverNoteEdit")
        self.note.setMaxLength(_NOTE_LETTERS)
        hint = _("A name, or the next shift.")
        self._to_field = Field(_("Hand over t&o"), self.to, hint=hint)
        note_field = Field(_("What they should &know"), self.note, optional=True)
        self.give = secondary(_("Hand over no&w"))
        self.keep = secondary(_("Keep &it"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self._title, self._to_field, note_field):
            column.addWidget(part)
        buttons = FlowLayout()
        buttons.addWidget(self.give)
        buttons.addWidget(self.keep)
        column.addLayout(buttons)
        self.give.clicked.connect(self._give)
        self.to.returnPressed.connect(self._give)
        self.note.returnPressed.connect(self._give)
        self.keep.clicked.connect(self._keep)
        self.hide()

    def ask(self, screen_id: ScreenId, words: str) -> None:
        """Ask for one screen. What was typed for another is not kept: it was about that one."""
        if screen_id != self._screen_id:
            self.to.clear()
            self.note.clear()
        self._screen_id = screen_id
        self._to_field.clear_error()
        self._title.setText(words)
        self.show()
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        self.hide()
        self._screen_id = None

    def _keep(self) -> None:
        self.close_panel()
        self.cancelled.emit()

    def _give(self) -> None:
        to = " ".join(self.to.text().split())
        if not to:
            self._to_field.show_error(_("Say who takes this screen on, or write “next shift”"))
            self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._screen_id is not None:
            self.given.emit(self._screen_id, to, " ".join(self.note.text().split()))
