"""What every way of answering a question has in common. Draws nothing itself."""

import sys

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item
from ui.screening.form_label import dress, rich_question
from ui.screening.limits import hint_words
from ui.screening.words import question_words
from ui.theme import zoomed
from ui.widgets.field import FieldFrame
from ui.widgets.role import literal
from ui.widgets.typing_pause import TypingPause

_FRAME_PX = 18
_FOR_A_MOMENT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


def height_of_lines(text: QPlainTextEdit, lines: int) -> int:
    margin = 2 * round(text.document().documentMargin())
    return lines * text.fontMetrics().lineSpacing() + margin + zoomed(_FRAME_PX)


class QuestionEditor(FieldFrame):
    """`answered` tells the values a person gave; `show_values` never causes it.

    `file_chosen` tells the contents and the name of a file that is to be kept: `take_file` shows
    it once it is, `show_error` says why it is not.
    """

    answered = Signal(object)  # tuple[Value, ...]
    file_chosen = Signal(bytes, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Value, ...] = ()

    def _ask_item(self, item: Item, editor: QWidget, hint: str = "") -> None:
        """Put the question over `editor`; `hint` is ours, for where the form has none.

        The form's words are shown as they are, never as mark-up put into the form.
        """
        plain = question_words(item)
        self._ask(literal(plain), editor)
        dress(self.label, plain, rich_question(item))
        words = hint_words(item, hint)
        if words:
            self.set_hint(words)
            dress(self.hint_label(), words, item.rich_hint if words == item.hint else "")

    def show_values(self, values: tuple[Value, ...]) -> None:
        """Show what is answered. What is just being typed is left alone."""
        if values != self._shown:
            self._shown = values
            self._put(values)

    def give(self, values: tuple[Value, ...]) -> None:
        if values != self._shown:
            self._shown = values
            self.answered.emit(values)

    def flush(self) -> None:
        """Tell what was typed and not yet told."""

    def focus_target(self) -> QWidget:
        """Return the widget that takes focus when one comes to this question."""
        return self

    def question_label(self) -> QLabel:
        """Return the label with the question, whose words a form may work out anew."""
        return self.label

    def take_file(self, value: str) -> None:
        """Add a file that has been kept; `value` is the text that names it."""

    def _put(self, values: tuple[Value, ...]) -> None:
        raise NotImplementedError


class TypingEditor(QuestionEditor):
    """An editor that is typed into: told while it is typed, and when focus goes elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pause = TypingPause(self)
        self._pause.timeout.connect(self._tell)

    def flush(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    def watch(self, *widgets: QWidget) -> None:
        """Take losing focus in any of these as the end of typing."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and (
            _has_nothing_to_undo(watched, event) or _is_stray_letter(event)
        ):
            event.ignore()  # The page takes back the last answer, or knows the letter.
            return True
        if event.type() is QEvent.Type.FocusOut:
            self.flush()
            # A menu or another window takes focus for a moment: the typing is not over.
            if isinstance(event, QFocusEvent) and event.reason() not in _FOR_A_MOMENT:
                self._on_left()
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._pause.typed()

    def _tell(self) -> None:
        raise NotImplementedError

    def _on_left(self) -> None:
        """Say what is wrong with what was typed, now that it is finished."""


def _has_nothing_to_undo(watched: QObject, event: QKeyEvent) -> bool:
    """Say whether this claims Ctrl+Z for a text in which nothing was typed."""
    is_claim = event.type() is QEvent.Type.ShortcutOverride
    if not is_claim or not event.matches(QKeySequence.StandardKey.Undo):
        return False
    if isinstance(watched, QLineEdit):
        return not watched.isUndoAvailable()
    return isinstance(watched, QPlainTextEdit) and not watched.document().isUndoAvailable()


def _is_stray_letter(event: QKeyEvent) -> bool:
    """Say whether this is Alt and a letter that nothing here answers to.

    Qt would type it, over all that is chosen. On macOS Alt is how some letters are typed.
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    is_typed = event.type() is QEvent.Type.KeyPress and event.text().isprintable()
    is_alt = modifiers == Qt.KeyboardModifier.AltModifier and sys.platform != "darwin"
    return is_alt and is_typed and bool(event.text())
