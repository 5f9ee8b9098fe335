"""Draws the board: who is in custody, why each stands where they stand, and what to do next."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.values import Board
from desktop.wording.words import text as _
from ui.board.fit import ColumnText, heights, widths
from ui.board.model import BOLD, NAME, SYMBOL_PX, WHY, WRAPPING, BoardModel
from ui.board.symbol_delegate import SymbolDelegate
from ui.theme import zoomed
from ui.tokens import SPACE_BETWEEN
from ui.widgets.buttons import primary, secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label
from ui.widgets.table import ROOMY_ROW_PX, DataTable

_WALL_ROW_PX = 54
_WALL_TYPE = 1.4
# What the sheet and the style put around the words of a cell, and before the first.
_CELL_AIR_PX = 24
_SYMBOL_ROOM_PX = 22
_ROW_AIR_PX = 11
_LEAST_TABLE_PX = 240


class BoardView(QWidget):
    person_asked = Signal(object)  # BoardRow
    observations_asked = Signal(object)  # BoardRow
    conflicts_asked = Signal(object)  # BoardRow
    book_in_asked = Signal()
    custody_list_asked = Signal()
    retry_asked = Signal()

    def __init__(self, model: BoardModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_large = False
        self._has_board = False
        self.frame = PageFrame(_("Board"), wide=True)
        self.table = DataTable(
            _("People in custody, most urgent first"),
            empty=_("Nobody is in custody here. Book somebody in, or import the custody list."),
            search_column=NAME,
            row_px=ROOMY_ROW_PX,
        )
        self.table.setObjectName("boardTable")
        self.table.setModel(model)
        self.table.setItemDelegateForColumn(WHY, SymbolDelegate(SYMBOL_PX, self.table))
        self.table.setWordWrap(True)
        self.table.setMinimumHeight(zoomed(_LEAST_TABLE_PX))
        self.counts = label("", "text")
        self.counts.setObjectName("countsLabel")
        self.detail = label("", "secondaryText")
        self.detail.setObjectName("selectedPersonLabel")
        self.retry = secondary(_("&Try again"))
        self.retry.hide()
        self._lay_out()
        self._connect()

    def show_loading(self) -> None:
        if not self._has_board:
            self.table.show_loading(_("Looking up who is in custody…"))

    def show_board(self, board: Board) -> None:
        chosen = self.table.currentIndex()
        is_first = not self._has_board
        self._has_board = True
        self.retry.hide()
        self.frame.notice.clear()
        self._model.show_board(board)
        self.table.show_rows()
        self._fit()
        if (is_first or not chosen.isValid()) and self._model.rowCount():
            self.table.choose_row(0)
        self._say_counts()

    def show_failed(self, why: str) -> None:
        """Say why; rows already shown stay, for they were true a moment ago."""
        self.retry.show()
        if self._has_board:
            self.frame.notice.show_text(why, "danger")
        else:
            self.table.show_failed(why)

    def tick(self) -> None:
        self._model.tick()
        self._fit()
        self._say_counts()

    def toggle_size(self) -> None:
        """Go to and fro between the size for a desk and the size for a wall."""
        self._is_large = not self._is_large
        self._apply_size()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._has_board:
            self._apply_size()

    def _apply_size(self) -> None:
        font = self.font()
        if self._is_large:
            font.setPixelSize(round(self.fontInfo().pixelSize() * _WALL_TYPE))
        self.table.setFont(font)
        self.table.set_row_px(_WALL_ROW_PX if self._is_large else ROOMY_ROW_PX)
        # Large type in a low window: the page scrolls rather than leave one row of the board.
        self.table.setMinimumHeight(zoomed(_LEAST_TABLE_PX))
        self._fit()
        self.table.scrollTo(self.table.currentIndex())

    def _add_row_actions(self) -> None:
        """Offer what can be done with a row by the menu key and the right mouse button as well."""
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        person = QAction(_("Open the person"), self.table)
        person.triggered.connect(lambda: self.table.activated.emit(self.table.currentIndex()))
        self.observations = QAction(_("Observations"), self.table)
        self.observations.setShortcut(QKeySequence("Ctrl+O"))
        self.observations.triggered.connect(self._ask_observations)
        self.decide = QAction(_("Decide what colleagues recorded differently"), self.table)
        self.decide.setShortcut(QKeySequence("Ctrl+K"))
        self.decide.triggered.connect(self._ask_conflicts)
        self.table.addActions([person, self.observations, self.decide])

    def _ask_conflicts(self) -> None:
        index = self.table.currentIndex()
        row = self._model.row_at(index.row()) if index.isValid() else None
        if row is not None and row.has_conflict:
            self.conflicts_asked.emit(row)
        else:
            self.frame.notice.show_text(_("Nothing about this person has to be decided."))

    def _ask_observations(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.observations_asked.emit(self._model.row_at(index.row()))

    def _say_counts(self) -> None:
        self.counts.setText(self._model.counts_line())
        self._say_detail(self.table.currentIndex())

    def _say_detail(self, index: QModelIndex) -> None:
        # Room for two lines even when it says one: the rows above must not move with the choice.
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().lineSpacing())
        self.detail.setText(self._model.whole_row(index.row()) if index.isValid() else "")

    def _fit(self) -> None:
        """Give each column what its words need, and each row the lines that they take."""
        header, rows = self.table.horizontalHeader(), self.table.verticalHeader()
        symbol = zoomed(SYMBOL_PX)
        self.table.setIconSize(QSize(symbol, symbol))
        columns = [self._column_text(column) for column in range(header.count())]
        shared = widths(columns, self.table.viewport().width() - len(columns))
        for column, width in enumerate(shared):
            header.resizeSection(column, width)
        least = zoomed(_WALL_ROW_PX if self._is_large else ROOMY_ROW_PX)
        for row, height in enumerate(heights(columns, shared, least, zoomed(_ROW_AIR_PX))):
            rows.resizeSection(row, height)

    def _column_text(self, column: int) -> ColumnText:
        font = QFont(self.table.font())
        if column in BOLD:
            font.setWeight(QFont.Weight.DemiBold)
        symbol = zoomed(_SYMBOL_ROOM_PX) if column == WHY else 0
        return ColumnText(
            heading_width=self.table.horizontalHeader().sectionSizeHint(column),
            texts=self._model.texts(column),
            metrics=QFontMetrics(font),
            extra=zoomed(_CELL_AIR_PX) + symbol,
            may_wrap=column in WRAPPING,
        )

    def _lay_out(self) -> None:
        buttons = FlowLayout(across=8)
        self.book_in = primary(_("&Book in"))
        self.custody_list = secondary(_("&Import custody list"))
        for button in (self.retry, self.custody_list, self.book_in):
            buttons.addWidget(button)
        line = self.frame.heading_line
        line.setStretchFactor(self.frame.heading, 0)
        line.setSpacing(SPACE_BETWEEN)
        line.addWidget(self.counts, 1)
        line.addLayout(buttons)
        self.frame.body.addWidget(self.table, 1)
        self.frame.body.addWidget(self.detail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)

    def _connect(self) -> None:
        self.table.activated_row.connect(
            lambda row: self.person_asked.emit(self._model.row_at(row))
        )
        self.table.selectionModel().currentChanged.connect(
            lambda current, _previous: self._say_detail(current)
        )
        self.table.resized.connect(self._fit)
        self._add_row_actions()
        self.book_in.clicked.connect(self.book_in_asked)
        self.custody_list.clicked.connect(self.custody_list_asked)
        self.retry.clicked.connect(self.retry_asked)
        QShortcut(QKeySequence("Ctrl+D"), self).activated.connect(self.toggle_size)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.retry_asked)
