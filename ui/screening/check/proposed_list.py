"""The warnings that the answers give reason for, each to be ticked or left: it decides none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from desktop.services.proposed_warnings import ProposedWarning
from desktop.wording.words import text as _
from ui.widgets.choices import Choices
from ui.widgets.role import set_role


class ProposedList(QFrame):
    """What was ticked stays ticked while the same is proposed again."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "paper")
        self.choices: Choices | None = None
        self._shown: list[tuple[str, object]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self.hide()

    def show_proposed(self, proposed: Sequence[tuple[str, ProposedWarning]]) -> None:
        options: list[tuple[str, object]] = list(proposed)
        if options != self._shown:
            self._shown = options
            self._make_anew(options)
        self.setVisible(bool(options))

    def boxes(self) -> list[QAbstractButton]:
        return [] if self.choices is None else self.choices.buttons()

    def ticked(self) -> list[ProposedWarning]:
        return [] if self.choices is None else self.choices.values()

    def _make_anew(self, options: Sequence[tuple[str, object]]) -> None:
        ticked = self.ticked()
        if self.choices is not None:
            self._column.removeWidget(self.choices)
            self.choices.hide()  # Without a parent it would be a window until it is gone.
            self.choices.deleteLater()
            self.choices = None
        if options:
            hint = _(
                "Nothing is ticked for you. What you tick is added when you finish, and is shown "
                "to everyone on every page."
            )
            self.choices = Choices(
                _("&Warnings for the banner"), options, several=True, hint=hint, one_a_line=True
            )
            self.choices.set_values(ticked)
            self._column.addWidget(self.choices)
