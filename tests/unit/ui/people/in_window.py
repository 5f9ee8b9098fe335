"""Puts a page into a window as large as the test says, and types into it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


def in_window(qtbot: QtBot, page: QWidget, width: int = 1280, height: int = 800) -> QWidget:
    """Return the window. The page is its child, so that any size can be tried."""
    window = QWidget()
    page.setParent(window)
    qtbot.addWidget(window)
    window.resize(width, height)
    page.resize(width, height)
    window.show()
    page.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window


def alt(window: QWidget, key: Qt.Key) -> None:
    """Press Alt and a letter. The button stays down for a moment: wait for what it does."""
    QTest.keyClick(window, key, Qt.KeyboardModifier.AltModifier)


def press(widget: QWidget | None, key: Qt.Key) -> None:
    assert widget is not None
    QTest.keyClick(widget, key)


def type_into(widget: QWidget | None, text: str) -> None:
    assert widget is not None
    QTest.keyClicks(widget, text)
