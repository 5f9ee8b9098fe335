"""The board as a table of finished values at one moment. Asks nothing; knows no service."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QIcon

from desktop.services.values import Board, BoardRow
from desktop.wording.words import text as _
from ui.board import words
from ui.board.symbol_delegate import SYMBOL_ROLE
from ui.theme import tone_colour, zoomed
from ui.widgets.rows_model import Column, Index, RowsModel
from ui.widgets.symbol import symbol

WHY, NAME = 0, 1
# Columns whose words may take two lines.
WRAPPING = (0, 1, 2, 4, 5, 6, 7)
BOLD = (WHY, NAME)
SYMBOL_PX = 14


class BoardModel(RowsModel[BoardRow]):
    """Rows keep the board's order and move up by themselves as a clock runs out."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        self._now = now
        self._at = now()
        self._board: Board | None = None
        super().__init__(self._made_columns(), key=lambda row: row.detention_id, parent=parent)

    def show_board(self, board: Board) -> None:
        self._board = board
        self.tick()

    def tick(self) -> None:
        """Say the same rows as of now."""
        if self._board is None:
            return
        self._at = self._now()
        # Stable: within one urgency the service's order stands.
        self.show_rows(sorted(self._board.rows, key=lambda row: row.urgency(self._at)))
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])

    def counts_line(self) -> str:
        return "" if self._board is None else words.counts_line(self._board, self._at)

    def whole_row(self, row: int) -> str:
        return words.whole_row(self.row_at(row), self._at)

    def texts(self, column: int) -> list[str]:
        """Return what stands in a column, for the width it needs."""
        shown = self._columns[column].shown
        return [shown(row) for row in self._rows]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == WHY:
            return self._why(index, role)
        if index.column() == NAME and role == Qt.ItemDataRole.FontRole:
            return _bold()
        return super().data(index, role)

    def _why(self, index: Index, role: int) -> Any:
        urgency = self.row_at(index.row()).urgency(self._at)
        name, tone = words.SYMBOLS[urgency]
        if role == SYMBOL_ROLE:
            return name
        match role:
            case Qt.ItemDataRole.DecorationRole:
                return _symbol(name, tone_colour(tone))
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(tone_colour(tone))
            case Qt.ItemDataRole.FontRole:
                return _bold() if urgency in words.WAITING else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.whole_row(index.row())
            case _:
                return super().data(index, role)

    def _made_columns(self) -> tuple[Column[BoardRow], ...]:
        return (
            Column(_("Why here"), lambda row: words.why(row, self._at)),
            Column(_("Name"), words.name),
            Column(_("Cell and record"), words.whereabouts),
            Column(_("Time in"), lambda row: words.time_in(row, self._at)),
            Column(_("Warnings"), words.warnings),
            Column(_("Call"), lambda row: words.call(row, self._at)),
            Column(_("Next review"), words.review),
            Column(_("Screen"), words.screen),
        )


def _symbol(name: str, colour: str) -> QIcon:
    pixmap = symbol(name, colour, zoomed(SYMBOL_PX), 2.0)
    icon = QIcon(pixmap)
    # As it is on the chosen row too: Qt would tint it, and red would no longer be red.
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font
