"""One section of the report: its heading, its text, and on focus what it was drafted from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.court_report.words import drafted_from
from ui.widgets.role import label, literal

_FEWEST_LINES = 3
_MOST_LINES = 18


class SectionText(QPlainTextEdit):
    """As tall as its text, so that the page scrolls and not a small box inside it."""

    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A plain text document measures its height in lines.
        lines = round(self.document().size().height())
        shown = min(max(lines, _FEWEST_LINES), _MOST_LINES)
        around = self.height() - self.viewport().height()
        margin = 2 * round(self.document().documentMargin())
        height = shown * self.fontMetrics().lineSpacing() + margin + max(around, 8)
        if height != self.height():
            self.setFixedHeight(height)


class SectionEditor(QWidget):
    typed = Signal(str, str)
    left = Signal()

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._drafted_from = ""
        self.text = SectionText()
        self.text.setObjectName(f"{key}Edit")
        self.text.setAccessibleName(title)
        self.text.viewport().setAccessibleName(title)
        heading = label(literal(title), "label")
        heading.setBuddy(self.text)
        self._source = label(" ", "secondaryText")
        self._source.setObjectName(f"{key}SourceLabel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (heading, self.text, self._source):
            column.addWidget(part)
        self.text.textChanged.connect(self._on_typed)
        self.text.entered.connect(lambda: self._source.setText(self._drafted_from or " "))
        self.text.left.connect(self._on_left)

    def show_text(self, text: str, questions: Sequence[str], *, may_write: bool) -> None:
        """Show what is recorded; the cursor of someone who reads here stays where it was."""
        self.text.setReadOnly(not may_write)
        self._source.setVisible(may_write)
        self._drafted_from = drafted_from(questions)
        self.text.setAccessibleDescription(self._drafted_from)
        if text != self.text.toPlainText():
            before = self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(before)

    def source_words(self) -> str:
        return self._source.text().strip()

    def _on_typed(self) -> None:
        self.typed.emit(self._key, self.text.toPlainText())

    def _on_left(self) -> None:
        self._source.setText(" ")
        self.left.emit()
