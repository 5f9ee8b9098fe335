"""Brings a window to the front, where it has focus and hears keys as it would at a desk."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def in_front(window: QWidget, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window
