from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.court_report import CopyRoute, ReportStatus
from desktop.domain.identity import ScreenId
from desktop.domain.screen import ConsentScope, ConsentStatus
from desktop.errors import NotFoundError
from desktop.services.values import ReportCheck
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.court_report.desk import (
    NEXT_VERSION,
    REPORT,
    Desk,
    DiskFullError,
    a_report,
    consent_to,
)
from tests.unit.ui.printing.in_window import in_window
from tests.unit.ui.printing.stand_ins import FakeChooser, FakePrinters
from ui.court_report.kept_text import TextNotSaved
from ui.court_report.page import CourtReportPage
from ui.court_report.section_editor import SectionText
from ui.page import PageContext, Synced
from ui.places import CourtReportPlace
from ui.printing.printer import PrinterChoice
from ui.printing.trouble import NoPrinterError, PrinterFailedError

PASSWORD = "heron kettle brick"
BLOCKED = ReportCheck(
    section="court",
    message_key="check.empty_section",
    details={"title": "Functioning in court"},
    blocks=True,
)


class Bench:
    """One report open in a window, with the desk, printer and chooser that stand behind it."""

    def __init__(self, qtbot: QtBot, desk: Desk, context: PageContext | None = None) -> None:
        self.desk = desk
        self.journey = Journey()
        self.printers = FakePrinters()
        self.chooser = FakeChooser()
        self.context = context or a_page_context(desk.services(), journey=self.journey)
        self.page = CourtReportPage(
            self.context,
            CourtReportPlace(REPORT),
            printers=self.printers,
            choose_file=self.chooser,
        )
        self.view = self.page.view
        self.window: QWidget = in_window(qtbot, self.page)
        self.page.begin()

    def section(self, key: str) -> SectionText:
        return self.view.sections.editor(key).text

    def type_in(self, key: str, words: str) -> None:
        self.section(key).setFocus()
        QTest.keyClicks(self.section(key), words)

    def notice(self) -> str:
        return self.view.frame.notice.text()

    def is_shown(self, widget: QWidget) -> bool:
        return widget.isVisibleTo(self.page)


Open = Callable[..., Bench]


@pytest.fixture
def open_report(qtbot: QtBot) -> Iterator[Open]:
    benches: list[Bench] = []

    def opened(desk: Desk | None = None, context: PageContext | None = None) -> Bench:
        benches.append(Bench(qtbot, desk or Desk(), context))
        return benches[-1]

    yield opened
    benches.clear()


def signed_desk() -> Desk:
    desk = Desk()
    desk.sign()
    return desk


# Writing


def test_what_is_typed_is_saved_soon_after_the_last_key(qtbot: QtBot, open_report: Open) -> None:
    bench = open_report()

    bench.type_in("court", "She understands.")
    assert bench.desk.written == []
    qtbot.waitUntil(lambda: bool(bench.desk.written), timeout=2000)

    assert bench.desk.written == [{"court": "She understands."}]
    assert bench.view.saved.text() == "Saved on this computer 02:14:00"


def test_leaving_a_section_saves_it_at_once(open_report: Open) -> None:
    bench = open_report()

    bench.type_in("court", "She understands.")
    QTest.keyClick(bench.section("court"), Qt.Key.Key_Backtab)

    assert bench.desk.report().sections["court"].text == "She understands."
    assert bench.section("presentation").hasFocus()


def test_leaving_the_page_saves_what_was_typed(open_report: Open) -> None:
    bench = open_report()
    bench.type_in("court", "She understands.")

    bench.page.leave()

    assert bench.desk.report().sections["court"].text == "She understands."


def test_a_page_that_comes_back_shows_what_was_written_meanwhile(open_report: Open) -> None:
    bench = open_report()
    bench.type_in("court", "She understands.")
    bench.page.leave()
    bench.desk.reports[REPORT] = bench.desk.report().write("court", "She understands a little.")

    QCoreApplication.processEvents()
    bench.page.begin()
    bench.page.leave()

    assert bench.section("court").toPlainText() == "She understands a little."
    assert bench.desk.report().sections["court"].text == "She understands a little."


def test_a_full_disk_keeps_the_text_says_so_and_ctrl_s_saves_later(open_report: Open) -> None:
    bench = open_report()
    bench.desk.trouble["write_court_report"] = DiskFullError()
    bench.type_in("court", "She understands.")
    QTest.keyClick(bench.section("court"), Qt.Key.Key_Backtab)

    assert bench.notice().startswith("Not saved: what you typed is still here.")
    assert bench.section("court").toPlainText() == "She understands."
    assert bench.view.saved.text() == "Not saved"

    bench.desk.trouble.clear()
    bench.page.save_page()

    assert bench.desk.report().sections["court"].text == "She understands."
    assert bench.notice() == "Everything is saved on this computer."


def test_text_that_could_not_be_saved_on_leaving_is_there_again_on_return(
    open_report: Open,
) -> None:
    first = open_report()
    told: list[object] = []
    first.context.announcer.happened.connect(told.append)
    first.desk.trouble["write_court_report"] = DiskFullError()
    first.type_in("court", "She understands.")
    first.page.leave()
    first.desk.trouble.clear()

    again = open_report(first.desk, first.context)

    assert [fact.reference for fact in told if isinstance(fact, TextNotSaved)] == ["CR-7F3K"]
    assert again.section("court").toPlainText() == "She understands."
    assert "It is here again" in again.notice()
    again.page.leave()
    assert first.desk.report().sections["court"].text == "She understands."


def test_news_from_elsewhere_never_replaces_what_is_being_typed(open_report: Open) -> None:
    bench = open_report()
    bench.type_in("court", "She under")
    other = bench.desk.report().write("court", "Theirs.").write("contact", "By telephone.")
    bench.desk.reports[REPORT] = other

    bench.page.on_fact(Synced())

    assert bench.section("court").toPlainText() == "She under"
    assert bench.section("contact").toPlainText() == "By telephone."


def test_a_space_at_the_end_of_the_court_survives_being_saved(open_report: Open) -> None:
    bench = open_report()
    court = bench.view.header.court
    court.setFocus()
    court.selectAll()
    QTest.keyClicks(court, "Basildon ")

    bench.page.presenter._save()

    assert court.text() == "Basildon "
    assert bench.desk.report().court == "Basildon"


def test_a_time_that_is_none_is_marked_and_the_last_good_one_stays(open_report: Open) -> None:
    bench = open_report()
    before = bench.desk.report().hearing_at
    box = bench.view.header.hearing.time_box
    box.setFocus()
    box.selectAll()

    QTest.keyClicks(box, "25")
    assert bench.view.header.hearing_field.error() == ""
    QTest.keyClick(box, Qt.Key.Key_Tab)

    assert "24-hour clock" in bench.view.header.hearing_field.error()
    assert box.text() == "25"
    assert bench.desk.report().hearing_at == before


def test_a_new_hearing_time_is_saved_and_the_time_left_follows(open_report: Open) -> None:
    bench = open_report()
    box = bench.view.header.hearing.time_box
    box.setFocus()
    box.selectAll()

    QTest.keyClicks(box, "0330")
    QTest.keyClick(box, Qt.Key.Key_Tab)

    assert bench.view.header.time_left.words() == (
        "1 hour 16 minutes to the hearing, not signed yet"
    )


def test_a_section_says_on_focus_which_questions_it_was_drafted_from(open_report: Open) -> None:
    bench = open_report()
    contact = bench.view.sections.editor("contact")

    contact.text.setFocus()

    assert contact.source_words() == "Drafted from: Is she injured? · What was seen"
    bench.section("court").setFocus()
    assert contact.source_words() == ""


def test_a_screen_that_cannot_be_opened_here_leaves_the_report_readable(
    open_report: Open,
) -> None:
    desk = Desk()

    def not_here(_screen_id: ScreenId) -> NoReturn:
        raise NotFoundError

    context = a_page_context(replace(desk.services(), open_screen=not_here))
    bench = open_report(desk, context)

    assert bench.section("contact").toPlainText().startswith("Ms Marsh was seen")


def test_the_clock_goes_on_while_the_page_stands(open_report: Open) -> None:
    bench = open_report()
    bench.desk.time += timedelta(hours=7)

    bench.view.tick()

    assert bench.view.header.time_left.words() == ("50 minutes to the hearing, not signed yet")


# The page as it will print


def test_the_preview_shows_every_page_and_follows_what_is_saved(
    qtbot: QtBot, open_report: Open
) -> None:
    bench = open_report()
    assert bench.view.preview.paper.page_count() == 2

    bench.type_in("court", "She understands.")
    bench.page.presenter._save()
    qtbot.waitUntil(lambda: bench.view.preview.paper.page_count() == 3, timeout=3000)

    assert bench.desk.previews == 2


def test_page_down_moves_through_the_preview_and_the_buttons_enlarge_it(
    open_report: Open,
) -> None:
    bench = open_report()
    preview = bench.view.preview
    before = preview.wanted_width()

    QTest.keyClick(preview._scroll, Qt.Key.Key_PageDown)
    QTest.keyClick(preview._scroll, Qt.Key.Key_PageDown)
    preview.zoom_in()

    assert preview._page_line.text() == "Page 2 of 2"
    assert preview.wanted_width() > before


def test_a_preview_that_fails_says_so_and_the_text_stays(open_report: Open) -> None:
    desk = Desk(trouble={"preview_court_report": DiskFullError()})

    bench = open_report(desk)

    assert "cannot be shown as it will print" in bench.view.preview._message.text()
    assert bench.section("contact").toPlainText().startswith("Ms Marsh was seen")


# Checks and signing


def test_a_blocking_check_says_why_signing_is_not_possible_until_it_is_mended(
    open_report: Open,
) -> None:
    desk = Desk(checks=lambda report: () if report.sections["court"].text else (BLOCKED,))
    bench = open_report(desk)

    assert not bench.view.sign.isEnabled()
    assert bench.view.blocked.words() == (
        "Cannot be signed yet: 1 check marked above must be put right first."
    )
    assert bench.view.sections.checks.texts()[0].startswith("“Functioning in court” is empty.")

    bench.type_in("court", "She understands.")
    QTest.keyClick(bench.section("court"), Qt.Key.Key_Backtab)

    assert bench.view.sign.isEnabled()
    assert not bench.is_shown(bench.view.blocked)
    assert bench.view.sections.checks.texts() == ["Nothing to put right."]


def test_by_keyboard_a_section_is_written_and_the_report_signed(open_report: Open) -> None:
    bench = open_report()
    bench.type_in("court", "She understands.")
    bench.view.sign.setFocus()
    QTest.keyClick(bench.view.sign, Qt.Key.Key_Space)

    assert "version 1 as J. Okafor, RMN, 98I1234E" in bench.view.sign_panel.meaning()
    assert bench.view.sign_panel.confirm.hasFocus()
    QTest.keyClick(bench.view.sign_panel.confirm, Qt.Key.Key_Space)

    assert bench.desk.report().status is ReportStatus.SIGNED
    assert bench.desk.report().sections["court"].text == "She understands."
    assert bench.section("court").isReadOnly()
    assert bench.notice() == "CR-7F3K version 1 is signed."
    assert bench.view.print.hasFocus()
    assert not bench.is_shown(bench.view.sign)


def test_escape_before_signing_signs_nothing(open_report: Open) -> None:
    bench = open_report()
    bench.view.sign.click()

    QTest.keyClick(bench.view.sign_panel.confirm, Qt.Key.Key_Escape)

    assert bench.desk.report().status is ReportStatus.DRAFT
    assert bench.view.sign.hasFocus()


def test_what_cannot_be_saved_is_not_signed(open_report: Open) -> None:
    bench = open_report()
    bench.view.sign.click()
    bench.type_in("court", "She understands.")
    bench.desk.trouble["write_court_report"] = DiskFullError()

    bench.page.presenter._sign()

    assert bench.desk.report().status is ReportStatus.DRAFT
    assert bench.is_shown(bench.view.sign)
    bench.desk.trouble.clear()
    bench.page.leave()
    assert bench.desk.report().sections["court"].text == "She understands."


def test_amending_opens_the_next_version_and_keeps_the_signed_one(open_report: Open) -> None:
    bench = open_report(signed_desk())

    bench.view.amend.click()

    assert bench.journey.places == [CourtReportPlace(NEXT_VERSION)]
    assert bench.desk.report().status is ReportStatus.SIGNED
    QCoreApplication.processEvents()
    bench.page.begin()
    assert not bench.is_shown(bench.view.amend)
    bench.view.newer.click()
    assert bench.journey.places[-1] == CourtReportPlace(NEXT_VERSION)


# Giving out


def test_printing_asks_who_gets_it_logs_the_copy_and_prints_the_reference_only(
    open_report: Open,
) -> None:
    bench = open_report(signed_desk())

    bench.page.print_page()
    QTest.keyClick(bench.view.give_panel.given_to.buttons()[0], Qt.Key.Key_1)
    bench.view.give_panel.confirm.click()

    [(printer, title, pdf)] = bench.printers.printed
    assert (printer, title) == ("Desk printer", "CR-7F3K v1")
    assert pdf.startswith(b"%PDF")
    assert bench.notice() == "Sent to the printer Desk printer."
    assert bench.view.sections.copies.texts() == [
        "Printed 02:14 by J. Okafor, given to court, version 1"
    ]


def test_nothing_is_given_out_before_somebody_is_named(open_report: Open) -> None:
    bench = open_report(signed_desk())
    bench.view.print.click()

    bench.view.give_panel.confirm.click()

    assert bench.view.give_panel.errors.texts() == ["Choose who this copy is given to"]
    assert bench.printers.printed == []
    assert bench.desk.copies == ()


def test_a_draft_is_not_printed_and_the_key_says_why(open_report: Open) -> None:
    bench = open_report()

    bench.page.print_page()

    assert bench.notice() == "Only a signed report can be printed. Sign it first."


def test_a_printer_on_the_network_is_warned_about_before_printing(open_report: Open) -> None:
    bench = open_report(signed_desk())
    bench.printers.choices = (PrinterChoice("Desk"), PrinterChoice("Corridor", is_remote=True))
    bench.view.print.click()
    panel = bench.view.give_panel
    assert not bench.is_shown(panel.printer_warning)

    panel.printer.setCurrentText("Corridor")

    assert bench.is_shown(panel.printer_warning)
    assert "not at this desk" in panel.printer_warning.words()


def test_without_a_printer_nothing_is_issued_and_the_page_says_what_to_do(
    open_report: Open,
) -> None:
    bench = open_report(signed_desk())
    bench.printers.none = NoPrinterError()

    bench.view.print.click()

    assert bench.notice() == (
        "This computer has no printer. Save the document as a PDF, or ask for a printer."
    )
    assert bench.desk.copies == ()
    assert bench.is_shown(bench.view.print)


def test_a_print_that_fails_loses_nothing_and_says_that_the_copy_is_logged(
    open_report: Open,
) -> None:
    bench = open_report(signed_desk())
    bench.printers.trouble = PrinterFailedError()
    bench.view.print.click()
    bench.view.give_panel.given_to.buttons()[0].click()

    bench.view.give_panel.confirm.click()

    assert "has paper" in bench.notice()
    assert "The report is safe here." in bench.notice()
    assert bench.view.frame.notice.property("tone") == "danger"
    assert len(bench.view.sections.copies.texts()) == 1
    assert bench.view.print.isEnabled()


def test_by_keyboard_an_encrypted_copy_is_saved_where_chosen(
    open_report: Open, tmp_path: Path
) -> None:
    bench = open_report(signed_desk())
    bench.chooser.answer = tmp_path / "for the defence.pdf"
    panel = bench.view.give_panel
    bench.view.save_encrypted.setFocus()
    QTest.keyClick(bench.view.save_encrypted, Qt.Key.Key_Space)

    QTest.keyClick(panel.given_to.buttons()[0], Qt.Key.Key_2)
    panel.password.setFocus()
    QTest.keyClicks(panel.password, PASSWORD)
    QTest.keyClick(panel.password, Qt.Key.Key_Tab)
    assert panel.again.hasFocus()
    QTest.keyClicks(panel.again, PASSWORD)
    QTest.keyClick(panel.again, Qt.Key.Key_Tab)
    QTest.keyClick(panel.confirm, Qt.Key.Key_Space)

    assert bench.chooser.answer.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [bench.chooser.answer]
    assert bench.chooser.suggested == ["court-report-CR-7F3K-v1.pdf"]
    assert bench.desk.passwords == [PASSWORD]
    assert bench.desk.copies[0].route is CopyRoute.SAVED_ENCRYPTED
    assert bench.desk.copies[0].given_to == "defence"
    assert bench.notice() == "Saved as for the defence.pdf."
    assert panel.password.text() == panel.again.text() == ""


@pytest.mark.parametrize(
    ("password", "again", "problem"),
    [
        ("short", "short", "Use at least 12 characters"),
        (PASSWORD, PASSWORD + "s", "The two passwords are not the same"),
    ],
)
def test_a_password_that_is_short_or_mistyped_is_said_and_nothing_is_issued(
    open_report: Open, password: str, again: str, problem: str
) -> None:
    bench = open_report(signed_desk())
    panel = bench.view.give_panel
    bench.view.save_encrypted.click()
    panel.given_to.buttons()[0].click()
    panel.password.setText(password)
    panel.again.setText(again)

    panel.confirm.click()

    assert panel.errors.texts() == [problem]
    assert bench.desk.copies == ()


def test_closing_the_save_window_issues_nothing(open_report: Open) -> None:
    bench = open_report(signed_desk())
    bench.view.save_pdf.click()
    bench.view.give_panel.given_to.buttons()[3].click()

    bench.view.give_panel.confirm.click()

    assert bench.desk.copies == ()
    assert bench.view.give_panel.confirm.isEnabled()


def test_a_save_that_fails_keeps_the_report_and_says_what_to_do(
    open_report: Open, tmp_path: Path
) -> None:
    bench = open_report(signed_desk())
    bench.chooser.answer = tmp_path / "stick pulled out" / "report.pdf"
    bench.view.save_pdf.click()
    bench.view.give_panel.given_to.buttons()[3].click()

    bench.view.give_panel.confirm.click()

    assert "Choose another place" in bench.notice()
    assert bench.view.save_pdf.isEnabled()


def test_after_consent_is_withdrawn_no_further_copy_can_be_made(open_report: Open) -> None:
    desk = signed_desk()
    desk.consents = (consent_to(ConsentScope.COURT, ConsentStatus.WITHDRAWN),)
    bench = open_report(desk)

    buttons = (bench.view.print, bench.view.save_pdf, bench.view.save_encrypted)
    assert not any(button.isEnabled() for button in buttons)
    assert "was withdrawn" in bench.view.blocked.words()


@pytest.mark.parametrize("state", ["draft", "signed", "sign panel", "give panel"])
def test_every_control_has_a_name_and_a_key_of_its_own(open_report: Open, state: str) -> None:
    bench = open_report(Desk() if state in {"draft", "sign panel"} else signed_desk())
    if state == "sign panel":
        bench.view.sign.click()
    if state == "give panel":
        bench.view.save_encrypted.click()

    assert duplicate_mnemonics(bench.page) == {}
    assert nameless_controls(bench.page) == []


def test_a_report_that_is_not_here_says_so(open_report: Open) -> None:
    bench = open_report(Desk(trouble={"open_court_report": NotFoundError()}))

    assert "not on this computer" in bench.notice()
    assert not bench.is_shown(bench.view.sign)


def test_typing_everything_by_tab_reaches_every_section_in_reading_order(
    open_report: Open,
) -> None:
    bench = open_report(Desk(reports={REPORT: a_report()}))
    bench.section("contact").setFocus()

    QTest.keyClick(bench.section("contact"), Qt.Key.Key_Tab)
    assert bench.section("presentation").hasFocus()
    QTest.keyClick(bench.section("presentation"), Qt.Key.Key_Tab)

    assert bench.section("court").hasFocus()
