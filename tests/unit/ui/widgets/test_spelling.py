"""Misspelt words are shown and mended by keyboard; names are left alone and nothing is kept."""

import logging
import random
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

import resources
from ui.widgets import spelling
from ui.widgets.spelling import Speller, words_in
from ui.widgets.spelling_text import SpellingText

FOLDER = Path(resources.__path__[0]) / "spelling"
Key = Qt.Key


@pytest.fixture(scope="module")
def loaded() -> Speller:
    speller = Speller()
    speller.load()
    assert speller.is_ready()
    return speller


@pytest.fixture
def words(loaded: Speller) -> Iterator[Speller]:
    yield loaded
    loaded.forget()


def a_text(qtbot: QtBot, words: Speller, written: str = "") -> SpellingText:
    text = SpellingText(words)
    qtbot.addWidget(text)
    text.resize(500, 200)
    text.setPlainText(written)
    text.show()
    text.activateWindow()
    assert QTest.qWaitForWindowActive(text)
    text.setFocus()
    return text


def marked(text: SpellingText) -> list[str]:
    found = []
    block = text.document().firstBlock()
    while block.isValid():
        for each in block.layout().formats():
            assert each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
            found.append(block.text()[each.start : each.start + each.length])
        block = block.next()
    return found


def offered(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize(
    "right",
    [
        "He was organised, and the colour of the centre is grey.",
        "She didn't say; he hasn\u2019t been asked.",
        "Methadone and naloxone were prescribed, with pregabalin and buprenorphine.",
        "The AMHP was rung at 22:30 by PS4471 about 60ml, see a.lee@example.org.",
        "Then Tunde Adeyemi and Kowalska spoke with DI Okonkwo-Reyes.",
        "Tunde Adeyemi was calm. Tunde's cell was cold.",
    ],
)
def test_what_is_right_or_a_name_is_not_marked(right: str, words: Speller, qtbot: QtBot) -> None:
    text = a_text(qtbot, words, right)

    assert marked(text) == []


def test_what_is_misspelt_is_marked_and_counted(words: Speller, qtbot: QtBot) -> None:
    text = SpellingText(words)
    qtbot.addWidget(text)
    said: list[str] = []
    text.said.connect(said.append)

    text.setPlainText("Teh man recieved it.\nHe is organized.")
    qtbot.waitUntil(lambda: bool(said))

    assert marked(text) == ["Teh", "recieved", "organized"]
    assert said[-1].startswith("3 words may be misspelt. F7 goes to the next")


def test_a_word_is_marked_once_it_is_finished(words: Speller, qtbot: QtBot) -> None:
    text = a_text(qtbot, words)
    QTest.keyClicks(text, "he recieved")
    while_typing = marked(text)
    QTest.keyClicks(text, " ")

    assert while_typing == []
    assert marked(text) == ["recieved"]


def test_a_name_known_from_the_text_is_one_at_the_beginning_of_a_sentence_too(
    words: Speller, qtbot: QtBot
) -> None:
    text = a_text(qtbot, words, "Zbigniew was calm.")
    alone = marked(text)
    text.appendPlainText("Later the cell of Zbigniew was searched.")
    qtbot.waitUntil(lambda: not marked(text))

    assert alone == ["Zbigniew"]


def test_f7_goes_round_the_misspelt_words(words: Speller, qtbot: QtBot) -> None:
    text = a_text(qtbot, words, "he recieved it\nand apears tired")
    found = []
    for _press in range(3):
        QTest.keyClick(text, Key.Key_F7)
        found.append(text.textCursor().selectedText())

    assert found == ["recieved", "apears", "recieved"]


# The platform without a screen says so of every list that opens.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_key_offers_other_words_and_undo_brings_the_first_back(
    words: Speller, qtbot: QtBot
) -> None:
    text = a_text(qtbot, words, "he recieved it")
    QTest.keyClick(text, Key.Key_F7)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(text.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    first = offered(menu)[0]
    QTest.keyClick(menu, Key.Key_Return)
    mended = text.toPlainText()
    QTest.keyClick(text, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert first == "received"
    assert mended == "he received it"
    assert text.toPlainText() == "he recieved it"


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Key.Key_F10, Qt.KeyboardModifier.ShiftModifier),
    ],
)
def test_a_misspelt_word_that_is_chosen_is_never_written_over_by_enter(
    key: Qt.Key, modifier: Qt.KeyboardModifier, words: Speller, qtbot: QtBot
) -> None:
    text = a_text(qtbot, words, "he recieved it")
    QTest.keyClick(text, Key.Key_F7)
    QTest.keyClick(text, key, modifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    before = text.toPlainText()
    QTest.keyClick(menu, Key.Key_Return)

    assert (before, text.toPlainText()) == ("he recieved it", "he received it")


def test_enter_starts_a_line_where_nothing_misspelt_is_chosen(words: Speller, qtbot: QtBot) -> None:
    text = a_text(qtbot, words, "he recieved it")
    text.moveCursor(text.textCursor().MoveOperation.End)

    QTest.keyClick(text, Key.Key_Return)

    assert text.toPlainText() == "he recieved it\n"


def test_an_accepted_word_is_forgotten_when_somebody_else_may_come(
    words: Speller, qtbot: QtBot
) -> None:
    text = a_text(qtbot, words, "he takes bluey")
    before = marked(text)
    QTest.keyClick(text, Key.Key_F7)
    menu = text.menu_at(text.textCursor())
    accept = next(a for a in menu.actions() if a.text() == "Accept “bluey” until you sign out")
    accept.trigger()
    menu.close()
    accepted = marked(text)
    words.forget()

    assert (before, accepted, marked(text)) == (["bluey"], [], ["bluey"])


def test_marks_are_no_change_of_the_text(words: Speller, qtbot: QtBot) -> None:
    text = a_text(qtbot, words, "he recieved it")

    text.marks.rehighlight()

    assert not text.document().isModified() or not text.document().isUndoAvailable()
    assert text.toPlainText() == "he recieved it"


def test_nothing_is_read_until_somebody_writes_and_then_when_idle(qtbot: QtBot) -> None:
    speller = Speller()
    text = a_text(qtbot, speller, "he recieved it")
    at_first = speller.is_ready()
    with qtbot.waitSignal(speller.ready, timeout=5000):
        pass
    qtbot.waitUntil(lambda: marked(text) == ["recieved"])

    assert not at_first


def test_without_a_dictionary_nothing_is_marked(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    monkeypatch.setattr(spelling, "_FOLDER", Path("/nowhere"))
    speller = Speller()
    text = a_text(qtbot, speller, "he recieved it")
    with caplog.at_level(logging.INFO):
        QTest.keyClick(text, Key.Key_F7)

    assert marked(text) == []
    assert not speller.is_ready()
    assert "no spelling" in caplog.text


def test_what_is_read_only_can_not_be_mended(words: Speller, qtbot: QtBot) -> None:
    text = a_text(qtbot, words, "he recieved it")
    text.setReadOnly(True)
    QTest.keyClick(text, Key.Key_F7)
    menu = text.menu_at(text.textCursor())

    assert "received" not in offered(menu)
    menu.close()


def test_no_text_whatever_breaks_the_reading_of_words(rng: random.Random) -> None:
    letters = string.ascii_letters + "  .,'\u2019-\u2013\"\u201c\u201d0@/\n\t" + "éłßŵșİıǅ"
    for _round in range(500):
        text = "".join(rng.choices(letters, k=60))
        found = list(words_in(text))
        assert all(text[word.start : word.start + len(word.text)] == word.text for word in found)
        assert all(one.start < following.start for one, following in pairwise(found))


def test_our_own_words_are_in_order_and_not_in_the_dictionary_already() -> None:
    ours = (FOLDER / "custody_words.txt").read_text("utf-8").split()
    import hunspell  # noqa: PLC0415 -- loaded late everywhere

    alone = hunspell.Hunspell("en_GB", hunspell_data_dir=f"{FOLDER}/")

    assert ours == sorted(set(ours))
    assert [word for word in ours if alone.spell(word)] == []
    assert all(word.islower() and word.isalpha() for word in ours)


def test_ctrl_enter_and_tab_are_left_to_the_page(words: Speller, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = SpellingText(words, window)
    text.setPlainText("calm")

    assert text.tabChangesFocus()
    QTest.keyClick(text, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == "calm"
