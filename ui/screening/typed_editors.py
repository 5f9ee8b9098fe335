"""Answering by typing: a line, several lines, a time on a day."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item
from desktop.wording.words import text as _
from ui.screening.editor import TypingEditor, height_of_lines
from ui.screening.plain_label import plain_label
from ui.screening.reading import Read, Write
from ui.screening.words import moment_of, question_words
from ui.widgets.moment import MomentField
from ui.widgets.role import label as labelled
from ui.widgets.short_line import ShortLine
from ui.widgets.spelling_text import SpellingText

_SHORT_LINE = "05-Sep-2026 00:00"
_LEAST_LINES = 3
_MOST_LINES = 10


class InField(TypingEditor):
    """Puts the editor under its label, hint and error."""

    def lay_out(
        self, item: Item, editor: QWidget, hint: str = "", after: QWidget | None = None
    ) -> None:
        self._ask_item(item, editor, hint)
        if after is not None:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(editor)
            row.addWidget(after, 1)
            self._column.addLayout(row)

    def say_if_wrong(self, problem: str) -> bool:
        """Show what cannot be read; what else is wrong stays said until there is a change."""
        if problem:
            self.show_error(problem)
        return bool(problem)


class LineEditor(InField):
    """One line. `read` understands what is typed; `write` shows an answer in the usual form.

    What is longer than the form allows is not cut: it stays, and is said to be too long.
    """

    def __init__(
        self,
        item: Item,
        read: Read,
        write: Write,
        *,
        is_short: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self.line = ShortLine(_SHORT_LINE, self) if is_short else QLineEdit(self)
        self._echo = labelled(item.unit, "secondaryText", self) if is_short else None
        if self._echo is not None:
            self._echo.setTextFormat(Qt.TextFormat.PlainText)
        self._unit = item.unit
        self.lay_out(item, self.line, hint, after=self._echo)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_left)
        self.watch(self.line)

    def focus_target(self) -> QWidget:
        return self.line

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        self.line.setText(self._write(values))
        self._show_echo()

    def _on_edited(self) -> None:
        self._show_echo()
        self.clear_error()
        self._typed()

    def _tell(self) -> None:
        self.give(self._read(self.line.text()).values)

    def _on_left(self) -> None:
        self.flush()
        reading = self._read(self.line.text())
        if not self.say_if_wrong(reading.problem):
            self.line.setText(self._write(reading.values))

    def _show_echo(self) -> None:
        if self._echo is not None:
            self._echo.setText(self._unit or self._read(self.line.text()).echo)


class SpinnerEditor(LineEditor):
    """A number that the arrow keys change by one; typed like any other too."""

    def __init__(
        self,
        item: Item,
        read: Read,
        write: Write,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(item, read, write, is_short=True, hint=hint, parent=parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        values = self._read(self.line.text()).values
        if not step or (values and not isinstance(values[0], int)):
            super().keyPressEvent(event)
            return
        number = values[0] if values and isinstance(values[0], int) else None
        self.line.setText(str(number + step if number is not None else 0))
        self._on_edited()


class TextEditor(InField):
    """Several lines that grow with what is typed. Tab goes on; Enter begins a line after words."""

    def __init__(
        self,
        item: Item,
        read: Read,
        write: Write,
        *,
        made: Callable[[QWidget], QPlainTextEdit] = QPlainTextEdit,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self.text = made(self)
        self.text.setTabChangesFocus(True)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Focus lands on the viewport, which has no name of its own.
        self.text.viewport().setAccessibleName(question_words(item))
        self.lay_out(item, self.text, hint)
        self.text.textChanged.connect(self._on_changed)
        self.watch(self.text)
        self._last = ""
        self.text.document().documentLayout().documentSizeChanged.connect(self._grow)
        # Once the text has its new width, not before.
        self._grow_soon = QTimer(self)
        self._grow_soon.setSingleShot(True)
        self._grow_soon.setInterval(0)
        self._grow_soon.timeout.connect(self._grow)
        self._grow()

    def focus_target(self) -> QWidget:
        return self.text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._grow_soon.start()
        if isinstance(event, QKeyEvent) and self._is_passed_by(event):
            event.ignore()  # The page goes on, as it does from every other question.
            return True
        return super().eventFilter(watched, event)

    def _is_passed_by(self, event: QKeyEvent) -> bool:
        """Say whether this is Enter where there are no words to begin a line after."""
        return (
            event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and self.text.document().isEmpty()
        )

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        self._last = self._write(values)
        self.text.setPlainText(self._last)
        self.text.moveCursor(QTextCursor.MoveOperation.End)  # Whoever comes back goes on there.

    def _on_changed(self) -> None:
        """Qt also says so where only the marks under the words have changed."""
        text = self.text.toPlainText()
        if text == self._last:
            return
        self._last = text
        self.clear_error()
        self._typed()

    def _tell(self) -> None:
        self.give(self._read(self.text.toPlainText()).values)

    def _on_left(self) -> None:
        self.say_if_wrong(self._read(self.text.toPlainText()).problem)

    def _grow(self) -> None:
        # A plain document counts its height in lines as they are wrapped.
        wrapped = round(self.text.document().size().height())
        self.text.setFixedHeight(
            height_of_lines(self.text, max(_LEAST_LINES, min(_MOST_LINES, wrapped + 1)))
        )


class ProseEditor(TextEditor):
    """Sentences, whose spelling is looked at. The room to say so is always there: nothing jumps."""

    def __init__(self, item: Item, read: Read, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(
            item, read, write, made=lambda owner: SpellingText(parent=owner), parent=parent
        )
        self.spelling = plain_label("", "secondaryText", self)
        self.spelling.setObjectName("spellingLabel")
        self.spelling.setMinimumHeight(self.spelling.fontMetrics().lineSpacing())
        self._column.addWidget(self.spelling)
        assert isinstance(self.text, SpellingText)
        self.text.said.connect(self.spelling.setText)


class MomentEditor(InField):
    """A time on a day, kept in UTC; a day alone will do where the time is not known."""

    def __init__(
        self, item: Item, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.moment = MomentField(now=now, says_how_far=True, parent=self)
        # The hint says it. In high contrast an example in the box looks like an answer.
        self.moment.time_box.setPlaceholderText("")
        self.moment.date_box.setPlaceholderText("")
        hint = _("24-hour time, for example 22:30. Choose another date to give only the day.")
        self.lay_out(item, self.moment, hint)
        self.moment.changed.connect(self._on_edited)
        self.watch(*self.moment.findChildren(QWidget))

    def focus_target(self) -> QWidget:
        return self.moment.focusProxy() or self.moment

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        value = str(values[0]) if values else ""
        moment = moment_of(value)
        if value and moment is None:
            self.moment.show_typed(value)
        else:
            self.moment.set_moment(moment)

    def _on_edited(self) -> None:
        self.clear_error()
        self._typed()

    def _tell(self) -> None:
        moment = self.moment.moment()
        if moment is not None:
            self.give((moment.isoformat(timespec="seconds"),))
        else:
            # What cannot be read is kept as it was typed.
            kept = self.moment.day_alone() or self.moment.typed()
            self.give((kept,) if kept else ())

    def _on_left(self) -> None:
        self.flush()
        self.say_if_wrong(self.moment.problem())
