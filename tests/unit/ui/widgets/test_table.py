"""A table is left by Tab, searched by letters, opened by Enter, and says why it is empty."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes.windows import in_front
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import DataTable

Row = tuple[str, str]
MARSH, ADEYEMI, HUGHES = ("MARSH, Kelly", "C11"), ("ADEYEMI, Tunde", "C09"), ("HUGHES, Dean", "C14")


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[RowsModel[Row]]:
    made: RowsModel[Row] = RowsModel(
        (Column("Name", lambda row: row[0]), Column("Cell", lambda row: row[1])),
        key=lambda row: row[0],
    )
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    tester.deleteLater()


@pytest.fixture
def table(qtbot: QtBot, model: RowsModel[Row]) -> DataTable:
    made = DataTable("People", empty="Nobody is here")
    made.setModel(model)
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_opens_the_row(table: DataTable, model: RowsModel[Row], qtbot: QtBot) -> None:
    model.show_rows([MARSH, ADEYEMI])
    table.choose_row(1)

    with qtbot.waitSignal(table.activated_row) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [1]


def test_enter_on_nothing_opens_nothing(table: DataTable, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.activated_row):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_letters_find_a_row(table: DataTable, model: RowsModel[Row], qtbot: QtBot) -> None:
    model.show_rows([MARSH, ADEYEMI, HUGHES])
    table.setCurrentIndex(model.index(0, 1))

    QTest.keyClicks(table, "hug")

    assert table.currentIndex().row() == 2


def test_enter_held_down_opens_once(table: DataTable, model: RowsModel[Row], qtbot: QtBot) -> None:
    model.show_rows([MARSH])
    table.choose_row(0)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )

    with qtbot.assertNotEmitted(table.activated_row):
        QApplication.sendEvent(table, held)


def test_the_row_in_focus_is_seen_from_the_start(
    table: DataTable, model: RowsModel[Row], qtbot: QtBot
) -> None:
    in_front(table, qtbot)
    table.setFocus()

    model.show_rows([MARSH, ADEYEMI])

    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]


def test_tab_does_not_wander_from_cell_to_cell(table: DataTable) -> None:
    assert not table.tabKeyNavigation()


def test_a_table_without_rows_says_why(table: DataTable, model: RowsModel[Row]) -> None:
    assert table.stand_in_text() == "Nobody is here"
    table.show_loading("Looking…")
    assert table.stand_in_text() == "Looking…"
    table.show_failed("This computer's disk is full")
    assert table.accessibleDescription() == "This computer's disk is full"

    model.show_rows([MARSH])
    table.show_rows()

    assert table.stand_in_text() == ""
    assert table.accessibleDescription() == ""


def test_the_choice_stays_with_its_row_when_rows_move_come_and_go(
    table: DataTable, model: RowsModel[Row]
) -> None:
    model.show_rows([MARSH, ADEYEMI])
    table.choose_row(0)

    model.show_rows([HUGHES, ADEYEMI, MARSH])

    assert model.row_at(table.currentIndex().row()) == MARSH
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]


def test_a_row_that_changed_says_its_new_words(model: RowsModel[Row]) -> None:
    model.show_rows([MARSH, ADEYEMI])

    model.show_rows([(MARSH[0], "C01"), ADEYEMI])

    assert model.data(model.index(0, 1)) == "C01"


def test_any_change_of_rows_keeps_the_model_whole_and_the_choice_in_place(
    table: DataTable, model: RowsModel[Row], rng: random.Random
) -> None:
    everyone = [(f"PERSON{n:02d}", f"C{n:02d}") for n in range(12)]
    model.show_rows(everyone)
    table.choose_row(5)
    chosen = everyone[5]

    for _round in range(200):
        rows = rng.sample(everyone, rng.randint(0, len(everyone)))
        if chosen not in rows:
            rows.append(chosen)
        model.show_rows(rows)

        assert list(model.rows()) == rows
        assert model.row_at(table.currentIndex().row()) == chosen
