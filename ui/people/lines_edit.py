"""A box for a few lines of text, as high as those lines at any zoom. Tab leaves it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from ui.theme import zoomed

_AROUND_PX = 24


class LinesEdit(QPlainTextEdit):
    def __init__(self, lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        height = self.fontMetrics().lineSpacing() * self._lines + zoomed(_AROUND_PX)
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
