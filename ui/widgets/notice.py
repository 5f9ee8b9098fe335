"""A message in the page: what happened and what to do. It stays until another takes its place."""

from typing import Literal

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import tone_colour, zoomed
from ui.widgets.announce import announce
from ui.widgets.role import set_property, set_role

Kind = Literal["note", "done", "danger"]
_SYMBOLS: dict[Kind, str] = {"note": "info", "done": "done", "danger": "to_mend"}
_TONES: dict[Kind, str] = {"note": "action", "done": "done", "danger": "danger"}
_SYMBOL_PX = 18


class Notice(QFrame):
    spoke = QtCore.Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeFrame")
        set_role(self, "notice")
        self._symbol = QLabel()
        self._words = QLabel()
        self._words.setObjectName("noticeLabel")
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        left = QVBoxLayout()
        left.addWidget(self._symbol)
        left.addStretch(1)
        row.addLayout(left)
        row.addWidget(self._words, 1)
        self.hide()

    def show_text(self, text: str, kind: Kind = "note") -> None:
        """Show and say `text`; nothing to say hides the notice."""
        self._words.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if not text:
            return
        set_property(self, "tone", kind)
        from ui.widgets.symbol import symbol  # noqa: PLC0415 -- not on the start path

        colour = tone_colour(_TONES[kind])
        size, ratio = zoomed(_SYMBOL_PX), self.devicePixelRatioF()
        self._symbol.setPixmap(symbol(_SYMBOLS[kind], colour, size, ratio))
        announce(self, text, at_once=kind == "danger")
        self.spoke.emit()

    def clear(self) -> None:
        self.show_text("")

    def text(self) -> str:
        return self._words.text()
