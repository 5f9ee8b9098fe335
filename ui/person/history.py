"""Everything recorded about one person, list under list; Enter opens what it stands on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.court_report import CourtReport
from desktop.domain.detention import ClinicalReview, Detention, HcpCall
from desktop.domain.screen import Screen
from desktop.services.also_recorded import KeptBeside
from desktop.wording.words import text as _
from ui.log_call.view import call_columns
from ui.person.also_recorded import also_columns, place_of_record
from ui.person.list_section import ListSection
from ui.person.lists import (
    consent_columns,
    detention_columns,
    report_columns,
    review_columns,
    screen_columns,
)
from ui.person.sheet import PersonSheet
from ui.places import CourtReportPlace, LogCallPlace, PersonPlace, ScreenPlace


class History(QWidget):
    go_asked = Signal(object)  # Place
    review_chosen = Signal(object)  # ClinicalReview, still to be done
    consent_chosen = Signal(object)  # Consent, to be recorded anew

    def __init__(self) -> None:
        super().__init__()
        self._sheet: PersonSheet | None = None
        self.screens = ListSection(_("Screens"), _("No screens yet."), screen_columns(self.sheet))
        self.calls = ListSection(_("Calls"), _("No calls yet."), call_columns(self._labelled))
        self.reviews = ListSection(
            _("Clinical reviews"), _("No reviews yet."), review_columns(self.sheet)
        )
        self.consents = ListSection(
            _("Consents"), _("Nothing is recorded about consent."), consent_columns(self.sheet)
        )
        self.reports = ListSection(
            _("Court reports"), _("No court reports yet."), report_columns(self.sheet)
        )
        self.detentions = ListSection(
            _("Other stays"), _("No other stays on this computer."), detention_columns(self.sheet)
        )
        self.also = ListSection(_("Also recorded"), "", also_columns(self.sheet))
        self.also.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for section in self.sections():
            column.addWidget(section)
        self._connect()

    def sections(self) -> tuple[ListSection, ...]:
        return (
            self.screens,
            self.calls,
            self.reviews,
            self.consents,
            self.reports,
            self.detentions,
            self.also,
        )

    def sheet(self) -> PersonSheet:
        assert self._sheet is not None, "rows are shown only after the sheet"
        return self._sheet

    def _labelled(self, words: str, record: object) -> str:
        return self.sheet().labelled(words, record)

    def show_sheet(self, sheet: PersonSheet) -> None:
        self._sheet = sheet
        file, shown = sheet.file, sheet.detention
        self.screens.show_rows(file.screens)
        self.calls.show_rows(file.calls)
        self.reviews.show_rows(file.reviews)
        self.consents.show_rows(file.consents)
        self.reports.show_rows(file.reports)
        others = [stay for stay in file.detentions if shown is None or stay.id != shown.id]
        self.detentions.show_rows(others)
        self.also.show_rows(sheet.also)

    def _connect(self) -> None:
        self.screens.opened.connect(self._open_screen)
        self.calls.opened.connect(self._open_call)
        self.reviews.opened.connect(self._open_review)
        self.consents.opened.connect(self.consent_chosen)
        self.reports.opened.connect(self._open_report)
        self.detentions.opened.connect(self._open_detention)
        self.also.opened.connect(self._open_record)

    def _open_screen(self, screen: Screen) -> None:
        self.go_asked.emit(ScreenPlace(screen.id))

    def _open_call(self, call: HcpCall) -> None:
        self.go_asked.emit(LogCallPlace(call.person_id, call.detention_id, call.id))

    def _open_review(self, review: ClinicalReview) -> None:
        if review.done_at is None:
            self.review_chosen.emit(review)

    def _open_report(self, report: CourtReport) -> None:
        self.go_asked.emit(CourtReportPlace(report.id))

    def _open_detention(self, stay: Detention) -> None:
        self.go_asked.emit(PersonPlace(stay.person_id, stay.id))

    def _open_record(self, one: KeptBeside) -> None:
        place = place_of_record(self.sheet(), one)
        if place is not None:
            self.go_asked.emit(place)
