"""Whatever leads on through a long section, where focus goes can be seen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.identity import ScreenId
from desktop.domain.screen import Screen
from desktop.forms import screen_problems
from desktop.services.screening import IncompleteScreenError
from tests.unit.ui.screening.small_form import ScreenDesk, a_long_form, a_small_form, open_page


def test_what_is_answered_next_is_always_in_sight(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk(questionnaire=a_long_form(2, 20)))
    page.resize(1200, 420)

    for _question in range(8):
        QTest.keyClick(page.window(), Qt.Key.Key_1)
        QTest.keyClick(page.window(), Qt.Key.Key_Return)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert not focused.visibleRegion().isEmpty()


def test_the_list_of_what_is_missing_comes_into_sight(qtbot: QtBot) -> None:
    def complete(_screen_id: ScreenId) -> Screen:
        raise IncompleteScreenError(screen_problems(a_small_form(), {}))

    page = open_page(qtbot, ScreenDesk(), complete_screen=complete)
    page.view.section_asked.emit("end")
    page.resize(1200, 330)  # No room for the list beside the questions.

    page.view.finish.click()

    first = page.view.end.missing.findChildren(QPushButton)[0]
    qtbot.waitUntil(lambda: not first.visibleRegion().isEmpty())
    assert first.hasFocus()
