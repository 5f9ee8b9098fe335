"""One search box and the people it finds. Enter on a row chooses; nobody is chosen by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.services.values import PersonMatch
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.people.match_words import match_columns
from ui.people.search_text import name_from_search
from ui.people.whole_table import WholeTable
from ui.widgets.announce import announce
from ui.widgets.buttons import secondary
from ui.widgets.field import Field
from ui.widgets.role import label
from ui.widgets.rows_model import RowsModel


class FindView(QWidget):
    text_changed = Signal()
    find_asked = Signal()
    person_chosen = Signal(object)  # PersonId
    person_missing = Signal(str, str)  # family and given name, as far as typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QLineEdit()
        self.box.setObjectName("findPersonEdit")
        self.box.setClearButtonEnabled(True)
        hint = _("Name or other name, date of birth, NHS number or PNC id")
        self._field = Field(_("&Find a person"), self.box, hint=hint)
        self._found = label("", "secondaryText")
        self._found.setObjectName("foundLabel")
        self._model: RowsModel[PersonMatch] = RowsModel(
            match_columns(), key=lambda match: match.person.id, parent=self
        )
        self.table = WholeTable(_("People found"), empty=_("Type above to find a person."))
        self.table.setObjectName("foundTable")
        self.table.setModel(self._model)
        self.add = secondary(_("&Add a new person"))
        self.add.setObjectName("addPersonButton")
        self.add.hide()
        self._lay_out()
        self._connect()

    def text(self) -> str:
        return self.box.text()

    def start_with(self, text: str) -> None:
        self.box.setText(text)
        self.box.selectAll()
        self.box.setFocus()

    def show_nothing_asked(self) -> None:
        self._model.show_rows([])
        self.table.show_rows(_("Type above to find a person."))
        self._found.clear()
        self.add.hide()

    def show_searching(self) -> None:
        # What was found before stays in sight until the new answer comes: rows do not flicker.
        if self._model.rowCount() == 0:
            self.table.show_loading(_("Looking…"))

    def show_matches(self, matches: Sequence[PersonMatch]) -> None:
        self._model.show_rows(matches)
        self.table.show_rows(_("Nobody on this computer matches. Check the spelling, or add them."))
        words = plural("{count} person found", "{count} people found", len(matches))
        self._found.setText(words)
        announce(self.table, words)
        self.add.show()

    def show_failed(self, text: str) -> None:
        self._model.show_rows([])
        self._found.clear()
        self.table.show_failed(text)

    def matches(self) -> tuple[PersonMatch, ...]:
        return self._model.rows()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._found)
        column.addWidget(self.table, 1)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.box.textChanged.connect(lambda _text: self.text_changed.emit())
        self.box.returnPressed.connect(self._on_enter)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.box)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._go_to_rows)
        self.table.activated_row.connect(
            lambda row: self.person_chosen.emit(self._model.row_at(row).person.id)
        )
        self.add.clicked.connect(self._on_add)

    def _on_enter(self) -> None:
        self.find_asked.emit()
        self._go_to_rows()

    def _go_to_rows(self) -> None:
        if self._model.rowCount() > 0:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.choose_row(0)

    def _on_add(self) -> None:
        self.person_missing.emit(*name_from_search(self.box.text()))
