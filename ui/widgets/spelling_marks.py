"""Underlines misspelt words with a wave. Looks only at the paragraph that changed."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextBlock, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme import tokens_now
from ui.widgets.spelling import Speller, Word, words_in


class SpellingMarks(QSyntaxHighlighter):
    """`counted` tells how many words are marked.

    A word is not marked while it is being typed, nor where it may be a name, nor at the beginning
    of a sentence when the same text has it as a name elsewhere.
    """

    counted = Signal(int)

    def __init__(self, edit: QPlainTextEdit, speller: Speller) -> None:
        super().__init__(edit.document())
        self._edit = edit
        self._speller = speller
        self._names: set[str] = set()
        self._unmarked: QTextBlock | None = None
        self._last_count = 0
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(0)
        self._count_soon.timeout.connect(self._count)
        self._again_soon = QTimer(self)
        self._again_soon.setSingleShot(True)
        self._again_soon.setInterval(0)
        self._again_soon.timeout.connect(self.rehighlight)
        speller.ready.connect(self.rehighlight)
        speller.changed.connect(self.rehighlight)
        edit.cursorPositionChanged.connect(self._cursor_moved)

    def wrong_words(self, text: str) -> list[Word]:
        if not self._speller.is_ready():
            return []
        found = list(words_in(text))
        named = {word.text for word in found if word.may_be_name}
        if not named <= self._names:
            self._names |= named
            self._again_soon.start()
        return [
            word
            for word in found
            if not word.may_be_name
            and not (word.text.istitle() and word.text in self._names)
            and self._speller.is_wrong(word.text)
        ]

    def highlightBlock(self, text: str) -> None:
        wrong = self.wrong_words(text)
        being_typed = self._place_of_typing() if wrong else None
        marked = QTextCharFormat()
        marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        marked.setUnderlineColor(QColor(tokens_now().danger))
        count = 0
        for word in wrong:
            if being_typed == word.start + len(word.text):
                self._unmarked = self.currentBlock()
                continue
            self.setFormat(word.start, len(word.text), marked)
            count += 1
        self.setCurrentBlockState(count)
        self._count_soon.start()

    def _place_of_typing(self) -> int | None:
        """Return where in this paragraph the cursor stands, None when it is elsewhere."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection() or not self._edit.hasFocus():
            return None
        is_here = cursor.block() == self.currentBlock()
        return cursor.positionInBlock() if is_here else None

    def _cursor_moved(self) -> None:
        block, self._unmarked = self._unmarked, None
        if block is not None and block.isValid():
            self.rehighlightBlock(block)

    def _count(self) -> None:
        count, block = 0, self.document().firstBlock()
        while block.isValid():
            count += max(0, block.userState())
            block = block.next()
        if count != self._last_count:
            self._last_count = count
            self.counted.emit(count)
