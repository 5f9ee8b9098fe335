"""Answering by typing: a line, several lines, a number with its unit, a date, a time, a moment."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item
from desktop.wording.words import text as _
from ui.screening.editor import TypingEditor
from ui.screening.form_words import field_of
from ui.screening.reading import Read, Write
from ui.screening.words import moment_of, moment_words, question_words
from ui.theme import zoomed
from ui.widgets.moment import MomentField
from ui.widgets.role import label as labelled

_SHORT_LINE_PX = 200
_LEAST_LINES = 3
_MOST_LINES = 10
_FRAME_PX = 20


class _InField(TypingEditor):
    """Puts the editor under its label, hint and error."""

    def _lay_out(
        self, item: Item, editor: QWidget, hint: str = "", after: QWidget | None = None
    ) -> None:
        self._field = field_of(item, editor, hint)
        self._column.addWidget(self._field)
        layout = self._field.layout()
        if after is not None and isinstance(layout, QVBoxLayout):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(editor)
            row.addWidget(after, 1)
            layout.addLayout(row)

    def show_error(self, text: str) -> None:
        self._field.show_error(text)

    def clear_error(self) -> None:
        self._field.clear_error()


class LineEditor(_InField):
    """One line. `read` understands what is typed; `write` shows an answer in the usual form."""

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
        self.line = QLineEdit()
        if item.max_length is not None:
            self.line.setMaxLength(item.max_length)
        if is_short:
            self.line.setFixedWidth(zoomed(_SHORT_LINE_PX))
        self._echo = labelled(item.unit, "secondaryText") if is_short else None
        self._unit = item.unit
        self._lay_out(item, self.line, hint, after=self._echo)
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
        self._typed()

    def _tell(self) -> None:
        self.give(self._read(self.line.text()).values)

    def _on_left(self) -> None:
        self.flush()
        reading = self._read(self.line.text())
        if reading.problem:
            self.show_error(reading.problem)
            return
        self.clear_error()
        self.line.setText(self._write(reading.values))

    def _show_echo(self) -> None:
        if self._echo is not None:
            self._echo.setText(self._unit or self._read(self.line.text()).echo)


class TextEditor(_InField):
    """Several lines that grow with what is typed. Tab goes on; Enter begins a line."""

    def __init__(self, item: Item, read: Read, write: Write, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Focus lands on the viewport, which has no name of its own.
        self.text.viewport().setAccessibleName(question_words(item))
        self._lay_out(item, self.text, _("One to a line.") if item.repeats else "")
        self.text.textChanged.connect(self._on_changed)
        self.watch(self.text)
        self._is_putting = False
        self._grow()

    def focus_target(self) -> QWidget:
        return self.text

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        self._is_putting = True
        self.text.setPlainText(self._write(values))
        self._is_putting = False

    def _on_changed(self) -> None:
        self._grow()
        if not self._is_putting:
            self._typed()

    def _tell(self) -> None:
        self.give(self._read(self.text.toPlainText()).values)

    def _grow(self) -> None:
        lines = max(_LEAST_LINES, min(_MOST_LINES, self.text.blockCount() + 1))
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing() + zoomed(_FRAME_PX))


class MomentEditor(_InField):
    """A time on a day, kept in UTC."""

    def __init__(
        self, item: Item, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.moment = MomentField(now=now)
        self._lay_out(item, self.moment, _("24-hour time, for example 22:30."))
        self.moment.changed.connect(self._typed)
        self.watch(*self.moment.findChildren(QWidget))

    def focus_target(self) -> QWidget:
        return self.moment.focusProxy() or self.moment

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        moment = moment_of(str(values[0])) if values else None
        self.moment.set_moment(moment)
        if values and moment is None:
            # Only a day or a month was recorded: it is shown, and stays until a time is given.
            self._field.set_hint(_("Answered: {day}", day=moment_words(str(values[0]))))

    def _tell(self) -> None:
        moment = self.moment.moment()
        if moment is not None:
            self.give((moment.isoformat(timespec="seconds"),))
        elif not self.moment.problem():
            self.give(())

    def _on_left(self) -> None:
        problem = self.moment.problem()
        if problem:
            self.show_error(problem)
        else:
            self.clear_error()
