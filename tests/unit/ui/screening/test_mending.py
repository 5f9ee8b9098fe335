"""What is wrong is told until it is mended; what was typed or removed comes back."""

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.forms import key_of
from tests.unit.ui.screening.keys import Key, Mod, focused, press, row_at, section, typed
from tests.unit.ui.screening.rich_form import SECOND, a_rich_form, answered
from tests.unit.ui.screening.small_form import ScreenDesk, open_page
from ui.screening.block_rows import BlockHeadRow
from ui.screening.page import ScreenPage


def told_beside(page: ScreenPage, link_id: str) -> str:
    shown = row_at(page, link_id).findChildren(QLabel, "fieldErrorLabel")
    return " ".join(label.text() for label in shown)


def test_a_problem_that_is_mended_is_no_longer_told(qtbot: QtBot) -> None:
    page = open_page(qtbot, ScreenDesk())
    press(Key.Key_Return, Mod.ControlModifier)
    told = page.view.errors.texts()
    press(Key.Key_Return)  # To the first problem: its question.
    reached = focused()

    press(Key.Key_2)
    qtbot.waitUntil(lambda: page.view.errors.texts() == told[1:])

    assert row_at(page, "drink").isAncestorOf(reached)
    assert page.view.errors.isVisible() == bool(told[1:])
    assert page.view.messages.go_on.isVisible() == bool(told[1:])
    assert row_at(page, "drink").isAncestorOf(focused())


def test_what_is_wrong_is_told_until_it_is_mended_and_typed_over(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    row_at(page, "units").focus_question()
    typed("a lot")
    press(Key.Key_Return, Mod.ControlModifier)
    press(Key.Key_Return)  # To the first problem.

    typed("many")
    page.view.flush()
    qtbot.waitUntil(lambda: desk.answer_to("units").values == ("many",))
    qtbot.waitUntil(lambda: "Error" in told_beside(page, "units"))
    press(Key.Key_A, Mod.ControlModifier)
    typed("4")
    page.view.flush()
    qtbot.waitUntil(lambda: told_beside(page, "units") == "")

    assert desk.answer_to("units").values == (4,)


def test_text_is_saved_while_somebody_types_without_pause(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    page = open_page(qtbot, desk)
    page.view.section_asked.emit("seen")
    typing = QElapsedTimer()
    typing.start()

    text = ""
    while not desk.answer_to("notes").values and typing.elapsed() < 3000:
        typed("so ")
        text += "so "
        qtbot.wait(50)

    assert typing.elapsed() < 1500
    assert str(desk.answer_to("notes").values[0]) in text
    assert focused().property("plainText") == text


def test_the_key_for_undo_brings_back_what_was_removed_though_focus_is_in_a_text(
    qtbot: QtBot,
) -> None:
    second = key_of("medicine.name", (SECOND,))
    desk = ScreenDesk(questionnaire=a_rich_form())
    names = {"medicine.name": answered("Sertraline"), second: answered("Salbutamol")}
    desk.draft = {"taking": answered(True), **names}
    page = open_page(qtbot, desk)
    heads = section(page).findChildren(BlockHeadRow)
    remove = next(head.remove for head in heads if head.key == key_of("medicine", (SECOND,)))
    assert remove is not None
    remove.click()
    reached, gone = focused(), desk.answer_to(second).values

    press(Key.Key_Z, Mod.ControlModifier)

    assert row_at(page, "medicine.name").isAncestorOf(reached)
    assert gone == ()
    assert desk.answer_to(second).values == ("Salbutamol",)
    assert not page.view.notice.isVisible()


def test_the_key_for_undo_stays_with_the_text_while_it_is_typed(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form())
    desk.draft = {"taking": answered(True), "medicine.name": answered("Sertraline")}
    page = open_page(qtbot, desk)
    row_at(page, "medicine.name").focus_question()
    typed("x")

    press(Key.Key_Z, Mod.ControlModifier)
    page.view.flush()

    assert desk.answer_to("medicine.name").values == ("Sertraline",)
    assert desk.answer_to("taking").values == (True,)


@pytest.mark.parametrize("words", ["medicine.name", "notes"])
def test_a_letter_with_alt_that_nothing_answers_to_is_not_typed(words: str, qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_rich_form()) if words != "notes" else ScreenDesk()
    desk.draft = {"taking": answered(True), words: answered("Sertraline")}
    page = open_page(qtbot, desk)
    if words == "notes":
        page.view.section_asked.emit("seen")
    row_at(page, words).focus_question()
    press(Key.Key_A, Mod.ControlModifier)

    press(Key.Key_F, Mod.AltModifier)
    page.view.flush()

    assert desk.answer_to(words).values == ("Sertraline",)
