"""A heading and the list under it; an empty list is one line of words, not an empty table.

Where no words for an empty list are given, it stands on the page only while it has rows.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.people.whole_table import WholeTable
from ui.widgets.role import label
from ui.widgets.rows_model import Column, RowsModel


def _identity(row: Any) -> Hashable:
    key: Hashable = row.id
    return key


class ListSection(QWidget):
    opened = Signal(object)  # the row's record

    def __init__(
        self,
        heading: str,
        empty: str,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable] = _identity,
    ) -> None:
        super().__init__()
        self._is_only_with_rows = not empty
        self.model: RowsModel[Any] = RowsModel(columns, key=key, parent=self)
        self.table = WholeTable(heading, empty=empty, grows=True)
        self.table.setModel(self.model)
        self.table.activated_row.connect(lambda row: self.opened.emit(self.model.row_at(row)))
        self._empty = label(empty, "secondaryText")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(heading, "subheading"))
        column.addWidget(self._empty)
        column.addWidget(self.table)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.model.show_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self.setVisible(bool(rows) or not self._is_only_with_rows)
