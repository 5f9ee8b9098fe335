"""One quiet line for the board or shift end: how many pairs of records may be one person.

It also has those compared who changed, a few at a time, after each sync and each change.
"""

from typing import Any

from PySide6.QtCore import QTimer

from desktop.domain.person import Person
from desktop.domain.person_link import PersonLink
from desktop.errors import ExpectedError
from desktop.wording.words import plural
from ui.page import PageContext, Synced
from ui.places import MetTwicePlace
from ui.widgets.wrapping_link import WrappingLink

_AFTER_FACT_MS = 500


class MetTwiceLine(WrappingLink):
    """Hidden while there is nothing to decide."""

    def __init__(self, context: PageContext) -> None:
        super().__init__("")
        self.setObjectName("metTwiceLink")
        self._context = context
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_FACT_MS)
        self._soon.timeout.connect(self.look)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self.look)
        context.announcer.happened.connect(self._hear)
        self.clicked.connect(lambda: context.go(MetTwicePlace()))
        self.hide()

    def look(self) -> None:
        """Compare a few; once nobody is left, count. Others may use the database in between."""
        compare = self._context.services.compare_touched
        self._context.tasks.run(self, compare, done=self._compared, failed=_stay_quiet)

    def _compared(self, left: int) -> None:
        if left:
            self._next.start()
            return
        count = self._context.services.count_met_twice
        self._context.tasks.run(self, count, done=self.show_count, failed=_stay_quiet)

    def show_count(self, count: int) -> None:
        self.words = plural(
            "{count} pair of records may be one person: look at them",
            "{count} pairs of records may be one person: look at them",
            count,
        )
        self.setText(self.words)
        self.setAccessibleName(self.words)
        self.setVisible(bool(count))

    def _hear(self, fact: Any) -> None:
        if isinstance(fact, Synced | Person | PersonLink):
            self._soon.start()


def _stay_quiet(_error: ExpectedError) -> None:
    """Nobody asked for this: what fails here is tried again after the next sync."""
