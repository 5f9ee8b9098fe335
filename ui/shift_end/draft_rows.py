"""Screens that are not finished, each with what can be done about it. None stops sending."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.identity import ScreenId
from desktop.wording.words import text as _
from ui.shift_end.short_list import ShortList
from ui.widgets.buttons import secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label


class DraftRow(QWidget):
    """`words` name the screen; a reader hears them with each button, which is reached alone."""

    finish_asked = Signal()
    hand_over_asked = Signal()
    leave_asked = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(label(words, "body"))
        buttons = FlowLayout()
        self.finish = secondary(_("Finish"))
        self.hand_over = secondary(_("Hand over"))
        self.leave = secondary(_("Leave unfinished"))
        for button, wish in (
            (self.finish, self.finish_asked),
            (self.hand_over, self.hand_over_asked),
            (self.leave, self.leave_asked),
        ):
            button.setAccessibleName(_("{action}: {screen}", action=button.text(), screen=words))
            button.clicked.connect(lambda _on=False, wish=wish: wish.emit())
            buttons.addWidget(button)
        column.addLayout(buttons)


class DraftList(ShortList):
    open_asked = Signal(object)  # ScreenId
    hand_over_asked = Signal(object)
    leave_asked = Signal(object)

    def add_draft(self, screen_id: ScreenId, words: str) -> DraftRow:
        row = DraftRow(words)
        row.finish_asked.connect(partial(self.open_asked.emit, screen_id))
        row.hand_over_asked.connect(partial(self.hand_over_asked.emit, screen_id))
        row.leave_asked.connect(partial(self.leave_asked.emit, screen_id))
        self.add_part(row, words)
        return row
