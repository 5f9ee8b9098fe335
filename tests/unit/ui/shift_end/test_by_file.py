"""Records by file: saved with a code that is shown once, and taken in with a code that is typed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.errors import ExpectedError
from desktop.services.bundles import (
    BundleCodeError,
    BundleDamagedError,
    BundleOfOtherServiceError,
    BundleRead,
    BundleUnwritableError,
    BundleWritten,
    NotABundleFileError,
)
from desktop.services.everything import Services
from tests.builders.reports import a_receipt
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.task_runner import HeldTaskRunner
from tests.unit.ui.printing.stand_ins import FakeChooser
from tests.unit.ui.shift_end.night import Night, a_bad_entry
from tests.unit.ui.shift_end.on_page import SENT_WORDS, Open, notice
from ui.shift_end.page import ShiftEndPage

CODE = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-3"
TYPED = "abcde fghjk mnpqr stvwx yz012 3"


@dataclass
class FileNight(Night):
    """A night with files: what each brings, or what is wrong with it."""

    brings: BundleRead | ExpectedError = field(default_factory=lambda: BundleRead(new=12))
    entries: int = 34
    unwritable: bool = False
    written: list[tuple[Path, bool]] = field(default_factory=list)
    read: list[tuple[Path, str]] = field(default_factory=list)

    def services(self, **overrides: Any) -> Services:
        mine = {"write_bundle": self._write, "read_bundle": self._read}
        return super().services(**{**mine, **overrides})

    def _write(self, path: Path, *, everything: bool = False) -> BundleWritten:
        if self.unwritable:
            raise BundleUnwritableError(reason="No space left on device")
        self.written.append((path, everything))
        return BundleWritten(CODE, self.entries)

    def _read(self, path: Path, code: str) -> BundleRead:
        self.read.append((path, code))
        if isinstance(self.brings, ExpectedError):
            raise self.brings
        return self.brings


@pytest.fixture
def saving(open_page: Open, tmp_path: Path) -> Callable[..., ShiftEndPage]:
    def saving(night: FileNight, **more: Any) -> ShiftEndPage:
        page = open_page(night, bundle=FakeChooser(tmp_path / "night.custody-bundle"), **more)
        QTest.keyClick(page.view.by_file.save, Qt.Key.Key_Return)
        return page

    return saving


@pytest.fixture
def taking(open_page: Open, tmp_path: Path) -> Callable[..., ShiftEndPage]:
    def taking(night: FileNight, code: str = TYPED, **more: Any) -> ShiftEndPage:
        page = open_page(night, source=FakeChooser(tmp_path / "night.custody-bundle"), **more)
        QTest.keyClick(page.view.by_file.take, Qt.Key.Key_Return)
        assert page.view.by_file.take_in.code.hasFocus()
        QTest.keyClicks(page.view.by_file.take_in.code, code)
        QTest.keyClick(page.view.by_file.take_in.code, Qt.Key.Key_Return)
        return page

    return taking


Using = Callable[..., ShiftEndPage]


def test_a_file_can_be_saved_on_a_night_when_nothing_went_wrong(
    saving: Using, tmp_path: Path
) -> None:
    night = FileNight()
    page = saving(night)

    assert night.written == [(tmp_path / "night.custody-bundle", False)]
    code = page.view.by_file.code
    assert code.isVisibleTo(page)
    assert code.code().split() == CODE.split("-")
    assert code.hasFocus()
    assert "A B C D E, F G H J K" in code.accessibleName()
    assert "another way than the file goes" in code.accessibleName()
    assert "34 entries are in the file." in code.accessibleName()
    assert not any(words in code.accessibleName().lower() for words in SENT_WORDS)


def test_everything_is_saved_only_where_that_was_asked_for(open_page: Open, tmp_path: Path) -> None:
    night = FileNight()
    page = open_page(night, bundle=FakeChooser(tmp_path / "all"))

    QTest.keyClick(page.view.by_file.everything, Qt.Key.Key_Space)
    page.view.by_file.save.click()

    assert night.written == [(tmp_path / "all", True)]


def test_a_file_without_entries_says_how_to_save_all_records(saving: Using) -> None:
    page = saving(FileNight(entries=0))

    assert "nothing waits on this computer" in page.view.by_file.code.accessibleName()


def test_the_code_is_gone_once_it_is_noted(saving: Using) -> None:
    page = saving(FileNight())

    QTest.keyClick(page.view.by_file.code.done, Qt.Key.Key_Return)

    code = page.view.by_file.code
    assert (code.code(), code.accessibleName()) == ("", "")
    assert not code.isVisibleTo(page)
    assert page.view.by_file.save.hasFocus()


def test_the_code_is_gone_once_the_page_is_left(saving: Using) -> None:
    page = saving(FileNight())

    page.leave()

    assert page.view.by_file.code.code() == ""


def test_a_code_that_comes_after_the_page_was_left_is_not_shown(saving: Using) -> None:
    errands = HeldTaskRunner()
    page = saving(FileNight(), errands=errands)

    page.leave()
    errands.release()

    assert page.view.by_file.code.code() == ""
    assert page.view.by_file.save.isEnabled()


def test_the_code_stands_in_no_title_no_notice_and_no_log(
    saving: Using, taking: Using, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    pages = saving(FileNight()), taking(FileNight(brings=BundleCodeError()))

    for page in pages:
        for words in (page.heading, page.window().windowTitle(), notice(page), caplog.text):
            assert "ABCDE" not in words.upper()


def test_a_file_that_cannot_be_written_says_why_and_shows_no_code(saving: Using) -> None:
    page = saving(FileNight(unwritable=True))

    assert "No space left on device" in notice(page)
    assert not page.view.by_file.code.isVisibleTo(page)
    assert page.view.by_file.save.isEnabled()


@pytest.mark.parametrize(
    ("brings", "words", "tone"),
    [
        (BundleRead(new=12), "12 new entries were taken in from the file.", "done"),
        (BundleRead(new=1), "1 new entry was taken in from the file.", "done"),
        (BundleRead(new=0), "The file brought nothing new.", "done"),
        (
            BundleRead(new=0, is_receipt=True),
            (
                "The file brought nothing new. A receipt is in it: the case store proves that it "
                "holds what was brought to it."
            ),
            "done",
        ),
        (
            BundleRead(new=3, refused=2, needs_earlier=True),
            (
                "3 new entries were taken in from the file. Part of it could not be taken in, as "
                "it goes on from records that are not here. Ask for a file with everything in it."
            ),
            "danger",
        ),
        (
            BundleRead(new=0, refused=1),
            "The file brought nothing new. 1 part of it could not be taken in. Tell your manager.",
            "danger",
        ),
    ],
)
def test_what_a_file_brought_is_said_in_plain_words(
    taking: Using, tmp_path: Path, brings: BundleRead, words: str, tone: str
) -> None:
    night = FileNight(brings=brings)
    page = taking(night)

    assert night.read == [(tmp_path / "night.custody-bundle", TYPED)]
    assert notice(page) == words
    assert page.view.frame.notice.property("tone") == tone
    assert not page.view.by_file.take_in.isVisibleTo(page)
    assert page.view.by_file.take_in.code.text() == ""
    assert page.view.by_file.take.hasFocus()


@pytest.mark.parametrize("code", ["", "ABCDE-FGHJK", f"{CODE}4"])
def test_a_code_with_too_few_or_too_many_letters_is_asked_for_again(
    taking: Using, code: str
) -> None:
    night = FileNight()
    page = taking(night, code)

    take_in = page.view.by_file.take_in
    assert night.read == []
    assert take_in.error()
    assert take_in.code.text() == code
    assert take_in.code.hasFocus()


def test_a_code_that_does_not_open_the_file_is_kept_to_be_compared(taking: Using) -> None:
    night = FileNight(brings=BundleCodeError())
    page = taking(night)
    take_in = page.view.by_file.take_in
    assert "The code does not open this file." in take_in.error()
    assert take_in.code.text() == TYPED

    night.brings = BundleRead(new=2)
    QTest.keyClick(take_in.take, Qt.Key.Key_Return)

    assert notice(page).startswith("2 new entries")
    assert not take_in.isVisibleTo(page)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (BundleDamagedError(), "What came before the damage was taken in."),
        (NotABundleFileError(), "Choose another file"),
        (BundleOfOtherServiceError(), "belongs to another service"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do(
    taking: Using, trouble: ExpectedError, words: str
) -> None:
    page = taking(FileNight(brings=trouble))

    assert words in notice(page)
    assert page.view.frame.notice.property("tone") == "danger"
    assert not page.view.by_file.take_in.isVisibleTo(page)


def test_a_receipt_that_came_by_file_stands_on_the_page_at_once(
    open_page: Open, tmp_path: Path
) -> None:
    night = FileNight(waiting=0, brings=BundleRead(new=0, is_receipt=True))
    page = open_page(night, source=FakeChooser(tmp_path / "answer"))
    night.receipt = a_receipt()

    page.view.by_file.take.click()
    QTest.keyClicks(page.view.by_file.take_in.code, TYPED)
    page.view.by_file.take_in.take.click()

    assert page.view.receipt.isVisibleTo(page)


def test_while_a_file_is_taken_in_it_is_not_taken_in_twice(taking: Using) -> None:
    errands, night = HeldTaskRunner(), FileNight()
    page = taking(night, errands=errands)
    take_in = page.view.by_file.take_in
    assert take_in.busy.isVisibleTo(page)

    QTest.keyClick(take_in.code, Qt.Key.Key_Return)
    take_in.take.click()
    errands.release()

    assert len(night.read) == 1
    assert not take_in.isVisibleTo(page)


def test_somebody_who_changed_their_mind_takes_nothing_in(open_page: Open, tmp_path: Path) -> None:
    night = FileNight()
    page = open_page(night, source=FakeChooser(tmp_path / "night"))
    page.view.by_file.take.click()
    QTest.keyClicks(page.view.by_file.take_in.code, TYPED)

    page.view.by_file.take_in.cancel.click()

    assert night.read == []
    assert page.view.by_file.take_in.code.text() == ""
    assert page.view.by_file.take.hasFocus()


def test_every_control_of_both_panels_has_a_name_and_a_key_of_its_own(
    saving: Using, tmp_path: Path
) -> None:
    page = saving(FileNight(bad=(a_bad_entry(is_refused=True),)))
    page.view.by_file.ask_code(tmp_path / "night")

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []
