"""The bar under a page with what can be done. Its buttons wrap: none is squeezed, none cut."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayoutItem, QPushButton, QVBoxLayout, QWidget

from ui.theme import zoomed
from ui.tokens import SPACE_AROUND, SPACE_INSIDE
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import set_role

_LARGE_PERCENT = 140
_TIGHT_PX = 3
_BUTTONS_SHARE = 3


class ActionBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "actions")
        self._flow = _ActionFlow()
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_INSIDE)
        self._column.addLayout(self._flow)
        self._around = QHBoxLayout(self)
        self._around.addLayout(self._column, _BUTTONS_SHARE)
        self._fit()

    def add_words(self, words: QWidget) -> None:
        """Put words about the actions above them, over the whole width."""
        self._column.insertWidget(0, words)

    def add(self, button: QPushButton) -> None:
        self._flow.addWidget(button)

    def add_main(self, button: QPushButton) -> None:
        """Put it at the right, after all others."""
        self._flow.mains.append(button)
        self._flow.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Leave the page what can be spared: large buttons stand apart by themselves."""
        above = _TIGHT_PX if zoomed(100) >= _LARGE_PERCENT else SPACE_INSIDE
        self._around.setContentsMargins(SPACE_AROUND, above, SPACE_AROUND, above)


class _ActionFlow(FlowLayout):
    def __init__(self) -> None:
        self.mains: list[QPushButton] = []
        super().__init__(across=SPACE_INSIDE)

    def _shown(self) -> list[QLayoutItem]:
        return sorted(super()._shown(), key=self._is_main)

    def _is_main(self, item: QLayoutItem) -> bool:
        return item.widget() in self.mains

    def _arrange(self, rect: QRect, *, moves: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(size.height() for _item, size in line)
            if moves:
                self._place(line, rect, y, height)
            y += height + self._down
        return max(0, y - self._down - rect.y())

    def _place(
        self, line: list[tuple[QLayoutItem, QSize]], rect: QRect, y: int, height: int
    ) -> None:
        x = rect.x()
        spare = rect.width() - sum(size.width() + self._across for _i, size in line) + self._across
        for item, size in line:
            if self._is_main(item):
                x, spare = x + spare, 0
            item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
            x += size.width() + self._across
