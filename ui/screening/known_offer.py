"""A fact already recorded, offered under its question: confirm it, or answer afresh."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.forms import Item
from desktop.services.values import KnownAnswer
from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.words import known_words, question_words
from ui.widgets.buttons import secondary
from ui.widgets.role import set_role


class KnownOffer(QFrame):
    confirm_asked = Signal()
    change_asked = Signal()

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self.setObjectName("knownOfferFrame")
        self._item = item
        self._words = plain_label("", "body")
        self.confirm = secondary(_("Confirm"))
        self.change = secondary(_("Change"))
        self.confirm.clicked.connect(self.confirm_asked)
        self.change.clicked.connect(self.change_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.change)

    def show_known(self, known: KnownAnswer) -> None:
        words = known_words(self._item, known)
        self._words.setText(words)
        question = question_words(self._item)
        self.confirm.setAccessibleName(_("Confirm: {question}", question=question))
        self.confirm.setAccessibleDescription(words)
        self.change.setAccessibleName(_("Change: {question}", question=question))
