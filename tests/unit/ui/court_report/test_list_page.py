from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.court_report import CourtReport, ReportStatus
from desktop.domain.identity import CourtReportId
from tests.builders.moments import NOW, in_minutes, minutes_ago, numbered
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.court_report.desk import REPORT, Desk, DiskFullError, a_report
from tests.unit.ui.printing.in_window import in_window
from ui.court_report.kept_text import TextNotSaved
from ui.court_report.list_page import CourtReportsPage
from ui.court_report.report_row import rows_of
from ui.places import CourtReportPlace, CourtReportsPlace

Open = Callable[..., CourtReportsPage]


def numbered_report(number: int, minutes: int | None, **changes: object) -> CourtReport:
    return a_report(
        id=CourtReportId(numbered(1200 + number)),
        reference=f"CR-{number}",
        hearing_at=None if minutes is None else in_minutes(minutes),
        **changes,
    )


@pytest.fixture
def open_page(qtbot: QtBot) -> Open:
    windows: list[QWidget] = []

    def opened(desk: Desk, journey: Journey | None = None) -> CourtReportsPage:
        page = CourtReportsPage(
            a_page_context(desk.services(), journey=journey), CourtReportsPlace()
        )
        windows.append(in_window(qtbot, page))
        page.begin()
        return page

    return opened


def desk_with(*reports: CourtReport) -> Desk:
    return Desk(reports={report.id: report for report in reports})


def test_reports_stand_in_the_order_of_their_hearings_and_those_gone_by_come_last() -> None:
    signed = ReportStatus.SIGNED
    reports = [
        numbered_report(1, -30, status=signed),
        numbered_report(2, None),
        numbered_report(3, 470),
        numbered_report(4, 60),
        numbered_report(5, -10),
        numbered_report(6, 100, status=ReportStatus.SUPERSEDED),
    ]

    order = [row.report_id.int & 0xF for row in rows_of(reports, NOW)]
    assert [each.reference for each in reports if each.status is signed] == ["CR-1"]
    wanted = [numbered(1200 + n).int & 0xF for n in (5, 4, 3, 2, 1)]
    assert order == wanted


def test_a_draft_within_ninety_minutes_is_warned_about_in_words(open_page: Open) -> None:
    page = open_page(desk_with(numbered_report(1, 64), numbered_report(2, 470)))

    first, second = page.model.rows()
    assert (first.time_left, second.time_left) == ("Act now: 1h 4min", "7h 50min")
    assert first.said() == "Act now, 1 hour 4 minutes to the hearing, not signed yet"
    assert page.count.text() == "2 reports, 1 to act on now"


def test_the_warning_comes_by_itself_when_its_time_comes(open_page: Open) -> None:
    desk = desk_with(numbered_report(1, 470))
    page = open_page(desk)
    desk.time = in_minutes(400)

    page.tick()

    assert page.model.rows()[0].warning == "Act now"


def test_enter_opens_the_chosen_report(open_page: Open) -> None:
    journey = Journey()
    page = open_page(Desk(), journey)

    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert journey.places == [CourtReportPlace(REPORT)]


def test_letters_find_a_name(open_page: Open) -> None:
    page = open_page(
        desk_with(
            numbered_report(1, 100, defendant_name="ADEYEMI, Tunde"),
            numbered_report(2, 200, defendant_name="KOWALSKA, Marta"),
        )
    )

    QTest.keyClicks(page.table, "kow")

    assert page.table.currentIndex().row() == 1


def test_no_report_yet_says_where_one_begins(open_page: Open) -> None:
    page = open_page(desk_with())

    assert page.table.stand_in_text().startswith("No court report yet.")


def test_a_list_that_cannot_be_read_says_so(open_page: Open) -> None:
    page = open_page(Desk(trouble={"list_court_reports": DiskFullError()}))

    assert page.frame.notice.text() != ""
    assert page.table.accessibleDescription() != ""


def test_text_that_a_left_page_could_not_save_is_told_here(open_page: Open) -> None:
    page = open_page(Desk())

    page.on_fact(TextNotSaved(REPORT, "CR-7F3K", DiskFullError()))

    assert page.frame.notice.text().startswith("What you typed in CR-7F3K was not saved.")


def test_a_report_written_elsewhere_appears(open_page: Open) -> None:
    desk = Desk()
    page = open_page(desk)
    new = numbered_report(1, 64, started_at=minutes_ago(1))
    desk.reports[new.id] = new

    page.on_fact(new)

    assert len(page.model.rows()) == 2


def test_the_table_keeps_the_rules_of_its_kind(open_page: Open) -> None:
    page = open_page(desk_with(numbered_report(1, 64), numbered_report(2, 470)))
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(page.model, mode)

    page.tick()

    assert tester.model() is page.model
    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []
