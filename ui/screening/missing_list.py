"""A list under its title, each line leading to its question: what is missing, what to check."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.screening.problem_lines import ProblemLine
from ui.widgets.role import label, set_role
from ui.widgets.tab_order import put_after
from ui.widgets.wrapping_link import WrappingLink


class MissingList(QFrame):
    place_asked = Signal(str)  # place key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName("missingFrame")
        self._shown: tuple[ProblemLine, ...] | None = None
        self._title = label("", "subheading")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(self._lines)
        self.hide()

    def show_lines(self, title: str, lines: Sequence[ProblemLine]) -> None:
        self.show()
        self._title.setText(title)
        if tuple(lines) == self._shown:
            return  # Rebuilt only when it changes: it may have focus.
        self._shown = tuple(lines)
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # Without a parent it would be a window until it is gone.
                widget.deleteLater()
        buttons = []
        for line in lines:
            button = WrappingLink(line.words)
            button.setObjectName("missingButton")
            button.clicked.connect(partial(self.place_asked.emit, line.key))
            self._lines.addWidget(button)
            button.show()  # Now, not with the next event: focus may go there at once.
            buttons.append(button)
        put_after(self, buttons)

    def focus_first(self) -> None:
        first = self._lines.itemAt(0)
        if first is not None and (widget := first.widget()) is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
