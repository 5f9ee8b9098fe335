"""The stay in custody shown on a person's page: its clocks in words, and what can be done now."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.domain.detention import Detention
from desktop.wording.clinical import not_recorded
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.banner.component import Component, Mark, WholeLabel
from ui.person.actions import Action
from ui.person.clock_words import ClockLine, Level
from ui.widgets.buttons import secondary
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label, literal, set_role

_MARKS = {
    Level.DANGER: ("act_now", "danger", "errorText"),
    Level.WAITING: ("in_progress", "action", "strong"),
    Level.NOTE: ("note", "secondary", "plain"),
}


class DetentionCard(QFrame):
    chosen = Signal(object)  # Action

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "paper")
        self.setObjectName("detentionCard")
        self._heading = label("", "subheading")
        self._clocks = QVBoxLayout()
        self._clocks.setSpacing(4)
        self._about = label("", "secondaryText")
        self._buttons: dict[Action, QPushButton] = {}
        self.choices_row = QWidget()
        flow = FlowLayout(self.choices_row)
        for action in Action:
            button = secondary(action.words())
            button.setObjectName(f"{action.value}Button")
            button.clicked.connect(lambda _checked=False, action=action: self.chosen.emit(action))
            self._buttons[action] = button
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(self._clocks)
        column.addWidget(self._about)
        column.addWidget(self.choices_row)

    def show_detention(self, detention: Detention | None) -> None:
        self._heading.setText(literal(_heading(detention)))
        self._about.setText("" if detention is None else literal(_about(detention)))
        self._about.setVisible(detention is not None)

    def show_clocks(self, lines: Sequence[ClockLine]) -> None:
        while (item := self._clocks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                # Hidden at once: it lives until the event loop turns.
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._clocks.addWidget(_clock(line))

    def offer(self, actions: Sequence[Action]) -> None:
        for action, button in self._buttons.items():
            button.setVisible(action in actions)

    def button(self, action: Action) -> QPushButton:
        return self._buttons[action]


def _clock(line: ClockLine) -> QWidget:
    name, tone, role = _MARKS[line.level]
    component = Component(Mark(name, tone), WholeLabel(line.words, role))
    component.setAccessibleName(line.words)
    return component


def _heading(detention: Detention | None) -> str:
    if detention is None:
        return _("Not in custody now")
    words = [
        _("In custody") if detention.released_at is None else _("Released"),
        detention.suite,
        detention.cell,
        detention.custody_record_number,
    ]
    return " · ".join(word for word in words if word)


def _about(detention: Detention) -> str:
    first = {True: _("yes"), False: _("no"), None: _("not known")}[detention.is_first_time]
    return _(
        "{setting}. Offence: {offence}. First time in custody: {first}. "
        "Appropriate adult: {adult}.",
        setting=term(detention.setting),
        offence=detention.offence or not_recorded(),
        first=first,
        adult=detention.appropriate_adult or not_recorded(),
    )
