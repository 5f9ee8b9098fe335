"""The questions of one section. Built when the section is shown; others have no widgets at all.

Needs no service: `SectionPage(heading, ShownForm(Filling(form, {})).questions(section), now)`.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.screening.alt_keys import AltKeys
from ui.screening.editor_for import Now
from ui.screening.plain_label import plain_label
from ui.screening.question import EditorKind, QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.section_row import RowAsks, RowSetting, SectionRow
from ui.screening.section_rows import SectionRows
from ui.screening.section_shown import SectionShown
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_JUST_WORDS = frozenset({EditorKind.HEADING, EditorKind.WORDS, EditorKind.BLOCK_END})


class SectionPage(QWidget):
    """Enter goes to the next question; `ended` says that there was none."""

    ended = Signal()

    def __init__(
        self,
        heading: str,
        section: SectionShown,
        now: Now,
        *,
        is_read_only: bool = False,
        asks: RowAsks | None = None,
        alt_keys: AltKeys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.asks = asks or RowAsks(self)
        self._is_read_only = is_read_only
        self._in_error: list[SectionRow] = []
        self.heading = plain_label(heading, "heading")
        self.heading.setObjectName("sectionHeadingLabel")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_AROUND, SPACE_BETWEEN, SPACE_AROUND, SPACE_BETWEEN)
        column.setSpacing(SPACE_BETWEEN + 4)
        column.addWidget(self.heading)
        keys = alt_keys or AltKeys()
        self.rows = SectionRows(self, column, RowSetting(now, self.asks, is_read_only, keys.give))
        column.addStretch(1)
        self.rows.show(section)

    # Showing

    def show_questions(self, section: SectionShown) -> None:
        """Show all rows of the section; focus stays where it is."""
        self.rows.show(section)

    def show_changed(self, questions: Sequence[QuestionShown]) -> None:
        """Show these rows as they are now, and leave all others alone."""
        self.rows.show_changed(questions)

    def build_all(self) -> None:
        """Make the rows that still wait."""
        self.rows.build_all()

    def is_built(self) -> bool:
        return self.rows.is_built()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.rows.painted()

    # Rows

    def asked_rows(self) -> list[QuestionRow]:
        """Return the questions that can be answered now, in reading order."""
        self.build_all()
        rows = self.rows.in_order()
        return [row for row in rows if isinstance(row, QuestionRow) and row.is_shown]

    def row(self, key: str) -> QuestionRow | None:
        """Return the row that asks about this place."""
        found = self.shown_row(key)
        return found if isinstance(found, QuestionRow) else None

    def shown_row(self, key: str) -> SectionRow | None:
        """Return the row of this place, or the one that heads it."""
        name = self.rows.named(key)
        return self.rows.row(name) if name is not None else None

    def place_of(self, key: str) -> QWidget | None:
        """Return the widget a link to this place leads to."""
        row = self.shown_row(key)
        if row is None or isinstance(row, QuestionRow):
            return row.focus_target() if row is not None else None
        following = self._next_stop(row.name, is_itself=True)
        return (following.focus_target() if following is not None else None) or row

    def focused_row(self) -> SectionRow | None:
        """Return the row that focus is in."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, SectionRow) and self.isAncestorOf(widget):
                return widget
            widget = widget.parentWidget()
        return None

    def focus_first(self) -> bool:
        return _focus(self._next_stop("", is_itself=True))

    def focus_from(self, key: str) -> bool:
        """Go to the first question at or below this place."""
        name = self.rows.named(key)
        return name is not None and _focus(self._next_stop(name, is_itself=True))

    def flush(self) -> None:
        """Tell everything typed and not yet told."""
        for row in self.rows.every():
            row.flush()

    def go_on_from(self, key: str) -> None:
        name = self.rows.named(key)
        if name is None or not _focus(self._next_stop(name)):
            self.ended.emit()

    # Errors

    def show_error(self, key: str, words: str) -> None:
        row = self.shown_row(key)
        if row is not None:
            row.show_error(words)
            self._in_error.append(row)

    def clear_errors(self) -> None:
        for row in self._in_error:
            row.clear_error()
        self._in_error = []

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.focused_row()
        if event.key() not in _ENTER or plain != Qt.KeyboardModifier.NoModifier or row is None:
            super().keyPressEvent(event)
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        elif isinstance(row, QuestionRow) and row.is_offered() and row.offer is not None:
            # What is known is not taken by passing over it: a second Enter confirms.
            row.offer.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not _focus(self._next_stop(row.name)):
            self.ended.emit()

    def _next_stop(self, name: str, *, is_itself: bool = False) -> SectionRow | None:
        """Return the next row that Enter goes to."""
        for question in self.rows.questions_from(name, is_itself=is_itself):
            if self._stops_enter(question):
                row = self.rows.row(question.row)
                if row is not None and row.is_shown:
                    return row
        return None

    def _stops_enter(self, question: QuestionShown) -> bool:
        if not question.is_shown:
            return False
        if self._is_read_only:
            return question.kind not in _JUST_WORDS
        return question.is_asked


def _focus(row: SectionRow | None) -> bool:
    if row is not None:
        row.focus_question()
    return row is not None
