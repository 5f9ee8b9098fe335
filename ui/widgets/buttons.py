"""The three weights of button. A page has one primary action, said in words."""

from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QPushButton

from ui.widgets.role import set_role, without_mnemonic


class Button(QPushButton):
    """Pressed by Enter and by space, once a press: a key held down presses nothing more."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        # Left to itself Qt presses a focused button on Enter only inside a dialog.
        self.setAutoDefault(True)

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        if event.isAutoRepeat():
            event.accept()
        else:
            super().keyPressEvent(event)


def primary(text: str) -> QPushButton:
    return _button(text, "primary")


def secondary(text: str) -> QPushButton:
    return _button(text, "secondary")


def danger(text: str) -> QPushButton:
    """For what cannot be undone or stands against the person's safety; nothing else is red."""
    return _button(text, "danger")


def link(text: str) -> QPushButton:
    button = _button(text, "link")
    button.setFlat(True)
    button.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
    return button


def _button(text: str, role: str) -> QPushButton:
    button = Button(text)
    set_role(button, role)
    words = without_mnemonic(text).split()
    name = "".join(word.capitalize() for word in words if word.isalnum())
    button.setObjectName(f"{name[:1].lower()}{name[1:]}Button")
    return button
