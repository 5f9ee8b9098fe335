"""The rows of one section: makes them, and puts them in place in reading order.

What is in sight is made at once, the rest while nobody waits for it. A question gets its widgets
when it first applies: most of a form never does.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.screening.question import QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.row_heights import px_guessed
from ui.screening.section_row import RowSetting, SectionRow
from ui.screening.section_shown import SectionShown
from ui.screening.shown_rows import row_for

# About what a window shows.
_PX_AT_ONCE = 760
_PX_AFTER_ANSWER = 120
_SLICE_SECONDS = 0.006
_ROWS_TOGETHER = 16
# Where a page is never painted, such as behind another window, its rows are made all the same.
_UNPAINTED_MS = 60


class SectionRows(QObject):
    """`column` is the layout of `page`; the rows stand in it after what is there already."""

    def __init__(self, page: QWidget, column: QVBoxLayout, setting: RowSetting) -> None:
        super().__init__(page)
        self._page, self._column = page, column
        self._first = column.count()
        self._setting = replace(setting, has_new_stops=self._take_new_stops)
        self._names: tuple[str, ...] = ()
        self._place: dict[str, int] = {}
        self._questions: dict[str, QuestionShown] = {}
        self._rows: dict[str, SectionRow] = {}
        self._built: list[int] = []  # The places of the rows there are, in order.
        self._waiting: list[str] = []
        # Of those that wait: made, and kept out of sight until they have a place.
        self._made_ahead: dict[str, SectionRow] = {}
        self._idle = QTimer(self)
        self._idle.setInterval(_UNPAINTED_MS)
        self._idle.timeout.connect(self._build_some)

    # Showing

    def show(self, section: SectionShown) -> None:
        """Show all rows of the section; focus stays where it is."""
        self._names = section.names
        self._place = {name: number for number, name in enumerate(section.names)}
        self._let_go_of_others()
        self._questions = {question.row: question for question in section.shown}
        for name in self._rows.keys() - self._questions.keys():
            self._questions[name] = section[self._place[name]]
        self._built = sorted(self._place[name] for name in self._rows)
        with self._laid_out_once():
            for name in tuple(self._rows):
                self._show(self._questions[name])
        self._waiting = [one.row for one in section.shown if one.row not in self._rows][::-1]
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

    def _show_these(self, questions: Iterable[QuestionShown]) -> None:
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

    def painted(self) -> None:
        """Begin with what is out of sight, now that the rest is in sight."""
        if self._idle.interval():
            self._idle.setInterval(0)

    def build_all(self) -> None:
        """Make the rows that still wait."""
        self._build_to(None)

    def is_built(self) -> bool:
        return not self._waiting

    # Finding

    def every(self) -> tuple[SectionRow, ...]:
        """Return the rows there are, in no order."""
        return tuple(self._rows.values())

    def in_order(self) -> list[SectionRow]:
        return [self._rows[self._names[number]] for number in self._built]

    def row(self, name: str) -> SectionRow | None:
        """Return the row, which is made now if it still waits."""
        if name in self._waiting:
            self._build_to(name)
        return self._rows.get(name)

    def named(self, key: str) -> str | None:
        """Return the name of the row of this place, or of the one that heads it."""
        if key in self._place:
            return key
        return next((name for name, one in self._questions.items() if one.key == key), None)

    def questions_from(self, name: str, *, is_itself: bool) -> Iterator[QuestionShown]:
        """Yield what follows the row in reading order, as far as it was ever shown."""
        start = self._place.get(name, 0) + (not is_itself)
        for each in self._names[start:]:
            if each in self._questions:
                yield self._questions[each]

    # Making rows

    def _let_go_of_others(self) -> None:
        for rows in (self._rows, self._made_ahead):
            for name in [name for name in rows if name not in self._place]:
                _let_go(rows.pop(name))

    def _show(self, question: QuestionShown) -> None:
        row = self._rows[question.row]
        if question.item.text != row.item.text:
            self._remake(row)  # Its words are worked out by the form, and have changed.
        else:
            row.show_question(question)

    def _remake(self, row: SectionRow) -> None:
        row.flush()
        focused = QApplication.focusWidget()
        had_focus = focused is not None and row.isAncestorOf(focused)
        del self._rows[row.name]
        self._built.remove(self._place[row.name])
        _let_go(row)
        new = self._build(row.name)
        if had_focus:
            new.focus_question()

    def _build(self, name: str) -> SectionRow:
        row = self._taken(name) or row_for(self._questions[name], self._setting, self._page)
        number = self._place[name]
        at = bisect_left(self._built, number)
        self._built.insert(at, number)
        self._rows[name] = row
        self._column.insertWidget(self._first + at, row)
        if self._page.isVisible():
            row.setVisible(row.is_shown)  # Now, not with the next event: the next key may be Tab.
        is_offered = isinstance(row, QuestionRow) and row.is_offered()
        if at < len(self._built) - 1 or self._page.isVisible() or is_offered:
            self._put_in_tab_order(row, at)
        return row

    def _taken(self, name: str) -> SectionRow | None:
        """Return the row that was made ahead, as the question stands by now."""
        row = self._made_ahead.pop(name, None)
        if row is None:
            return None
        if row.item.text != self._questions[name].item.text:
            _let_go(row)
            return None
        row.show_question(self._questions[name])
        row.setVisible(row.is_shown)
        return row

    def _build_some(self) -> None:
        """Make a few of the rows that wait, and let whoever types come first.

        They come into place many at a time: each time, all rows are placed and painted anew.
        """
        self.painted()
        until = perf_counter() + _SLICE_SECONDS
        following = self._waiting[-_ROWS_TOGETHER:][::-1]
        for name in following:
            if name not in self._made_ahead:
                row = row_for(self._questions[name], self._setting, self._page)
                # Out of sight until it has a place, as by hide(), which has the page placed anew.
                row.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
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
            if self._page.isVisible():
                self._column.activate()

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

    # Tab

    def _take_new_stops(self, row: SectionRow) -> None:
        if self._rows.get(row.name) is row:
            self._put_in_tab_order(row, bisect_left(self._built, self._place[row.name]))

    def _put_in_tab_order(self, row: SectionRow, at: int) -> None:
        """Let Tab follow the reading order where a row came in between."""
        for number in reversed(self._built[:at]):
            before = self._rows[self._names[number]].stops()
            if before:
                for one, following in pairwise([before[-1], *row.stops()]):
                    QWidget.setTabOrder(one, following)
                return
        every = [stop for each in self.in_order() for stop in each.stops()]
        for one, following in pairwise(every):
            QWidget.setTabOrder(one, following)


def _let_go(row: SectionRow) -> None:
    row.hide()
    row.setParent(None)
    row.deleteLater()
