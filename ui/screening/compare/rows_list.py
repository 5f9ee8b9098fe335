"""The rows of a comparison: a list that arrow keys walk, each row said whole to a screen reader."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.wording.words import text as _
from ui.screening.check.wrapped_words import WrappedWords
from ui.screening.compare.differences import CompareRow, Difference
from ui.theme import tokens_now, zoomed

_ROW = Qt.ItemDataRole.UserRole
_STACKS_BELOW_PX = 720
_PAD_PX = 8
_GAP_PX = 16
_SHARES = (0.32, 0.26, 0.26, 0.16)
_FOCUS_PX = 3
_NO_PARENT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex
Placed = tuple[WrappedWords, QRect, str]


class RowsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[CompareRow] = ()

    def show_rows(self, rows: Sequence[CompareRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, place: int) -> CompareRow:
        return self._rows[place]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.aloud()
        return row if role == _ROW else None


class _RowDelegate(QStyledItemDelegate):
    """Paints question, both answers and how they differ; one under the other where it is narrow."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = _width_of(option)
        placed = self._placed(index.data(_ROW), width, option.font)
        return QSize(width, max(place.bottom() for _w, place, _c in placed) + zoomed(_PAD_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_now()
        row: CompareRow = index.data(_ROW)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = is_chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        plain = tokens.ground if row.title else tokens.paper
        ground = tokens.focus if has_focus else tokens.chosen if is_chosen else plain
        painter.save()
        painter.fillRect(option.rect, QColor(ground))
        for words, place, colour in self._placed(row, option.rect.width(), option.font):
            ink = tokens.focus_ink if has_focus else getattr(tokens, colour)
            painter.setPen(QColor(ink))
            words.draw(painter, place.x(), option.rect.top() + place.y())
        if has_focus:
            painter.setPen(QPen(QColor(tokens.focus_edge), _FOCUS_PX))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        else:
            painter.setPen(QColor(tokens.line))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _placed(self, row: CompareRow, width: int, font: QFont) -> list[Placed]:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        if width < zoomed(_STACKS_BELOW_PX):
            return _stacked(row, width, font, bold)
        cells = (
            (row.title or row.question, bold, "ink"),
            (_("Now") if row.title else row.now, font, "secondary" if row.title else "ink"),
            (_("Last time") if row.title else row.before, font, "secondary"),
            ("" if row.title else row.difference_words(), bold, _colour(row)),
        )
        placed: list[Placed] = []
        pad, gap = zoomed(_PAD_PX), zoomed(_GAP_PX)
        x = gap
        for (said, face, colour), share in zip(cells, _SHARES, strict=True):
            room = round((width - gap) * share) - gap
            words = WrappedWords(said, face)
            placed.append((words, QRect(x, pad, room, words.height(room)), colour))
            x += room + gap
        return placed


def _stacked(row: CompareRow, width: int, font: QFont, bold: QFont) -> list[Placed]:
    if row.title:
        cells = [(row.title, bold, "ink")]
    else:
        cells = [
            (row.question, bold, "ink"),
            (row.difference_words(), bold, _colour(row)),
            (_("Now: {answer}", answer=row.now), font, "ink"),
            (_("Last time: {answer}", answer=row.before), font, "secondary"),
        ]
    placed: list[Placed] = []
    top, gap = zoomed(_PAD_PX), zoomed(_GAP_PX)
    for said, face, colour in cells:
        words = WrappedWords(said, face)
        height = words.height(width - 2 * gap)
        placed.append((words, QRect(gap, top, width - 2 * gap, height), colour))
        top += height
    return placed


def _colour(row: CompareRow) -> str:
    return "secondary" if row.difference is Difference.SAME else "action"


def _width_of(option: QStyleOptionViewItem) -> int:
    view = option.widget
    return view.viewport().width() if isinstance(view, QListView) else option.rect.width()


class RowsList(QListView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareList")
        self.setAccessibleName(_("This screen beside the last one"))
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setItemDelegate(_RowDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def show_rows(self, rows: Sequence[CompareRow]) -> None:
        self.rows.show_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
