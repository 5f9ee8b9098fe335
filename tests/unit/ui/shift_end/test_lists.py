"""What a person looks at before the round: screens, what differs, what was not taken."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.services.screen_values import BeingWritten
from desktop.services.sync_values import ColleaguesDraft
from tests.builders.moments import minutes_ago
from tests.builders.reports import a_receipt
from tests.fakes.pages import Journey
from tests.unit.ui.conflict.recorded import a_conflict
from tests.unit.ui.printing.stand_ins import FakeChooser
from tests.unit.ui.shift_end.night import Night, a_bad_entry, a_draft
from tests.unit.ui.shift_end.on_page import SENT_WORDS, Open, draft_row, notice
from ui.conflict.opened import place_of
from ui.page import Synced
from ui.shift_end.draft_rows import DraftRow


def test_a_screen_is_handed_over_by_the_keyboard(open_page: Open) -> None:
    night = Night(drafts=(a_draft(),))
    page = open_page(night)

    QTest.keyClick(draft_row(page).hand_over, Qt.Key.Key_Return)
    assert page.view.hand_over.to.hasFocus()
    QTest.keyClick(page.view.hand_over.to, Qt.Key.Key_Return)
    assert night.handed_over == []
    QTest.keyClicks(page.view.hand_over.to, "next shift")
    QTest.keyClicks(page.view.hand_over.note, "Section 4 is left")
    QTest.keyClick(page.view.hand_over.note, Qt.Key.Key_Return)

    assert night.handed_over == [(a_draft().id, "next shift", "Section 4 is left")]
    assert notice(page) == "Handed over to next shift: L&D screen."
    assert page.view.to_finish.texts() == ["No screen is unfinished."]
    assert page.view.send.hasFocus()


def test_a_screen_is_left_unfinished_and_the_page_says_what_becomes_of_it(open_page: Open) -> None:
    night = Night(drafts=(a_draft(), a_draft(1)))
    page = open_page(night)

    QTest.keyClick(draft_row(page).leave, Qt.Key.Key_Return)

    assert night.left == [a_draft().id]
    assert notice(page).startswith("Left unfinished: L&D screen. It leaves with the next round")
    assert draft_row(page).finish.hasFocus()


def test_what_a_colleague_left_here_is_named_and_cannot_be_opened(open_page: Open) -> None:
    left = ColleaguesDraft(
        screen=a_draft(), draft=BeingWritten(by="P. Shah", since=minutes_ago(100), answers=3)
    )

    page = open_page(Night(colleagues=(left,)))

    [words] = page.view.to_finish.texts()
    assert words == (
        "MARSH, Kelly (Ms): L&D screen, 3 answers typed here by P. Shah since "
        "05-Sep-2026 00:34. Only P. Shah can finish or leave them."
    )
    assert page.view.to_finish.findChild(DraftRow) is None


def test_what_colleagues_recorded_differently_opens_from_the_list(open_page: Open) -> None:
    journey = Journey()
    page = open_page(Night(found=(a_conflict(),)), journey=journey)
    assert page.view.to_decide.texts()[1].startswith("MARSH, Kelly (Ms): Phone: recorded")

    button = page.view.to_decide.findChild(QPushButton, "conflictButton")
    assert isinstance(button, QPushButton)
    QTest.keyClick(button, Qt.Key.Key_Return)

    assert journey.places == [place_of(a_conflict())]


def test_drafts_and_conflicts_hold_up_no_round(open_page: Open) -> None:
    night = Night(drafts=(a_draft(),), found=(a_conflict(),))
    page = open_page(night)

    assert page.view.send.isEnabled()
    page.view.send.click()

    assert night.rounds == 1


def test_what_was_not_taken_stands_in_red_with_its_reason_and_can_be_tried_again(
    open_page: Open,
) -> None:
    night = Night(bad=(a_bad_entry(is_refused=True),), left_after=1)
    page = open_page(night)
    [words] = page.view.bad.texts()
    assert words == (
        "Screen, Health screen, written 05-Sep-2026 00:34 by J. Okafor. The case store could "
        "not read it as this computer wrote it."
    )

    page.view.bad.try_again.click()

    assert night.rounds == 1
    verdict = page.view.receipt.verdict()
    assert verdict.startswith("Not everything is at the case store: 1 change was not taken.")
    assert not any(words in notice(page).lower() for words in SENT_WORDS)


def test_what_colleagues_wrote_and_cannot_be_read_is_only_counted(open_page: Open) -> None:
    page = open_page(Night(bad=(a_bad_entry(is_own=False, author="P. Shah"),)))

    assert page.view.bad.texts() == (
        "1 record from another computer cannot be shown here. Written by P. Shah.",
    )
    assert not page.view.bad.try_again.isVisibleTo(page)


def test_with_nothing_bad_there_is_no_red_list(open_page: Open) -> None:
    assert not open_page(Night()).view.bad.isVisible()


def test_what_waits_is_saved_to_a_file_that_counts_as_nothing_sent(
    open_page: Open, tmp_path: Path
) -> None:
    chooser = FakeChooser(tmp_path / "records")
    page = open_page(Night(bad=(a_bad_entry(is_refused=True),)), bundle=chooser)

    page.view.bad.export.click()

    code = page.view.by_file.code
    assert "3 entries are in the file. What waits here still waits" in code.accessibleName()
    assert code.code() == "ABCDE 12345"
    assert code.hasFocus()
    assert not any(words in code.accessibleName().lower() for words in SENT_WORDS)


def test_a_round_by_itself_leaves_focus_and_typing_where_they_were(open_page: Open) -> None:
    page = open_page(Night(drafts=(a_draft(),)))
    draft_row(page).hand_over.click()
    QTest.keyClicks(page.view.hand_over.to, "nex")

    page.on_fact(Synced())

    assert page.view.hand_over.to.hasFocus()
    assert page.view.hand_over.to.text() == "nex"


def test_the_receipt_says_which_entries_it_proves(open_page: Open) -> None:
    page = open_page(Night(receipt=a_receipt(own_entries=4711), waiting=0))

    assert "Proved: entries 1 to 4,711 of this workstation" in page.view.receipt.accessibleName()
    assert "When: 05-Sep-2026 02:14" in page.view.receipt.accessibleName()
