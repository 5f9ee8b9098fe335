"""Whatever leads on through a long section, where focus goes can be seen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.screening.small_form import ScreenDesk, a_long_form, open_page


def test_what_is_answered_next_is_always_in_sight(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk(questionnaire=a_long_form(2, 20)))
    page.resize(1200, 420)

    for _question in range(8):
        QTest.keyClick(page.window(), Qt.Key.Key_1)
        QTest.keyClick(page.window(), Qt.Key.Key_Return)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not focused.visibleRegion().isEmpty()
