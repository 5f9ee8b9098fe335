"""What is to become of the line that is chosen in the table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.custody_list.line_words import choice_words, question_words
from ui.custody_list.review import Line
from ui.widgets.choices import Choices
from ui.widgets.role import label, literal, set_role


class DecidePanel(QFrame):
    decided = Signal(object)  # Line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decidePanel")
        set_role(self, "paper")
        self._line: Line | None = None
        self._question = label("", "strong")
        self._choices: Choices | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._column.addWidget(self._question)
        self.hide()

    def show_line(self, line: Line | None) -> None:
        """Ask about `line`. The question stays as it is while only its answer changed."""
        if line is not None and self._choices is not None and self._is_same_question(line):
            self._line = line
            self._choices.set_values([line.decision])
            return
        self._line = line
        self._forget_choices()
        self.setVisible(line is not None)
        if line is None:
            return
        words = question_words(line)
        self._question.setVisible(not line.choices())
        self._question.setText(literal(words))
        if line.choices():
            self._ask(line, words)

    def focus_first(self) -> None:
        if self._choices is not None:
            self._choices.setFocus()

    def _ask(self, line: Line, words: str) -> None:
        options = [(choice_words(line, decision), decision) for decision in line.choices()]
        self._choices = Choices(literal(words), options)
        self._choices.set_values([line.decision])
        self._choices.changed.connect(self._on_changed)
        self._column.addWidget(self._choices)

    def _on_changed(self) -> None:
        if self._line is not None and self._choices is not None:
            self.decided.emit(self._line.decide(self._choices.value()))

    def _is_same_question(self, line: Line) -> bool:
        return self._line is not None and self._line.row is line.row

    def _forget_choices(self) -> None:
        if self._choices is not None:
            self._choices.hide()
            self._choices.deleteLater()
            self._choices = None
