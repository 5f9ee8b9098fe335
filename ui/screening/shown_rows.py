"""What a section shows and does not ask: headings, explanations, scores, answers that stand."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.screening.plain_label import plain_label
from ui.screening.question import EditorKind, QuestionShown
from ui.screening.words import answer_words, question_words, score_parts, score_total
from ui.theme import zoomed
from ui.widgets.role import set_role

_INDENT_PX = 20


class ShownRow(QWidget):
    """Words with what stands under them; nothing in it takes focus."""

    def __init__(self, question: QuestionShown, parent: QWidget) -> None:
        super().__init__(parent)
        self.link_id = question.item.link_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(zoomed(_INDENT_PX) * question.level, 0, 0, 0)
        self._column.setSpacing(4)
        self.is_shown = True
        self._fill(question)
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        self._show_if(is_needed=question.is_shown)

    def _show_if(self, *, is_needed: bool) -> None:
        if self.is_shown != is_needed:
            self.is_shown = is_needed
            self.setVisible(is_needed)

    def _fill(self, question: QuestionShown) -> None:
        raise NotImplementedError


class HeadingRow(ShownRow):
    def _fill(self, question: QuestionShown) -> None:
        self._column.addWidget(plain_label(question.item.text, "subheading"))
        if question.item.hint:
            self._column.addWidget(plain_label(question.item.hint, "secondaryText"))


class WordsRow(ShownRow):
    def _fill(self, question: QuestionShown) -> None:
        self._column.addWidget(plain_label(question_words(question.item), "body"))


class AnswerRow(ShownRow):
    """A question with the answer that stands: nothing more can be answered to it here."""

    def _fill(self, question: QuestionShown) -> None:
        self._column.addWidget(plain_label(question_words(question.item), "label"))
        self._answer = plain_label("", "body")
        self._column.addWidget(self._answer)

    def show_question(self, question: QuestionShown) -> None:
        super().show_question(question)
        words = answer_words(question.item, question.answer)
        if question.answer.source:
            words = _(
                "{answer} (confirmed from: {source})", answer=words, source=question.answer.source
            )
        self._answer.setText(words)


class UnanswerableRow(ShownRow):
    def _fill(self, question: QuestionShown) -> None:
        self._column.addWidget(plain_label(question_words(question.item), "label"))
        self._column.addWidget(
            plain_label(
                _("This cannot be answered here. Write it where the form asks for notes."),
                "secondaryText",
            )
        )


class ScoreRow(ShownRow):
    """A total with its parts; while answers are missing there is no total, only the count."""

    def _fill(self, _question: QuestionShown) -> None:
        frame = QFrame()
        set_role(frame, "paper")
        frame.setObjectName("scoreFrame")
        self._total = plain_label("", "strong")
        self._parts = plain_label("", "secondaryText")
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._total)
        line.addWidget(self._parts, 1)
        self._column.addWidget(frame)

    def show_question(self, question: QuestionShown) -> None:
        score = question.score
        self._show_if(is_needed=question.is_shown and score is not None)
        if score is not None:
            self._total.setText(score_total(score))
            self._parts.setText(score_parts(score))


SHOWN_ROWS: dict[EditorKind, type[ShownRow]] = {
    EditorKind.HEADING: HeadingRow,
    EditorKind.WORDS: WordsRow,
    EditorKind.SHOWN_ONLY: AnswerRow,
    EditorKind.SCORE: ScoreRow,
    EditorKind.UNANSWERABLE: UnanswerableRow,
}
