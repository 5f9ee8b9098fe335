"""The comparison as drawn: which two screens, what is shown, the rows."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.banner.banner import PatientBanner
from ui.screening.compare.differences import Comparison, Difference, last_one, this_one
from ui.screening.compare.rows_list import RowsList
from ui.screening.plain_label import plain_label
from ui.tokens import SPACE_AROUND, SPACE_BETWEEN, SPACE_INSIDE
from ui.widgets.buttons import secondary
from ui.widgets.notice import Notice
from ui.widgets.role import label, set_role


class CompareView(QWidget):
    question_asked = Signal(str)  # the key of a place

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        set_role(self, "ground")
        self._now = now
        self._comparison: Comparison | None = None
        self.banner = PatientBanner()
        self.notice = Notice()
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
            self.nothing.setText(_("There is no earlier screen of this person to compare with."))
        else:
            self.nothing.setText(_("Nothing differs between the two screens."))

    def _ask(self, index: QModelIndex) -> None:
        key = self.rows.rows.row_at(index.row()).key
        if key and self._comparison is not None and self._comparison.may_change:
            self.question_asked.emit(key)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        content = QVBoxLayout()
        content.setContentsMargins(SPACE_AROUND, SPACE_BETWEEN, SPACE_AROUND, SPACE_INSIDE)
        content.setSpacing(SPACE_INSIDE)
        content.addWidget(label(_("Compare with last time"), "heading"))
        content.addWidget(self.notice)
        for part in (self.this_one, self.last_one, self.counts, self.only_differing, self.nothing):
            content.addWidget(part)
        content.addWidget(self.rows, 1)
        column.addLayout(content, 1)
        column.addWidget(self._actions())

    def _actions(self) -> QFrame:
        bar = QFrame()
        set_role(bar, "actions")
        row = QHBoxLayout(bar)
        row.setContentsMargins(SPACE_AROUND, SPACE_INSIDE, SPACE_AROUND, SPACE_INSIDE)
        row.addWidget(self.back)
        row.addStretch(1)
        return bar


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
