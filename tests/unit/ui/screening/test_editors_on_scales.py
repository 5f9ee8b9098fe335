"""A scale is moved by keys or typed on, and shows no answer before there is one."""

from typing import Any

from pytestqt.qtbot import QtBot

from desktop.forms import ItemType
from tests.unit.ui.screening.one_question import (
    Asked,
    Key,
    an_item,
    focused,
    heard,
)
from ui.screening.slider_editor import SliderEditor


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
