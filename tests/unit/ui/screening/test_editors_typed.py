"""What is typed is understood, kept as it was where it is not, and explained."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Coding, Value
from desktop.forms import Item, ItemType
from tests.unit.ui.screening.one_question import Asked, Key, an_item, focused, heard
from ui.screening.question import EditorKind, kind_of

KG_OR_STONE = (Coding(code="kg"), Coding(code="[stone_av]", display="stone"))
ITEMS: list[tuple[Item, str, Value, str]] = [
    (an_item(ItemType.STRING), "cold", "cold", ""),
    (an_item(ItemType.REFERENCE), "Dr Patel", "Dr Patel", ""),
    (an_item(ItemType.TEXT), "calm", "calm", ""),
    (an_item(ItemType.INTEGER), "12", 12, "a few"),
    (an_item(ItemType.DECIMAL), "37.5", "37.5", "37,5"),
    (an_item(ItemType.QUANTITY, unit="°C"), "37.5", "37.5 °C", "warm"),
    (an_item(ItemType.DATE), "5 sep 2026", "2026-09-05", "31 feb 2026"),
    (an_item(ItemType.TIME), "2230", "22:30:00", "25:00"),
    (an_item(ItemType.URL), "https://www.nhs.uk", "https://www.nhs.uk", "the web"),
    (an_item(ItemType.DATE_TIME), "0100", "2026-09-05T00:00:00+00:00", "25:99"),
]


@pytest.mark.parametrize(("item", "typed", "value", "_wrong"), ITEMS)
def test_what_is_typed_is_told_changed_and_taken_back(
    item: Item, typed: str, value: Value, _wrong: str, qtbot: QtBot
) -> None:
    asked = Asked(qtbot, item)

    asked.type(typed)
    first = asked.answer()
    asked.clear()

    assert first == (value,)
    assert asked.answer() == ()


@pytest.mark.parametrize(("item", "_typed", "_value", "wrong"), [i for i in ITEMS if i[3]])
def test_what_cannot_be_read_stays_as_typed_and_is_explained_until_it_is_changed(
    item: Item, _typed: str, _value: Value, wrong: str, qtbot: QtBot
) -> None:
    asked = Asked(qtbot, item)

    asked.type(wrong)
    asked.leave()
    said = asked.error()
    kept = asked.answer()
    asked.editor.focus_target().setFocus()
    asked.press(Key.Key_Backspace)
    said_then = asked.error()
    again = Asked(qtbot, item)
    again.editor.show_values(kept)

    assert said.startswith("Error: ")
    assert said_then == ""
    assert str(kept[0]).startswith(wrong)
    assert _shown(again).startswith(wrong)
    assert again.told == []


def _shown(asked: Asked) -> str:
    target: Any = asked.editor.focus_target()
    return str(target.text() if hasattr(target, "text") else target.toPlainText())


@pytest.mark.parametrize(("item", "_typed", "value", "_wrong"), ITEMS)
def test_what_was_answered_is_shown_and_nobody_is_told(
    item: Item, _typed: str, value: Value, _wrong: str, qtbot: QtBot
) -> None:
    asked = Asked(qtbot, item)

    asked.editor.show_values((value,))
    asked.editor.flush()
    asked.leave()

    assert _shown(asked) != ""
    assert asked.told == []
    assert asked.error() == ""


@pytest.mark.parametrize(("item", "_typed", "_value", "_wrong"), ITEMS)
def test_a_screen_reader_hears_the_question(
    item: Item, _typed: str, _value: Value, _wrong: str, qtbot: QtBot
) -> None:
    asked = Asked(qtbot, item)

    assert heard(asked.editor.focus_target()).startswith("How is it?")
    assert kind_of(an_item(item.type, read_only=True)) is EditorKind.SHOWN_ONLY


def test_an_error_found_later_stays_until_there_is_a_change(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.INTEGER))
    asked.type("120")
    asked.editor.show_error("This must be 40 or less")

    asked.leave()
    after_leaving = asked.error()
    asked.editor.focus_target().setFocus()
    asked.type("1")

    assert after_leaving == "Error: This must be 40 or less"
    assert asked.error() == ""


def test_nothing_that_was_pasted_is_cut_off(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.STRING, max_length=5))

    asked.type("cold and wet")

    assert asked.answer() == ("cold and wet",)


def test_a_unit_is_chosen_with_the_keyboard_or_typed_with_the_number(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.QUANTITY, unit="kg", units=KG_OR_STONE))
    asked.type("72.5")
    first = asked.answer()
    asked.press(Key.Key_Tab)
    asked.press(Key.Key_Down)
    second = asked.answer()
    name = focused().accessibleName()

    asked.editor.focus_target().setFocus()
    asked.clear()
    asked.type("80kg")
    asked.leave()

    assert (first, second, asked.answer()) == (("72.5 kg",), ("72.5 stone",), ("80 kg",))
    assert name == "How is it?, unit"
    assert _shown(asked) == "80"


def test_a_unit_that_is_none_of_those_asked_for_is_explained(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.QUANTITY, unit="kg", units=KG_OR_STONE))

    asked.type("72 bags")
    asked.leave()

    assert asked.answer() == ("72 bags",)
    assert asked.error() == "Error: The unit must be one of these: kg, stone."


def test_a_question_without_a_unit_takes_the_one_that_is_typed(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.QUANTITY))
    asked.type("10")
    asked.press(Key.Key_Tab)
    asked.type("mg")

    assert asked.answer() == ("10 mg",)


def test_arrow_keys_change_a_spinner_by_one(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.INTEGER, control="spinner"))

    asked.press(Key.Key_Up)
    first = asked.answer()
    asked.press(Key.Key_Up)
    asked.press(Key.Key_Up)
    asked.press(Key.Key_Down)

    assert (first, asked.answer()) == ((0,), (1,))


def test_several_values_are_typed_one_to_a_line(qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.DATE, repeats=True))

    asked.type("5 sep 2026")
    asked.press(Key.Key_Return)
    asked.type("soon")
    asked.leave()

    assert asked.answer() == ("2026-09-05", "soon")
    assert asked.error().startswith("Error: In line 2: ")


@pytest.mark.parametrize("value", ["2026-09-04", "2026-08", "2026"])
def test_a_day_or_a_part_of_one_without_a_time_is_shown_and_kept(value: str, qtbot: QtBot) -> None:
    asked = Asked(qtbot, an_item(ItemType.DATE_TIME))
    asked.editor.show_values((value,))
    asked.leave()
    said, told = asked.error(), list(asked.told)

    asked.editor.focus_target().setFocus()
    asked.type("1")
    asked.editor.flush()
    asked.press(Key.Key_Backspace)

    assert (said, told) == ("", [])
    assert asked.answer() == (value,)


def test_limits_are_in_the_hint_that_a_screen_reader_hears(qtbot: QtBot) -> None:
    item = an_item(ItemType.QUANTITY, unit="°C", minimum="30", maximum="45", hint="By the ear.")
    asked = Asked(qtbot, item)

    assert (
        "By the ear. Between 30 and 45 °C." in asked.editor.focus_target().accessibleDescription()
    )
