"""A line to type in that is as wide as what belongs in it, at any size of type."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.theme import zoomed

_AROUND_PX = 30


class ShortLine(QLineEdit):
    """`example` is the longest thing usually typed: its width is what a person expects."""

    def __init__(self, example: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._example = example
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._example) + zoomed(_AROUND_PX)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
