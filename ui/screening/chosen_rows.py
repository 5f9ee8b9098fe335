"""What has been taken so far, one below another, each with a button that removes it again."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.screen import Value
from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.widgets.buttons import link


class ChosenRows(QWidget):
    """Tab comes to them from `after`, however late they were added."""

    def __init__(self, remove: Callable[[Value], None], after: QWidget) -> None:
        super().__init__()
        self._remove = remove
        self._after = after
        self._shown: list[_ChosenRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, Value]]) -> None:
        for row in self._shown:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._shown = [_ChosenRow(words, partial(self._remove, value)) for words, value in rows]
        for row in self._shown:
            self._column.addWidget(row)
        for before, following in pairwise([self._after, *self.remove_buttons()]):
            QWidget.setTabOrder(before, following)
        self.setVisible(bool(rows))

    def words(self) -> list[str]:
        return [row.words for row in self._shown]

    def remove_buttons(self) -> list[QPushButton]:
        return [row.remove for row in self._shown]


class _ChosenRow(QWidget):
    def __init__(self, words: str, remove: Callable[[], None]) -> None:
        super().__init__()
        self.words = words
        self.remove = link(_("Remove"))
        self.remove.setAccessibleName(_("Remove: {answer}", answer=words))
        self.remove.clicked.connect(remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(plain_label(words, "body"), 1)
        row.addWidget(self.remove)
