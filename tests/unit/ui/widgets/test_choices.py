"""A question is answered by mouse, arrows, space or number, and read out with its options."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.mnemonics import duplicate_mnemonics
from tests.fakes.windows import in_front
from ui.widgets.choices import Choices

OPTIONS = (("never", 0), ("monthly or less", 1), ("2-4 times a month", 2))


@pytest.fixture
def drinks(qtbot: QtBot) -> Choices:
    made = Choices("&How often does she drink?", OPTIONS)
    in_front(made, qtbot)
    return made


def test_nothing_is_chosen_until_somebody_answers(drinks: Choices) -> None:
    assert drinks.value() is None
    assert drinks.values() == []


def test_a_number_key_picks_wherever_focus_is_in_the_question(
    drinks: Choices, qtbot: QtBot
) -> None:
    heard: list[object] = []
    drinks.changed.connect(lambda: heard.append(drinks.value()))
    drinks.buttons()[0].setFocus()

    QTest.keyClick(drinks.buttons()[0], Qt.Key.Key_3)

    assert heard == [2]
    assert drinks.value() == 2


def test_a_number_on_the_number_pad_picks_too(drinks: Choices, qtbot: QtBot) -> None:
    QTest.keyClick(drinks.buttons()[0], Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)

    assert drinks.value() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_4, Qt.Key.Key_0, Qt.Key.Key_A])
def test_a_key_without_an_option_changes_nothing(
    drinks: Choices, qtbot: QtBot, key: Qt.Key
) -> None:
    QTest.keyClick(drinks.buttons()[0], key)

    assert drinks.value() is None


def test_a_number_with_ctrl_is_left_to_the_window(drinks: Choices, qtbot: QtBot) -> None:
    QTest.keyClick(drinks.buttons()[0], Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    assert drinks.value() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Right])
def test_arrows_move_through_the_answers(drinks: Choices, key: Qt.Key) -> None:
    heard: list[object] = []
    drinks.set_values([0])
    drinks.buttons()[0].setFocus()
    drinks.changed.connect(lambda: heard.append(drinks.value()))

    for _press in range(3):
        QTest.keyClick(drinks.focusWidget(), key)

    assert drinks.value() == 2
    assert heard == [1, 2]


def test_an_answer_can_be_taken_back(drinks: Choices) -> None:
    drinks.set_values([1])

    drinks.clear()

    assert drinks.value() is None


def test_setting_the_answer_tells_nobody(drinks: Choices, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(drinks.changed):
        drinks.set_values([2])

    assert drinks.value() == 2


def test_several_answers_may_stand_together_until_one_stands_alone(qtbot: QtBot) -> None:
    kinds = Choices(
        "What has she used?",
        (("alcohol", "a"), ("heroin", "h"), ("none of these", "none")),
        several=True,
        exclusive=("none",),
    )
    qtbot.addWidget(kinds)
    alcohol, heroin, none = kinds.buttons()

    alcohol.click()
    heroin.click()
    assert kinds.values() == ["a", "h"]
    none.click()
    assert kinds.values() == ["none"]
    heroin.click()
    assert kinds.values() == ["h"]


def test_a_reader_hears_the_option_without_its_number_and_the_question_with_it(
    drinks: Choices,
) -> None:
    spoken = QAccessible.queryAccessibleInterface(drinks.buttons()[1])

    assert spoken.text(QAccessible.Text.Name) == "monthly or less"
    group = QAccessible.queryAccessibleInterface(drinks)
    assert group.text(QAccessible.Text.Name) == "How often does she drink?"


def test_an_ampersand_in_an_answer_is_shown_and_claims_no_key(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(Choices("Where?", (("A&E", 1), ("Crime & Safety", 2)), numbered=False))
    column.addWidget(QPushButton("&Edit"))
    page.show()

    assert duplicate_mnemonics(page) == {}


def test_a_long_question_does_not_force_the_page_wide(qtbot: QtBot) -> None:
    long = Choices("Is there anything " * 20, OPTIONS)
    qtbot.addWidget(long)

    assert long.minimumSizeHint().width() < 400


def test_an_error_is_read_with_each_option(drinks: Choices) -> None:
    drinks.show_error("Answer how often she drinks")

    said = drinks.buttons()[0].accessibleDescription()
    assert "Answer how often she drinks" in said
    drinks.clear_error()
    assert drinks.buttons()[0].accessibleDescription() == ""
