"""What a section shows and does not ask: headings, explanations, answers that stand."""

from PySide6.QtWidgets import QWidget

from desktop.wording.words import text as _
from ui.screening.block_rows import BlockEndRow, BlockHeadRow
from ui.screening.calculated_row import CalculatedRow
from ui.screening.plain_label import plain_label
from ui.screening.question import EditorKind, QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.score_row import ScoreRow
from ui.screening.section_row import ReadRow, RowSetting, SectionRow
from ui.screening.words import answer_words, question_words


class HeadingRow(SectionRow):
    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._column.addWidget(plain_label(question.item.text, "subheading"))
        if question.item.hint:
            self._column.addWidget(plain_label(question.item.hint, "secondaryText"))
        self.show_question(question)


class WordsRow(SectionRow):
    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._column.addWidget(plain_label(question_words(question.item), "body"))
        self.show_question(question)


class AnswerRow(ReadRow):
    """A question with the answer that stands: nothing more can be answered to it here."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._column.addWidget(plain_label(question_words(question.item), "label"))
        self._answer = plain_label("", "body")
        self._column.addWidget(self._answer)
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        super().show_question(question)
        words = answer_words(question.item, question.answer)
        if question.answer.source:
            words = _(
                "{answer} (confirmed from: {source})", answer=words, source=question.answer.source
            )
        self._answer.setText(words)
        self.setAccessibleName(f"{question_words(question.item)}: {words}")


class UnanswerableRow(SectionRow):
    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self._column.addWidget(plain_label(question_words(question.item), "label"))
        words = _("This cannot be answered here. Write it where the form asks for notes.")
        self._column.addWidget(plain_label(words, "secondaryText"))
        self.show_question(question)


_ROWS: dict[EditorKind, type[SectionRow]] = {
    EditorKind.HEADING: HeadingRow,
    EditorKind.WORDS: WordsRow,
    EditorKind.SHOWN_ONLY: AnswerRow,
    EditorKind.SCORE: ScoreRow,
    EditorKind.CALCULATED: CalculatedRow,
    EditorKind.BLOCK_HEAD: BlockHeadRow,
    EditorKind.BLOCK_END: BlockEndRow,
    EditorKind.UNANSWERABLE: UnanswerableRow,
}


def row_for(question: QuestionShown, setting: RowSetting, parent: QWidget) -> SectionRow:
    """Return the row that shows, or asks, this question."""
    kind = question.kind
    if setting.is_read_only and (question.is_asked or kind is EditorKind.UNANSWERABLE):
        return AnswerRow(question, setting, parent)
    return _ROWS.get(kind, QuestionRow)(question, setting, parent)
