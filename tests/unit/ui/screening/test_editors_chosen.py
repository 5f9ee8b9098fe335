"""Choosing needs nothing but the keyboard, and never looks answered when it is not."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Coding
from desktop.forms import ItemType, Option
from desktop.forms.model import ValueKind
from tests.unit.ui.screening.one_question import (
    Asked,
    Key,
    a_choice,
    an_item,
    choices,
    focused,
    heard,
)
from ui.screening.choice_editors import ChoiceEditor, ComboEditor, OpenChoiceEditor

ILLNESSES = choices("High blood pressure", "Diabetes type 1", "Diabetes type 2", "Asthma")


def test_yes_and_no_are_answered_by_letter_and_by_number(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.BOOLEAN))
    for key in (Key.Key_Y, Key.Key_N, Key.Key_1, Key.Key_2):
        asked.press(key)

    assert asked.told == [(True,), (False,), (True,), (False,)]


def test_an_answer_is_taken_back_with_delete(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.CHOICE, options=choices("Never", "Often")))
    asked.press(Key.Key_2)
    asked.press(Key.Key_Delete)

    assert asked.told == [(a_choice("Often"),), ()]


def test_letters_answer_only_questions_of_yes_and_no(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.CHOICE, options=choices("Yesterday", "Never")))
    asked.press(Key.Key_Y)

    assert asked.told == []


def test_options_stand_below_each_other_where_asked_for_or_where_they_are_long(
    qtbot: QtBot,
) -> None:
    long = "Every day, and cannot stop without becoming unwell"
    places = {}
    for name, item in {
        "row": an_item(ItemType.CHOICE, options=choices("Mild", "Severe")),
        "asked": an_item(
            ItemType.CHOICE, options=choices("Mild", "Severe"), orientation="vertical"
        ),
        "long": an_item(ItemType.CHOICE, options=choices("Never", long)),
    }.items():
        asked = Asked(qtbot, item)
        assert isinstance(asked.editor, ChoiceEditor)
        first, second = asked.editor.choices.buttons()
        places[name] = first.y() != second.y()

    assert places == {"row": False, "asked": True, "long": True}


def test_options_may_be_dates_and_numbers(qtbot: QtBot) -> None:
    days = (Option(value="2026-09-05", label="2026-09-05", kind=ValueKind.DATE),)
    counts = tuple(Option(value=n, label=str(n), kind=ValueKind.INTEGER) for n in (0, 5))
    on_day = Asked(qtbot, an_item(ItemType.DATE, options=days))
    shown = heard(focused())
    on_day.press(Key.Key_1)
    count = Asked(qtbot, an_item(ItemType.INTEGER, options=counts))
    count.press(Key.Key_2)

    assert shown == "05-Sep-2026"
    assert on_day.told == [("2026-09-05",)]
    assert count.told == [(5,)]


@pytest.mark.parametrize("control", ["", "drop-down"])
def test_an_answer_that_is_not_offered_is_said_to_be_recorded(control: str, qtbot: QtBot) -> None:
    item = an_item(ItemType.CHOICE, options=choices("Never", "Often"), control=control)
    asked = Asked(qtbot, item)
    asked.editor.show_values((a_choice("Seldom"),))
    editor = asked.editor
    if isinstance(editor, ChoiceEditor):
        said = editor.choices.recorded()
        heard_too = editor.choices.buttons()[0].accessibleDescription()
    else:
        assert isinstance(editor, ComboEditor)
        said = heard_too = editor.combo.placeholderText()

    assert said.startswith("Recorded: Seldom.")
    assert said in heard_too
    assert asked.told == []


def test_letters_find_an_answer_in_a_list_that_opens(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.CHOICE, options=ILLNESSES, control="drop-down"))
    asked.press(Key.Key_A)
    chosen = asked.told[-1]
    asked.press(Key.Key_Delete)

    assert chosen == (a_choice("Asthma"),)
    assert asked.told[-1] == ()


def test_own_words_stand_beside_several_choices_one_to_a_line(qtbot: QtBot) -> None:
    item = an_item(
        ItemType.OPEN_CHOICE,
        options=choices("Heroin", "Crack"),
        repeats=True,
        open_label="Anything else & how much",
    )
    asked = Asked(qtbot, item)
    assert isinstance(asked.editor, OpenChoiceEditor)
    asked.press(Key.Key_1)
    asked.editor.other.setFocus()
    asked.type("spice")
    asked.press(Key.Key_Return)
    asked.type("pregabalin")

    assert asked.answer() == (a_choice("Heroin"), "spice", "pregabalin")
    assert heard(asked.editor.other) == "Anything else & how much"

    again = Asked(qtbot, item)
    again.editor.show_values(asked.answer())
    again.press(Key.Key_2)
    assert again.answer() == (a_choice("Heroin"), a_choice("Crack"), "spice", "pregabalin")


def test_one_choice_and_own_words_are_never_both_the_answer(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.OPEN_CHOICE, options=choices("Heroin", "Crack")))
    assert isinstance(asked.editor, OpenChoiceEditor)
    asked.press(Key.Key_1)
    asked.editor.other.setFocus()
    asked.type("spice")
    own = asked.answer()
    asked.editor.choices.buttons()[1].setFocus()
    asked.press(Key.Key_2)

    assert (own, asked.answer()) == (("spice",), (a_choice("Crack"),))


def test_a_stored_answer_of_another_version_is_not_lost_among_own_words(qtbot: QtBot) -> None:
    item = an_item(ItemType.OPEN_CHOICE, options=choices("Heroin"), repeats=True)
    asked = Asked(qtbot, item)
    old = Coding(code="old", display="Old word")
    asked.editor.show_values((old,))
    asked.press(Key.Key_1)

    assert asked.answer() == (a_choice("Heroin"), old)
