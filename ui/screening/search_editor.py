"""Answering from a long list by typing a part of the answer.

Every word typed may be anywhere in it. Enter takes what is marked, Esc leaves the list and keeps
what was typed; what is none of the answers stays and is explained.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from desktop.domain.screen import Value
from desktop.forms import Item, ItemType
from desktop.services.answers_in_full import value_in_full
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.screening.choice_editors import Options
from ui.screening.chosen_rows import ChosenRows
from ui.screening.plain_label import plain_label
from ui.screening.question import holds_several
from ui.screening.typed_editors import InField
from ui.screening.words import question_words
from ui.theme import zoomed
from ui.widgets.announce import announce
from ui.widgets.role import set_property

_MOST_SHOWN = 50
_ROWS_IN_SIGHT = 6
_ROW_PX, _FRAME_PX = 34, 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class SearchLine(QLineEdit):
    """A line with a list under it. Focus stays in the line; the arrow keys move in the list."""

    taken = Signal(str)

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__()
        self._answers = [(answer, answer.casefold()) for answer in answers]
        self.found = QListWidget()
        self.found.setObjectName("foundList")
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.found.setWordWrap(True)
        self.found.hide()
        self.found.itemClicked.connect(lambda item: self._take(item.text()))
        self.more = plain_label("", "secondaryText")
        self.more.hide()
        self.textEdited.connect(self.look)

    def named(self, typed: str) -> str | None:
        """Return the answer that is written so, None where there is none."""
        wanted = " ".join(typed.casefold().split())
        return next((answer for answer, folded in self._answers if folded == wanted), None)

    def look(self, typed: str) -> None:
        words = typed.casefold().split()
        matches = [answer for answer, folded in self._answers if all(w in folded for w in words)]
        # What begins so comes first.
        matches.sort(key=lambda answer: not answer.casefold().startswith(" ".join(words)))
        self._show(matches if words else [])

    def look_at_all(self) -> None:
        self._show([answer for answer, _folded in self._answers])

    def close_list(self) -> None:
        self.found.hide()
        self.more.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_open = not self.found.isHidden()
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if step and not is_open:
            self.look_at_all() if not self.text().strip() else self.look(self.text())
        elif step:
            self._move(step)
        elif event.key() in _ENTER and is_open and self.found.currentItem() is not None:
            self._take(self.found.currentItem().text())
        elif event.key() == Qt.Key.Key_Escape and is_open:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def _show(self, matches: Sequence[str]) -> None:
        self.found.clear()
        self.found.addItems(list(matches[:_MOST_SHOWN]))
        self.found.setCurrentRow(0 if matches else -1)
        rows = min(len(matches), _ROWS_IN_SIGHT)
        self.found.setFixedHeight(rows * zoomed(_ROW_PX) + zoomed(_FRAME_PX))
        self.found.setVisible(bool(matches))
        words = _more_words(len(matches), is_typed=bool(self.text().strip()))
        self.more.setText(words)
        self.more.setVisible(bool(words))
        if matches:
            marked = self.found.currentItem().text()
            count = plural("{count} answer found", "{count} answers found", len(matches))
            announce(self, f"{count}: {marked}")
        else:
            announce(self, words)

    def _move(self, step: int) -> None:
        place = min(max(self.found.currentRow() + step, 0), self.found.count() - 1)
        self.found.setCurrentRow(place)
        announce(self, self.found.currentItem().text())

    def _take(self, answer: str) -> None:
        self.close_list()
        self.taken.emit(answer)


def _more_words(count: int, *, is_typed: bool) -> str:
    if count > _MOST_SHOWN:
        return _("{count} more. Type more of the answer.", count=count - _MOST_SHOWN)
    return _("No answer has these words in it.") if is_typed and not count else ""


class SearchEditor(InField):
    """A form that takes answers of one's own keeps what was typed as one."""

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._several = holds_several(item)
        self._takes_own_words = item.type is ItemType.OPEN_CHOICE
        self._options = Options(item)
        self.line = SearchLine(self._options.labels())
        self.line.setAccessibleName(question_words(item))
        hint = _("Type a part of the answer. Arrow keys choose, Enter takes, Esc leaves the list.")
        self.lay_out(item, self.line, hint)
        self.rows = ChosenRows(self._remove, self.line)
        for below in (self.line.found, self.line.more, self.rows):
            self._column.addWidget(below)
        self.line.textEdited.connect(self._on_edited)
        self.line.taken.connect(self._take)
        self.watch(self.line)

    def focus_target(self) -> QWidget:
        return self.line

    def _put(self, values: tuple[Value, ...]) -> None:
        self._pause.stop()
        self.line.close_list()
        if self._several:
            self._show_rows(values)
        else:
            self.line.setText(value_in_full(self._item, values[0]) if values else "")

    def _show_rows(self, values: tuple[Value, ...]) -> None:
        self.rows.show_rows([(value_in_full(self._item, value), value) for value in values])

    def _take(self, answer: str) -> None:
        self.clear_error()
        self._pause.stop()
        value = self._options.value_called(answer)
        assert value is not None
        if self._several:
            self.line.clear()
            kept = self._shown if value in self._shown else (*self._shown, value)
            self._show_rows(kept)
            self.give(kept)
        else:
            self.line.setText(answer)
            self.give((value,))
        announce(self.line, answer)

    def _remove(self, value: Value) -> None:
        kept = tuple(each for each in self._shown if each != value)
        self._show_rows(kept)
        self.give(kept)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self.clear_error()
        set_property(self.line, "problem", "false")
        if not self._several:
            self._typed()

    def _tell(self) -> None:
        if self._several:
            return
        typed = self.line.text().strip()
        value = self._value_typed(typed)
        self.give((value if value is not None else typed,) if typed else ())

    def _value_typed(self, typed: str) -> Value | None:
        """Return the answer that is written so; a stored one stays what it is while it stands."""
        label = self.line.named(typed)
        if label is not None:
            return self._options.value_called(label)
        same = (each for each in self._shown if value_in_full(self._item, each) == typed)
        return next(same, None)

    def _on_left(self) -> None:
        self.line.close_list()
        typed = self.line.text().strip()
        label = self.line.named(typed)
        if self._several and typed and (label is not None or self._takes_own_words):
            self._add_typed(label, typed)
        elif typed and label is None and not self._takes_own_words:
            self.show_error(
                _("“{typed}” is none of the answers. Type a part of one and take it.", typed=typed)
            )
        else:
            self.clear_error()

    def _add_typed(self, label: str | None, typed: str) -> None:
        if label is not None:
            self._take(label)
            return
        self.line.clear()
        kept = (*self._shown, typed)
        self._show_rows(kept)
        self.give(kept)
