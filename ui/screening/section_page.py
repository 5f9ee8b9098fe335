"""The questions of one section. Built when the section is shown; others have no widgets at all.

Needs no service: `SectionPage(heading, ShownForm(Filling(form, {})).questions(section), now)`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from time import perf_counter

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from ui.screening.alt_keys import AltKeys
from ui.screening.editor_for import Now
from ui.screening.plain_label import plain_label
from ui.screening.question import EditorKind, QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.row_heights import px_guessed
from ui.screening.section_row import RowAsks, RowSetting, SectionRow
from ui.screening.shown_rows import row_for
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# About what a window shows; the rest is made while nobody waits for it.
_PX_AT_ONCE = 760
_PX_AFTER_ANSWER = 120
_SLICE_SECONDS = 0.006
_ROWS_TOGETHER = 16
_JUST_WORDS = frozenset({EditorKind.HEADING, EditorKind.WORDS, EditorKind.BLOCK_END})


class SectionPage(QWidget):
    """Enter goes to the next question; `ended` says that there was none."""

    ended = Signal()

    def __init__(
        self,
        heading: str,
        questions: Sequence[QuestionShown],
        now: Now,
        *,
        is_read_only: bool = False,
        asks: RowAsks | None = None,
        alt_keys: AltKeys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.asks = asks or RowAsks(self)
        keys = alt_keys or AltKeys()
        self._setting = RowSetting(now, self.asks, is_read_only, keys.give, self._take_new_stops)
        self.heading = plain_label(heading, "heading")
        self.heading.setObjectName("sectionHeadingLabel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_AROUND, SPACE_BETWEEN, SPACE_AROUND, SPACE_BETWEEN)
        self._column.setSpacing(SPACE_BETWEEN + 4)
        self._column.addWidget(self.heading)
        self._column.addStretch(1)
        self._questions: dict[str, QuestionShown] = {}
        self._place: dict[str, int] = {}
        self._rows: dict[str, SectionRow] = {}
        self._built: list[int] = []  # The places of the rows there are, in order.
        self._waiting: list[str] = []
        # Of those that wait: made, and kept out of sight until they have a place.
        self._made_ahead: dict[str, SectionRow] = {}
        self._aside = QWidget(self)
        self._aside.hide()
        self._in_error: list[SectionRow] = []
        self._idle = QTimer(self)
        self._idle.setInterval(0)
        self._idle.timeout.connect(self._build_some)
        self.show_questions(questions)

    # Showing

    def show_questions(self, questions: Sequence[QuestionShown]) -> None:
        """Show all rows of the section; focus stays where it is.

        A question gets its widgets when it first applies: most of a form never does.
        """
        self._questions = {question.row: question for question in questions}
        self._place = {question.row: number for number, question in enumerate(questions)}
        for name in [name for name in self._rows if name not in self._questions]:
            _let_go(self._rows.pop(name))
        for name in [name for name in self._made_ahead if name not in self._questions]:
            _let_go(self._made_ahead.pop(name))
        self._built = sorted(self._place[name] for name in self._rows)
        wanted = [one.row for one in questions if one.is_shown and one.row not in self._rows]
        with self._laid_out_once():
            for name in tuple(self._rows):
                self._show(self._questions[name])
        self._waiting = wanted[::-1]
        px = sum(px_guessed(self._questions[name]) for name in self._rows)
        while self._waiting and px < _PX_AT_ONCE:
            px += px_guessed(self._questions[self._waiting[-1]])
            self._build(self._waiting.pop())
        if self._waiting:
            self._idle.start()

    def show_changed(self, questions: Sequence[QuestionShown]) -> None:
        """Show these rows as they are now, and leave all others alone."""
        with self._laid_out_once():
            self._show_these(sorted(questions, key=lambda one: self._place[one.row]))

    def _show_these(self, questions: Sequence[QuestionShown]) -> None:
        px = 0
        for question in questions:
            self._questions[question.row] = question
            if question.row in self._rows:
                self._show(question)
            elif question.row in self._waiting or not question.is_shown:
                continue
            elif px < _PX_AFTER_ANSWER:
                px += px_guessed(question)
                self._build(question.row)
            else:
                self._waiting.append(question.row)
        if self._waiting:
            self._waiting.sort(key=lambda name: self._place[name], reverse=True)
            self._idle.start()

    def build_all(self) -> None:
        """Make the rows that still wait."""
        self._build_to(None)

    def is_built(self) -> bool:
        return not self._waiting

    # Rows

    def asked_rows(self) -> list[QuestionRow]:
        """Return the questions that can be answered now, in reading order."""
        self.build_all()
        rows = (self._rows.get(name) for name in self._place)
        return [row for row in rows if isinstance(row, QuestionRow) and row.is_shown]

    def row(self, key: str) -> QuestionRow | None:
        """Return the row that asks about this place."""
        found = self.shown_row(key)
        return found if isinstance(found, QuestionRow) else None

    def shown_row(self, key: str) -> SectionRow | None:
        """Return the row of this place, or the one that heads it."""
        name = self._named(key)
        return self._made(name) if name is not None else None

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
        return self._focus(self._next_stop(next(iter(self._place), ""), is_itself=True))

    def focus_from(self, key: str) -> bool:
        """Go to the first question at or below this place."""
        name = self._named(key)
        return name is not None and self._focus(self._next_stop(name, is_itself=True))

    def flush(self) -> None:
        """Tell everything typed and not yet told."""
        for row in tuple(self._rows.values()):
            row.flush()

    def go_on_from(self, key: str) -> None:
        name = self._named(key)
        if name is None or not self._focus(self._next_stop(name)):
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
        elif not self._focus(self._next_stop(row.name)):
            self.ended.emit()

    # Making rows

    def _show(self, question: QuestionShown) -> None:
        row = self._rows[question.row]
        if question.item.text != row.item.text:
            self._remake(row)  # Its words are worked out by the form, and have changed.
        else:
            row.show_question(question)

    def _remake(self, row: SectionRow) -> None:
        row.flush()
        had_focus = self.focused_row() is row
        del self._rows[row.name]
        self._built.remove(self._place[row.name])
        _let_go(row)
        new = self._build(row.name)
        if had_focus:
            new.focus_question()

    def _build(self, name: str) -> SectionRow:
        row = self._taken(name) or row_for(self._questions[name], self._setting, self)
        number = self._place[name]
        at = bisect_left(self._built, number)
        self._built.insert(at, number)
        self._rows[name] = row
        self._column.insertWidget(1 + at, row)
        if self.isVisible():
            row.setVisible(row.is_shown)  # Now, not with the next event: the next key may be Tab.
        is_offered = isinstance(row, QuestionRow) and row.is_offered()
        if at < len(self._built) - 1 or self.isVisible() or is_offered:
            self._put_in_tab_order(row, at)
        return row

    def _taken(self, name: str) -> SectionRow | None:
        """Return the row that was made ahead, as the question stands by now."""
        row = self._made_ahead.pop(name, None)
        if row is not None and row.item.text != self._questions[name].item.text:
            _let_go(row)
            return None
        if row is not None:
            row.show_question(self._questions[name])
        return row

    def _build_some(self) -> None:
        """Make a few of the rows that wait, and let whoever types come first.

        They come into place many at a time: each time, all rows are placed and painted anew.
        """
        until = perf_counter() + _SLICE_SECONDS
        following = self._waiting[-_ROWS_TOGETHER:][::-1]
        for name in following:
            if name not in self._made_ahead:
                row = row_for(self._questions[name], self._setting, self._aside)
                self._made_ahead[name] = row
                if perf_counter() > until:
                    return
        if following:
            self._build_to(following[-1])
        else:
            self._idle.stop()

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """Place all rows together: each that is shown by itself would have all others placed."""
        self._column.setEnabled(False)
        try:
            yield
        finally:
            self._column.setEnabled(True)
            if self.isVisible():
                self._column.activate()

    def _made(self, name: str) -> SectionRow | None:
        if name in self._waiting:
            self._build_to(name)
        return self._rows.get(name)

    def _build_to(self, name: str | None) -> None:
        """Make the rows that wait up to this one, or all."""
        with self._laid_out_once():
            while self._waiting:
                made = self._waiting.pop()
                self._build(made)
                if made == name:
                    break
        if not self._waiting:
            self._idle.stop()

    def _take_new_stops(self, row: SectionRow) -> None:
        if self._rows.get(row.name) is row:
            self._put_in_tab_order(row, bisect_left(self._built, self._place[row.name]))

    def _put_in_tab_order(self, row: SectionRow, at: int) -> None:
        """Let Tab follow the reading order where a row came in between."""
        stops = row.stops()
        names = {number: name for name, number in self._place.items()}
        for number in reversed(self._built[:at]):
            before = self._rows[names[number]].stops()
            if before:
                for one, following in pairwise([before[-1], *stops]):
                    QWidget.setTabOrder(one, following)
                return
        every = [stop for number in self._built for stop in self._rows[names[number]].stops()]
        for one, following in pairwise(every):
            QWidget.setTabOrder(one, following)

    # Finding

    def _named(self, key: str) -> str | None:
        if key in self._questions:
            return key
        return next((name for name, one in self._questions.items() if one.key == key), None)

    def _next_stop(self, name: str, *, is_itself: bool = False) -> SectionRow | None:
        """Return the next row that Enter goes to."""
        for each in self._names_from(name, is_itself=is_itself):
            if self._stops_enter(self._questions[each]):
                row = self._made(each)
                if row is not None and row.is_shown:
                    return row
        return None

    def _names_from(self, name: str, *, is_itself: bool) -> Iterator[str]:
        start = self._place.get(name, 0) + (not is_itself)
        names = tuple(self._place)
        yield from names[start:]

    def _stops_enter(self, question: QuestionShown) -> bool:
        if not question.is_shown:
            return False
        if self._setting.is_read_only:
            return question.kind not in _JUST_WORDS
        return question.is_asked

    @staticmethod
    def _focus(row: SectionRow | None) -> bool:
        if row is not None:
            row.focus_question()
        return row is not None


def _let_go(row: SectionRow) -> None:
    row.hide()
    row.setParent(None)
    row.deleteLater()
