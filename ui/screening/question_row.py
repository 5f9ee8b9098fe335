"""One question on the page: its editor, what is known about it, why it has no answer."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.domain.screen import Value
from desktop.wording.words import text as _
from ui.screening.editor import QuestionEditor
from ui.screening.editor_for import editor_for
from ui.screening.known_offer import KnownOffer
from ui.screening.no_answer import NoAnswerButton
from ui.screening.plain_label import plain_label
from ui.screening.question import EditorKind, QuestionShown
from ui.screening.section_row import RowSetting, SectionRow, stops_in
from ui.screening.words import question_words, why_no_answer
from ui.theme import zoomed

_EDITOR_PX = 620
_NARROW_PX = 540
# What may stand under an editor. The last column is room to spare.
_UNDER, _OFFER, _NOTE = 1, 2, 3
_COLUMNS = 3


class QuestionRow(SectionRow):
    """What is rarely needed, such as an offer or a note, is made when it first is."""

    def __init__(self, question: QuestionShown, setting: RowSetting, parent: QWidget) -> None:
        super().__init__(question, setting, parent)
        self.editor: QuestionEditor = editor_for(question.item, question.kind, setting.now, self)
        words = question_words(question.item)
        self.no_answer = NoAnswerButton(words, self.key, setting.asks, self)
        self.offer: KnownOffer | None = None
        self._note: QLabel | None = None
        self._is_narrow = False
        self._lay_out()
        self.editor.answered.connect(self._answered)
        if question.kind is EditorKind.FILE:
            self.editor.file_chosen.connect(partial(setting.asks.file_chosen.emit, self.key))
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        answer = question.answer
        super().show_question(question)
        self.editor.show_values(answer.values if answer.absent is None else ())
        self.no_answer.show_absent(answer.absent)
        self._show_offer(question)
        self._show_note(_note_words(question))
        if answer.absent is not None:
            self.editor.clear_error()

    def stops(self) -> list[QWidget]:
        offered = [self.offer.confirm, self.offer.change] if self.offer is not None else []
        return [*stops_in(self.editor), *offered, self.no_answer]

    def is_offered(self) -> bool:
        return self.offer is not None and not self.offer.isHidden()

    def focus_target(self) -> QWidget:
        return self.editor.focus_target()

    def flush(self) -> None:
        self.editor.flush()

    def show_error(self, words: str) -> None:
        self.editor.show_error(words)

    def clear_error(self) -> None:
        self.editor.clear_error()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the quiet button under the editor where there is no room beside it."""
        is_narrow = event.size().width() < zoomed(_NARROW_PX)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._place_no_answer()
        super().resizeEvent(event)

    def _answered(self, values: tuple[Value, ...]) -> None:
        self._setting.asks.values_given.emit(self.key, values)

    def _show_offer(self, question: QuestionShown) -> None:
        if question.known is None:
            if self.offer is not None:
                self.offer.hide()
            return
        if self.offer is None:
            self.offer = KnownOffer(self.key, self._setting)
            self._grid.addWidget(self.offer, _OFFER, 0, 1, _COLUMNS)
            self._setting.has_new_stops(self)
        self.offer.show_known(question.item, question.known)
        self.offer.show()

    def _show_note(self, words: str) -> None:
        if self._note is None:
            if not words:
                return
            self._note = plain_label("", "secondaryText", self)
            self._grid.addWidget(self._note, _NOTE, 0, 1, _COLUMNS)
        if words != self._note.text():
            self._note.setText(words)
            self._note.setVisible(bool(words))

    def _place_column(self, indent: int) -> None:
        """One grid for all that stands here: every layout within another is placed twice."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(indent, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)

    def _lay_out(self) -> None:
        self.editor.setMaximumWidth(zoomed(_EDITOR_PX))
        self._grid.addWidget(self.editor, 0, 0)
        self._place_no_answer()

    def _place_no_answer(self) -> None:
        at = (_UNDER, 0) if self._is_narrow else (0, 1)
        above_left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self.no_answer, *at, above_left)


def _note_words(question: QuestionShown) -> str:
    answer = question.answer
    notes = []
    if answer.absent is not None:
        notes.append(why_no_answer(answer.absent))
    elif answer.source and answer.values:
        notes.append(_("confirmed from: {source}", source=answer.source))
    elif answer.values and answer.answered_by is None and answer.answered_at is None:
        notes.append(_("filled in by the form"))
    if question.has_conflict:
        notes.append(_("Two colleagues answered this differently. It waits for a decision."))
    return " · ".join(notes)
