"""The quiet button after a question that says why there is no answer to it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from desktop.domain.screen import Absent
from desktop.wording.words import text as _
from ui.screening.words import why_no_answer
from ui.widgets.role import set_property, set_role


class NoAnswerButton(QPushButton):
    absent_asked = Signal(object)  # Absent
    clear_asked = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        set_role(self, "status")
        self.setObjectName("noAnswerButton")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        for absent in Absent:
            action = menu.addAction(why_no_answer(absent))
            action.triggered.connect(partial(self.absent_asked.emit, absent))
        menu.addSeparator()
        menu.addAction(_("Clear the answer")).triggered.connect(self.clear_asked)
        self.setMenu(menu)
        self.show_absent(None)

    def show_absent(self, absent: Absent | None) -> None:
        set_property(self, "chosen", "true" if absent is not None else "false")
        if absent is None:
            self.setText(_("No answer"))
            self.setAccessibleName(_("No answer to: {question}", question=self._question))
            return
        self.setText(why_no_answer(absent))
        self.setAccessibleName(
            _("{reason}: {question}", reason=why_no_answer(absent), question=self._question)
        )
