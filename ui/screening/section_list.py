"""The map of the screen: every section with its state as symbol and word."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.forms import SectionState
from desktop.wording.words import text as _
from ui.screening.screen_in_hand import SectionEntry
from ui.screening.words import state_word
from ui.theme import tokens_now, tone_colour, zoomed
from ui.widgets.badge import draw_badge

_ENTRY_ROLE = Qt.ItemDataRole.UserRole
_WIDTH_PX = 250
_PAD_PX = 5
_SIDE_PX = 14
_EDGE_PX = 4
_SCROLL_BAR_PX = 16
_PLENTY_PX = 1000
_LARGEST_SHARE = 0.28
_LOOKS = {
    SectionState.NOT_BEGUN: ("not_begun", "secondary"),
    SectionState.IN_PROGRESS: ("in_progress", "action"),
    SectionState.COMPLETED: ("done", "done"),
    SectionState.PROBLEM: ("to_mend", "danger"),
}

Index = QModelIndex | QPersistentModelIndex


class _SectionDelegate(QStyledItemDelegate):
    """Draws number and title, wrapped, and under them the state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)
        room = QRect(0, 0, _room_for_words(option), _PLENTY_PX)
        title = metrics.boundingRect(
            room, Qt.TextFlag.TextWordWrap, _title(index.data(_ENTRY_ROLE))
        )
        height = title.height() + metrics.height() + 2 * zoomed(_PAD_PX)
        return QSize(option.widget.width() - zoomed(_SCROLL_BAR_PX), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: SectionEntry = index.data(_ENTRY_ROLE)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_focused = is_chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        tokens = tokens_now()
        painter.save()
        painter.setFont(option.font)
        ground = tokens.focus if is_focused else tokens.chosen if is_chosen else tokens.paper
        painter.fillRect(option.rect, QColor(ground))
        if is_chosen:
            edge = tokens.focus_ink if is_focused else tokens.action
            painter.fillRect(_left_edge(option.rect), QColor(edge))
        ink = tokens.focus_ink if is_focused else tokens.ink
        inner = option.rect.adjusted(zoomed(_SIDE_PX), zoomed(_PAD_PX), 0, 0)
        inner.setWidth(_room_for_words(option))
        painter.setPen(QColor(ink))
        painter.drawText(inner, Qt.TextFlag.TextWordWrap, _title(entry))
        name, tone = _LOOKS[entry.state]
        height = QFontMetrics(option.font).height()
        bottom = inner.bottom() - zoomed(_PAD_PX) - height
        state = QRect(inner.left(), bottom, inner.width(), height)
        colour = ink if is_focused else tone_colour(tone)
        draw_badge(painter, state, state_word(entry.state), name, colour)
        painter.restore()


def _room_for_words(option: QStyleOptionViewItem) -> int:
    """Return the same room with and without a scroll bar, so that titles break in one place."""
    room: int = option.widget.width() - zoomed(_SCROLL_BAR_PX + _SIDE_PX + _PAD_PX)
    return room


def _left_edge(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top(), zoomed(_EDGE_PX), rect.height())


class SectionList(QListWidget):
    section_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sectionList")
        self.setAccessibleName(_("Sections"))
        self.setItemDelegate(_SectionDelegate(self))
        self.setFixedWidth(zoomed(_WIDTH_PX))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._current = ""
        # Chosen with Enter or a click, not in passing: each choice leaves a section.
        self.itemActivated.connect(self._ask)
        self.itemClicked.connect(self._ask)

    def take_width(self, page_width: int) -> None:
        """Stay beside the questions, never instead of them: large type leaves less room."""
        self.setFixedWidth(min(zoomed(_WIDTH_PX), round(page_width * _LARGEST_SHARE)))
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Once the entries have their places: at first there is no room to scroll in.
        QTimer.singleShot(0, self, self._show_current)

    def show_sections(self, entries: Sequence[SectionEntry], current: str) -> None:
        while self.count() > len(entries):
            self.takeItem(self.count() - 1)
        for row, entry in enumerate(entries):
            if row == self.count():
                self.addItem(QListWidgetItem())
            _fill(self.item(row), entry)
            # Only when it changes: someone may be walking down the list with the arrow keys.
            if entry.link_id == current != self._current:
                self.setCurrentRow(row)
        self._current = current

    def entry(self, row: int) -> SectionEntry:
        found: SectionEntry = self.item(row).data(_ENTRY_ROLE)
        return found

    def _show_current(self) -> None:
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def _ask(self, item: QListWidgetItem) -> None:
        entry: SectionEntry = item.data(_ENTRY_ROLE)
        self.section_asked.emit(entry.link_id)


def _fill(item: QListWidgetItem, entry: SectionEntry) -> None:
    if item.data(_ENTRY_ROLE) == entry:
        return
    item.setData(_ENTRY_ROLE, entry)
    words = _("{title}, {state}", title=_title(entry), state=state_word(entry.state))
    item.setText(_title(entry))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)


def _title(entry: SectionEntry) -> str:
    return f"{entry.number}  {entry.title}"
