"""The fields of a stay in custody, to book in with and to change later."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.detention import Detention, Setting
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.people.field_set import FieldSet
from ui.people.lines_edit import LinesEdit
from ui.widgets.choices import Choices
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field
from ui.widgets.moment import MomentField

_NUMBER, _CELL, _SHORT = 40, 20, 120


class DetentionForm(QWidget):
    """`now` is the session's clock: a time without a day is read against it."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = FieldSet()
        self._now = now
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._ask_arrival()
        self._ask_about()
        self._ask_court()

    def show_detention(self, detention: Detention) -> None:
        self._number.setText(detention.custody_record_number)
        self._cell.setText(detention.cell)
        self._arrived.set_moment(detention.arrived_at)
        self._setting.set_values([detention.setting])
        self._offence.setText(detention.offence)
        self._first_time.set_values([detention.is_first_time])
        self._adult.setPlainText(detention.appropriate_adult)
        self._court.setText(detention.hearing_court)
        self._hearing.set_moment(detention.hearing_at)

    def typed(self, base: Detention) -> Detention:
        """Return `base` with what is typed. Ask only when there are no local problems."""
        return replace(
            base,
            custody_record_number=_words(self._number).upper(),
            cell=_words(self._cell).upper(),
            arrived_at=self._arrived.moment() or base.arrived_at,
            setting=self._setting.value() or base.setting,
            offence=_words(self._offence),
            is_first_time=self._first_time.value(),
            appropriate_adult=self._adult.toPlainText().strip(),
            hearing_court=_words(self._court),
            hearing_at=self._hearing.moment(),
        )

    def show_local_problems(self, summary: ErrorSummary) -> bool:
        """Show what cannot be read as a time; return whether there was anything."""
        problems = {"hearing_at": self._hearing.problem(), "arrived_at": self._arrived.problem()}
        if self._arrived.is_empty():
            problems["arrived_at"] = _("Enter when she, he or they arrived")
        found = {name: words for name, words in problems.items() if words}
        self.fields.show(found, summary)
        return bool(found)

    def show_problems(self, problems: Mapping[str, str], summary: ErrorSummary) -> None:
        self.fields.show_keys(problems, summary)

    def focus_first(self) -> None:
        self._number.setFocus()

    def _ask_arrival(self) -> None:
        self._number = self._line(
            "custody_record_number",
            _("Custody &record number"),
            _NUMBER,
            hint=_("For example SN/4473/26"),
        )
        self._cell = self._line("cell", _("Ce&ll"), _CELL, optional=True)
        self._arrived = MomentField(now=self._now, past_only=True)
        label, hint = _("Arri&ved"), _("Time on the 24-hour clock, and the day")
        self._add("arrived_at", label, Field(label, self._arrived, hint=hint))

    def _ask_about(self) -> None:
        settings = [(term(setting), setting) for setting in Setting]
        self._setting = Choices(_("Why here"), settings)
        self._add("setting", _("Why here"), self._setting)
        self._offence = self._line("offence", _("Offence"), _SHORT, optional=True)
        options = [(_("Yes"), True), (_("No"), False), (_("Not known"), None)]
        self._first_time = Choices(_("First time in custody"), options)
        self._add("is_first_time", _("First time in custody"), self._first_time)
        self._adult = LinesEdit(2)
        self._adult.setObjectName("appropriateAdultEdit")
        label = _("Appropriate ad&ult")
        hint = _("Needed or not, why, who was asked and when")
        self._add("appropriate_adult", label, Field(label, self._adult, hint=hint, optional=True))

    def _ask_court(self) -> None:
        self._court = self._line("hearing_court", _("Court"), _SHORT, optional=True)
        self._hearing = MomentField(now=self._now)
        label = _("&Hearing")
        hint = _("Time on the 24-hour clock, and the day. Leave empty if it is not known.")
        self._add("hearing_at", label, Field(label, self._hearing, hint=hint, optional=True))

    def _line(
        self, name: str, label: str, length: int, *, hint: str = "", optional: bool = False
    ) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"{name}Edit")
        edit.setMaxLength(length)
        self._add(name, label, Field(label, edit, hint=hint, optional=optional))
        return edit

    def _add(self, name: str, label: str, field: Field | Choices) -> None:
        self._column.addWidget(field)
        self.fields.add(name, label, field)


def _words(edit: QLineEdit) -> str:
    return " ".join(edit.text().split())
