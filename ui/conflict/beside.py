"""Puts parts beside one another where they fit, and below one another where they do not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import zoomed
from ui.tokens import SPACE_BETWEEN

# What a column needs for its words at 100 %: no line of a value shorter than a few words.
_LEAST_COLUMN_PX = 320


class Beside(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_BETWEEN)

    def show_parts(self, parts: list[QWidget]) -> None:
        for part in self._parts:
            part.hide()  # Without a parent it would be a window until it is gone.
            part.deleteLater()
        self._parts = parts
        self._columns = 0
        self._place()

    def parts(self) -> list[QWidget]:
        return list(self._parts)

    def columns(self) -> int:
        return self._columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        room = max(1, self.width() // zoomed(_LEAST_COLUMN_PX))
        columns = max(1, min(len(self._parts), room))
        if columns == self._columns:
            return
        self._columns = columns
        for number, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            row, column = divmod(number, columns)
            self._grid.addWidget(part, row, column, Qt.AlignmentFlag(0))
            part.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
