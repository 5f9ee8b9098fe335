"""The quiet button after a question that says why there is no answer to it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from desktop.domain.screen import Absent
from desktop.wording.words import text as _
from ui.screening.words import why_no_answer
from ui.widgets.role import set_role


class NoAnswerButton(QPushButton):
    """Its list of reasons is made when it is opened: a section has many of these buttons."""

    absent_asked = Signal(object)  # Absent
    clear_asked = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        set_role(self, "status")
        self.setObjectName("noAnswerButton")
        self.setAccessibleDescription(_("Opens a list of reasons."))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open_reasons)
        self.show_absent(None)

    def show_absent(self, absent: Absent | None) -> None:
        words = _("No answer") if absent is None else why_no_answer(absent)
        self.setText(f"{words} ▾")
        self.setAccessibleName(_("{reason}: {question}", reason=words, question=self._question))

    def reasons(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for absent in Absent:
            action = menu.addAction(why_no_answer(absent))
            action.triggered.connect(partial(self.absent_asked.emit, absent))
        menu.addSeparator()
        menu.addAction(_("Clear the answer")).triggered.connect(self.clear_asked)
        return menu

    def _open_reasons(self) -> None:
        self.reasons().popup(self.mapToGlobal(self.rect().bottomLeft()))
