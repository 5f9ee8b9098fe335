"""Whatever keys are pressed, what was told is what is shown again, and nothing breaks."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.forms import Item, ItemType
from tests.unit.ui.screening.one_question import Asked, Key, an_item, choices, focused

ITEMS = [
    an_item(ItemType.STRING),
    an_item(ItemType.TEXT),
    an_item(ItemType.STRING, repeats=True),
    an_item(ItemType.INTEGER),
    an_item(ItemType.DECIMAL, repeats=True),
    an_item(ItemType.QUANTITY, unit="kg"),
    an_item(ItemType.QUANTITY),
    an_item(ItemType.DATE),
    an_item(ItemType.DATE_TIME),
    an_item(ItemType.INTEGER, control="slider", minimum="0", maximum="10"),
    an_item(ItemType.CHOICE, options=choices("Asthma", "Gout"), control="autocomplete"),
    an_item(
        ItemType.CHOICE, options=choices("Asthma", "Gout"), control="autocomplete", repeats=True
    ),
    an_item(ItemType.OPEN_CHOICE, options=choices("Heroin", "Crack"), repeats=True),
    an_item(ItemType.CHOICE, options=choices("Never", "Often"), control="drop-down"),
]
LETTERS = "agn 0129.,:-/k"
KEYS = (
    *(Key.Key_Left, Key.Key_Right, Key.Key_Down, Key.Key_Up, Key.Key_Home, Key.Key_End),
    *(Key.Key_Backspace, Key.Key_Delete, Key.Key_Return, Key.Key_Escape, Key.Key_Tab),
)


# The platform without a screen says so of every list that opens.
@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("item", ITEMS)
def test_what_was_told_is_shown_again_and_told_no_second_time(
    item: Item, rng: random.Random, qtbot: QtBot
) -> None:
    asked = Asked(qtbot, item)
    for _round in range(60):
        if rng.random() < 0.6:
            QTest.keyClicks(focused(), rng.choice(LETTERS))
        else:
            _press(rng.choice(KEYS))
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    asked.window.setFocus()
    answer = asked.answer()
    again = Asked(qtbot, item)
    again.editor.show_values(answer)
    again.editor.flush()

    assert again.told == []
    assert asked.answer() == answer


def _press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)
