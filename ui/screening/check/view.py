"""The check page as drawn: what is owed, every section, what is left out, who signs."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.staff import Practitioner
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.screening.check.answer_line import AnswerLine
from ui.screening.check.place_list import PlaceList
from ui.screening.check.proposed_list import ProposedList
from ui.screening.check.section_lines import SectionLines
from ui.screening.check.sheet import CheckSheet
from ui.screening.check.signing import Signing
from ui.screening.check.words import (
    PlaceLine,
    counted,
    dropped_title,
    owed_title,
    problem_places,
    problem_words,
    proposed_words,
    standing_words,
    warned_title,
)
from ui.screening.plain_label import plain_label
from ui.widgets.buttons import primary, secondary
from ui.widgets.page_frame import PageFrame
from ui.widgets.shortcuts import add_shortcuts

_FILLED_AT_ONCE = 2


class CheckView(QWidget):
    change_asked = Signal(str)  # the key of a place

    def __init__(self, who: Practitioner, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.frame = PageFrame(_("Check answers"))
        self.banner = PatientBanner()
        self.frame.banner_slot.addWidget(self.banner)
        self.title = plain_label("", "subheading")
        self.standing = plain_label("", "secondaryText")
        self.owed = PlaceList("paper")
        self.warned = PlaceList("warning")
        self.dropped = PlaceList("paper")
        self.proposed = ProposedList()
        self.signing = Signing(who)
        self.sections: list[SectionLines] = []
        self._to_fill: list[SectionLines] = []
        self._come_back_to = ""
        self._filling = QTimer(self, interval=0, singleShot=True)
        self._filling.timeout.connect(self.fill_all)
        self._lay_out()
        self._add_actions()
        self._add_shortcuts()

    def show_sheet(self, sheet: CheckSheet, come_back_to: str = "") -> None:
        """Show it; sections are filled one after the other, so that the first is there at once."""
        self._come_back_to = come_back_to
        is_first = not self.sections
        self.banner.show_person(sheet.person, sheet.detention, self._now())
        self.title.setText(sheet.screen.title)
        self.standing.setText(f"{standing_words(sheet)} · {counted(sheet)}")
        self.frame.set_heading(_("Answers") if sheet.is_finished else _("Check answers"))
        self._show_lists(sheet)
        self._show_sections(sheet)
        self.finish.setVisible(sheet.may_change)
        self.signing.setVisible(sheet.may_change)
        if is_first and not come_back_to:
            self.go_to_first()

    def go_to_first(self) -> None:
        """Put focus on what is owed, on the warnings to decide on, or else on the first answer."""
        first: list[QWidget] = [*self.owed.buttons(), *self.proposed.boxes(), *self.lines()]
        for widget in first[:1]:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def lines(self) -> list[AnswerLine]:
        return [line for section in self.sections for line in section.answers]

    def go_to_line(self, key: str) -> bool:
        line = next((one for one in self.lines() if one.line.key == key), None)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
        return line is not None

    def fill_all(self) -> None:
        """Make the lines that wait for their turn, now."""
        for section in self._to_fill:
            section.fill()
        self._to_fill = []

    def _show_lists(self, sheet: CheckSheet) -> None:
        owed, warned = sheet.owed(), sheet.warned()
        if sheet.may_change:
            self.owed.show_lines(owed_title(len(owed)), problem_places(sheet, owed))
        else:
            self.owed.hide()
        findings = [PlaceLine("", one.text) for one in sheet.findings]
        lines = [*problem_places(sheet, warned), *findings]
        self.warned.show_lines(
            warned_title(len(lines)) if lines else "", lines, leads=sheet.may_change
        )
        self.proposed.show_proposed(
            [(proposed_words(sheet, one), one) for one in sheet.proposed if sheet.may_change]
        )
        dropped = [
            PlaceLine(line.key, f"{line.words}: {line.answer}") for line in sheet.written.dropped
        ]
        title = dropped_title(len(dropped)) if dropped else ""
        self.dropped.show_lines(title, dropped, leads=False)

    def _show_sections(self, sheet: CheckSheet) -> None:
        for old in self.sections:
            self._sections.removeWidget(old)
            old.hide()
            old.deleteLater()
        problems = {one.place(): problem_words(one) for one in reversed(sheet.problems)}
        self.sections = [
            SectionLines(section, problems, may_change=sheet.may_change)
            for section in sheet.written.sections
        ]
        for section in self.sections:
            section.change_asked.connect(self.change_asked)
            section.step_asked.connect(self._step)
            self._sections.addWidget(section)
        self._to_fill = list(self.sections)
        for section in self._to_fill[:_FILLED_AT_ONCE]:
            section.fill()
        del self._to_fill[:_FILLED_AT_ONCE]
        if self._come_back_to:
            self.fill_all()
            self.go_to_line(self._come_back_to)
        # The rest in one go: every part of it would lay the whole page out again.
        self._filling.start()

    def _step(self, line: AnswerLine, step: int) -> None:
        """Go a line down or up, also into the next section."""
        self.fill_all()
        lines = self.lines()
        place = lines.index(line) + step
        if 0 <= place < len(lines):
            lines[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _jump(self, step: int) -> None:
        """Go to the first line of the next section, or of the one before."""
        self.fill_all()
        firsts = [section.answers[0] for section in self.sections if section.answers]
        focused = QApplication.focusWidget()
        lines = self.lines()
        here = lines.index(focused) if focused in lines else -1
        if step > 0:
            found = [one for one in firsts if lines.index(one) > here][:1]
        else:
            found = [one for one in firsts if lines.index(one) < here][-1:]
        for line in found:
            line.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        self._sections = QVBoxLayout()
        self._sections.setSpacing(20)
        body = self.frame.body
        for part in (self.title, self.standing, self.owed, self.warned, self.proposed):
            body.addWidget(part)
        body.addLayout(self._sections)
        body.addWidget(self.dropped)
        body.addWidget(self.signing)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.owed.place_asked.connect(self.change_asked)
        self.warned.place_asked.connect(self._lead)

    def _lead(self, key: str) -> None:
        if key:
            self.change_asked.emit(key)

    def _add_actions(self) -> None:
        self.back = secondary(_("&Back"))
        self.compare = secondary(_("&Compare"))
        self.paper = secondary(_("&Print"))
        self.finish = primary(_("&Finish and sign"))
        for button in (self.back, self.compare, self.paper):
            self.frame.add_secondary(button)
        self.frame.add_primary(self.finish)
        self.finish.hide()
        self.signing.hide()

    def _add_shortcuts(self) -> None:
        steps = (("Alt+Down", 1), ("Alt+Up", -1))
        add_shortcuts(self, *((keys, partial(self._jump, step)) for keys, step in steps))
