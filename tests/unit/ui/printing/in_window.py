"""Puts a page into a window of a certain size, as the frame does."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def in_window(qtbot: QtBot, page: QWidget, width: int = 1120, height: int = 710) -> QWidget:
    """Return the window, active, with the page as its child."""
    window = QWidget()
    page.setParent(window)
    qtbot.addWidget(window)
    window.resize(width, height)
    page.resize(width, height)
    window.show()
    page.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window
