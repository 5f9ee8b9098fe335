"""A fact already recorded, offered under its question: confirm it, or answer afresh."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.forms import Item
from desktop.services.values import KnownAnswer
from desktop.wording.words import text as _
from ui.screening.known_words import known_words
from ui.screening.plain_label import plain_label
from ui.screening.section_row import RowSetting
from ui.screening.words import question_words
from ui.widgets.buttons import secondary
from ui.widgets.role import set_role


class KnownOffer(QFrame):
    def __init__(self, key: str, setting: RowSetting) -> None:
        super().__init__()
        set_role(self, "notice")
        self.setObjectName("knownOfferFrame")
        self._now = setting.now
        self._shown: KnownAnswer | None = None
        self._words = plain_label("", "body")
        self.confirm = secondary(_("Confirm"))
        self.change = secondary(_("Change"))
        self.confirm.clicked.connect(lambda: setting.asks.confirm_asked.emit(key))
        self.change.clicked.connect(lambda: setting.asks.change_asked.emit(key))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.change)

    def show_known(self, item: Item, known: KnownAnswer) -> None:
        if known is self._shown:
            return
        self._shown = known
        words = known_words(item, known, self._now())
        self._words.setText(words)
        question = question_words(item)
        self.confirm.setAccessibleName(_("Confirm: {question}", question=question))
        self.confirm.setAccessibleDescription(words)
        self.change.setAccessibleName(_("Change: {question}", question=question))

    def words(self) -> str:
        return self._words.text()
