"""The page of the custody list: paste, look through, decide, take."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.custody_list.decide_panel import DecidePanel
from ui.custody_list.file_choice import ChooseListFile, choose_list_file
from ui.custody_list.line_words import line_columns
from ui.custody_list.review import Line, still_open, undecided
from ui.people.lines_edit import LinesEdit
from ui.people.whole_table import WholeTable
from ui.widgets.buttons import primary, secondary
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label
from ui.widgets.rows_model import RowsModel


class CustodyListView(QWidget):
    read_asked = Signal(str)
    file_chosen = Signal(str)
    take_asked = Signal(object)  # tuple[Line, ...]
    board_asked = Signal()

    def __init__(self, heading: str, choose_file: ChooseListFile = choose_list_file) -> None:
        super().__init__()
        self._choose_file = choose_file
        self._is_working = False
        self.frame = PageFrame(heading, wide=True)
        self.box = LinesEdit(5)
        self.box.setObjectName("custodyListEdit")
        self.box.setLineWrapMode(LinesEdit.LineWrapMode.NoWrap)
        self.read = secondary(_("&Read the list"))
        self.file = secondary(_("Choose a &file"))
        self.model: RowsModel[Line] = RowsModel(
            line_columns(), key=lambda line: line.number, parent=self
        )
        self.table = WholeTable(_("Lines of the list"), grows=True)
        self.table.setObjectName("linesTable")
        self.table.setModel(self.model)
        self.panel = DecidePanel()
        self._summary = label("", "strong")
        self._review = QFrame()
        self.take = primary("")
        self.take.setObjectName("takePeopleButton")
        self._board = secondary(_("&Close"))
        self._lay_out()
        self._connect()

    def show_text(self, text: str) -> None:
        self.box.setPlainText(text)

    def show_working(self, *, is_working: bool) -> None:
        self._is_working = is_working
        for button in (self.read, self.file, self.take):
            button.setEnabled(not is_working)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.frame.notice.clear()
        self.model.show_rows(lines)
        self._review.setVisible(bool(lines))
        self._show_counts()
        if not lines:
            self.frame.notice.show_text(_("No people were found in what was pasted."), "note")
            return
        waiting = undecided(lines)
        self.table.choose_row(self.model.row_of(waiting[0].number) if waiting else 0)
        self.table.setFocus()

    def show_taken(self, count: int) -> None:
        """Say so, and keep in sight what was not taken in: it must not be lost unseen."""
        left = still_open(self.lines())
        self.show_lines(left) if left else self._put_away()
        words = plural("{count} person taken in.", "{count} people taken in.", count)
        said = _("{what} Saved on this computer.", what=words)
        if left:
            rest = plural(
                "{count} line below is not taken in yet.",
                "{count} lines below are not taken in yet.",
                len(left),
            )
            said = f"{said} {rest}"
        self.frame.notice.show_text(said, "done")

    def _put_away(self) -> None:
        self.box.clear()
        self.model.show_rows([])
        self._review.hide()
        self.take.hide()
        self._board.setFocus()

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def lines(self) -> tuple[Line, ...]:
        return self.model.rows()

    def _decide(self, decided: Line) -> None:
        lines = [decided if line.number == decided.number else line for line in self.lines()]
        self.model.show_rows(lines)
        self._show_counts()
        self.panel.show_line(decided)

    def _show_chosen(self) -> None:
        row = self.table.currentIndex().row()
        self.panel.show_line(self.model.row_at(row) if row >= 0 else None)

    def _show_counts(self) -> None:
        lines = self.lines()
        taken = sum(line.is_taken() for line in lines)
        waiting = len(undecided(lines))
        words = plural("{count} line in the list", "{count} lines in the list", len(lines))
        if waiting:
            asked = plural("{count} needs your decision", "{count} need your decision", waiting)
            words = f"{words}, {asked}"
        self._summary.setText(words)
        self.take.setText(plural("&Take {count} person in", "&Take {count} people in", taken))
        self.take.setVisible(bool(lines))
        self.take.setEnabled(taken > 0 and not self._is_working)

    def _connect(self) -> None:
        self.read.clicked.connect(lambda: self.read_asked.emit(self.box.toPlainText()))
        self.file.clicked.connect(lambda: self._choose_file(self, self.file_chosen.emit))
        self.take.clicked.connect(lambda: self.take_asked.emit(self.lines()))
        self._board.clicked.connect(self.board_asked)
        self.panel.decided.connect(self._decide)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_chosen())
        self.table.activated_row.connect(lambda _row: self.panel.focus_first())

    def _lay_out(self) -> None:
        hint = _("Copy it from the police system with its headings, then paste it here: Ctrl+V.")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.read)
        flow.addWidget(self.file)
        review = QVBoxLayout(self._review)
        review.setContentsMargins(0, 0, 0, 0)
        review.setSpacing(8)
        for part in (self._summary, self.panel, self.table):
            review.addWidget(part)
        self._review.hide()
        self.take.hide()
        self.frame.body.addWidget(Field(_("Custody &list"), self.box, hint=hint))
        self.frame.body.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTop)
        self.frame.body.addWidget(self._review)
        self.frame.body.addStretch(1)
        self.frame.add_primary(self.take)
        self.frame.add_secondary(self._board)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
