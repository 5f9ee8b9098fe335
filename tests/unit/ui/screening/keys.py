"""Pressing keys where focus is, and finding what is on the page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.screening.page import ScreenPage
from ui.screening.section_page import SectionPage
from ui.screening.section_row import SectionRow

Key = Qt.Key
Mod = Qt.KeyboardModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def typed(words: str) -> None:
    QTest.keyClicks(focused(), words)


def section(page: ScreenPage) -> SectionPage:
    assert page.view.page is not None
    return page.view.page


def row_at(page: ScreenPage, key: str) -> SectionRow:
    found = section(page).shown_row(key)
    assert found is not None, key
    return found


def focused_key(page: ScreenPage) -> str:
    """Return the place of the row that focus is in."""
    row = section(page).focused_row()
    return "" if row is None else row.key
