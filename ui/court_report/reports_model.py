"""The list of court reports as a table: finished rows, and a symbol for what cannot wait."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from desktop.wording.words import text as _
from ui.court_report.report_row import ReportRow
from ui.theme import tone_colour, zoomed
from ui.widgets.rows_model import Column, Index, RowsModel
from ui.widgets.symbol import symbol_icon

_SYMBOL_PX = 14


class ReportsModel(RowsModel[ReportRow]):
    def __init__(self, parent: QObject | None = None) -> None:
        columns: tuple[Column[ReportRow], ...] = (
            Column(_("Time left"), lambda row: row.time_left, ReportRow.said),
            Column(_("Name"), lambda row: row.name),
            Column(_("Hearing"), lambda row: row.hearing),
            Column(_("Status"), lambda row: row.status),
            Column(_("Court"), lambda row: row.court),
        )
        super().__init__(columns, lambda row: row.report_id, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 0 and self.row_at(index.row()).warning:
            if role == Qt.ItemDataRole.DecorationRole:
                return symbol_icon("act_now", tone_colour("danger"), zoomed(_SYMBOL_PX))
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(tone_colour("danger"))
        return super().data(index, role)
