"""An answer out of very many is found by typing a part of it, and never guessed."""

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.forms import ItemType
from tests.unit.ui.screening.one_question import (
    Asked,
    Key,
    a_choice,
    an_item,
    choices,
    focused,
    heard,
)
from ui.screening.search_editor import SearchEditor

ILLNESSES = choices("High blood pressure", "Diabetes type 1", "Diabetes type 2", "Asthma")


def _searched(qtbot: QtBot, kind: ItemType = ItemType.CHOICE, *, repeats: bool = False) -> Asked:
    item = an_item(kind, options=ILLNESSES, control="autocomplete", repeats=repeats)
    return Asked(qtbot, item)


def _line(asked: Asked) -> SearchEditor:
    assert isinstance(asked.editor, SearchEditor)
    return asked.editor


def _found(asked: Asked) -> list[str]:
    found = _line(asked).line.found
    return [] if found.isHidden() else [found.item(row).text() for row in range(found.count())]


def test_words_are_found_anywhere_and_enter_takes_the_one_marked(qtbot: QtBot) -> None:
    asked = _searched(qtbot)
    asked.type("pressure high")
    first = _found(asked)
    asked.clear()
    asked.type("type")
    second = _found(asked)
    asked.press(Key.Key_Down)
    asked.press(Key.Key_Return)

    assert first == ["High blood pressure"]
    assert second == ["Diabetes type 1", "Diabetes type 2"]
    assert asked.answer() == (a_choice("Diabetes type 2"),)
    assert (_line(asked).line.text(), _found(asked)) == ("Diabetes type 2", [])


def test_escape_leaves_the_list_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    asked = _searched(qtbot)
    asked.type("dia")
    asked.press(Key.Key_Escape)

    assert _found(asked) == []
    assert _line(asked).line.text() == "dia"


def test_what_is_no_answer_stays_and_is_explained(qtbot: QtBot) -> None:
    asked = _searched(qtbot)
    asked.type("gout")
    more = _line(asked).line.more.text()
    asked.leave()
    kept = asked.answer()
    again = _searched(qtbot)
    again.editor.show_values(kept)

    assert more == "No answer has these words in it."
    assert kept == ("gout",)
    assert asked.error().startswith("Error: “gout” is none of the answers.")
    assert _line(again).line.text() == "gout"


def test_an_answer_typed_in_full_needs_no_list(qtbot: QtBot) -> None:
    asked = _searched(qtbot)
    asked.type("asthma")
    asked.press(Key.Key_Escape)
    asked.leave()

    assert asked.answer() == (a_choice("Asthma"),)
    assert asked.error() == ""


def test_where_own_words_are_taken_they_are_an_answer(qtbot: QtBot) -> None:
    asked = _searched(qtbot, ItemType.OPEN_CHOICE)
    asked.type("gout")
    asked.leave()

    assert asked.answer() == ("gout",)
    assert asked.error() == ""


def test_several_answers_are_taken_and_removed_again(qtbot: QtBot) -> None:
    asked = _searched(qtbot, repeats=True)
    for typed in ("asth", "high"):
        asked.type(typed)
        asked.press(Key.Key_Return)
    both = asked.answer()
    rows = _line(asked).rows
    name = heard(rows.remove_buttons()[0])
    rows.remove_buttons()[0].click()

    assert both == (a_choice("Asthma"), a_choice("High blood pressure"))
    assert name == "Remove: Asthma"
    assert asked.answer() == (a_choice("High blood pressure"),)
    assert rows.words() == ["High blood pressure"]


def test_tab_goes_from_the_line_to_what_was_taken(qtbot: QtBot) -> None:
    asked = _searched(qtbot, repeats=True)
    after = QLineEdit(asked.window)
    after.show()
    asked.type("asth")
    asked.press(Key.Key_Return)
    stops = []
    for _tab in range(2):
        asked.press(Key.Key_Tab)
        stops.append(focused())

    assert stops == [_line(asked).rows.remove_buttons()[0], after]
