"""A table that cuts no words: they wrap, and rows grow. For tens of rows, not for thousands."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from ui.people.column_widths import longest_piece, shared_widths
from ui.theme import zoomed
from ui.widgets.table import DataTable

_CELL_AIR_PX = 24
_NARROWEST_PX = 64
_EMPTY_HEIGHT_PX = 76
_ROW_AIR_PX = 10
_ANY_HEIGHT = 10_000


class WholeTable(DataTable):
    """`grows` makes it as high as its rows, so that only the page scrolls, never the table."""

    def __init__(
        self, name: str, *, empty: str = "", grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, empty=empty, parent=parent)
        self._grows = grows
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Rows and widths are measured once a change has settled, not for every row of it.
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self.fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for changed in (
                model.rowsInserted,
                model.rowsRemoved,
                model.dataChanged,
                model.modelReset,
                model.layoutChanged,
            ):
                changed.connect(self._settling.start)
        self._settling.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settling.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._settling.start()

    def sizeHint(self) -> QSize:
        if not self._grows:
            return super().sizeHint()
        return QSize(super().sizeHint().width(), self._full_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(zoomed(_NARROWEST_PX), self.sizeHint().height() if self._grows else 0)

    def fit(self) -> None:
        """Share the width out by what the columns hold, then make every row high enough."""
        model = self.model()
        if model is None or model.columnCount() == 0:
            return
        cells = self._texts()
        widths = self._widths(cells)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row in range(model.rowCount()):
            texts = [texts[row] for texts in cells]
            self.setRowHeight(row, self._height_for(texts, widths))
        self.updateGeometry()

    def _texts(self) -> list[list[str]]:
        """Return the text of every cell, column by column."""
        model = self.model()
        return [
            [str(model.index(row, column).data() or "") for row in range(model.rowCount())]
            for column in range(model.columnCount())
        ]

    def _widths(self, cells: list[list[str]]) -> list[int]:
        air, measure = zoomed(_CELL_AIR_PX), self.fontMetrics().horizontalAdvance
        header = self.horizontalHeader()
        headings = [header.sectionSizeHint(column) for column in range(len(cells))]
        least, wanted = [], []
        for heading, texts in zip(headings, cells, strict=True):
            pieces = (longest_piece(text, measure) + air for text in texts)
            least.append(max([heading, *pieces]))
            wanted.append(max([heading, *(measure(text) + air for text in texts)]))
        return shared_widths(least, wanted, self.viewport().width())

    def _height_for(self, texts: list[str], widths: list[int]) -> int:
        metrics, air = self.fontMetrics(), zoomed(_CELL_AIR_PX)
        wraps = Qt.TextFlag.TextWordWrap
        heights = [
            metrics.boundingRect(QRect(0, 0, width - air, _ANY_HEIGHT), wraps, text).height()
            for text, width in zip(texts, widths, strict=True)
            # Text exactly as wide as its column would be said to wrap, by less than a pixel.
            if metrics.horizontalAdvance(text) > width - air
        ]
        least = self.verticalHeader().defaultSectionSize()
        return max(least, max(heights, default=0) + zoomed(_ROW_AIR_PX))

    def _full_height(self) -> int:
        frame = 2 * self.frameWidth() + 4
        bar = self.horizontalScrollBar()
        if bar.maximum() > bar.minimum():
            frame += bar.sizeHint().height()
        header = self.horizontalHeader().sizeHint().height()
        model = self.model()
        if model is None or model.rowCount() == 0:
            return header + zoomed(_EMPTY_HEIGHT_PX) + frame
        return header + self.verticalHeader().length() + frame
