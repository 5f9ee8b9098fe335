"""A sentence that wraps, with its symbol where it asks for action."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.court_report.reading_frame import ReadingFrame
from ui.court_report.words import Said
from ui.theme import tone_colour, zoomed
from ui.widgets.role import label, set_property
from ui.widgets.symbol import symbol

_SYMBOL_PX = 14


class SaidLine(QWidget):
    def __init__(self, said: Said | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = QLabel()
        self._symbol.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = label("", "secondaryText")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._symbol)
        row.addWidget(self._words, 1)
        self.show_said(said or Said(""))

    def show_said(self, said: Said, name: str = "") -> None:
        """Show the sentence; `name` is the symbol, by default the one for what cannot wait."""
        self._words.setText(said.words)
        self.setAccessibleName(said.words)
        set_property(self._words, "role", "errorText" if said.is_urgent else "secondaryText")
        name = name or ("act_now" if said.is_urgent else "")
        self._symbol.setVisible(bool(name))
        if name:
            colour = tone_colour("danger" if said.is_urgent else "secondary")
            size = zoomed(_SYMBOL_PX)
            self._symbol.setPixmap(symbol(name, colour, size, self.devicePixelRatioF()))

    def words(self) -> str:
        return self._words.text()


class SaidList(ReadingFrame):
    """Sentences one under the other. Takes focus once, so that a screen reader can go to it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(4)
        self._column.addWidget(label(title, "label"))
        self._lines: list[SaidLine] = []

    def show_lines(self, lines: list[tuple[Said, str]]) -> None:
        """Show sentences with the names of their symbols."""
        while self._lines:
            line = self._lines.pop()
            # Hidden by name: a layout still meaning to show it would show it as a window.
            line.hide()
            line.setParent(None)
            line.deleteLater()
        for said, name in lines:
            line = SaidLine()
            line.show_said(said, name)
            self._lines.append(line)
            self._column.addWidget(line)
        self.setAccessibleName(". ".join([self._title, *self.texts()]))

    def texts(self) -> list[str]:
        return [line.words() for line in self._lines]
