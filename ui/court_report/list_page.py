"""All court reports of this workstation by hearing time, so that none is forgotten overnight."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.court_report import CourtReport
from desktop.errors import ExpectedError
from desktop.wording.words import plural
from desktop.wording.words import text as _
from ui.court_report.kept_text import TextNotSaved
from ui.court_report.report_row import rows_of
from ui.court_report.reports_model import ReportsModel
from ui.page import Page, PageContext, Synced
from ui.places import CourtReportPlace, CourtReportsPlace
from ui.theme import zoomed
from ui.widgets.page_frame import PageFrame
from ui.widgets.role import label
from ui.widgets.table import DataTable

_TICK_MS = 20_000
_WIDTHS_PX = (190, 260, 180, 170)


class CourtReportsPage(Page):
    """Asks for the reports when it comes to the front; each minute it only says time anew."""

    def __init__(
        self, context: PageContext, place: CourtReportsPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, parent)
        self.heading = _("Court reports")
        self._place = place
        self._reports: tuple[CourtReport, ...] = ()
        self.model = ReportsModel(self)
        self.table = _table()
        self.table.setModel(self.model)
        self.table.activated_row.connect(self._open)
        self.count = label("", "secondaryText", wraps=False)
        self.count.setObjectName("reportCountLabel")
        self.frame = PageFrame(self.heading, wide=True)
        self.frame.heading_line.addWidget(self.count)
        self.frame.body.addWidget(self.table, 1)
        self._fit_columns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._clock = QTimer(self)
        self._clock.setInterval(_TICK_MS)
        self._clock.timeout.connect(self.tick)

    def begin(self) -> None:
        self._clock.start()
        if not self.model.rows():
            self.table.show_loading(_("Looking for court reports"))
        self._refresh()

    def leave(self) -> None:
        self._clock.stop()

    def on_fact(self, fact: Any) -> None:
        if isinstance(fact, Synced | CourtReport):
            self._refresh()
        elif isinstance(fact, TextNotSaved):
            self.frame.notice.show_text(_not_saved(fact, self.context.say(fact.error)), "danger")

    def tick(self) -> None:
        self._show_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()

    def _fit_columns(self) -> None:
        for column, width in enumerate(_WIDTHS_PX):
            self.table.setColumnWidth(column, zoomed(width))

    def _refresh(self) -> None:
        work = partial(self.context.services.list_court_reports)
        self.context.tasks.run(self, work, done=self._show, failed=self._explain)

    def _show(self, reports: tuple[CourtReport, ...]) -> None:
        is_first = not self.model.rows()
        self._reports = reports
        self._show_rows()
        self.table.show_rows()
        if is_first and self.model.rows():
            self.table.choose_row(0)

    def _show_rows(self) -> None:
        rows = rows_of(self._reports, self.context.services.now())
        self.model.show_rows(rows)
        urgent = sum(bool(row.warning) for row in rows)
        words = plural("{count} report", "{count} reports", len(rows))
        if urgent:
            words = _("{all}, {urgent} to act on now", all=words, urgent=urgent)
        self.count.setText(words)

    def _open(self, row: int) -> None:
        self.context.go(CourtReportPlace(self.model.row_at(row).report_id))

    def _explain(self, error: ExpectedError) -> None:
        self.table.show_failed(self.context.say(error))
        self.frame.notice.show_text(self.context.say(error), "danger")


def _table() -> DataTable:
    table = DataTable(
        _("Court reports by hearing time"),
        empty=_("No court report yet. One is drafted from a screen, on the person's page."),
        search_column=1,
    )
    table.setObjectName("courtReportsTable")
    return table


def _not_saved(fact: TextNotSaved, why: str) -> str:
    return _(
        "What you typed in {reference} was not saved. {why} It is kept: open the report again.",
        reference=fact.reference,
        why=why,
    )
