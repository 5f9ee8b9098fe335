"""The frame of a page: its actions are always in sight, and come last by Tab."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.windows import in_front
from ui.widgets.buttons import primary, secondary
from ui.widgets.page_frame import PageFrame


def _a_line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    return line


def _by_tab(first: QWidget, steps: int) -> list[str]:
    first.setFocus()
    seen = []
    for _step in range(steps):
        QTest.keyClick(first.window(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.objectName())
    return seen


def test_tab_reaches_the_actions_after_what_came_into_the_body_later(qtbot: QtBot) -> None:
    frame = PageFrame("Call")
    first = _a_line("firstEdit")
    frame.body.addWidget(first)
    frame.add_primary(primary("Save"))
    frame.add_secondary(secondary("Close"))
    in_front(frame, qtbot)

    later = _a_line("laterEdit")
    frame.body.addWidget(later)
    qtbot.waitUntil(later.isVisible)

    assert _by_tab(first, 4) == ["laterEdit", "closeButton", "saveButton", "firstEdit"]


def test_enter_presses_the_button_that_has_focus(qtbot: QtBot) -> None:
    frame = PageFrame("Call")
    save = primary("Save")
    frame.add_primary(save)
    in_front(frame, qtbot)
    save.setFocus()

    with qtbot.waitSignal(save.clicked, timeout=100):
        QTest.keyClick(save, Qt.Key.Key_Return)


def test_enter_held_down_presses_no_button(qtbot: QtBot) -> None:
    save = primary("Save")
    qtbot.addWidget(save)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )

    with qtbot.assertNotEmitted(save.clicked):
        QApplication.sendEvent(save, held)


def test_a_message_is_brought_into_sight(qtbot: QtBot) -> None:
    frame = PageFrame("Call")
    frame.resize(600, 300)
    for number in range(30):
        frame.body.addWidget(_a_line(f"edit{number}"))
    in_front(frame, qtbot)
    bar = frame.scroll_area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0

    frame.notice.show_text("Saved on this computer.", "done")
    qtbot.waitUntil(lambda: not frame.notice.visibleRegion().isEmpty())
