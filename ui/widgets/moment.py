"""When something happened: a time on the 24-hour clock and the day, in UK time.

The nights when the clocks change are asked about, never guessed at.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop.services.typed_dates import (
    THIS_CENTURY,
    PartOfDate,
    Trouble,
    read_typed_date,
)
from desktop.wording.clinical import clinical_date, duration, in_uk_time, uk_time
from desktop.wording.words import text as _
from ui.widgets.dates import clock_of, day_of
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.role import label
from ui.widgets.short_line import ShortLine

# Days from today, as each choice of a day keeps it; another date is typed.
_TODAY, _YESTERDAY, _TOMORROW, _OTHER = 0, -1, 1, None
_SOON = timedelta(minutes=5)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MomentField(QWidget):
    """`past_only` also says that a time has not come yet, as "23:50 today" typed after midnight.

    Where both make sense, `says_how_far` writes beside it how long ago it was, or is to come.

    `moment` is None while the field is empty or has a problem; `problem` says which.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = _utc_now,
        past_only: bool = False,
        says_how_far: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._past_only = past_only
        self.how_far = label("", "secondaryText")
        self.how_far.setObjectName("howFarLabel")
        self.how_far.setWordWrap(False)
        if not says_how_far:
            self.how_far.hide()
        self.time_box = ShortLine("00:00:00")
        self.time_box.setObjectName("timeEdit")
        self.time_box.setPlaceholderText(_("22:30"))
        self.day_box = QComboBox()
        self.day_box.setObjectName("dayCombo")
        self._add_days()
        self.date_box = ShortLine("05-Sep-20266")
        self.date_box.setObjectName("dateEdit")
        self.date_box.setPlaceholderText(_("05-Sep-2026"))
        self.fold_box = QComboBox()
        self.fold_box.setObjectName("clocksChangeCombo")
        self.fold_box.addItems([_("Before the clocks went back"), _("After the clocks went back")])
        self._day_said, self._fold_said = QLabel(self), QLabel(self)
        for said, box in ((self._day_said, self.day_box), (self._fold_said, self.fold_box)):
            # A combo box tells a screen reader only its value; what it asks comes from a label.
            said.hide()
            said.setBuddy(box)
        self._lay_out()
        self.name_parts(_("Time"))
        self._show_what_is_needed()

    def name_parts(self, name: str) -> None:
        self.time_box.setAccessibleName(_("{name}, time on the 24-hour clock", name=name))
        day, fold = (
            _("{name}, day", name=name),
            _("{name}, before or after the clocks went back", name=name),
        )
        self.day_box.setAccessibleName(day)
        self._day_said.setText(day)
        self.date_box.setAccessibleName(_("{name}, date", name=name))
        self.fold_box.setAccessibleName(fold)
        self._fold_said.setText(fold)

    def moment(self) -> datetime | None:
        """Return the moment in UTC."""
        return None if self.is_empty() or self.problem() else self._typed()

    def is_empty(self) -> bool:
        return not self.time_box.text().strip()

    def set_moment(self, moment: datetime | None) -> None:
        if moment is None:
            self.time_box.clear()
            self.date_box.clear()
            self._choose_day(_TODAY)
            self._show_what_is_needed()
            return
        local = in_uk_time(moment)
        self.time_box.setText(f"{local:%H:%M}")
        self._choose_day((local.date() - self._today()).days)
        self.date_box.setText(clinical_date(local.date()))
        self.fold_box.setCurrentIndex(local.fold)
        self._show_what_is_needed()

    def day_alone(self) -> str:
        """Return the day, month or year that was typed without a time, as FHIR writes it."""
        if not self.is_empty() or self.day_box.currentData() is not _OTHER:
            return ""
        read = read_typed_date(self.date_box.text(), THIS_CENTURY)
        if isinstance(read, Trouble):
            return ""
        return read.text() if isinstance(read, PartOfDate) else read.isoformat()

    def typed(self) -> str:
        """Return what was typed, as it was, with the day that goes with it."""
        clock, day = self.time_box.text().strip(), self.date_box.text().strip()
        if self.day_box.currentData() is not _OTHER or (clock and not day):
            day = self.day_box.currentText() if clock else ""
        return f"{clock} {day}".strip()

    def show_typed(self, text: str) -> None:
        """Show again what `typed` or `day_alone` gave."""
        self.set_moment(None)
        for place in range(self.day_box.count()):
            words = f" {self.day_box.itemText(place)}"
            if text.endswith(words):
                self.day_box.setCurrentIndex(place)
                self.time_box.setText(text.removesuffix(words))
                break
        else:
            clock, _gap, day = text.partition(" ") if " " in text else ("", "", text)
            self.day_box.setCurrentIndex(self.day_box.count() - 1)
            self.time_box.setText(clock)
            self.date_box.setText(_usual(day))
        self._show_what_is_needed()

    def problem(self) -> str:
        """Return what is wrong as a sentence; nothing is wrong with an empty field."""
        if self.is_empty():
            return "" if self.day_alone() or not self.typed() else _day_problem()
        if clock_of(self.time_box.text()) is None:
            return _("Time must be on the 24-hour clock, like 22:30")
        if self._day() is None:
            return _day_problem()
        typed = self._typed()
        if typed is None:
            return _("The clocks went forward that night, so this time did not happen")
        if self._past_only and typed > self._now() + _SOON:
            return _("This time has not come yet. Check the time, and whether it was yesterday")
        return ""

    def _add_days(self) -> None:
        """Offer tomorrow where what is still to come makes sense: a hearing, a review."""
        days = [(_("Today"), _TODAY), (_("Yesterday"), _YESTERDAY), (_("Another date"), _OTHER)]
        if not self._past_only:
            days.insert(1, (_("Tomorrow"), _TOMORROW))
        for words, day in days:
            self.day_box.addItem(words, day)

    def _choose_day(self, days: int) -> None:
        place = self.day_box.findData(days)
        self.day_box.setCurrentIndex(place if place >= 0 else self.day_box.count() - 1)

    def _lay_out(self) -> None:
        flow = FlowLayout(self)
        for part in (self.time_box, self.day_box, self.date_box, self.fold_box, self.how_far):
            flow.addWidget(part)
        self.setFocusProxy(self.time_box)
        self.time_box.textEdited.connect(self._on_changed)
        self.date_box.textEdited.connect(self._on_changed)
        self.time_box.editingFinished.connect(self._tidy)
        self.day_box.activated.connect(self._on_changed)
        self.fold_box.activated.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._show_what_is_needed()
        self.changed.emit()

    def _tidy(self) -> None:
        clock = clock_of(self.time_box.text())
        if clock is not None:
            self.time_box.setText(f"{clock:%H:%M}")

    def _show_what_is_needed(self) -> None:
        self.date_box.setVisible(self.day_box.currentData() is _OTHER)
        self.fold_box.setVisible(self._happens_twice())
        typed = self._typed()
        self.how_far.setText(_distance(typed, self._now()) if typed is not None else "")
        self.updateGeometry()

    def _today(self) -> date:
        return in_uk_time(self._now()).date()

    def _day(self) -> date | None:
        days = self.day_box.currentData()
        if days is _OTHER:
            return day_of(self.date_box.text())
        return self._today() + timedelta(days=days)

    def _local(self, fold: int) -> datetime | None:
        clock, day = clock_of(self.time_box.text()), self._day()
        if clock is None or day is None:
            return None
        return datetime.combine(day, clock, tzinfo=uk_time()).replace(fold=fold)

    def _happens_twice(self) -> bool:
        first, second = self._local(0), self._local(1)
        if first is None or second is None:
            return False
        # When the clocks go forward the two also differ, but then neither exists.
        return first.utcoffset() != second.utcoffset() and _exists(first)

    def _typed(self) -> datetime | None:
        local = self._local(self.fold_box.currentIndex() if self._happens_twice() else 0)
        if local is None or not _exists(local):
            return None
        return local.astimezone(UTC)


def _distance(moment: datetime, now: datetime) -> str:
    """Return how far off the moment is, rounded down to minutes; "" for this minute."""
    minutes = int(abs(moment - now) / timedelta(minutes=1))
    if not minutes:
        return ""
    time = duration(minutes)
    return _("{time} ago", time=time) if moment < now else _("in {time}", time=time)


def _usual(day: str) -> str:
    """Return a day or a month as it is usually written; anything else as it was typed."""
    read = read_typed_date(day, THIS_CENTURY)
    if isinstance(read, date):
        return clinical_date(read)
    if isinstance(read, PartOfDate) and read.month is not None:
        return clinical_date(date(read.year, read.month, 1)).removeprefix("01-")
    return day


def _day_problem() -> str:
    return _("Date must be a real date, like 5 9 2026 or 05-Sep-2026")


def _exists(local: datetime) -> bool:
    back = local.astimezone(UTC).astimezone(local.tzinfo)
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)
