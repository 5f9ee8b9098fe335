"""The top of a report: which court and when, how long is left, what was agreed to be shared."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.court_report import CourtReport, ReportStatus
from desktop.wording.clinical import clinical_moment
from desktop.wording.words import text as _
from ui.court_report.said_line import SaidLine
from ui.court_report.typed_text import Heading
from ui.court_report.words import Said
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.moment import MomentField
from ui.widgets.role import label

_COURT_WIDTH = 32  # characters: "Basildon Magistrates' Court" and room


class ReportHeader(QWidget):
    typed = Signal(object)  # Heading
    left = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recorded = Heading("", None)
        self.court = QLineEdit()
        self.court.setObjectName("courtEdit")
        self.court.setMinimumWidth(self.fontMetrics().averageCharWidth() * _COURT_WIDTH)
        self.court.textEdited.connect(self._on_typed)
        self.court.editingFinished.connect(self.left)
        self.hearing = MomentField(now=now)
        self.hearing.setObjectName("hearingField")
        self.hearing.changed.connect(self._on_typed)
        for box in (self.hearing.time_box, self.hearing.date_box):
            box.editingFinished.connect(self._on_hearing_left)
        self.court_field = Field(_("C&ourt"), self.court)
        self.hearing_field = Field(_("&Hearing"), self.hearing)
        self.settled = label("", "strong", wraps=False)
        self.settled.setObjectName("courtAndHearingLabel")
        self.time_left = SaidLine()
        self.time_left.setObjectName("timeLeftLine")
        self.consent = SaidLine()
        self.consent.setObjectName("consentLine")
        self._lay_out()

    def show_report(self, report: CourtReport, *, is_typed: bool) -> None:
        """Show what is recorded; while a newer heading is typed here, that stays."""
        may_write = report.status is ReportStatus.DRAFT and not report.standing.needs_newer
        self.court_field.setVisible(may_write)
        self.hearing_field.setVisible(may_write)
        self.settled.setVisible(not may_write)
        court = report.court or _("Court not recorded")
        self.settled.setText(f"{court}, {clinical_moment(report.hearing_at)}")
        if not is_typed:
            self._recorded = Heading(report.court, report.hearing_at)
            self.show_heading(self._recorded)

    def show_heading(self, heading: Heading) -> None:
        """Show a heading, but leave alone what is only being typed: spaces, half a time."""
        if heading.court != self.court.text().strip():
            self.court.setText(heading.court)
        if not self.hearing.problem() and heading.hearing_at != self.hearing.moment():
            self.hearing.set_moment(heading.hearing_at)

    def show_time_left(self, said: Said) -> None:
        if said.words != self.time_left.words():
            self.time_left.show_said(said)

    def show_consent(self, said: Said) -> None:
        self.consent.show_said(said, "" if said.is_urgent else "done")

    def stack(self, *, upright: bool) -> None:
        """Put what is said under the fields where the page is too narrow for both."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if upright else direction.LeftToRight)

    def _on_typed(self) -> None:
        """Take what is typed; while the time is half typed the last good one stays."""
        self.hearing_field.clear_error()
        is_whole = not self.hearing.problem()
        hearing_at = self.hearing.moment() if is_whole else self._recorded.hearing_at
        self._recorded = Heading(self.court.text().strip(), hearing_at)
        self.typed.emit(self._recorded)

    def _on_hearing_left(self) -> None:
        problem = self.hearing.problem()
        if problem:
            words = _("{problem}. The time saved before still stands.", problem=problem)
            self.hearing_field.show_error(words)
        self.left.emit()

    def _lay_out(self) -> None:
        said = QWidget()
        lines = QVBoxLayout(said)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for line in (self.time_left, self.consent):
            lines.addWidget(line)
        fields = FlowLayout(across=16, down=8)
        fields.addWidget(self.court_field)
        fields.addWidget(self.hearing_field)
        fields.addWidget(self.settled)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addLayout(fields, 3)
        self._row.addWidget(said, 2)
