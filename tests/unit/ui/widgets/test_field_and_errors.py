"""A page says what is wrong at the top, takes the person there, and says it again at the field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.windows import in_front
from ui.widgets.birth_date import BirthDateField
from ui.widgets.field import Field
from ui.widgets.page_frame import PageFrame


@pytest.fixture
def page(qapp: QApplication) -> PageFrame:
    frame = PageFrame("Add a person")
    frame.resize(900, 300)
    return frame


def _shown(page: PageFrame, qtbot: QtBot) -> None:
    in_front(page, qtbot)


def test_a_field_is_read_with_its_label_hint_and_error(qtbot: QtBot) -> None:
    edit = QLineEdit()
    field = Field("&Family name", edit, hint="As on the custody record")
    qtbot.addWidget(field)

    field.show_error("Enter a family name")

    assert edit.accessibleName() == "Family name"
    assert "Enter a family name" in edit.accessibleDescription()
    assert "As on the custody record" in edit.accessibleDescription()
    field.clear_error()
    assert edit.accessibleDescription() == "As on the custody record"


def test_a_field_that_may_stay_empty_says_so(qtbot: QtBot) -> None:
    field = Field("Phone", QLineEdit(), optional=True)
    qtbot.addWidget(field)

    assert field.label.text() == "Phone (optional)"


def test_tab_leaves_a_field_of_many_lines(qtbot: QtBot) -> None:
    notes = QPlainTextEdit()
    field = Field("Notes", notes)
    qtbot.addWidget(field)

    assert notes.tabChangesFocus()
    interface = QAccessible.queryAccessibleInterface(notes.viewport())
    assert interface is None or interface.text(QAccessible.Text.Name) == "Notes"


def test_the_key_of_a_label_leads_into_a_field_of_several_boxes(
    page: PageFrame, qtbot: QtBot
) -> None:
    other, born = QLineEdit(), BirthDateField()
    page.body.addWidget(Field("Name", other))
    page.body.addWidget(Field("&Date of birth", born))
    _shown(page, qtbot)
    other.setFocus()

    QTest.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)

    assert page.focusWidget() is born.boxes()[0]


def test_problems_take_focus_and_each_leads_to_its_field(page: PageFrame, qtbot: QtBot) -> None:
    family, born = QLineEdit(), BirthDateField()
    page.body.addWidget(Field("Family name", family))
    for _filler in range(20):
        page.body.addWidget(QPushButton("More"))
    page.body.addWidget(Field("Date of birth", born))
    _shown(page, qtbot)

    page.errors.show_problems(
        [("Enter a family name", family), ("Date of birth must include a year", born)]
    )
    assert page.focusWidget() is page.errors
    assert page.errors.texts() == ["Enter a family name", "Date of birth must include a year"]

    second = page.errors.findChildren(QPushButton)[-1]
    second.setFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)

    assert page.focusWidget() is born.boxes()[0]
    assert not born.visibleRegion().isEmpty()


def test_tab_goes_through_the_problems_before_what_stands_below_them(
    page: PageFrame, qtbot: QtBot
) -> None:
    family = QLineEdit()
    page.body.addWidget(family)
    _shown(page, qtbot)

    for _again in range(2):
        page.errors.show_problems([("Enter a family name", family), ("Enter a cell", family)])
        seen = []
        for _step in range(3):
            QTest.keyClick(page, Qt.Key.Key_Tab)
            seen.append(page.focusWidget())

        assert [seen[0].accessibleName(), seen[1].accessibleName()] == page.errors.texts()
        assert seen[2] is family


def test_enter_on_the_summary_leads_to_the_first_problem(page: PageFrame, qtbot: QtBot) -> None:
    family, cell = QLineEdit(), QLineEdit()
    page.body.addWidget(family)
    page.body.addWidget(cell)
    _shown(page, qtbot)
    page.errors.show_problems([("Enter a cell", cell), ("Enter a family name", family)])

    QTest.keyClick(page.errors, Qt.Key.Key_Return)

    assert page.focusWidget() is cell


def test_a_summary_without_problems_goes_away(page: PageFrame, qtbot: QtBot) -> None:
    _shown(page, qtbot)
    page.errors.show_problems([("Enter a family name", page)])

    page.errors.clear()

    assert not page.errors.isVisible()
    assert page.errors.texts() == []


def test_a_notice_stays_until_another_takes_its_place(page: PageFrame, qtbot: QtBot) -> None:
    _shown(page, qtbot)
    assert not page.notice.isVisible()

    page.notice.show_text("Saved on this computer", "done")
    assert page.notice.isVisible()
    assert page.notice.accessibleName() == "Saved on this computer"

    page.notice.show_text("Not saved: the disk is full", "danger")
    assert page.notice.text() == "Not saved: the disk is full"
    page.notice.clear()
    assert not page.notice.isVisible()


def test_the_action_bar_is_there_only_with_actions(page: PageFrame, qtbot: QtBot) -> None:
    _shown(page, qtbot)
    assert not page.action_bar.isVisible()

    page.add_primary(QPushButton("Save"))

    assert page.action_bar.isVisible()


def test_the_red_edge_stands_beside_the_words_of_a_field(qtbot: QtBot) -> None:
    field = Field("&Family name", QLineEdit())
    qtbot.addWidget(field)
    field.resize(400, 200)
    field.show()
    before = field.label.x()

    field.show_error("Enter a family name")
    qtbot.waitUntil(lambda: field.label.x() >= before + 8)

    field.clear_error()
    qtbot.waitUntil(lambda: field.label.x() == before)


def test_a_long_problem_takes_more_lines_and_does_not_widen_the_page(
    page: PageFrame, qtbot: QtBot
) -> None:
    edit = QLineEdit()
    page.body.addWidget(edit)
    _shown(page, qtbot)
    page.resize(420, 500)
    words = "What did she say about where she will go tonight? Answer this question, " * 3

    page.errors.show_problems([(words.strip(), edit)])

    (line,) = page.errors.findChildren(QPushButton)
    qtbot.waitUntil(lambda: line.text().count("\n") >= 3)
    assert page.scroll_area.horizontalScrollBar().maximum() == 0
    assert line.accessibleName() == words.strip()
    qtbot.waitUntil(lambda: line.height() >= 4 * line.fontMetrics().height())
