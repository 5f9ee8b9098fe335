"""The page for booking in: first who, then the stay."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.detention import Detention
from desktop.domain.person import Person
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.book_in.detention_form import DetentionForm
from ui.people.find_view import FindView
from ui.widgets.buttons import primary, secondary
from ui.widgets.page_frame import PageFrame


class BookInView(QWidget):
    person_chosen = Signal(object)  # PersonId
    person_missing = Signal(str, str)
    save_asked = Signal(object)  # Detention
    cancel_asked = Signal()

    def __init__(
        self, heading: str, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._blank: Detention | None = None
        self.frame = PageFrame(heading)
        self.banner = PatientBanner()
        self.finder = FindView()
        self.form = DetentionForm(now)
        self.save = primary(_("&Book in"))
        self._cancel = secondary(_("&Cancel"))
        self._lay_out()
        self.finder.person_chosen.connect(self.person_chosen)
        self.finder.person_missing.connect(self.person_missing)
        self.save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.cancel_asked)

    def show_finder(self) -> None:
        self.finder.show()
        self.form.hide()
        self.save.hide()
        self.finder.box.setFocus()

    def show_person(self, person: Person, blank: Detention, staying: Detention | None) -> None:
        self._blank = blank
        self.banner.show_person(person, None, self._now())
        self.finder.hide()
        self.form.show_detention(blank)
        self.form.show()
        self.save.show()
        self.frame.notice.show_text(_already_here(staying) if staying else "")
        self.form.focus_first()

    def show_working(self, *, is_working: bool) -> None:
        self.save.setEnabled(not is_working)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.form.show_problems(problems, self.frame.errors)

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def _on_save(self) -> None:
        if self._blank is None or self.form.show_local_problems(self.frame.errors):
            return
        self.save_asked.emit(self.form.typed(self._blank))

    def _lay_out(self) -> None:
        self.form.hide()
        self.save.hide()
        self.frame.banner_slot.addWidget(self.banner)
        self.frame.body.addWidget(self.finder, 1)
        self.frame.body.addWidget(self.form)
        self.frame.body.addStretch(0)
        self.frame.add_primary(self.save)
        self.frame.add_secondary(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)


def _already_here(staying: Detention) -> str:
    return _(
        "Already booked in at {suite} as {number} since {arrived}. "
        "Book in again only if this is another stay.",
        suite=staying.suite,
        number=staying.custody_record_number,
        arrived=clinical_moment(staying.arrived_at),
    )
