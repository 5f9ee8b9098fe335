"""The page for adding a person: her details, and the likely ones before she is made."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.identity import PersonId, new_uuid
from desktop.domain.person import Person
from desktop.services.values import PersonMatch
from desktop.wording.words import text as _
from ui.people.likely_panel import LikelyPanel
from ui.people.person_form import PersonForm
from ui.widgets.buttons import primary, secondary
from ui.widgets.page_frame import PageFrame


class AddPersonView(QWidget):
    save_asked = Signal(object)  # Person
    add_anyway_asked = Signal(object)  # Person
    open_asked = Signal(object)  # PersonId
    cancel_asked = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blank = Person(id=PersonId(new_uuid()), family_name="")
        self.frame = PageFrame(heading)
        self.form = PersonForm()
        self.likely = LikelyPanel()
        self.save = primary(_("&Save person"))
        self._cancel = secondary(_("&Cancel"))
        self.frame.body.addWidget(self.likely)
        self.frame.body.addWidget(self.form)
        self.frame.body.addStretch(1)
        self.frame.add_primary(self.save)
        self.frame.add_secondary(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.cancel_asked)
        self.likely.open_asked.connect(self.open_asked)
        self.likely.none_of_these.connect(
            lambda: self.add_anyway_asked.emit(self.form.typed(self._blank))
        )

    def start_with(self, family_name: str, given_name: str) -> None:
        names = Person(id=self._blank.id, family_name=family_name, given_name=given_name)
        self.form.show_person(names)

    def show_working(self, *, is_working: bool) -> None:
        self.save.setEnabled(not is_working)
        self.likely.setEnabled(not is_working)

    def show_likely(self, matches: Sequence[PersonMatch]) -> None:
        self.likely.show_matches(matches)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.likely.hide()
        self.form.show_problems(problems, self.frame.errors)

    def show_failed(self, text: str) -> None:
        self.frame.notice.show_text(text, "danger")

    def _on_save(self) -> None:
        self.likely.hide()
        self.frame.notice.clear()
        if not self.form.show_local_problems(self.frame.errors):
            self.save_asked.emit(self.form.typed(self._blank))
