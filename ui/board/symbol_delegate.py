"""Draws a row's symbol so that it can be seen on the ground of the chosen row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import tokens_now, zoomed
from ui.widgets.symbol import symbol

SYMBOL_ROLE = Qt.ItemDataRole.UserRole + 1


class SymbolDelegate(QStyledItemDelegate):
    """The model names the symbol by SYMBOL_ROLE; on the yellow of focus it is drawn in ink."""

    def __init__(self, size_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._size_px = size_px
        self._table = parent

    def initStyleOption(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        state = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        name = index.data(SYMBOL_ROLE)
        if name and is_chosen and self._table.hasFocus():
            ink = symbol(name, tokens_now().focus_ink, zoomed(self._size_px), 2.0)
            icon = QIcon(ink)
            icon.addPixmap(ink, QIcon.Mode.Selected)
            option.icon = icon
