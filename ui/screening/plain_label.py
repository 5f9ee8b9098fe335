"""A label for words that came with a form: shown as they are, never as mark-up put into them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.widgets.role import label


def plain_label(words: str, role: str) -> QLabel:
    made = label(words, role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made
