"""Writing sentences on the screen page: the keys of the page and of the text do not meet."""

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.unit.ui.screening.one_question import Key, Mod, focused
from tests.unit.ui.screening.small_form import ScreenDesk, open_page
from ui.widgets.spelling_text import SpellingText


def _writing(qtbot: QtBot) -> tuple[ScreenDesk, SpellingText]:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    text = focused()
    assert isinstance(text, SpellingText)
    return desk, text


def test_enter_begins_a_line_and_ctrl_enter_goes_to_the_next_section(qtbot: QtBot) -> None:
    desk, text = _writing(qtbot)

    QTest.keyClicks(text, "calm")
    QTest.keyClick(text, Key.Key_Return)
    QTest.keyClicks(text, "and warm")
    QTest.keyClick(text, Key.Key_Return, Mod.ControlModifier)

    assert desk.left[-1] == ("seen", "end")
    assert desk.answer_to("notes").values == ("calm\nand warm",)


def test_tab_leaves_and_undo_stays_inside_the_text(qtbot: QtBot) -> None:
    desk, text = _writing(qtbot)

    QTest.keyClicks(text, "calm")
    QTest.keyClick(text, Key.Key_Z, Mod.ControlModifier)
    undone = text.toPlainText()
    QTest.keyClick(text, Key.Key_Y, Mod.ControlModifier)
    QTest.keyClick(text, Key.Key_Tab)

    assert (undone, text.toPlainText()) == ("", "calm")
    assert not text.hasFocus()
    assert desk.answer_to("notes").values == ("calm",)
