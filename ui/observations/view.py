"""The observations of one stay: what is due, then how each tool went."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.observations.due_row import DueRow
from ui.observations.section import ToolSection
from ui.observations.sheet import ObservationsSheet, Watched
from ui.observations.words import due_words
from ui.widgets.page_frame import PageFrame
from ui.widgets.resting import Resting
from ui.widgets.role import label

# Taken by the banner, which stands above on every page of one person.
_TAKEN_KEYS = "M"


class ObservationsView(QWidget):
    record_asked = Signal(object)  # Watched
    reading_asked = Signal(object)  # InstrumentReading

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._sheet: ObservationsSheet | None = None
        self._resting = Resting()
        self.rows: dict[str, DueRow] = {}
        self.sections: dict[str, ToolSection] = {}
        self.frame = PageFrame(_("Observations"), wide=True)
        self.banner = PatientBanner()
        self.empty = label(_("Nothing in this stay is done again and again."), "secondaryText")
        self.empty.hide()
        self._due = QVBoxLayout()
        self._due.setSpacing(4)
        self._went = QVBoxLayout()
        self._went.setSpacing(16)
        self.frame.banner_slot.addWidget(self.banner)
        self.frame.body.addWidget(self.empty)
        self.frame.body.addLayout(self._due)
        self.frame.body.addLayout(self._went)
        self.frame.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)

    def show_sheet(self, sheet: ObservationsSheet) -> None:
        is_first = self._sheet is None
        self._sheet = sheet
        self.frame.notice.clear()
        self.banner.show_person(sheet.file.person, sheet.detention, self._now())
        self.empty.setVisible(not sheet.watched)
        self._drop_others({one.instrument.key for one in sheet.watched})
        keys = mnemonics(sheet.watched)
        for one in sheet.watched:
            self._show_row(one, keys[one.instrument.key])
            self._show_section(one)
        self._put_in_order()
        self.tick()
        if is_first:
            self.focus_first()

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def show_working(self, *, is_working: bool) -> None:
        if self.rows:
            self._resting.rest(tuple(self.rows.values()), is_working=is_working)

    def tick(self) -> None:
        """Say the countdowns and draw time on: nothing is asked."""
        if self._sheet is None:
            return
        is_in_custody = self._sheet.is_in_custody()
        for one in self._sheet.watched:
            due = due_words(one, self._now(), is_in_custody=is_in_custody)
            self.rows[one.instrument.key].show_due(due)
            section = self.sections.get(one.instrument.key)
            if section is not None:
                section.show_now(one, self._until())

    def focus_first(self) -> None:
        """Go to the button of what is due first; without one, to the first table."""
        for row in self._rows_in_order():
            if not row.record.isHidden():
                row.record.setFocus()
                return
        for section in self.sections.values():
            section.table.setFocus()
            return

    def _until(self) -> datetime | None:
        sheet = self._sheet
        return self._now() if sheet is not None and sheet.is_in_custody() else None

    def _show_row(self, one: Watched, mnemonic: str) -> None:
        assert self._sheet is not None, "rows are shown only with a sheet"
        key = one.instrument.key
        if key not in self.rows:
            row = DueRow(key)
            row.record_asked.connect(lambda: self._record(key))
            self._due.addWidget(row)
            self.rows[key] = row
            row.show()
        self.rows[key].show_tool(one, mnemonic, self._now(), may_record=self._sheet.is_in_custody())

    def _show_section(self, one: Watched) -> None:
        key = one.instrument.key
        if not one.readings:
            return
        if key not in self.sections:
            self.sections[key] = ToolSection(one)
            self.sections[key].opened.connect(self.reading_asked)
            self._went.addWidget(self.sections[key])
            self.sections[key].show()
        self.sections[key].show_tool(one, self._until())

    def _record(self, key: str) -> None:
        watched = self._sheet.watched if self._sheet is not None else ()
        for one in watched:
            if one.instrument.key == key:
                self.record_asked.emit(one)

    def _drop_others(self, keys: set[str]) -> None:
        for held in (self.rows, self.sections):
            for key in held.keys() - keys:
                # Hidden at once: it lives until the event loop turns.
                gone = held.pop(key)
                gone.hide()
                gone.deleteLater()

    def _rows_in_order(self) -> list[DueRow]:
        watched = self._sheet.watched if self._sheet is not None else ()
        return [self.rows[one.instrument.key] for one in watched]

    def _put_in_order(self) -> None:
        """Let what is due first stand first, for the eye and for Tab."""
        watched = self._sheet.watched if self._sheet is not None else ()
        keys = [one.instrument.key for one in watched]
        for place, key in enumerate(keys):
            if self._due.indexOf(self.rows[key]) != place:
                self._due.insertWidget(place, self.rows[key])
        shown = [key for key in keys if key in self.sections]
        for place, key in enumerate(shown):
            if self._went.indexOf(self.sections[key]) != place:
                self._went.insertWidget(place, self.sections[key])
        stops: list[QWidget] = [self.rows[key].record for key in keys]
        for key in shown:
            stops += [self.sections[key].chart, self.sections[key].table]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)


def mnemonics(watched: tuple[Watched, ...]) -> dict[str, str]:
    """Return a key for each tool: the first letter of its name that is still free."""
    taken, found = set(_TAKEN_KEYS), {}
    for one in sorted(watched, key=lambda each: each.instrument.key):
        letters = (letter for letter in one.name.upper() if letter.isalpha() and letter.isascii())
        found[one.instrument.key] = next((each for each in letters if each not in taken), "")
        taken.add(found[one.instrument.key])
    return found
