"""The screen page as drawn: banner, header, sections at the left, one section at the right."""

from collections.abc import Sequence
from functools import cached_property, partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.screen import Absent
from ui.banner.banner import PatientBanner
from ui.screening.actions_bar import ActionsBar
from ui.screening.alt_keys import AltKeys, letters_claimed
from ui.screening.editor_for import Now
from ui.screening.hand_over_panel import HandOverPanel
from ui.screening.header import ScreenHeader
from ui.screening.messages import ScreenMessages
from ui.screening.problem_lines import ProblemLine
from ui.screening.question import QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.screen_asks import ScreenAsks
from ui.screening.screen_in_hand import SectionEntry
from ui.screening.section_area import SectionArea
from ui.screening.section_end import SectionEnd
from ui.screening.section_list import SectionList
from ui.screening.section_page import SectionPage
from ui.screening.section_shown import SectionShown
from ui.screening.words import state_word
from ui.tokens import SPACE_AROUND, SPACE_INSIDE
from ui.widgets.announce import announce
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.follow_focus import bring_focus
from ui.widgets.notice import Notice
from ui.widgets.role import set_role
from ui.widgets.shortcuts import add_shortcuts
from ui.widgets.tab_order import put_before, put_last

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TIGHT_PX = 2


class ScreenView(QWidget):
    section_asked = Signal(str)
    step_asked = Signal(int)
    next_asked = Signal()
    go_on_asked = Signal()
    place_asked = Signal(str)
    undo_asked = Signal()
    pause_asked = Signal()
    hand_over_asked = Signal(str, str)  # to whom, note
    finish_asked = Signal()

    def __init__(self, now: Now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "ground")
        self._now = now
        self.asks = ScreenAsks(self)
        self.banner = PatientBanner(self, keeps_room=True)
        self._header = ScreenHeader(self)
        self.title, self.standing = self._header.title, self._header.standing
        self.saving = self._header.saving
        self.sections = SectionList(self)
        self._scroll = SectionArea(self)
        self.messages = ScreenMessages(self.sections, self._scroll.above)
        self.actions_bar = ActionsBar(self)
        self.undo, self.pause = self.actions_bar.undo, self.actions_bar.pause
        self.hand_over = self.actions_bar.hand_over
        self.compare, self.paper = self.actions_bar.compare, self.actions_bar.paper
        self.back_to_check = self.actions_bar.back_to_check
        self.next, self.finish = self.actions_bar.next, self.actions_bar.finish
        self._lay_out()
        self._listen()
        add_shortcuts(
            self,
            ("Ctrl+Return", self._ask_next),
            ("Ctrl+Enter", self._ask_next),
            ("Alt+Down", partial(self.step_asked.emit, 1)),
            ("Alt+Up", partial(self.step_asked.emit, -1)),
            ("Ctrl+Z", self.undo_asked.emit),
            ("Ctrl+D", self._decline),
        )

    @property
    def page(self) -> SectionPage | None:
        return self._scroll.page

    # What is not needed on every screen is made when it first is.

    @property
    def notice(self) -> Notice:
        return self.messages.notice

    @property
    def errors(self) -> ErrorSummary:
        return self.messages.errors

    @property
    def end(self) -> SectionEnd:
        return self._scroll.end

    @cached_property
    def hand_over_panel(self) -> HandOverPanel:
        panel = HandOverPanel()
        panel.given.connect(self.hand_over_asked)
        panel.cancelled.connect(self.hand_over.setFocus)
        self._under_header.addWidget(panel)
        put_before(self.sections, panel)
        return panel

    # Showing

    def show_header(self, title: str, standing: str, *, is_read_only: bool) -> None:
        self.title.setText(title)
        self.standing.setText(standing)
        self.actions_bar.show_ways(is_read_only=is_read_only)

    def show_sections(self, entries: Sequence[SectionEntry], current: str) -> None:
        self.sections.show_sections(entries, current)

    def show_section(
        self, entry: SectionEntry, section: SectionShown, *, is_read_only: bool, at: str = ""
    ) -> None:
        """Build the section in place of the one before, and go to its first question, or to `at`.

        `at` is the row to go on from.
        """
        heading = f"{entry.number}  {entry.title}"
        left = self._scroll.let_page_go()
        alt_keys = AltKeys(letters_claimed(self.window(), left)) if section.repeats else None
        page = SectionPage(
            heading,
            section,
            self._now,
            is_read_only=is_read_only,
            asks=self.asks,
            alt_keys=alt_keys,
        )
        self._scroll.take_page(page)
        self._come_into_sight()
        page.ended.connect(self.focus_end)
        self.messages.clear_problems()
        self.messages.clear_passing()
        self._scroll.to_top()
        announce(self, f"{heading}, {state_word(entry.state)}")
        if at:
            self.focus_question(at)
        elif not page.focus_first():
            (self.next if self.next.isVisibleTo(self) else self.sections).setFocus()

    def _come_into_sight(self) -> None:
        """Be dressed and placed once, with all that is in it and at the size it will have."""
        around = self.parentWidget()
        if self.isHidden() and around is not None:
            self.resize(around.size())
        self.show()

    def show_questions(self, section: SectionShown) -> None:
        """Show the section again where rows came or went."""
        if self.page is not None:
            self.page.show_questions(section)

    def show_changed(self, questions: Sequence[QuestionShown]) -> None:
        if self.page is not None:
            self.page.show_changed(questions)

    def show_end(self, *, is_last: bool, is_read_only: bool) -> None:
        """End the last section with "Check answers" and every other with "Next section"."""
        self.actions_bar.show_end(is_last=is_last, is_read_only=is_read_only)
        if not is_last or is_read_only:
            self._scroll.hide_end()

    def show_problems(self, lines: Sequence[ProblemLine]) -> None:
        """Say what is wrong in this section, here and beside each question.

        What is only to be checked stands apart from what has to be mended.
        """
        assert self.page is not None
        self.page.clear_errors()
        wrong = [line for line in lines if not line.is_warning]
        for line in wrong:
            self.page.show_error(line.key, line.sentence)
        self.messages.show_problems(
            [(line.words, self.page.place_of(line.key) or self.page) for line in wrong],
            [line for line in lines if line.is_warning],
        )
        self._scroll.to_top()

    def keep_problems(self, lines: Sequence[ProblemLine]) -> None:
        """Of the problems that were told, leave those that are still there."""
        assert self.page is not None
        self.page.clear_errors()
        for line in self.messages.keep_problems(lines):
            self.page.show_error(line.key, line.sentence)

    def tells_problems(self) -> bool:
        return self.messages.tells_problems()

    def flush(self) -> None:
        if self.page is not None:
            self.page.flush()

    def focus_question(self, key: str) -> None:
        place = self._scroll.show_place(key)
        if place is not None:
            bring_focus(place)

    def focus_end(self) -> None:
        end = self.finish if self.finish.isVisibleTo(self) else self.next
        end.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        # The questions of a section are made after the buttons below them.
        if self.page is not None:
            self.page.build_all()
        put_last(self.actions_bar)
        return super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() == Qt.Key.Key_Escape and self._hands_over():
            self.hand_over_panel.close_panel()
        else:
            super().keyPressEvent(event)

    def _hands_over(self) -> bool:
        return "hand_over_panel" in self.__dict__ and self.hand_over_panel.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sections.take_width(event.size().width())
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addLayout(self._header)
        self._under_header = QVBoxLayout()
        outer.addLayout(self._under_header)
        middle = QHBoxLayout()
        middle.setContentsMargins(SPACE_AROUND, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.sections)
        middle.addLayout(self._right_side(), 1)
        outer.addLayout(middle, 1)
        outer.addWidget(self.actions_bar)

    def _place_header(self, is_short: bool) -> None:  # noqa: FBT001 -- a slot
        if is_short:
            self._header.scroll_in(self._scroll.above)
        else:
            self._header.stand_here()

    def _right_side(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_INSIDE)
        right.addLayout(self.messages)
        right.addWidget(self._scroll, 1)
        return right

    def _listen(self) -> None:
        self.banner.form_changed.connect(self._place_header)
        self.sections.section_asked.connect(self.section_asked)
        self.messages.place_asked.connect(self.place_asked)
        self._scroll.place_asked.connect(self.place_asked)
        self.messages.go_on_asked.connect(self.go_on_asked)
        self.next.clicked.connect(self.next_asked)
        self.finish.clicked.connect(self.finish_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.hand_over.clicked.connect(self._open_hand_over)

    def _open_hand_over(self) -> None:
        self.hand_over_panel.open_panel()

    def _ask_next(self) -> None:
        # What comes last is gone to on purpose, never in passing.
        if self.finish.isVisibleTo(self):
            self.focus_end()
        elif self.next.isVisibleTo(self):
            self.next_asked.emit()

    def _decline(self) -> None:
        row = self.page.focused_row() if self.page is not None else None
        if isinstance(row, QuestionRow):
            self.asks.absent_asked.emit(row.key, Absent.DECLINED)
