"""Answering with a file: it is named with its size, and its contents are kept elsewhere."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.screen import Value
from desktop.forms import Item
from desktop.wording.file_words import file_words, size_words
from desktop.wording.words import text as _
from ui.screening.chosen_rows import ChosenRows
from ui.screening.editor import QuestionEditor
from ui.screening.file_chooser import (
    AsksForFile,
    ask_which_file,
    largest_of,
    read_file,
    types_words,
)
from ui.screening.question import holds_several
from ui.screening.words import question_words
from ui.widgets.buttons import secondary


class FileEditor(QuestionEditor):
    def __init__(
        self, item: Item, ask: AsksForFile = ask_which_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._item, self._choose = item, ask
        self.add = secondary(_("Add a file"))
        self.add.setObjectName("addFileButton")
        self.add.clicked.connect(lambda: self._choose(self, self.take_path))
        self.rows = ChosenRows(self._remove, self.add)
        self._ask_item(item, self.add, _hint(item))
        self.add.setAccessibleName(_("Add a file: {question}", question=question_words(item)))
        self._column.addWidget(self.rows)
        self._column.setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)

    def focus_target(self) -> QWidget:
        return self.add

    def take_path(self, path: Path) -> None:
        content, problem = read_file(self._item, path)
        if problem:
            self.show_error(problem)
            return
        self.clear_error()
        self.file_chosen.emit(content, path.name)

    def take_file(self, value: str) -> None:
        before = self._shown if holds_several(self._item) else ()
        values = before if value in before else (*before, value)
        self._put(values)
        self.give(values)

    def _put(self, values: tuple[Value, ...]) -> None:
        self.rows.show_rows([(file_words(str(value)), value) for value in values])
        is_replaced = bool(values) and not holds_several(self._item)
        self.add.setText(_("Choose another file") if is_replaced else _("Add a file"))
        self.add.setAccessibleName(f"{self.add.text()}: {question_words(self._item)}")

    def _remove(self, value: Value) -> None:
        self.clear_error()
        values = tuple(each for each in self._shown if each != value)
        self._put(values)
        self.give(values)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)


def _hint(item: Item) -> str:
    size = _("Up to {size}.", size=size_words(largest_of(item)))
    types = types_words(item)
    kinds = _("Files of these types: {types}.", types=types) if types else ""
    return f"{kinds} {size}".strip()
