"""Room for sentences, with misspelt words marked and mended by keyboard.

F7 goes to the next one; there Enter, as everywhere the Menu key or Shift+F10, offers what may be
meant.
"""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.widgets.announce import announce
from ui.widgets.role import literal
from ui.widgets.spelling import Speller, speller
from ui.widgets.spelling_marks import SpellingMarks

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.NoModifier


class SpellingText(QPlainTextEdit):
    """`said` tells in words how much may be misspelt, "" when nothing is."""

    said = Signal(str)

    def __init__(self, words: Speller | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speller = words or speller()
        self.setTabChangesFocus(True)
        self.marks = SpellingMarks(self, self._speller)
        self.marks.counted.connect(lambda count: self.said.emit(words_to_check(count)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._speller.load_when_idle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The word that was being typed is finished.
        self.marks.rehighlightBlock(self.textCursor().block())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._speller.load_when_idle()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_F7 and modifiers == _PLAIN:
            self.go_to_next()
        elif self._asks_for_words(event.key(), modifiers):
            at = self.textCursor()
            self.menu_at(at).popup(self._below(at))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.marks.rehighlight()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = self.cursorForPosition(event.pos()) if by_mouse else self.textCursor()
        place = event.globalPos() if by_mouse else self._below(at)
        self.menu_at(at).popup(place)
        event.accept()

    def go_to_next(self) -> None:
        """Choose the next misspelt word, going round from the end to the beginning."""
        self._speller.load()
        after = self.textCursor().selectionEnd()
        wrong = self._wrong_places()
        if not wrong:
            announce(self, _("No words to check."))
            return
        start, word = next((each for each in wrong if each[0] >= after), wrong[0])
        self.setTextCursor(self._over(start, word))
        self.ensureCursorVisible()
        announce(self, _("{word} may be misspelt. Enter offers other words.", word=word))

    def menu_at(self, cursor: QTextCursor) -> QMenu:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.actions()[0] if menu.actions() else None
        actions = self._offers(cursor, menu)
        for action in actions:
            menu.insertAction(first, action) if first is not None else menu.addAction(action)
        if actions:
            menu.setDefaultAction(actions[0])
            menu.setActiveAction(actions[0])
        return menu

    def _offers(self, cursor: QTextCursor, menu: QMenu) -> list[QAction]:
        if self.isReadOnly():
            return []
        found = self._wrong_at(cursor)
        if found is None:
            return []
        start, word = found
        offers = []
        for other in self._speller.suggestions(word):
            action = QAction(literal(other), menu)
            action.triggered.connect(partial(self._replace, start, word, other))
            offers.append(action)
        if not offers:
            nothing = QAction(_("No other word is like it"), menu)
            nothing.setEnabled(False)
            offers.append(nothing)
        accept = QAction(_("Accept “{word}” until you sign out", word=literal(word)), menu)
        accept.triggered.connect(partial(self._speller.accept, word))
        line = QAction(menu)
        line.setSeparator(True)
        return [*offers, accept, line]

    def _asks_for_words(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Shift+F10 by itself does nothing on X11; Enter would write over the word F7 chose."""
        if key == Qt.Key.Key_F10:
            return modifiers == Qt.KeyboardModifier.ShiftModifier
        if key not in _ENTER or modifiers != _PLAIN or self.isReadOnly():
            return False
        cursor = self.textCursor()
        found = self._wrong_at(cursor) if cursor.hasSelection() else None
        return found == (cursor.selectionStart(), cursor.selectedText())

    def _wrong_places(self) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        block = self.document().firstBlock()
        while block.isValid():
            wrong = self.marks.wrong_words(block.text())
            found.extend((block.position() + word.start, word.text) for word in wrong)
            block = block.next()
        return found

    def _wrong_at(self, cursor: QTextCursor) -> tuple[int, str] | None:
        place = cursor.selectionStart()
        return next(
            (each for each in self._wrong_places() if each[0] <= place <= each[0] + len(each[1])),
            None,
        )

    def _over(self, start: int, word: str) -> QTextCursor:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(word), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _replace(self, start: int, word: str, other: str) -> None:
        """Write the other word; one step of undo brings back what was typed."""
        cursor = self._over(start, word)
        if cursor.selectedText() == word:
            cursor.insertText(other)
            self.setTextCursor(cursor)
            announce(self, other)

    def _below(self, cursor: QTextCursor) -> QPoint:
        return self.viewport().mapToGlobal(self.cursorRect(cursor).bottomLeft())


def words_to_check(count: int) -> str:
    if not count:
        return ""
    return plural(
        "{count} word may be misspelt. F7 goes to it, Enter there offers other words.",
        "{count} words may be misspelt. F7 goes to the next, Enter there offers other words.",
        count,
    )
