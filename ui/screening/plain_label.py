"""A label for words that came with a form: shown as they are, never as mark-up put into them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.role import label


def plain_label(words: str, role: str, parent: QWidget | None = None) -> QLabel:
    made = label(words, role, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
