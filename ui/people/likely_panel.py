"""Shown before a new person is made: those on this computer who may already be her."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.values import PersonMatch
from desktop.wording.words import text as _
from ui.people.match_words import match_columns
from ui.people.whole_table import WholeTable
from ui.widgets.announce import announce
from ui.widgets.buttons import secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, set_role
from ui.widgets.rows_model import RowsModel


class LikelyPanel(QFrame):
    open_asked = Signal(object)  # PersonId
    none_of_these = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("likelyPanel")
        set_role(self, "warning")
        self._model: RowsModel[PersonMatch] = RowsModel(
            match_columns(), key=lambda match: match.person.id, parent=self
        )
        self.table = WholeTable(_("People it may be"), grows=True)
        self.table.setObjectName("likelyTable")
        self.table.setModel(self._model)
        self.table.activated_row.connect(self._open)
        self.open_button = secondary(_("Open this pe&rson"))
        self.open_button.clicked.connect(lambda: self._open(self.table.currentIndex().row()))
        self.add_button = secondary(_("None of these: add ne&w"))
        self.add_button.setObjectName("noneOfTheseButton")
        self.add_button.clicked.connect(self.none_of_these)
        self._lay_out()
        self.hide()

    def show_matches(self, matches: Sequence[PersonMatch]) -> None:
        self._model.show_rows(matches)
        self.show()
        self.table.choose_row(0)
        self.table.setFocus()
        announce(self, _("Is it one of these? Nobody has been added yet."), at_once=True)

    def _open(self, row: int) -> None:
        if row >= 0:
            self.open_asked.emit(self._model.row_at(row).person.id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_("Is it one of these?"), "subheading"))
        column.addWidget(label(_("Nobody has been added yet."), "plain"))
        column.addWidget(self.table)
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self.open_button)
        flow.addWidget(self.add_button)
        column.addWidget(row)
