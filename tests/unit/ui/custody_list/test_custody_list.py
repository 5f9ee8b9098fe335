from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.identity import DetentionId
from desktop.errors import RuleBrokenError
from desktop.services.values import CustodyListRow
from tests.builders.custody import a_custody_list_row
from tests.builders.moments import numbered
from tests.builders.people import a_match
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.fakes.pages import Journey, a_page_context
from tests.unit.ui.people.in_window import in_window, press, type_into
from ui.custody_list.page import CustodyListPage
from ui.custody_list.presenter import CustodyListTaken
from ui.custody_list.view import CustodyListView
from ui.places import CustodyListPlace

NEW = a_custody_list_row()
ON_BOARD = a_custody_list_row(existing=DetentionId(numbered(101)))
LIKELY = a_custody_list_row(family_name="Marsh", given_name="Kelly", match=a_match())


class Custody:
    def __init__(self) -> None:
        self.rows: tuple[CustodyListRow, ...] = (NEW, LIKELY, ON_BOARD)
        self.read: list[str] = []
        self.taken: list[CustodyListRow] = []
        self.error: Exception | None = None

    def read_custody_list(self, text: str) -> tuple[CustodyListRow, ...]:
        if self.error is not None:
            raise self.error
        self.read.append(text)
        return self.rows

    def import_custody_list(self, rows: Sequence[CustodyListRow]) -> int:
        self.taken.extend(rows)
        return len(rows)


@pytest.fixture
def custody() -> Custody:
    return Custody()


@pytest.fixture
def told() -> list[Any]:
    return []


@pytest.fixture
def page(qtbot: QtBot, custody: Custody, told: list[Any]) -> Iterator[CustodyListPage]:
    context = a_page_context(
        journey=Journey(),
        read_custody_list=custody.read_custody_list,
        import_custody_list=custody.import_custody_list,
    )
    context.announcer.happened.connect(told.append)
    page = CustodyListPage(context, CustodyListPlace())
    window = in_window(qtbot, page)
    page.begin()
    yield page
    window.close()


def paste_and_read(page: CustodyListPage, text: str = "Surname\tCell") -> None:
    page.view.box.setPlainText(text)
    press(page.view.read, Qt.Key.Key_Space)


def test_nothing_is_taken_before_the_lines_were_shown(
    page: CustodyListPage, custody: Custody
) -> None:
    paste_and_read(page)

    assert custody.read == ["Surname\tCell"]
    assert custody.taken == []
    assert page.view.take.text() == "&Take 1 person in"


def test_the_first_line_to_decide_is_asked_about_and_a_number_key_decides(
    page: CustodyListPage, custody: Custody, told: list[Any]
) -> None:
    paste_and_read(page)
    assert page.view.table.currentIndex().row() == 1

    press(page.view.table, Qt.Key.Key_Return)
    press(page.focusWidget(), Qt.Key.Key_1)
    assert page.view.take.text() == "&Take 2 people in"

    press(page.view.take, Qt.Key.Key_Space)

    assert custody.taken == [NEW, LIKELY]
    assert told == [CustodyListTaken(2)]
    assert page.view.frame.notice.text() == "2 people taken in. Saved on this computer."
    assert page.view.box.toPlainText() == ""


def test_a_line_that_nobody_decided_stays_after_the_others_are_taken(
    page: CustodyListPage, custody: Custody
) -> None:
    paste_and_read(page)

    press(page.view.take, Qt.Key.Key_Return)

    assert custody.taken == [NEW]
    assert [line.row for line in page.view.lines()] == [LIKELY]
    said = "1 person taken in. Saved on this computer. 1 line below is not taken in yet."
    assert page.view.frame.notice.text() == said


def test_moving_to_another_line_asks_about_that_line(page: CustodyListPage) -> None:
    paste_and_read(page)
    press(page.view.table, Qt.Key.Key_Up)
    press(page.view.table, Qt.Key.Key_Return)
    press(page.focusWidget(), Qt.Key.Key_2)

    assert not page.view.lines()[0].is_taken()
    assert not page.view.take.isEnabled()


def test_a_list_that_cannot_be_read_stays_in_the_box(
    page: CustodyListPage, custody: Custody
) -> None:
    custody.error = UnreadableError()
    paste_and_read(page, "nonsense")

    assert page.view.frame.notice.text().startswith("The custody list could not be read.")
    assert page.view.box.toPlainText() == "nonsense"
    assert page.view.read.isEnabled()


def test_a_file_is_read_like_what_is_pasted(
    page: CustodyListPage, custody: Custody, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Surname,Cell", encoding="utf-8")

    page.view.file_chosen.emit(str(file))

    assert custody.read == ["Surname,Cell"]
    assert page.view.lines()


def test_the_window_for_a_file_is_asked_for_by_its_button(qtbot: QtBot) -> None:
    def choose(_parent: QWidget, chosen: Callable[[str], None]) -> None:
        chosen("/lists/tonight.csv")

    view = CustodyListView("Custody list", choose)
    qtbot.addWidget(view)
    paths: list[str] = []
    view.file_chosen.connect(paths.append)

    view.file.click()

    assert paths == ["/lists/tonight.csv"]


def test_tab_leaves_the_box_and_the_table(page: CustodyListPage) -> None:
    paste_and_read(page)
    page.view.box.setFocus()
    press(page.view.box, Qt.Key.Key_Tab)
    assert isinstance(page.focusWidget(), QPushButton)

    page.view.table.setFocus()
    press(page.view.table, Qt.Key.Key_Tab)
    assert not page.view.table.hasFocus()


def test_keys_are_unique_and_everything_has_a_name(page: CustodyListPage) -> None:
    type_into(page.view.box, "Surname")
    paste_and_read(page)

    assert duplicate_mnemonics(page) == {}
    assert nameless_controls(page) == []


class UnreadableError(RuleBrokenError):
    message_key = "error.custody_list_unreadable"
