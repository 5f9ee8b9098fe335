"""Lines that must be read before going on: two colleagues differ, or this can only be read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.banner.component import Component, Mark, WholeLabel
from ui.widgets.role import set_role


class WarningNote(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("warningNote")
        set_role(self, "warning")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.setSpacing(4)
        self._lines: tuple[str, ...] = ()
        self.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                # Hidden at once: it lives until the event loop turns.
                widget.hide()
                widget.deleteLater()
        self._lines = tuple(lines)
        for line in lines:
            self._column.addWidget(Component(Mark("to_mend", "neutral"), WholeLabel(line, "plain")))
        self.setAccessibleName(" ".join(lines))
        self.setVisible(bool(lines))

    def lines(self) -> tuple[str, ...]:
        return self._lines
