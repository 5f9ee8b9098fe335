"""The questions of one section. Built when the section is shown; others have no widgets at all."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.screening.editor_for import Now
from ui.screening.plain_label import plain_label
from ui.screening.question import EditorKind, QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.shown_rows import SHOWN_ROWS, AnswerRow, ShownRow
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN

Row = QuestionRow | ShownRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SectionPage(QWidget):
    """Enter goes to the next question; `ended` says that there was none."""

    values_given = Signal(str, object)  # linkId, tuple[Value, ...]
    absent_asked = Signal(str, object)  # linkId, Absent
    clear_asked = Signal(str)
    confirm_asked = Signal(str)
    change_asked = Signal(str)
    ended = Signal()

    def __init__(
        self,
        heading: str,
        questions: Sequence[QuestionShown],
        now: Now,
        *,
        is_read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = plain_label(heading, "heading")
        self.heading.setObjectName("sectionHeadingLabel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_AROUND, SPACE_BETWEEN, SPACE_AROUND, SPACE_BETWEEN)
        self._column.setSpacing(SPACE_BETWEEN + 4)
        self._column.addWidget(self.heading)
        self._column.addStretch(1)
        self._now = now
        self._is_read_only = is_read_only
        self._rows: dict[str, Row] = {}
        self.show_questions(questions)

    def show_questions(self, questions: Sequence[QuestionShown]) -> None:
        """Show what has changed; focus stays where it is.

        A question gets its widgets when it first applies: most of a form never does.
        """
        rows: dict[str, Row] = {}
        is_first = not self._rows
        for question in questions:
            row = self._rows.get(question.item.link_id)
            if row is not None:
                row.show_question(question)
            elif question.is_shown:
                row = self._build(question, place=1 + len(rows))
            if row is not None:
                rows[question.item.link_id] = row
        if not is_first and len(rows) > len(self._rows):
            _set_tab_order(rows.values())
        self._rows = rows

    def asked_rows(self) -> list[QuestionRow]:
        """Return the questions that can be answered now, in reading order."""
        return [row for row in self._rows.values() if isinstance(row, QuestionRow) and row.is_shown]

    def row(self, link_id: str) -> QuestionRow | None:
        found = self._rows.get(link_id)
        return found if isinstance(found, QuestionRow) else None

    def place_of(self, link_id: str) -> QWidget | None:
        """Return the widget a link to this question leads to."""
        found = self._rows.get(link_id)
        return found.editor.focus_target() if isinstance(found, QuestionRow) else found

    def focused_row(self) -> QuestionRow | None:
        focused = QApplication.focusWidget()
        return next((row for row in self.asked_rows() if _holds(row, focused)), None)

    def focus_first(self) -> bool:
        rows = self.asked_rows()
        if rows:
            rows[0].focus_question()
        return bool(rows)

    def flush(self) -> None:
        """Tell everything typed and not yet told."""
        for row in self._rows.values():
            if isinstance(row, QuestionRow):
                row.editor.flush()

    def go_on_from(self, link_id: str) -> None:
        rows = self.asked_rows()
        after = [row.link_id for row in rows].index(link_id) + 1
        if after < len(rows):
            rows[after].focus_question()
        else:
            self.ended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.focused_row()
        if event.key() not in _ENTER or plain != Qt.KeyboardModifier.NoModifier or row is None:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif row.is_offered() and row.offer is not None:
            # What is known is not taken by passing over it: a second Enter confirms.
            row.offer.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go_on_from(row.link_id)

    def _build(self, question: QuestionShown, place: int) -> Row:
        row = _row(question, self._now, self, is_read_only=self._is_read_only)
        self._column.insertWidget(place, row)
        if self.isVisible():
            row.setVisible(row.is_shown)  # Now, not with the next event: the next key may be Tab.
        if isinstance(row, QuestionRow):
            self._listen(row)
        return row

    def _listen(self, row: QuestionRow) -> None:
        row.values_given.connect(self.values_given)
        row.absent_asked.connect(self.absent_asked)
        row.clear_asked.connect(self.clear_asked)
        row.confirm_asked.connect(self.confirm_asked)
        row.change_asked.connect(self.change_asked)


def _row(question: QuestionShown, now: Now, parent: QWidget, *, is_read_only: bool) -> Row:
    shown = SHOWN_ROWS.get(question.kind)
    if shown is not None and question.kind is not EditorKind.UNANSWERABLE:
        return shown(question, parent)
    if is_read_only:
        return AnswerRow(question, parent)
    return shown(question, parent) if shown is not None else QuestionRow(question, now, parent)


def _set_tab_order(rows: Iterable[Row]) -> None:
    """Let Tab follow the reading order again after a question came in between."""
    stops = [stop for row in rows if isinstance(row, QuestionRow) for stop in row.stops()]
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)


def _holds(row: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (row is focused or row.isAncestorOf(focused))
