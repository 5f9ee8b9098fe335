"""Styled words of a form are shown as styled, heard as plain, and load nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.forms import ItemType
from tests.fakes.mnemonics import duplicate_mnemonics
from tests.unit.ui.screening.one_question import Asked, an_item, heard
from ui.screening.form_label import dress, hint_label, question_label

RICH = "<p>Has <b>ever</b> been seen by A&amp;E?</p>"
PLAIN = "Has ever been seen by A&E?"


def test_styled_words_are_shown_and_a_screen_reader_hears_plain_ones(qtbot: QtBot) -> None:
    item = an_item(ItemType.BOOLEAN, PLAIN, rich_text=RICH, prefix="4a.")
    label = question_label(item)
    qtbot.addWidget(label)

    assert label.textFormat() is Qt.TextFormat.RichText
    assert label.text() == RICH.replace("<p>", "<p>4a. ")
    assert heard(label) == f"4a. {PLAIN}"
    assert label.textInteractionFlags() is Qt.TextInteractionFlag.NoTextInteraction


@pytest.mark.parametrize("kind", [ItemType.BOOLEAN, ItemType.STRING, ItemType.TEXT])
def test_no_letter_of_a_question_becomes_a_key(kind: ItemType, qtbot: QtBot) -> None:
    for rich in ("", RICH):
        asked = Asked(qtbot, an_item(kind, PLAIN, rich_text=rich))

        assert duplicate_mnemonics(asked.window) == {}
        assert asked.editor.question_label().buddy() is None or not rich
        assert "&&" in asked.editor.question_label().text() or rich
        assert PLAIN in heard(asked.editor) + heard(asked.editor.focus_target()) + _group(asked)


def _group(asked: Asked) -> str:
    parent = asked.editor.focus_target().parentWidget()
    return heard(parent, QAccessible.Text.Name) if parent is not None else ""


@pytest.mark.parametrize(
    "bad",
    [
        '<p>Look <img src="file:///etc/passwd"></p>',
        '<p style="color: #fff">Look</p>',
        '<a href="https://example.org">Look</a>',
        "<style>p { color: white }</style><p>Look</p>",
    ],
)
def test_what_might_load_or_hide_something_is_shown_as_plain_words(bad: str, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)

    dress(label, "Look", bad)

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "Look"


def test_a_hint_may_be_styled_too(qtbot: QtBot) -> None:
    styled = an_item(ItemType.BOOLEAN, hint="Ask every time.", rich_hint="Ask <b>every</b> time.")
    label = hint_label(styled)
    qtbot.addWidget(label)

    assert label.text() == "Ask <b>every</b> time."
    assert heard(label) == "Ask every time."
