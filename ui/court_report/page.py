"""The page of one court report."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.court_report import CourtReport
from desktop.wording.words import text as _
from ui.court_report.presenter import ReportPresenter
from ui.court_report.view import ReportView
from ui.page import Page, PageContext, Synced
from ui.places import CourtReportPlace
from ui.printing.chooser import ChoosesFile, ask_where_to_save
from ui.printing.printer import Printers, SystemPrinters


class CourtReportPage(Page):
    def __init__(
        self,
        context: PageContext,
        place: CourtReportPlace,
        *,
        printers: Printers | None = None,
        choose_file: ChoosesFile = ask_where_to_save,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.heading = _("Court report")
        self._place = place
        self.view = ReportView(context.services.now)
        self.presenter = ReportPresenter(
            self.view,
            context,
            place.report_id,
            printers=printers or SystemPrinters(),
            choose_file=choose_file,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def begin(self) -> None:
        self.presenter.begin()

    def leave(self) -> None:
        self.presenter.leave()

    def print_page(self) -> None:
        self.view.print_by_key()

    def save_page(self) -> None:
        self.presenter.save_and_say()

    def on_fact(self, fact: Any) -> None:
        """Hear of what was written elsewhere; our own saves were shown when they were made."""
        is_other = isinstance(fact, CourtReport) and fact.supersedes == self._place.report_id
        if isinstance(fact, Synced) or is_other:
            self.presenter.refresh()
