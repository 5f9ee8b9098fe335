"""The fields of a call: what was asked, and once it is logged, what happened and when."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.domain.detention import BreachReason, CallReason, HcpCall, Priority
from desktop.domain.identity import PractitionerId
from desktop.services.values import whole_minutes
from desktop.wording.clinical import duration
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.log_call.timed_row import TimedRow
from ui.people.field_set import FieldSet
from ui.people.lines_edit import LinesEdit
from ui.widgets.choices import Choices
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.moment import MomentField

_BY = 60


class CallForm(QWidget):
    """A time button fills its field with now and asks at once for the call to be saved."""

    save_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = FieldSet()
        self._now = now
        self._target_minutes = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._ask_what()
        self._happened = QWidget()
        self._column.addWidget(self._happened)
        self._ask_what_happened()

    def show_call(self, call: HcpCall, *, is_logged: bool, target_minutes: int) -> None:
        self._target_minutes = target_minutes
        self._reason.set_values([call.reason] if is_logged else [])
        self._priority.set_values([call.priority])
        self._requested.set_moment(call.requested_at)
        self._by.setText(call.requested_by)
        self._accepted.field.set_moment(call.accepted_at)
        self._advice.field.set_moment(call.telephone_advice_at)
        self._arrived.field.set_moment(call.arrived_at)
        self._breach.set_values([call.breach_reason])
        self._outcome.setPlainText(call.outcome)
        self._happened.setVisible(is_logged)
        self._ask_why_late()

    def typed(self, base: HcpCall, me: PractitionerId) -> HcpCall:
        """Return `base` with what is typed; whoever first says "accepted" is who accepted."""
        accepted_at = self._accepted.field.moment()
        return replace(
            base,
            reason=self._reason.value() or base.reason,
            priority=self._priority.value() or base.priority,
            requested_at=self._requested.moment() or base.requested_at,
            requested_by=" ".join(self._by.text().split()),
            accepted_at=accepted_at,
            accepted_by=(base.accepted_by or me) if accepted_at else None,
            telephone_advice_at=self._advice.field.moment(),
            arrived_at=self._arrived.field.moment(),
            breach_reason=self._breach.value() if self._minutes_late() > 0 else None,
            outcome=self._outcome.toPlainText().strip(),
        )

    def show_local_problems(self, summary: ErrorSummary) -> bool:
        """Show what is missing or cannot be read as a time; return whether there was anything."""
        problems = {
            "requested_at": self._requested.problem(),
            "accepted_at": self._accepted.field.problem(),
            "telephone_advice_at": self._advice.field.problem(),
            "arrived_at": self._arrived.field.problem() or self._arrives_before_asked(),
        }
        if self._reason.value() is None:
            problems["reason"] = _("Choose why a practitioner is asked for")
        if self._requested.is_empty():
            problems["requested_at"] = _("Enter when the call was made")
        found = {name: words for name, words in problems.items() if words}
        self.fields.show(found, summary)
        return bool(found)

    def show_problems(self, problems: Mapping[str, str], summary: ErrorSummary) -> None:
        self.fields.show_keys(problems, summary)

    def focus_first(self) -> None:
        self._reason.setFocus()

    def _ask_what(self) -> None:
        reasons = [(term(reason), reason) for reason in CallReason]
        self._reason = Choices(_("Why is a practitioner asked for?"), reasons)
        self._add(self._column, "reason", _("Reason"), self._reason)
        self._priority = Choices(_("Priority"), [(term(each), each) for each in Priority])
        self._add(self._column, "priority", _("Priority"), self._priority)
        self._requested = MomentField(now=self._now, past_only=True)
        self._requested.changed.connect(self._ask_why_late)
        label = _("Aske&d at")
        hint = _("The clock starts here. Time on the 24-hour clock, and the day.")
        field = Field(label, self._requested, hint=hint)
        self._add(self._column, "requested_at", label, field)
        self._by = QLineEdit()
        self._by.setObjectName("requestedByEdit")
        self._by.setMaxLength(_BY)
        label = _("Asked b&y")
        hint = _("Name or collar number")
        field = Field(label, self._by, hint=hint, optional=True)
        self._add(self._column, "requested_by", label, field)

    def _ask_what_happened(self) -> None:
        column = QVBoxLayout(self._happened)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._accepted = self._timed(column, "accepted_at", _("&Accepted"), _("Acce&pted now"))
        self._advice = self._timed(
            column, "telephone_advice_at", _("&Telephone advice"), _("Advice now")
        )
        self._arrived = self._timed(column, "arrived_at", _("Arri&ved"), _("Arrived &now"))
        self._arrived.field.changed.connect(self._ask_why_late)
        reasons = [(term(reason), reason) for reason in BreachReason]
        self._breach = Choices(_("Why later than the target?"), reasons)
        self._add(column, "breach_reason", _("Why later than the target?"), self._breach)
        self._outcome = LinesEdit(2)
        self._outcome.setObjectName("outcomeEdit")
        label = _("&Outcome")
        self._add(column, "outcome", label, Field(label, self._outcome, optional=True))

    def _timed(self, column: QVBoxLayout, name: str, label: str, now_words: str) -> TimedRow:
        row = TimedRow(label, now_words, self._now)
        self.fields.add(name, label, row.labelled)
        column.addWidget(row)
        row.now_chosen.connect(self.save_asked)
        return row

    def _minutes_late(self) -> int:
        asked, arrived = self._requested.moment(), self._arrived.field.moment()
        if asked is None or arrived is None:
            return 0
        return whole_minutes(asked, arrived) - self._target_minutes

    def _ask_why_late(self) -> None:
        late = self._minutes_late()
        self._breach.setVisible(late > 0)
        if late > 0:
            words = _("Why {late} later than the target?", late=duration(late))
            self._breach.label.setText(words)

    def _arrives_before_asked(self) -> str:
        asked, arrived = self._requested.moment(), self._arrived.field.moment()
        if asked is None or arrived is None or arrived >= asked:
            return ""
        return _("This is earlier than the call. Check both times")

    def now_buttons(self) -> list[QPushButton]:
        return [self._accepted.button, self._advice.button, self._arrived.button]

    def _add(self, column: QVBoxLayout, name: str, label: str, field: Field | Choices) -> None:
        column.addWidget(field)
        self.fields.add(name, label, field)
