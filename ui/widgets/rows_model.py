"""A table model over finished values that keeps the selection on its row when rows move."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """`shown` is what stands in the cell; `said`, where given, is what is read out instead."""

    heading: str
    shown: Callable[[Row], str]
    said: Callable[[Row], str] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """`key` says which row is which, whatever else about it changed."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row_at(self, row: int) -> Row:
        return self._rows[row]

    def row_of(self, key: Hashable) -> int:
        """Return where the row with this key is, or -1."""
        return next((i for i, row in enumerate(self._rows) if self._key(row) == key), -1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Become `rows`: what left is removed, what stayed moves, what is new comes in."""
        wanted = {self._key(row): row for row in rows}
        self._remove_others(wanted)
        present = {self._key(row) for row in self._rows}
        self._reorder([row for row in rows if self._key(row) in present])
        for place, row in enumerate(rows):
            if self._key(row) not in present:
                self.beginInsertRows(QModelIndex(), place, place)
                self._rows.insert(place, row)
                self.endInsertRows()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row)
        if role == Qt.ItemDataRole.AccessibleTextRole and column.said is not None:
            return column.said(row)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return None

    def _remove_others(self, wanted: dict[Hashable, Row]) -> None:
        for place in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[place]) not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _reorder(self, rows: list[Row]) -> None:
        old_keys = [self._key(row) for row in self._rows]
        new_place = {self._key(row): place for place, row in enumerate(rows)}
        if [self._key(row) for row in rows] == old_keys:
            changed = [i for i, row in enumerate(rows) if row != self._rows[i]]
            self._rows = rows
            for place in changed:
                self.dataChanged.emit(
                    self.index(place, 0), self.index(place, len(self._columns) - 1)
                )
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._rows = rows
        after = [self.index(new_place[old_keys[index.row()]], index.column()) for index in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
