"""What is to stand, what follows from it, what is written instead, and why. Nothing is preset.

Made anew for each conflict, in the order in which it is read: so Tab goes through it.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.conflict import Choice, OpenConflict
from desktop.wording.words import text as _
from ui.conflict.third_fields import ThirdValue
from ui.conflict.words import both_words, keep_words, third_words, what_follows
from ui.widgets.choices import Choices
from ui.widgets.field import Field
from ui.widgets.role import label

_REASON_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    choice: Choice
    keep: int = -1
    value: object = None
    reason: str = ""


class DecidePanel(QWidget):
    changed = Signal()
    third_chosen = Signal()

    def __init__(self, conflict: OpenConflict, third: ThirdValue | None, reason: str) -> None:
        super().__init__()
        self._is_clinical = conflict.is_clinical
        self.choices = Choices(
            _("What is to stand?"), _options(conflict, has_third=third is not None), one_a_line=True
        )
        self.choices.setObjectName("standChoices")
        self.follows = label(what_follows(None), "secondaryText")
        self.follows.setObjectName("followsLabel")
        self.third = third
        self.reason = QLineEdit(reason)
        self.reason.setObjectName("reasonEdit")
        self.reason.setMaxLength(_REASON_LETTERS)
        self.reason_field = Field(_("Wh&y"), self.reason, optional=not conflict.is_clinical)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.choices, self.follows, self.third, self.reason_field):
            if part is not None:
                column.addWidget(part)
        if third is not None:
            third.hide()
        self.choices.changed.connect(self._on_choice)

    def decision(self) -> Decision | None:
        choice, keep = self._chosen()
        if choice is None:
            return None
        value = self.third.value() if choice is Choice.THIRD and self.third else None
        reason = " ".join(self.reason.text().split())
        return Decision(choice=choice, keep=keep, value=value, reason=reason)

    def show_problems(self) -> list[tuple[str, QWidget]]:
        """Mark what is missing, and return it with where it is mended."""
        choice, _keep = self._chosen()
        problems: list[tuple[str, QWidget]] = []
        self.choices.clear_error()
        self.reason_field.clear_error()
        if choice is None:
            words = _("Choose what is to stand")
            self.choices.show_error(words)
            problems.append((words, self.choices))
        if choice is Choice.THIRD and self.third is not None and self.third.problem():
            problems.append((self.third.problem(), self.third.first()))
        if self._is_clinical and not self.reason.text().strip():
            words = _("Say why: others will act on it")
            self.reason_field.show_error(words)
            problems.append((words, self.reason))
        return problems

    def _on_choice(self) -> None:
        choice = self._chosen()[0]
        self.follows.setText(what_follows(choice))
        self.choices.clear_error()
        if self.third is not None:
            self.third.setVisible(choice is Choice.THIRD)
        self.changed.emit()
        if choice is Choice.THIRD:
            self.third_chosen.emit()

    def _chosen(self) -> tuple[Choice | None, int]:
        found = self.choices.value()
        return found if found is not None else (None, -1)


def _options(conflict: OpenConflict, *, has_third: bool) -> list[tuple[str, object]]:
    options: list[tuple[str, object]] = [
        (keep_words(number, side), (Choice.KEEP, number - 1))
        for number, side in enumerate(conflict.sides, 1)
        if side.is_shown or not conflict.is_sealed
    ]
    if conflict.can_keep_both:
        options.append((both_words(len(conflict.sides)), (Choice.BOTH, -1)))
    if has_third:
        options.append((third_words(), (Choice.THIRD, -1)))
    return options
