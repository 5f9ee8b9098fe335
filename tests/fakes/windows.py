"""Brings a window to the front, where it has focus and hears keys as it would at a desk."""

from functools import partial

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def in_front(window: QWidget, qtbot: QtBot) -> QWidget:
    # Held until it is closed: qtbot holds it only weakly, and a window that Python collects while
    # it is shown is taken apart under Qt's hands.
    qtbot.addWidget(window, before_close_func=partial(_let_go, window))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def _let_go(_held: QWidget, _closed: QWidget) -> None:
    pass
