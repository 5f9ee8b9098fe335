"""Choosing needs nothing but the keyboard, and never looks answered when it is not."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.attached import Attached
from desktop.domain.screen import Coding
from desktop.forms import ItemType, Option
from desktop.forms.model import ValueKind
from desktop.services.attached_files import largest_bytes
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
from ui.screening.file_editor import FileEditor
from ui.screening.file_words import size_words
from ui.screening.search_editor import SearchEditor
from ui.screening.slider_editor import SliderEditor

ILLNESSES = choices("High blood pressure", "Diabetes type 1", "Diabetes type 2", "Asthma")
A_FILE = Attached("a" * 64, 235_000, "image/jpeg", "left arm.jpg").text()


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


# Searching


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


# Scales


def _scale(qtbot: QtBot, kind: ItemType = ItemType.INTEGER, **more: Any) -> Asked:
    item = an_item(kind, control="slider", **{"minimum": "0", "maximum": "10", **more})
    return Asked(qtbot, item)


def _slider(asked: Asked) -> SliderEditor:
    assert isinstance(asked.editor, SliderEditor)
    return asked.editor


def test_a_scale_that_nobody_touched_is_no_answer(qtbot: QtBot) -> None:
    asked = _scale(qtbot)
    asked.leave()

    assert asked.answer() == ()
    assert not _slider(asked).scale.is_set
    assert "No answer yet" in _slider(asked).scale.accessibleDescription()


def test_the_first_key_begins_at_the_low_end_and_the_next_one_moves(qtbot: QtBot) -> None:
    asked = _scale(qtbot)
    asked.press(Key.Key_Right)
    first = asked.answer()
    asked.press(Key.Key_Right)
    second = asked.answer()
    asked.press(Key.Key_End)

    assert (first, second, asked.answer()) == ((0,), (1,), (10,))
    assert _slider(asked).number.text() == "10"


def test_a_number_may_be_typed_beside_the_scale_or_on_it(qtbot: QtBot) -> None:
    asked = _scale(qtbot, ItemType.QUANTITY, unit="cm")
    asked.type("7")
    asked.type(".5")

    assert asked.answer() == ("7.5 cm",)
    assert _slider(asked).scale.value() in (7, 8)
    assert heard(focused()) == "How is it?, as a number"


def test_delete_takes_the_answer_off_the_scale(qtbot: QtBot) -> None:
    asked = _scale(qtbot)
    asked.editor.show_values((7,))
    asked.press(Key.Key_Delete)

    assert asked.answer() == ()
    assert not _slider(asked).scale.is_set


def test_a_number_beyond_the_scale_stays_as_typed(qtbot: QtBot) -> None:
    asked = _scale(qtbot)
    asked.editor.show_values((40,))

    assert _slider(asked).number.text() == "40"
    assert asked.told == []


def test_steps_of_a_scale_are_those_of_the_form(qtbot: QtBot) -> None:
    asked = _scale(qtbot, maximum="100", slider_step=25)
    for _press in range(3):
        asked.press(Key.Key_Right)

    assert asked.answer() == (50,)


# Files


def _file(qtbot: QtBot, path: Path, **more: Any) -> tuple[Asked, list[tuple[bytes, str]]]:
    item = an_item(ItemType.ATTACHMENT, **more)
    asked = Asked(qtbot, item, FileEditor(item, ask=lambda _owner, chosen: chosen(path)))
    given: list[tuple[bytes, str]] = []
    asked.editor.file_chosen.connect(lambda content, title: given.append((content, title)))
    return asked, given


def _words(widget: QWidget) -> list[str]:
    return [button.text() for button in widget.findChildren(QAbstractButton)]


def test_a_chosen_file_is_handed_over_and_named_once_it_is_kept(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "left arm.jpg"
    path.write_bytes(b"picture")
    asked, given = _file(qtbot, path)
    asked.press(Key.Key_Space)
    before = asked.answer()
    asked.editor.take_file(A_FILE)
    editor = asked.editor
    assert isinstance(editor, FileEditor)

    assert given == [(b"picture", "left arm.jpg")]
    assert before == ()
    assert asked.answer() == (A_FILE,)
    assert editor.rows.words() == ["left arm.jpg, 235 KB"]
    assert "Choose another file" in _words(editor)

    editor.rows.remove_buttons()[0].click()
    assert asked.answer() == ()
    assert "Add a file" in _words(editor)


def test_size_and_types_are_told_before_and_kept_to(tmp_path: Path, qtbot: QtBot) -> None:
    large, other, gone = tmp_path / "a.jpg", tmp_path / "b.txt", tmp_path / "c.jpg"
    large.write_bytes(b"x" * 2001)
    other.write_text("words")
    limits: dict[str, Any] = {"largest_bytes": 2000, "content_types": ("image/jpeg",)}
    said = []
    for path in (large, other, gone):
        asked, given = _file(qtbot, path, **limits)
        asked.press(Key.Key_Space)
        said.append(asked.error())
        assert given == []

    assert (
        "Files of these types: JPEG. Up to 2 KB."
        in asked.editor.focus_target().accessibleDescription()
    )
    assert "larger than 2 KB" in said[0]
    assert "types: JPEG" in said[1]
    assert "cannot be read" in said[2]


def test_where_the_form_sets_no_limits_those_of_the_service_are_told(
    tmp_path: Path, qtbot: QtBot
) -> None:
    large = tmp_path / "scan.pdf"
    large.write_bytes(b"%PDF-" + b"x" * largest_bytes())
    asked, given = _file(qtbot, large)
    told = asked.editor.focus_target().accessibleDescription()
    asked.press(Key.Key_Space)

    assert "PDF, JPEG, PNG, plain text" in told
    assert size_words(largest_bytes()) in told
    assert "larger than" in asked.error()
    assert given == []


def test_a_question_that_takes_several_files_keeps_each(tmp_path: Path, qtbot: QtBot) -> None:
    asked, _given = _file(qtbot, tmp_path, repeats=True)
    other = Attached("b" * 64, 99, "image/jpeg", "right.jpg").text()
    asked.editor.take_file(A_FILE)
    asked.editor.take_file(other)
    asked.editor.take_file(other)

    assert asked.answer() == (A_FILE, other)


def test_a_stored_answer_of_another_version_is_not_lost_among_own_words(qtbot: QtBot) -> None:
    item = an_item(ItemType.OPEN_CHOICE, options=choices("Heroin"), repeats=True)
    asked = Asked(qtbot, item)
    old = Coding(code="old", display="Old word")
    asked.editor.show_values((old,))
    asked.press(Key.Key_1)

    assert asked.answer() == (a_choice("Heroin"), old)
