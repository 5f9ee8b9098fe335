"""From the answers to a question and back, through the window: focus is where it was left."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.unit.ui.screening.check.desk import CheckDesk, context_of
from ui.main_window import MainWindow
from ui.page import PageContext
from ui.pages import make_page
from ui.places import CheckAnswersPlace, Place, ScreenPlace
from ui.screening.check.answer_line import AnswerLine
from ui.screening.check.page import CheckAnswersPage
from ui.screening.page import ScreenPage


def a_window(qtbot: QtBot, desk: CheckDesk) -> MainWindow:
    contexts: list[PageContext] = []
    window = MainWindow(
        lambda place: make_page(place, contexts[0]), suite="Southend", practitioner="J. Okafor"
    )

    class Here:
        places: tuple[Place, ...] = ()

        def go(self, place: Place) -> None:
            window.go(place)

        def go_back(self) -> None:
            window.go_back()

    contexts.append(context_of(desk, Here()))  # type: ignore[arg-type]  # goes, and keeps no list
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window


def test_an_answer_is_changed_and_checked_again(qtbot: QtBot) -> None:
    desk = CheckDesk()
    window = a_window(qtbot, desk)
    window.go(ScreenPlace(desk.screen.id))
    window.go(CheckAnswersPlace(desk.screen.id))
    page = window.page()
    assert isinstance(page, CheckAnswersPage)
    page.view.fill_all()
    line = next(one for one in page.view.lines() if one.line.key == "notes")

    QTest.keyClick(line, Qt.Key.Key_Return)

    screen = window.page()
    assert isinstance(screen, ScreenPage)
    at_question = QApplication.focusWidget()
    assert at_question is not None
    assert at_question.accessibleName().startswith("What was seen")

    QTest.keyClicks(at_question, " Ate.")
    screen.view.back_to_check.click()

    back = window.page()
    assert isinstance(back, CheckAnswersPage)
    focused = QApplication.focusWidget()
    assert isinstance(focused, AnswerLine)
    assert focused.line.key == "notes"
    assert "Ate." in focused.line.answer


def test_the_way_back_is_offered_only_to_whoever_came_from_there(qtbot: QtBot) -> None:
    desk = CheckDesk()
    window = a_window(qtbot, desk)
    window.go(ScreenPlace(desk.screen.id))
    screen = window.page()

    assert isinstance(screen, ScreenPage)
    assert screen.view.back_to_check.isHidden()
