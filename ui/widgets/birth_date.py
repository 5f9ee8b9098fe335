"""A date of birth in three boxes, typed as it is spoken: "4", "mar", "1991"."""

from datetime import UTC, date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.typed_dates import month_of
from desktop.wording.words import text as _
from ui.widgets.role import label
from ui.widgets.short_line import ShortLine

_FIRST_YEAR = 1900


class BirthDateField(QWidget):
    """Never jumps from box to box by itself. What is wrong is said by `problem`, when asked."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = _box("00", "birthDayEdit")
        self._month = _box("September", "birthMonthEdit")
        self._year = _box("0000", "birthYearEdit")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for words, box in (
            (_("Day"), self._day),
            (_("Month"), self._month),
            (_("Year"), self._year),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            caption = label(words, "secondaryText")
            caption.setBuddy(box)
            column.addWidget(caption)
            column.addWidget(box)
            row.addLayout(column)
            box.textEdited.connect(lambda _typed: self.changed.emit())
        row.addStretch(1)
        self.setFocusProxy(self._day)
        self.name_parts(_("Date of birth"))

    def name_parts(self, name: str) -> None:
        for words, box in (
            (_("day"), self._day),
            (_("month"), self._month),
            (_("year"), self._year),
        ):
            box.setAccessibleName(f"{name}, {words}")

    def boxes(self) -> tuple[QLineEdit, QLineEdit, QLineEdit]:
        return self._day, self._month, self._year

    def value(self) -> date | None:
        """Return the date, or None while it is empty or there is a problem."""
        return None if self.is_empty() or self.problem() else self._typed()

    def is_empty(self) -> bool:
        return not any(box.text().strip() for box in self.boxes())

    def set_value(self, value: date | None) -> None:
        texts = ("", "", "") if value is None else (value.day, value.month, value.year)
        for box, part in zip(self.boxes(), texts, strict=True):
            box.setText(str(part))

    def problem(self) -> str:
        """Return what is wrong as a sentence; nothing is wrong with an empty field."""
        if self.is_empty():
            return ""
        missing = self._missing()
        if missing:
            return _("Date of birth must include {parts}", parts=_(" and ").join(missing))
        return self._problem_of_year() or self._problem_of_date()

    def _problem_of_year(self) -> str:
        year = self._year.text().strip()
        if not (len(year) == 4 and year.isdecimal()):  # noqa: PLR2004 -- a year has four digits
            return _("Year of birth must have four numbers, like 1991")
        if int(year) < _FIRST_YEAR:
            return _("Year of birth must be 1900 or later")
        return ""

    def _problem_of_date(self) -> str:
        born = self._typed()
        if born is None:
            return _("Date of birth must be a real date, like 4 3 1991 or 4 mar 1991")
        if born > datetime.now(UTC).date():
            return _("Date of birth must be in the past")
        return ""

    def _missing(self) -> list[str]:
        parts = ((_("a day"), self._day), (_("a month"), self._month), (_("a year"), self._year))
        return [words for words, box in parts if not box.text().strip()]

    def _typed(self) -> date | None:
        month = month_of(self._month.text())
        day, year = self._day.text().strip(), self._year.text().strip()
        if month is None or not day.isdecimal() or not year.isdecimal():
            return None
        try:
            return date(int(year), month, int(day))
        except ValueError:
            return None


def _box(example: str, name: str) -> QLineEdit:
    box = ShortLine(example)
    box.setObjectName(name)
    return box
