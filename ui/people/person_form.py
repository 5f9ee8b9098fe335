"""The fields of a person, top to bottom. Checks only what it alone can see: a date that is none.

Used to add a person and to change one. What is typed is never cleared by a problem.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.person import Address, Gender, Person
from desktop.wording.clinical import nhs_number
from desktop.wording.terms import term
from desktop.wording.words import text as _
from ui.people.alias_text import aliases_as_text, aliases_from_text
from ui.people.field_set import FieldSet
from ui.people.lines_edit import LinesEdit
from ui.widgets.birth_date import BirthDateField
from ui.widgets.choices import Choices
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.field import Field

# Input lengths of the NHS Common User Interface; generous where it has none.
_FAMILY, _GIVEN, _TITLE, _KNOWN_AS, _SHORT, _LONG = 40, 135, 35, 35, 35, 120


class PersonForm(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = FieldSet()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._ask_name()
        self._ask_birth_and_gender()
        self._ask_numbers()
        self._ask_contact()

    def show_person(self, person: Person) -> None:
        self._family.setText(person.family_name)
        self._given.setText(person.given_name)
        self._title.setText(person.title)
        self._known_as.setText(person.known_as)
        self._other_names.setPlainText(aliases_as_text(person.aliases))
        self._born.set_value(person.date_of_birth)
        self._estimated.setChecked(person.is_birth_estimated)
        self._gender.set_values([person.gender])
        self._nhs_number.setText(nhs_number(person.nhs_number) if person.nhs_number else "")
        self._pnc_id.setText(person.pnc_id)
        self._interpreter.setText(person.interpreter)
        address = person.address or Address()
        self._address.setPlainText(address.lines)
        self._postcode.setText(address.postcode)
        self._no_address.setChecked(address.no_fixed_abode)
        self._phone.setText(person.phone)
        self._gp.setText(person.gp)

    def typed(self, base: Person) -> Person:
        """Return `base` with what is typed; what this form does not ask stays as it was."""
        return replace(
            base,
            family_name=_words(self._family),
            given_name=_words(self._given),
            title=_words(self._title),
            known_as=_words(self._known_as),
            aliases=aliases_from_text(self._other_names.toPlainText(), base.aliases),
            date_of_birth=self._born.value(),
            is_birth_estimated=self._estimated.isChecked() and not self._born.is_empty(),
            gender=self._gender.value() or Gender.NOT_KNOWN,
            nhs_number=_digits_if_number(_words(self._nhs_number)),
            pnc_id=_words(self._pnc_id).upper(),
            interpreter=_words(self._interpreter),
            address=self._address_typed(),
            phone=_words(self._phone),
            gp=_words(self._gp),
        )

    def show_local_problems(self, summary: ErrorSummary) -> bool:
        """Show what cannot be read as a value at all; return whether there was anything."""
        problem = self._born.problem()
        self.fields.show({"date_of_birth": problem} if problem else {}, summary)
        return bool(problem)

    def show_problems(self, problems: Mapping[str, str], summary: ErrorSummary) -> None:
        self.fields.show_keys(problems, summary)

    def focus_first(self) -> None:
        self._family.setFocus()

    def _ask_name(self) -> None:
        self._family = self._line("family_name", _("&Family name"), _FAMILY)
        self._given = self._line("given_name", _("&Given names"), _GIVEN, optional=True)
        self._title = self._line("title", _("&Title"), _TITLE, optional=True)
        self._known_as = self._line("known_as", _("&Known as"), _KNOWN_AS, optional=True)
        hint = _("One a line, family name first: Marsh, Kel")
        self._other_names = self._lines("aliases", _("&Other names used"), hint)

    def _ask_birth_and_gender(self) -> None:
        self._born = BirthDateField()
        label = _("&Date of birth")
        hint = _("For example 4 3 1991 or 4 mar 1991. Leave empty if it is not known.")
        self._add("date_of_birth", label, Field(label, self._born, hint=hint))
        self._estimated = self._tick(_("The date of birth is an &estimate"), "estimatedCheck")
        options = [(term(gender), gender) for gender in Gender]
        self._gender = Choices(_("Gender, as stated"), options)
        self._gender.set_values([Gender.NOT_KNOWN])
        self._column.addWidget(self._gender)
        self.fields.add("gender", _("Gender"), self._gender)

    def _ask_numbers(self) -> None:
        hint = _("Ten digits, for example 999 012 3403")
        self._nhs_number = self._line(
            "nhs_number", _("&NHS number"), _SHORT, hint=hint, optional=True
        )
        self._nhs_number.editingFinished.connect(self._group_digits)
        hint = _("For example 2026/0123456A")
        self._pnc_id = self._line("pnc_id", _("&PNC id"), _SHORT, hint=hint, optional=True)

    def _ask_contact(self) -> None:
        hint = _("The language, or: none needed")
        self._interpreter = self._line(
            "interpreter", _("&Interpreter"), _LONG, hint=hint, optional=True
        )
        self._address = self._lines("address", _("&Address"), "")
        self._postcode = self._line("postcode", _("Postcode"), _SHORT, optional=True)
        self._no_address = self._tick(_("No fi&xed abode"), "noFixedAbodeCheck")
        self._phone = self._line("phone", _("Phone"), _SHORT, optional=True)
        self._gp = self._line("gp", _("GP"), _LONG, optional=True)

    def _address_typed(self) -> Address | None:
        address = Address(
            lines=self._address.toPlainText().strip(),
            postcode=_words(self._postcode).upper(),
            no_fixed_abode=self._no_address.isChecked(),
        )
        return None if address == Address() else address

    def _group_digits(self) -> None:
        typed = _words(self._nhs_number)
        self._nhs_number.setText(nhs_number(typed) if typed else "")

    def _line(
        self, name: str, label: str, length: int, *, hint: str = "", optional: bool = False
    ) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"{name}Edit")
        edit.setMaxLength(length)
        self._add(name, label, Field(label, edit, hint=hint, optional=optional))
        return edit

    def _lines(self, name: str, label: str, hint: str) -> LinesEdit:
        edit = LinesEdit()
        edit.setObjectName(f"{name}Edit")
        self._add(name, label, Field(label, edit, hint=hint, optional=True))
        return edit

    def _tick(self, words: str, name: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        self._column.addWidget(box)
        return box

    def _add(self, name: str, label: str, field: Field) -> None:
        self._column.addWidget(field)
        self.fields.add(name, label, field)


def _words(edit: QLineEdit) -> str:
    return " ".join(edit.text().split())


def _digits_if_number(typed: str) -> str:
    """Drop the spaces of "999 012 3403"; keep anything else as it was typed."""
    bare = typed.replace(" ", "").replace("-", "")
    return bare if bare.isdecimal() else typed
