"""The screen page as drawn: banner, header, sections at the left, one section at the right."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.screen import Absent
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.screening.alt_keys import AltKeys, letters_claimed
from ui.screening.editor_for import Now
from ui.screening.hand_over_panel import HandOverPanel
from ui.screening.missing_list import MissingList
from ui.screening.plain_label import plain_label
from ui.screening.problem_lines import ProblemLine
from ui.screening.question import QuestionShown
from ui.screening.question_row import QuestionRow
from ui.screening.screen_in_hand import SectionEntry
from ui.screening.section_end import SectionEnd
from ui.screening.section_list import SectionList
from ui.screening.section_page import SectionPage
from ui.screening.section_row import RowAsks
from ui.screening.section_shown import SectionShown
from ui.screening.words import state_word
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN, SPACE_INSIDE
from ui.widgets.announce import announce
from ui.widgets.buttons import primary, secondary
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.follow_focus import FollowFocus, bring_focus
from ui.widgets.notice import Notice
from ui.widgets.role import set_property, set_role
from ui.widgets.tab_order import put_last

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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
        self._in_passing = ""
        self.asks = RowAsks(self)
        self.banner = PatientBanner()
        self.banner.hide()
        self.title = plain_label("", "heading")
        self.standing = plain_label("", "secondaryText")
        self.saving = plain_label("", "secondaryText")
        self.saving.setObjectName("savingLabel")
        self.notice = Notice()
        self.errors = ErrorSummary()
        self.go_on = secondary(_("&Go on and come back later"))
        self.go_on.hide()
        self.to_check = MissingList()
        self.form_note = plain_label("", "secondaryText")
        self.form_note.setObjectName("formNoteLabel")
        self.form_note.hide()
        self.sections = SectionList()
        self.page: SectionPage | None = None
        self.end = SectionEnd()
        self.hand_over_panel = HandOverPanel()
        self.undo = secondary(_("&Undo"))
        self.pause = secondary(_("&Pause"))
        self.hand_over = secondary(_("Hand o&ver"))
        self.next = primary(_("&Next section"))
        self.finish = primary(_("&Check answers"))
        self._lay_out()
        self._listen()
        self._add_shortcuts()

    def show_header(self, title: str, standing: str, *, is_read_only: bool) -> None:
        self.title.setText(title)
        self.standing.setText(standing)
        for button in (self.undo, self.pause, self.hand_over):
            button.setHidden(is_read_only)
        # While it is being answered these stand with the answers to be checked.
        for button in (self.compare, self.paper):
            button.setVisible(is_read_only)

    def show_saving(self, words: str, *, is_safe: bool) -> None:
        self.saving.setText(words)
        set_property(self.saving, "role", "secondaryText" if is_safe else "strong")

    def show_sections(self, entries: Sequence[SectionEntry], current: str) -> None:
        self.sections.show_sections(entries, current)

    def show_section(
        self, entry: SectionEntry, section: SectionShown, *, is_read_only: bool
    ) -> None:
        """Build the section in place of the one before, and go to its first question."""
        heading = f"{entry.number}  {entry.title}"
        left = self._let_page_go()
        alt_keys = AltKeys(letters_claimed(self.window(), left)) if section.repeats else None
        page = SectionPage(
            heading,
            section,
            self._now,
            is_read_only=is_read_only,
            asks=self.asks,
            alt_keys=alt_keys,
        )
        self._take_page(page)
        self.clear_problems()
        self.clear_passing()
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, f"{heading}, {state_word(entry.state)}")
        if not page.focus_first():
            (self.next if self.next.isVisibleTo(self) else self.sections).setFocus()

    def show_questions(self, section: SectionShown) -> None:
        """Show the section again where rows came or went."""
        if self.page is not None:
            self.page.show_questions(section)

    def show_changed(self, questions: Sequence[QuestionShown]) -> None:
        if self.page is not None:
            self.page.show_changed(questions)

    def show_end(self, *, is_last: bool, is_read_only: bool) -> None:
        """End the last section with "Check answers" and every other with "Next section"."""
        self.next.setVisible(not is_last)
        self.finish.setVisible(is_last and not is_read_only)
        if not is_last or is_read_only:
            self.end.hide()

    def show_problems(self, lines: Sequence[ProblemLine]) -> None:
        """Say what is wrong in this section, here and beside each question.

        What is only to be checked stands apart from what has to be mended.
        """
        assert self.page is not None
        self.page.clear_errors()
        wrong = [line for line in lines if not line.is_warning]
        to_check = [line for line in lines if line.is_warning]
        for line in wrong:
            self.page.show_error(line.key, line.sentence)
        self.go_on.setVisible(bool(wrong))
        self.to_check.show_lines(_("Also worth checking"), to_check)
        self.to_check.setVisible(bool(to_check))
        self.errors.show_problems(
            [(line.words, self.page.place_of(line.key) or self.page) for line in wrong]
        )
        self._scroll.verticalScrollBar().setValue(0)

    def keep_problems(self, lines: Sequence[ProblemLine]) -> None:
        """Of the problems that were told, leave those that are still there."""
        assert self.page is not None
        self.errors.keep({line.words for line in lines})
        told = self.errors.texts()
        self.page.clear_errors()
        for line in lines:
            if line.words in told:
                self.page.show_error(line.key, line.sentence)
        self.go_on.setVisible(self.tells_problems())

    def tells_problems(self) -> bool:
        return not self.errors.isHidden()

    def tell_in_passing(self, words: str) -> None:
        """Say what is of use only while this section is in sight."""
        self._in_passing = words
        self.notice.show_text(words)

    def clear_passing(self) -> None:
        if self._in_passing and self.notice.text() == self._in_passing:
            self.notice.clear()

    def clear_problems(self) -> None:
        self.errors.clear()
        self.go_on.hide()
        self.to_check.hide()

    def show_form_note(self, words: str) -> None:
        """Say quietly what whoever looks after the form should be told."""
        self.form_note.setText(words)
        self.form_note.setVisible(bool(words))

    def flush(self) -> None:
        if self.page is not None:
            self.page.flush()

    def focus_question(self, key: str) -> None:
        place = self.page.place_of(key) if self.page is not None else None
        if place is not None:
            self._scroll.ensureWidgetVisible(place, 0, 80)
            bring_focus(place)

    def focus_end(self) -> None:
        end = self.finish if self.finish.isVisibleTo(self) else self.next
        end.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        # The questions of a section are made after the buttons below them.
        if self.page is not None:
            self.page.build_all()
        put_last(self._bar)
        return super().focusNextPrevChild(is_next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() in _ENTER and isinstance(focused, QPushButton):
            focused.click()
        elif event.key() == Qt.Key.Key_Escape and self.hand_over_panel.isVisible():
            self.hand_over_panel.close_panel()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sections.take_width(event.size().width())
        super().resizeEvent(event)

    def _let_page_go(self) -> SectionPage | None:
        left, self.page = self.page, None
        if left is not None:
            self._content.removeWidget(left)
            left.hide()
            left.deleteLater()  # Taken out of its parent first, it would be dressed once more.
        return left

    def _take_page(self, page: SectionPage) -> None:
        self.page = page
        self._content.insertWidget(0, page, 1)
        page.show()  # Now, not with the next event: only what is shown can take focus.
        page.ended.connect(self.focus_end)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addLayout(self._header())
        outer.addWidget(self.hand_over_panel)
        middle = QHBoxLayout()
        middle.setContentsMargins(SPACE_AROUND, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.sections)
        middle.addLayout(self._right_side(), 1)
        outer.addLayout(middle, 1)
        self._bar = self._actions()
        outer.addWidget(self._bar)

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setContentsMargins(SPACE_AROUND, SPACE_INSIDE, SPACE_AROUND, SPACE_INSIDE)
        header.setSpacing(SPACE_BETWEEN)
        header.addWidget(self.title, 2)
        header.addWidget(self.standing, 1)
        header.addWidget(self.saving)
        self.saving.setWordWrap(False)
        return header

    def _right_side(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_INSIDE)
        messages = QVBoxLayout()
        messages.setContentsMargins(SPACE_AROUND, 0, SPACE_AROUND, 0)
        messages.setSpacing(SPACE_INSIDE)
        messages.addWidget(self.notice)
        messages.addWidget(self.errors)
        messages.addWidget(self.to_check)
        messages.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        messages.addWidget(self.form_note)
        right.addLayout(messages)
        right.addWidget(self._scroll_area(), 1)
        return right

    def _scroll_area(self) -> QScrollArea:
        holder = QWidget()
        self._content = QVBoxLayout(holder)
        self._content.setContentsMargins(0, 0, SPACE_AROUND, SPACE_BETWEEN)
        at_the_end = QVBoxLayout()
        at_the_end.setContentsMargins(SPACE_AROUND, 0, 0, 0)
        at_the_end.addWidget(self.end)
        self._content.addLayout(at_the_end)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("sectionScrollArea")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(holder)
        FollowFocus(self._scroll)
        return self._scroll

    def _actions(self) -> QFrame:
        bar = QFrame()
        set_role(bar, "actions")
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE_AROUND, SPACE_INSIDE, SPACE_AROUND, SPACE_INSIDE)
        row.setSpacing(SPACE_INSIDE)
        self.back_to_check = secondary(_("&Back to check answers"))
        self.compare = secondary(_("Compare &with last time"))
        self.paper = secondary(_("P&rint this screen"))
        ways_on = (self.compare, self.paper, self.back_to_check)
        for button in (self.undo, self.pause, self.hand_over, *ways_on):
            row.addWidget(button)
        for button in ways_on:
            button.hide()
        row.addStretch(1)
        row.addWidget(self.next)
        row.addWidget(self.finish)
        self.finish.hide()
        return bar

    def _listen(self) -> None:
        self.sections.section_asked.connect(self.section_asked)
        self.end.place_asked.connect(self.place_asked)
        self.to_check.place_asked.connect(self.place_asked)
        self.next.clicked.connect(self.next_asked)
        self.go_on.clicked.connect(self.go_on_asked)
        self.finish.clicked.connect(self.finish_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.hand_over.clicked.connect(self.hand_over_panel.open_panel)
        self.hand_over_panel.given.connect(self.hand_over_asked)
        self.hand_over_panel.cancelled.connect(self.hand_over.setFocus)

    def _add_shortcuts(self) -> None:
        for keys, ask in (
            ("Ctrl+Return", self._ask_next),
            ("Ctrl+Enter", self._ask_next),
            ("Alt+Down", partial(self.step_asked.emit, 1)),
            ("Alt+Up", partial(self.step_asked.emit, -1)),
            ("Ctrl+Z", self.undo_asked.emit),
            ("Ctrl+D", self._decline),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(ask)

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
