"""A heading and a few lines, some of which open something."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.court_report.reading_frame import ReadingFrame
from ui.widgets.role import label, set_role
from ui.widgets.wrapping_link import WrappingLink


class ShortList(ReadingFrame):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self._title = title
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(4)
        self._column.addWidget(label(title, "subheading"))
        self._parts: list[QWidget] = []
        self._texts: list[str] = []

    def show_lines(self, lines: tuple[str, ...]) -> None:
        while self._parts:
            part = self._parts.pop()
            # Hidden by name: a layout still meaning to show it would show it as a window.
            part.hide()
            part.setParent(None)
            part.deleteLater()
        self._texts.clear()
        self._name()
        for words in lines:
            self.add_line(words)

    def add_line(self, words: str) -> None:
        self._add(label(words, "body"), words)

    def add_link(self, words: str) -> QPushButton:
        button = WrappingLink(words)
        button.setObjectName("draftButton")
        self._add(button, words)
        return button

    def add_part(self, part: QWidget, words: str) -> None:
        self._add(part, words)

    def links(self) -> list[WrappingLink]:
        return [part for part in self._parts if isinstance(part, WrappingLink)]

    def texts(self) -> list[str]:
        return list(self._texts)

    def _add(self, part: QWidget, words: str) -> None:
        self._parts.append(part)
        self._texts.append(words)
        self._column.addWidget(part)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(". ".join([self._title, *self._texts]))
