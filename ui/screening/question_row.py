"""One question on the page: its editor, what is known about it, why it has no answer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.screening.editor import QuestionEditor
from ui.screening.editor_for import Now, editor_for
from ui.screening.known_offer import KnownOffer
from ui.screening.no_answer import NoAnswerButton
from ui.screening.plain_label import plain_label
from ui.screening.question import QuestionShown
from ui.screening.words import question_words, why_no_answer
from ui.theme import zoomed

_INDENT_PX = 20
_EDITOR_PX = 620
_NARROW_PX = 540


class QuestionRow(QWidget):
    """Tells what a person did with this question; shows only what it is given."""

    values_given = Signal(str, object)  # linkId, tuple[Value, ...]
    absent_asked = Signal(str, object)  # linkId, Absent
    clear_asked = Signal(str)
    confirm_asked = Signal(str)
    change_asked = Signal(str)

    def __init__(self, question: QuestionShown, now: Now, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = question.item
        self.link_id = question.item.link_id
        self.editor: QuestionEditor = editor_for(question.item, question.kind, now)
        self.no_answer = NoAnswerButton(question_words(question.item))
        self.offer: KnownOffer | None = None
        self._note = plain_label("", "secondaryText")
        self._note.hide()
        self.is_shown = True
        self._lay_out(question.level)
        self._listen()
        self.show_question(question)

    def show_question(self, question: QuestionShown) -> None:
        answer = question.answer
        if self.is_shown != question.is_shown:
            self.is_shown = question.is_shown
            self.setVisible(question.is_shown)
        self.editor.show_values(answer.values if answer.absent is None else ())
        self.no_answer.show_absent(answer.absent)
        self._show_offer(question)
        words = _note_words(question)
        if words != self._note.text():
            self._note.setText(words)
            self._note.setVisible(bool(words))
        if answer.absent is not None:
            self.editor.clear_error()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in the order in which it is read."""
        inner = [
            widget
            for widget in self.editor.findChildren(QWidget)
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.focusProxy() is None
            and widget.window() is self.window()  # Not the list that a combo opens.
        ]
        offered = [self.offer.confirm, self.offer.change] if self.offer is not None else []
        return [*inner, *offered, self.no_answer]

    def is_offered(self) -> bool:
        return self.offer is not None and not self.offer.isHidden()

    def focus_question(self) -> None:
        self.editor.focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_error(self, words: str) -> None:
        self.editor.show_error(words)

    def clear_error(self) -> None:
        self.editor.clear_error()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the quiet button under the editor where there is no room beside it."""
        is_narrow = event.size().width() < zoomed(_NARROW_PX)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        super().resizeEvent(event)

    def _show_offer(self, question: QuestionShown) -> None:
        if question.known is None:
            if self.offer is not None:
                self.offer.hide()
            return
        if self.offer is None:
            self.offer = KnownOffer(self.item)
            self.offer.confirm_asked.connect(lambda: self.confirm_asked.emit(self.link_id))
            self.offer.change_asked.connect(lambda: self.change_asked.emit(self.link_id))
            self._column.insertWidget(1, self.offer)
        self.offer.show_known(question.known)
        self.offer.show()

    def _lay_out(self, level: int) -> None:
        self.editor.setMaximumWidth(zoomed(_EDITOR_PX))
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self.editor, 1)
        self._line.addWidget(
            self.no_answer, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        )
        self._line.addStretch(0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(zoomed(_INDENT_PX) * level, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._line)
        self._column.addWidget(self._note)

    def _listen(self) -> None:
        self.editor.answered.connect(lambda values: self.values_given.emit(self.link_id, values))
        self.no_answer.absent_asked.connect(
            lambda absent: self.absent_asked.emit(self.link_id, absent)
        )
        self.no_answer.clear_asked.connect(lambda: self.clear_asked.emit(self.link_id))


def _note_words(question: QuestionShown) -> str:
    answer = question.answer
    notes = []
    if answer.absent is not None:
        notes.append(why_no_answer(answer.absent))
    elif answer.source and answer.values:
        notes.append(_("confirmed from: {source}", source=answer.source))
    if question.has_conflict:
        notes.append(_("Two colleagues answered this differently. It waits for a decision."))
    return " · ".join(notes)
