"""A moment that mostly is now: a field, and a button that fills it with one press."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.moment import MomentField


class TimedRow(QWidget):
    now_chosen = Signal()

    def __init__(self, label: str, now_words: str, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.field = MomentField(now=now, past_only=True)
        self.labelled = Field(_("{label} at", label=label), self.field, optional=True)
        self.button = secondary(now_words)
        self.button.clicked.connect(self._choose_now)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.labelled)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)

    def _choose_now(self) -> None:
        self.field.set_moment(self._now())
        self.field.changed.emit()
        self.now_chosen.emit()
