"""One tool in the list at the top: how it stands, when it is due, and the button to record it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.banner.component import Component, ComponentFlow, Mark, WholeLabel
from ui.observations.sheet import Watched
from ui.observations.words import DueWords, begun_words, last_words, why_words
from ui.widgets.buttons import secondary
from ui.widgets.role import label, literal, set_role


class DueRow(QFrame):
    record_asked = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName(f"{key}Row")
        self._name = WholeLabel("", "label")
        self._status: Component | None = None
        self._said = ""
        self._details = label("", "secondaryText")
        self.record = secondary("")
        self.record.setObjectName(f"{key}RecordButton")
        self.record.clicked.connect(self.record_asked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        self._top = ComponentFlow(across=16)
        self._top.addWidget(self._name)
        words.addLayout(self._top)
        words.addWidget(self._details)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.record)

    def show_tool(self, one: Watched, mnemonic: str, now: datetime, *, may_record: bool) -> None:
        self._name.setText(one.instrument.title)
        details = [last_words(one, now), begun_words(one, now), why_words(one)]
        self._details.setText(literal(". ".join(detail for detail in details if detail)))
        self._details.setVisible(any(details))
        self.record.setText(record_words(one, mnemonic))
        self.record.setVisible(may_record and one.form is not None)

    def show_due(self, due: DueWords) -> None:
        """Say the countdown; a screen reader is not told of every minute."""
        if due.words == self._said:
            return
        self._said = due.words
        if self._status is not None:
            # Hidden at once: it lives until the event loop turns.
            self._top.removeWidget(self._status)
            self._status.hide()
            self._status.deleteLater()
        role = "errorText" if due.tone == "danger" else "strong"
        self._status = Component(Mark(due.symbol, due.tone), WholeLabel(due.words, role))
        self._status.setAccessibleName(due.words)
        self._top.addWidget(self._status)
        self._status.show()
        self.record.setAccessibleDescription(due.words)

    def due_text(self) -> str:
        return self._said


def record_words(one: Watched, mnemonic: str) -> str:
    """Return the button's words, with its key where one was free."""
    words = _("Continue {name}", name=one.name) if one.begun else _("Record {name}", name=one.name)
    place = words.upper().find(mnemonic.upper(), words.find(one.name)) if mnemonic else -1
    return literal(words) if place < 0 else f"{literal(words[:place])}&{literal(words[place:])}"
