"""An answer that the form works out: shown, and marked where something else stands instead."""

from PySide6.QtWidgets import QWidget

from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.question import QuestionShown
from ui.screening.section_row import ReadRow, RowSetting
from ui.screening.typed_over import TypedOver, origin_words
from ui.screening.words import answer_words, question_words


class CalculatedRow(ReadRow):
    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._value = plain_label("", "body")
        self.origin = TypedOver(question, setting, self)
        self._column.addWidget(plain_label(question_words(question.item), "label"))
        self._column.addWidget(self._value)
        self._column.addWidget(self.origin)
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        super().show_question(question)
        is_empty = not question.answer.is_given()
        words = (
            _("No value yet: it follows from other answers.")
            if is_empty
            else answer_words(question.item, question.answer)
        )
        self._value.setText(words)
        self.origin.show_question(question)
        asked = question_words(question.item)
        self.setAccessibleName(f"{asked}: {words}, {origin_words(question)}")

    def words(self) -> str:
        return self._value.text()

    def flush(self) -> None:
        if self.origin.editor is not None:
            self.origin.editor.flush()

    def show_error(self, words: str) -> None:
        if self.origin.editor is not None and self.origin.editor.isVisible():
            self.origin.editor.show_error(words)
        else:
            super().show_error(words)

    def clear_error(self) -> None:
        super().clear_error()
        if self.origin.editor is not None:
            self.origin.editor.clear_error()
