"""The question in words, every version beside the others, and what can be done. Nothing is preset.

Ctrl+Enter saves the decision; number keys choose.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.conflict import Choice, OpenConflict, Side
from desktop.domain.staff import Practitioner
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.conflict.beside import Beside
from ui.conflict.opened import Opened
from ui.conflict.side_card import SideCard
from ui.conflict.third import third_value
from ui.conflict.third_fields import ThirdValue, Writing
from ui.conflict.value_words import side_words
from ui.conflict.words import (
    author_words,
    both_words,
    clinical_words,
    clock_words,
    differently,
    keep_words,
    may_decide,
    not_for_you,
    sealed_words,
    subject_words,
    third_words,
    what_follows,
    when_words,
    where_words,
)
from ui.person.warning_note import WarningNote
from ui.widgets.buttons import primary, secondary
from ui.widgets.choices import Choices
from ui.widgets.field import Field
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label
from ui.widgets.shortcuts import add_shortcuts
from ui.widgets.tab_order import put_last

_REASON_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    choice: Choice
    keep: int = -1
    value: object = None
    reason: str = ""


class ConflictView(QWidget):
    decided = Signal(object)  # Decision
    next_asked = Signal()
    all_asked = Signal()

    def __init__(self, me: Practitioner, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._me, self._now = me, now
        self._conflict: OpenConflict | None = None
        self.frame = PageFrame("", wide=True)
        self.banner = PatientBanner()
        self.lead = label("", "text")
        self.lead.setObjectName("leadLabel")
        self.warning = WarningNote()
        self.sides = Beside()
        self.choices: Choices | None = None
        self.follows = label("", "secondaryText")
        self.follows.setObjectName("followsLabel")
        self.third: ThirdValue | None = None
        self.reason = QLineEdit()
        self.reason.setObjectName("reasonEdit")
        self.reason.setMaxLength(_REASON_LETTERS)
        self.reason_field = Field(_("Wh&y"), self.reason)
        self.save = primary(_("&Save decision"))
        self.next = primary(_("&Next to decide"))
        self.all = secondary(_("A&ll to decide"))
        self._lay_out()
        self.save.clicked.connect(self._decide)
        self.next.clicked.connect(self.next_asked)
        self.all.clicked.connect(self.all_asked)
        add_shortcuts(self, ("Ctrl+Return", self._decide), ("Ctrl+Enter", self._decide))

    def show_conflict(self, opened: Opened) -> None:
        """Show it from the beginning: whatever had been chosen was chosen of something else."""
        conflict = opened.conflict
        assert conflict is not None
        self._conflict = conflict
        self.frame.set_heading(subject_words(conflict))
        self._show_person(opened)
        self.lead.setText(differently(conflict))
        self._warn(conflict)
        items, roles = opened.background.items, opened.background.roles
        words = [side_words(conflict, side, items) for side in conflict.sides]
        cards: list[QWidget] = [
            self._card(number, side, value, roles.get(side.author_id, ""))
            for number, (side, value) in enumerate(zip(conflict.sides, words, strict=True), 1)
        ]
        self.sides.show_parts(cards)
        self._show_third(third_value(conflict, items, Writing(now=self._now, who=self._me)))
        self._show_choices(conflict, words)
        hint = "" if conflict.is_clinical else _("It may help whoever reads this later.")
        self.reason_field.set_hint(hint)
        self._show_decidable(is_decidable=may_decide(conflict, self._me.role))

    def show_settled(self, opened: Opened, heading: str) -> None:
        """Nothing is left to decide here: offer what is next."""
        self._conflict = None
        self.frame.set_heading(heading)
        self._show_person(opened)
        self.lead.clear()
        self.warning.show_lines(())
        self.sides.show_parts([])
        self._show_third(None)
        self._drop_choices()
        self.frame.errors.clear()
        self._show_decidable(is_decidable=False)
        self.next.setVisible(bool(opened.others))
        (self.next if opened.others else self.all).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_saving(self, *, is_saving: bool) -> None:
        self.save.setEnabled(not is_saving)

    def focus_first(self) -> None:
        """Begin with what was recorded: a choice comes after reading."""
        cards = self.sides.parts()
        target = cards[0] if cards else self.next if self.next.isVisibleTo(self) else self.all
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001 -- Qt calls it
        # Versions, choices and editors are made anew each time, after the reason.
        self._put_in_order()
        return super().focusNextPrevChild(is_next)

    def _put_in_order(self) -> None:
        for part in (self.choices, self.third):
            if part is not None:
                put_last(part)
        put_last(self.reason_field, [self.reason])

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

    def _card(self, number: int, side: Side, value: str, role: str) -> SideCard:
        facts = [
            (_("Recorded by"), author_words(side, role, self._me.id)),
            (_("When"), when_words(side, self._now())),
            (_("Clock"), clock_words(side)),
            (_("Where"), where_words(side)),
        ]
        return SideCard(
            _("Version {number}", number=number),
            value,
            tuple(fact for fact in facts if fact[1]),
            is_shown=side.is_shown,
        )

    def _show_choices(self, conflict: OpenConflict, words: list[str]) -> None:
        self._drop_choices()
        options: list[tuple[str, object]] = [
            (keep_words(side, conflict.sides, value), (Choice.KEEP, number))
            for number, (side, value) in enumerate(zip(conflict.sides, words, strict=True))
            if side.is_shown or not conflict.is_sealed
        ]
        if conflict.can_keep_both:
            options.append((both_words(len(conflict.sides)), (Choice.BOTH, -1)))
        if self.third is not None:
            options.append((third_words(), (Choice.THIRD, -1)))
        self.choices = Choices(_("What is to stand?"), options, one_a_line=True)
        self.choices.setObjectName("standChoices")
        self.choices.changed.connect(self._on_choice)
        self._choices_slot.addWidget(self.choices)
        self._on_choice()

    def _drop_choices(self) -> None:
        if self.choices is not None:
            self.choices.hide()
            self.choices.deleteLater()
            self.choices = None

    def _show_third(self, third: ThirdValue | None) -> None:
        if self.third is not None:
            self.third.hide()
            self.third.deleteLater()
        self.third = third
        if third is not None:
            third.hide()
            self._third_slot.addWidget(third)

    def _on_choice(self) -> None:
        choice = self._chosen()[0]
        self.follows.setText(what_follows(choice))
        self.frame.errors.clear()
        if self.choices is not None:
            self.choices.clear_error()
        if self.third is not None:
            self.third.setVisible(choice is Choice.THIRD)

    def _chosen(self) -> tuple[Choice | None, int]:
        found = self.choices.value() if self.choices is not None else None
        return found if found is not None else (None, -1)

    def _decide(self) -> None:
        if self._conflict is None or not self.save.isVisibleTo(self) or not self.save.isEnabled():
            return
        choice, keep = self._chosen()
        problems = self._problems(choice)
        self.frame.errors.show_problems(problems)
        if choice is None or problems:
            return
        value = self.third.value() if choice is Choice.THIRD and self.third else None
        reason = " ".join(self.reason.text().split())
        self.decided.emit(Decision(choice=choice, keep=keep, value=value, reason=reason))

    def _problems(self, choice: Choice | None) -> list[tuple[str, QWidget]]:
        assert self._conflict is not None
        assert self.choices is not None
        problems: list[tuple[str, QWidget]] = []
        self.reason_field.clear_error()
        if choice is None:
            words = _("Choose what is to stand")
            self.choices.show_error(words)
            problems.append((words, self.choices))
        if choice is Choice.THIRD and self.third is not None and self.third.problem():
            problems.append((self.third.problem(), self.third.first()))
        if self._conflict.is_clinical and not self.reason.text().strip():
            words = _("Say why: others will act on it")
            self.reason_field.show_error(words)
            problems.append((words, self.reason))
        return problems

    def _show_decidable(self, *, is_decidable: bool) -> None:
        for part in (self.choices, self.follows, self.reason_field, self.save):
            if part is not None:
                part.setVisible(is_decidable)
        self.next.hide()

    def _lay_out(self) -> None:
        self.frame.banner_slot.addWidget(self.banner)
        self._choices_slot, self._third_slot = QVBoxLayout(), QVBoxLayout()
        body = self.frame.body
        body.addWidget(self.lead)
        body.addWidget(self.warning)
        body.addWidget(self.sides)
        body.addLayout(self._choices_slot)
        body.addWidget(self.follows)
        body.addLayout(self._third_slot)
        body.addWidget(self.reason_field)
        body.addStretch(1)
        self.frame.add_primary(self.save)
        self.frame.add_primary(self.next)
        self.frame.add_secondary(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
