"""The question in words, every version beside the others, and what can be done about it.

Ctrl+Enter saves the decision; number keys choose.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.conflict import OpenConflict, Side
from desktop.domain.identity import PractitionerId
from desktop.domain.staff import Practitioner
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.conflict.beside import Beside
from ui.conflict.decide import DecidePanel
from ui.conflict.opened import Opened
from ui.conflict.side_card import SideCard
from ui.conflict.third import third_value
from ui.conflict.third_fields import Writing
from ui.conflict.value_words import side_words
from ui.conflict.words import (
    author_words,
    clinical_words,
    clock_words,
    differently,
    may_decide,
    not_for_you,
    sealed_words,
    subject_words,
    when_words,
    where_words,
)
from ui.person.warning_note import WarningNote
from ui.widgets.buttons import primary, secondary
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label
from ui.widgets.shortcuts import add_shortcuts


class ConflictView(QWidget):
    decided = Signal(object)  # Decision
    next_asked = Signal()
    all_asked = Signal()

    def __init__(self, me: Practitioner, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._me, self._now = me, now
        self.frame = PageFrame("", wide=True)
        self.banner = PatientBanner()
        self.lead = label("", "text")
        self.lead.setObjectName("leadLabel")
        self.warning = WarningNote()
        self.sides = Beside()
        self.decide: DecidePanel | None = None
        self._decide_slot = QVBoxLayout()
        self.save = primary(_("&Save decision"))
        self.next = primary(_("&Next to decide"))
        self.all = secondary(_("A&ll to decide"))
        self._lay_out()
        # Its place is known only once the layout has made room for it.
        self._to_third = QTimer(self, interval=0, singleShot=True)
        self._to_third.timeout.connect(self._scroll_to_third)
        self.save.clicked.connect(self._decide)
        self.next.clicked.connect(self.next_asked)
        self.all.clicked.connect(self.all_asked)
        add_shortcuts(self, ("Ctrl+Return", self._decide), ("Ctrl+Enter", self._decide))

    def show_conflict(self, opened: Opened) -> None:
        """Show it from the beginning: what had been chosen was chosen of something else.

        The reason stays: it was typed, and mostly holds.
        """
        conflict = opened.conflict
        assert conflict is not None
        self.frame.set_heading(subject_words(conflict))
        self._show_person(opened)
        self.lead.setText(differently(conflict))
        self._warn(conflict)
        items, roles = opened.background.items, opened.background.roles
        self.sides.show_parts(
            [
                self._card(number, side, side_words(conflict, side, items), roles)
                for number, side in enumerate(conflict.sides, 1)
            ]
        )
        reason = self.decide.reason.text() if self.decide is not None else ""
        self._drop_decide()
        self.frame.errors.clear()
        is_decidable = may_decide(conflict, self._me.role)
        if is_decidable:
            third = third_value(conflict, items, Writing(now=self._now, who=self._me))
            self._show_decide(DecidePanel(conflict, third, reason))
        self.save.setVisible(is_decidable)
        self.next.hide()

    def show_settled(self, opened: Opened, heading: str) -> None:
        """Nothing is left to decide here: offer what is next."""
        self.frame.set_heading(heading)
        self._show_person(opened)
        self.lead.clear()
        self.warning.show_lines(())
        self.sides.show_parts([])
        self._drop_decide()
        self.frame.errors.clear()
        self.save.hide()
        self.next.setVisible(bool(opened.others))
        (self.next if opened.others else self.all).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saving(self, *, is_saving: bool) -> None:
        self.save.setEnabled(not is_saving)

    def focus_first(self) -> None:
        """Begin with what was recorded: a choice comes after reading."""
        cards = self.sides.parts()
        target = cards[0] if cards else self.next if self.next.isVisibleTo(self) else self.all
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_person(self, opened: Opened) -> None:
        self.banner.setVisible(opened.person is not None)
        if opened.person is not None:
            self.banner.show_person(opened.person, opened.detention, self._now())

    def _warn(self, conflict: OpenConflict) -> None:
        lines = [clinical_words()] if conflict.is_clinical else []
        if conflict.is_sealed:
            lines.append(sealed_words())
        if not may_decide(conflict, self._me.role):
            lines.append(not_for_you())
        self.warning.show_lines(lines)

    def _card(
        self, number: int, side: Side, value: str, roles: Mapping[PractitionerId, str]
    ) -> SideCard:
        role = roles.get(side.author_id, "")
        facts = (
            (_("Recorded by"), author_words(side, role, self._me.id)),
            (_("When"), when_words(side, self._now())),
            (_("Clock"), clock_words(side)),
            (_("Where"), where_words(side)),
        )
        return SideCard(
            _("Version {number}", number=number),
            value,
            tuple(fact for fact in facts if fact[1]),
            is_shown=side.is_shown,
        )

    def _show_decide(self, panel: DecidePanel) -> None:
        self.decide = panel
        self._decide_slot.addWidget(panel)
        panel.changed.connect(self.frame.errors.clear)
        panel.third_chosen.connect(self._to_third.start)
        panel.show()

    def _drop_decide(self) -> None:
        if self.decide is not None:
            self.decide.hide()
            self.decide.deleteLater()
            self.decide = None

    def _scroll_to_third(self) -> None:
        if self.decide is not None and self.decide.third is not None:
            self.frame.scroll_area.ensureWidgetVisible(self.decide.third)

    def _decide(self) -> None:
        if self.decide is None or not self.save.isEnabled():
            return
        problems = self.decide.show_problems()
        self.frame.errors.show_problems(problems)
        decision = self.decide.decision()
        if decision is not None and not problems:
            self.decided.emit(decision)

    def _lay_out(self) -> None:
        self.frame.banner_slot.addWidget(self.banner)
        body = self.frame.body
        for part in (self.lead, self.warning, self.sides):
            body.addWidget(part)
        body.addLayout(self._decide_slot)
        body.addStretch(1)
        self.frame.add_primary(self.save)
        self.frame.add_primary(self.next)
        self.frame.add_secondary(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
