"""Who this page is about. Stands at the top of every single-person page and never scrolls away.

Nothing in it is shortened: what does not fit goes on to the next line. In a window of few lines it
takes its short form by itself: the rest is behind "More", and no warning is. Only where it would
still take most of the window does it scroll within itself, with a bar that says so.
"""

from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.detention import Detention
from desktop.domain.person import Person
from ui.banner.banner_words import BannerWords, banner_words
from ui.banner.sheet import BannerSheet
from ui.banner.whole_or_scrolled import WholeOrScrolled

# A window with fewer lines of text has no room for a page below the full form.
_ROOMY_LINES = 26


class PatientBanner(WholeOrScrolled):
    form_changed = Signal(bool)  # Whether it is short now.

    def __init__(self, parent: QWidget | None = None, *, keeps_room: bool = False) -> None:
        """`keeps_room`: stand empty until it is known who it is, so that nothing moves then."""
        self._sheet = BannerSheet()
        super().__init__(self._sheet, parent)
        self.setObjectName("patientBanner")
        if not keeps_room:
            self.hide()

    def show_person(self, person: Person, detention: Detention | None, now: datetime) -> None:
        self.show_words(banner_words(person, detention, now))

    def show_words(self, words: BannerWords) -> None:
        self.setAccessibleName(words.aloud())
        self._take_form()
        self._sheet.show_words(words)
        self.show()
        self.fit()

    def is_short(self) -> bool:
        return self._sheet.is_short()

    def lines(self) -> list[str]:
        """Return what is drawn, line by line."""
        return self._sheet.lines.drawn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.window_changed()

    def window_changed(self) -> None:
        self._take_form()
        super().window_changed()

    def _take_form(self) -> None:
        lines = self.window().height() / self.fontMetrics().lineSpacing()
        is_short = lines < _ROOMY_LINES
        if is_short != self._sheet.is_short():
            self._sheet.take_form(is_short=is_short)
            self.form_changed.emit(is_short)
