"""Where a person may give another answer than the one the form works out, and take it back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.screen import Value
from desktop.wording.words import text as _
from ui.screening.editor import QuestionEditor
from ui.screening.editor_for import editor_for
from ui.screening.plain_label import plain_label
from ui.screening.question import NOT_ASKED_FOR, EditorKind, QuestionShown, kind_when_typed
from ui.screening.score_words import would_be_words
from ui.screening.section_row import RowSetting, SectionRow
from ui.screening.words import question_words
from ui.theme import zoomed
from ui.widgets.role import set_role

_EDITOR_PX = 620


class TypedOver(QWidget):
    """Says how the answer came about. Its buttons and editor are made when they are needed."""

    def __init__(self, question: QuestionShown, setting: RowSetting, row: SectionRow) -> None:
        super().__init__()
        self._row = row
        self.setMaximumWidth(zoomed(_EDITOR_PX))
        self._question = question
        self._setting = setting
        self._words = plain_label("", "secondaryText")
        self.over: QPushButton | None = None
        self.follow: QPushButton | None = None
        self.editor: QuestionEditor | None = None
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self._words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._line)
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        self._question = question
        self._words.setText(origin_words(question))
        if self._setting.is_read_only:
            return
        if self._may_type_over():
            self._show_over(is_needed=self.editor is None or self.editor.isHidden())
        if question.is_kept or self.follow is not None:
            self._show_follow(is_needed=question.is_kept)
        if self.editor is not None:
            self.editor.show_values(question.answer.values)

    def open_editor(self) -> None:
        """Let a person type: what is not confirmed by typing changes nothing."""
        if self.editor is None:
            kind = kind_when_typed(self._question.item)
            self.editor = editor_for(self._question.item, kind, self._setting.now, self)
            self.editor.answered.connect(self._given)
            self._column.addWidget(self.editor)
            self._setting.has_new_stops(self._row)
        self.editor.show_values(self._question.answer.values)
        self.editor.show()
        self._show_over(is_needed=False)
        self.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def _given(self, values: tuple[Value, ...]) -> None:
        self._setting.asks.values_given.emit(self._question.key, values)

    def _follow(self) -> None:
        if self.editor is not None:
            self.editor.hide()
        self._setting.asks.follow_asked.emit(self._question.key)
        if self.over is not None:
            self.over.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_type_over(self) -> bool:
        item = self._question.item
        kind = kind_when_typed(item)
        return kind not in NOT_ASKED_FOR and kind is not EditorKind.UNANSWERABLE

    def _show_over(self, *, is_needed: bool) -> None:
        if self.over is None:
            self.over = self._button(_("Type over"), self.open_editor)
        self.over.setVisible(is_needed)

    def _show_follow(self, *, is_needed: bool) -> None:
        if self.follow is None:
            self.follow = self._button(_("Follow the form again"), self._follow)
        self.follow.setVisible(is_needed)

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        set_role(button, "status")
        question = question_words(self._question.item)
        button.setAccessibleName(_("{words}: {question}", words=words, question=question))
        button.clicked.connect(act)
        self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._setting.has_new_stops(self._row)
        return button


def origin_words(question: QuestionShown) -> str:
    """Return whether the form worked the answer out, or what it would say instead."""
    if not question.is_kept:
        return _("worked out by the form")
    would_be = would_be_words(question.item, question.would_be)
    if question.answer.is_calculated:
        return _("stands as it was stored; the form would say {value} now", value=would_be)
    if question.by:
        return _("typed over by {who}; the form would say {value}", who=question.by, value=would_be)
    return _("typed over; the form would say {value}", value=would_be)
