"""A table for reading and choosing by keyboard: Tab leaves it, letters find, Enter opens."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme import tokens_now, zoomed
from ui.widgets.announce import announce
from ui.widgets.role import set_property

ROW_PX = 28
ROOMY_ROW_PX = 36
_AIR_PX = 10


class DataTable(QTableView):
    """`name` is what a screen reader calls it; letters are looked for in `search_column`.

    A table that shows no rows says why: `show_loading`, `show_failed`, or the text for empty.
    """

    activated_row = Signal(int)
    resized = Signal()

    def __init__(
        self,
        name: str,
        *,
        empty: str = "",
        search_column: int = 0,
        row_px: int = ROW_PX,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._empty = empty
        self._stand_in = empty
        self._search_column = search_column
        self._row_px = row_px
        self._settle_behaviour()
        self._fit_rows()
        self.activated.connect(lambda index: self.activated_row.emit(index.row()))

    def show_loading(self, text: str) -> None:
        self._say_instead(text)

    def show_failed(self, text: str) -> None:
        self._say_instead(text)
        announce(self, text, at_once=True)

    def show_rows(self, empty: str | None = None) -> None:
        """Show what the model holds, or the text for empty."""
        if empty is not None:
            self._empty = empty
        self._say_instead(self._empty)

    def stand_in_text(self) -> str:
        """Return what is written where rows would be, while there are none."""
        model = self.model()
        return self._stand_in if model is None or model.rowCount() == 0 else ""

    def set_row_px(self, row_px: int) -> None:
        self._row_px = row_px
        self._fit_rows()

    def choose_row(self, row: int) -> None:
        """Make `row` the current one, as if the person had moved there."""
        self.setCurrentIndex(self.model().index(row, self._search_column))

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.rowsInserted.connect(self._repaint_stand_in)
            model.rowsInserted.connect(self._show_where_focus_is)
            model.rowsRemoved.connect(self._repaint_stand_in)
            model.modelReset.connect(self._repaint_stand_in)

    def keyboardSearch(self, search: str) -> None:
        current = self.currentIndex()
        if current.isValid() and current.column() != self._search_column:
            self.setCurrentIndex(current.siblingAtColumn(self._search_column))
        super().keyboardSearch(search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Left to itself Qt opens on Enter only where the platform says so. Enter held down opens
        # once: the next page must not hear it.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_focus("true")
        if self.model() is not None:
            self._show_where_focus_is()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus("false")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        text = self.stand_in_text()
        if not text:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(tokens_now().secondary))
        air = zoomed(24)
        area = QRect(self.viewport().rect()).adjusted(air, air, -air, -air)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(area, flags | Qt.TextFlag.TextWordWrap, text)

    def _settle_behaviour(self) -> None:
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)

    def _fit_rows(self) -> None:
        height = max(zoomed(self._row_px), self.fontMetrics().height() + zoomed(_AIR_PX))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def _show_where_focus_is(self) -> None:
        """Choose a row where none is: Qt at most makes one current, which cannot be seen."""
        model, chosen = self.model(), self.selectionModel()
        if self.hasFocus() and model.rowCount() and not chosen.hasSelection():
            self.choose_row(max(0, self.currentIndex().row()))

    def _mark_focus(self, value: str) -> None:
        # The sheet cannot say "the chosen row of a table that has focus" in any other way.
        set_property(self, "focused", value)

    def _say_instead(self, text: str) -> None:
        self._stand_in = text
        self._repaint_stand_in()

    def _repaint_stand_in(self) -> None:
        self.setAccessibleDescription(self.stand_in_text())
        self.viewport().update()
