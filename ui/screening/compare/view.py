"""The comparison as drawn: which two screens, what is shown, the rows."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.screening.compare.differences import Comparison, Difference, last_one, this_one
from ui.screening.compare.rows_list import RowsList
from ui.screening.plain_label import plain_label
from ui.theme import zoomed
from ui.tokens import SPACE_INSIDE
from ui.widgets.buttons import secondary
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label

_LIST_LEAST_PX = 320


class CompareView(QWidget):
    question_asked = Signal(str)  # the key of a place

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._comparison: Comparison | None = None
        self.banner = PatientBanner()
        self.frame = PageFrame(_("Compare with last time"), wide=True)
        self.this_one = plain_label("", "strong")
        self.last_one = plain_label("", "strong")
        self.counts = label("", "secondaryText")
        self.only_differing = QCheckBox(_("&Only what differs"))
        self.only_differing.setChecked(True)
        self.rows = RowsList()
        self.nothing = label("", "body")
        self.nothing.hide()
        self.back = secondary(_("&Back"))
        self._lay_out()
        self.only_differing.toggled.connect(self._show_rows)
        self.rows.activated.connect(self._ask)

    def show_comparison(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self.banner.show_person(comparison.person, comparison.detention, self._now())
        self.this_one.setText(this_one(comparison))
        earlier = comparison.earlier
        self.last_one.setText(last_one(earlier) if earlier is not None else "")
        self.last_one.setVisible(earlier is not None)
        self.counts.setText(_counted(comparison) if earlier is not None else "")
        self.only_differing.setVisible(earlier is not None)
        self._show_rows()

    def _show_rows(self) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        rows = comparison.shown(only_differing=self.only_differing.isChecked())
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if comparison.earlier is None:
            self.nothing.setText(_("There is nothing earlier of this kind to compare with."))
        else:
            self.nothing.setText(_("Nothing differs between the two screens."))

    def _ask(self, index: QModelIndex) -> None:
        key = self.rows.rows.row_at(index.row()).key
        if key and self._comparison is not None and self._comparison.may_change:
            self.question_asked.emit(key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.frame.banner_slot.addWidget(self.banner)
        self.frame.body.setSpacing(SPACE_INSIDE)
        for part in (self.this_one, self.last_one, self.counts, self.only_differing, self.nothing):
            self.frame.body.addWidget(part)
        self.frame.body.addWidget(self.rows, 1)
        self.frame.body.addStretch(0)
        self.frame.add_secondary(self.back)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Large type leaves little room under the head: then the page scrolls, not a slit of it.
        self.rows.setMinimumHeight(min(zoomed(_LIST_LEAST_PX), self.height() * 2 // 3))


def _counted(comparison: Comparison) -> str:
    changed = comparison.count(Difference.CHANGED)
    new = comparison.count(Difference.NEW)
    gone = comparison.count(Difference.NO_LONGER)
    same = comparison.count(Difference.SAME)
    parts = (
        plural("{count} changed", "{count} changed", changed),
        plural("{count} new", "{count} new", new),
        plural("{count} no longer said", "{count} no longer said", gone),
        plural("{count} same", "{count} same", same),
    )
    return " · ".join(parts)
