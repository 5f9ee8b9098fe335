"""The quiet button after a question that says why there is no answer to it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from desktop.domain.screen import Absent
from desktop.wording.words import text as _
from ui.screening.section_row import RowAsks
from ui.screening.words import why_no_answer
from ui.widgets.role import set_role


class NoAnswerButton(QPushButton):
    """Its list of reasons is made when it is opened: a section has many of these buttons."""

    def __init__(
        self, question: str, key: str, asks: RowAsks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question, self._key, self._asks = question, key, asks
        self._absent: Absent | None = None
        set_role(self, "status")
        self.setObjectName("noAnswerButton")
        self.setAccessibleDescription(_("Opens a list of reasons."))
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open_reasons)
        self._say()

    def show_absent(self, absent: Absent | None) -> None:
        if absent is not self._absent:
            self._absent = absent
            self._say()

    def reasons(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for absent in Absent:
            action = menu.addAction(why_no_answer(absent))
            action.triggered.connect(partial(self._asks.absent_asked.emit, self._key, absent))
        menu.addSeparator()
        clear = menu.addAction(_("Clear the answer"))
        clear.triggered.connect(partial(self._asks.clear_asked.emit, self._key))
        return menu

    def _say(self) -> None:
        words = _("No answer") if self._absent is None else why_no_answer(self._absent)
        self.setText(f"{words} ▾")
        self.setAccessibleName(_("{reason}: {question}", reason=words, question=self._question))

    def _open_reasons(self) -> None:
        self.reasons().popup(self.mapToGlobal(self.rect().bottomLeft()))
