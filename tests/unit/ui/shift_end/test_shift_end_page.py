"""The round of a shift end: its progress, its receipt, and what is said when it fails."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.builders.moments import minutes_ago
from tests.builders.reports import a_receipt
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey
from tests.fakes.task_runner import HeldTaskRunner
from tests.unit.ui.conflict.recorded import a_conflict
from tests.unit.ui.printing.stand_ins import FakeChooser, FakePrinters
from tests.unit.ui.shift_end.night import Night, UnreachableError, a_bad_entry, a_draft
from tests.unit.ui.shift_end.on_page import SENT_WORDS, Open, draft_row, notice
from ui.background.task_runner import TaskRunner
from ui.page import Synced
from ui.places import ScreenPlace
from ui.printing.trouble import NoPrinterError


def test_the_three_lists_say_what_is_unfinished_undecided_and_about_to_leave(
    open_page: Open,
) -> None:
    view = open_page(Night(drafts=(a_draft(),), conflicts=2)).view

    assert view.to_finish.texts() == ["MARSH, Kelly (Ms): L&D screen, started 00:34, paused"]
    assert view.to_decide.texts()[0].startswith("2 records where two colleagues wrote")
    assert view.will_leave.texts() == [
        "4 screens",
        "1 court report",
        "About 3 people. The oldest is from 04-Sep-2026 19:34.",
    ]


def test_with_nothing_left_each_list_says_so_in_words(open_page: Open) -> None:
    view = open_page(Night(waiting=0)).view

    lists = (view.to_finish, view.to_decide, view.will_leave)
    assert [part.texts() for part in lists] == [
        ["No screen is unfinished."],
        ["Nothing: no two colleagues wrote different things."],
        ["Nothing is waiting on this computer."],
    ]


def test_an_unfinished_screen_opens_from_the_list(qtbot: QtBot, open_page: Open) -> None:
    journey, draft = Journey(), a_draft(1, started_at=minutes_ago(3000))
    page = open_page(Night(drafts=(draft,)), journey=journey)

    QTest.mouseClick(draft_row(page).finish, Qt.MouseButton.LeftButton)

    assert journey.places == [ScreenPlace(draft.id)]
    assert "03-Sep-2026" in page.view.to_finish.texts()[0]


def test_after_a_round_the_receipt_stands_large_with_what_it_proves(open_page: Open) -> None:
    page = open_page(Night())

    page.view.send.click()

    receipt = page.view.receipt
    assert receipt.isVisibleTo(page)
    assert receipt.number() == "R-26-09-0412"
    assert receipt.verdict() == "Everything on this computer is at the case store."
    assert "Sent: 34 changes" in receipt.accessibleName()
    assert receipt.hasFocus()
    assert page.view.will_leave.texts() == ["Nothing is waiting on this computer."]


def test_what_was_typed_during_the_round_is_not_called_sent(open_page: Open) -> None:
    page = open_page(Night(left_after=2))

    page.view.send.click()

    verdict = page.view.receipt.verdict()
    assert verdict == ("Since this receipt: 2 changes still wait on this computer. Send again.")
    assert not any(words in verdict.lower() for words in SENT_WORDS)


def test_unfinished_screens_are_named_beside_the_receipt(open_page: Open) -> None:
    page = open_page(Night(drafts=(a_draft(),)))

    page.view.send.click()

    assert page.view.receipt.verdict().endswith("1 screen is not finished.")


def test_escape_stops_the_round_and_says_that_nothing_is_lost(
    qtbot: QtBot, open_page: Open
) -> None:
    night = Night()
    page = open_page(night)
    seen: list[str] = []

    def press_escape(done: int) -> None:
        seen.append(page.view.progress_words.text())
        if done == 300:
            QTest.keyClick(page.view.stop, Qt.Key.Key_Escape)

    night.on_progress = press_escape
    page.view.send.click()

    assert seen == ["0 of 1,200 records", "300 of 1,200 records"]
    assert notice(page) == "Stopped. Nothing is lost. 37 changes still wait on this computer."
    assert not page.view.receipt.isVisibleTo(page)
    assert page.view.send.isVisibleTo(page)
    assert page.view.send.isEnabled()


def test_after_stopping_sending_goes_again(open_page: Open) -> None:
    night = Night()
    page = open_page(night)
    night.on_progress = lambda _done: page.view.stop.click()
    page.view.send.click()

    night.on_progress = lambda _done: None
    page.view.send.click()

    assert night.rounds == 2
    assert page.view.receipt.isVisibleTo(page)
    assert notice(page) == ""


def test_a_round_that_fails_says_why_and_what_still_waits_and_never_that_it_was_sent(
    open_page: Open,
) -> None:
    page = open_page(Night(trouble={"send_now": UnreachableError()}))

    page.view.send.click()

    assert "32 changes still wait on this computer." in notice(page)
    assert not any(words in notice(page).lower() for words in SENT_WORDS)
    assert not page.view.receipt.isVisibleTo(page)
    assert not page.view.print_receipt.isVisibleTo(page)
    assert page.view.frame.notice.property("tone") == "danger"


def test_an_older_receipt_is_only_a_line_while_newer_changes_wait(open_page: Open) -> None:
    page = open_page(Night(receipt=a_receipt(at=minutes_ago(600))))

    assert not page.view.receipt.isVisibleTo(page)
    assert page.view.will_leave.texts()[-1] == ("Last receipt: R-26-09-0412 of 04-Sep-2026 16:14.")


def test_a_computer_that_is_not_joined_says_what_to_do_and_offers_no_sending(
    open_page: Open,
) -> None:
    page = open_page(Night(is_enrolled=False))

    assert "not been joined to a central store" in notice(page)
    assert not page.view.send.isEnabled()


def test_while_sending_the_page_shows_progress_and_no_second_round_begins(
    open_page: Open,
) -> None:
    errands, night = HeldTaskRunner(), Night()
    page = open_page(night, errands=errands)

    page.view.send.click()
    page.presenter.send()
    page.on_fact(Synced())

    assert page.view.progress.isVisibleTo(page)
    assert page.view.stop.hasFocus()
    assert not page.view.send.isVisibleTo(page)
    errands.release()
    assert night.rounds == 1


def test_progress_from_the_other_thread_reaches_the_page(qtbot: QtBot, open_page: Open) -> None:
    errands, tasks = TaskRunner(), TaskRunner()
    page = open_page(Night(), errands=errands, tasks=tasks)
    qtbot.waitUntil(page.view.send.isEnabled)

    page.view.send.click()

    qtbot.waitUntil(lambda: page.view.receipt.isVisibleTo(page))
    assert page.view.bar.value() == 1200
    assert errands.finish(5000)
    assert tasks.finish(5000)


def test_the_receipt_prints_by_key(qtbot: QtBot, open_page: Open) -> None:
    printers = FakePrinters()
    page = open_page(Night(), printers=printers)
    page.view.send.click()

    page.print_page()

    [(printer, title, pdf)] = printers.printed
    assert (printer, title) == ("Desk printer", "R-26-09-0412")
    assert pdf.startswith(b"%PDF")
    assert "Desk printer" in notice(page)


def test_before_any_receipt_the_print_key_says_what_to_do(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(Night())

    page.print_page()

    assert notice(page) == "There is no receipt to print yet. Send first."


def test_without_a_printer_the_receipt_stays_and_the_page_says_what_to_do(
    open_page: Open,
) -> None:
    page = open_page(Night(), printers=FakePrinters(none=NoPrinterError()))
    page.view.send.click()

    page.view.print_receipt.click()

    assert "no printer" in notice(page)
    assert page.view.receipt.isVisibleTo(page)


def test_the_receipt_is_saved_where_the_person_chose(open_page: Open, tmp_path: Path) -> None:
    chooser = FakeChooser(tmp_path / "receipt.pdf")
    page = open_page(Night(), chooser=chooser)
    page.view.send.click()

    page.view.save_receipt.click()

    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    assert chooser.suggested == ["receipt-R-26-09-0412.pdf"]
    assert notice(page) == "The receipt is saved as receipt.pdf."


@pytest.mark.parametrize("is_sent", [False, True])
def test_every_control_has_a_name_and_a_key_of_its_own(open_page: Open, *, is_sent: bool) -> None:
    page = open_page(
        Night(drafts=(a_draft(),), found=(a_conflict(),), bad=(a_bad_entry(is_refused=True),))
    )
    draft_row(page).hand_over.click()
    if is_sent:
        page.view.send.click()

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []
