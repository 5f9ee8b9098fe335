"""What repeats: added, removed and brought back by keyboard, each occurrence at its own place."""

from typing import Any

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.forms import key_of
from tests.fakes.mnemonics import duplicate_mnemonics, nameless_controls
from tests.unit.ui.screening.keys import Key, Mod, focused, focused_key, press, section, typed
from tests.unit.ui.screening.rich_form import SECOND, a_rich_form, answered
from tests.unit.ui.screening.small_form import (
    ScreenDesk,
    a_form_of,
    a_known_answer,
    an_item,
    open_page,
)
from ui.screening.block_rows import BlockEndRow, BlockHeadRow
from ui.screening.page import ScreenPage
from ui.screening.question_row import QuestionRow

NAME_OF_SECOND = key_of("medicine.name", (SECOND,))


def a_desk(**opened: Any) -> ScreenDesk:
    desk = ScreenDesk(questionnaire=a_rich_form(), **opened)
    desk.draft = {"taking": answered(True), "medicine.name": answered("Sertraline")}
    return desk


def two_medicines() -> ScreenDesk:
    desk = a_desk()
    desk.draft[NAME_OF_SECOND] = answered("Salbutamol")
    return desk


def headings(page: ScreenPage) -> list[str]:
    section(page).build_all()
    rows = section(page).findChildren(BlockHeadRow)
    return sorted(row.words() for row in rows if row.is_shown and not row.isHidden())


def end_row(page: ScreenPage) -> BlockEndRow:
    section(page).build_all()
    return next(row for row in section(page).findChildren(BlockEndRow))


def head_of_second(page: ScreenPage) -> BlockHeadRow:
    rows = section(page).findChildren(BlockHeadRow)
    return next(row for row in rows if row.key == key_of("medicine", (SECOND,)))


def test_each_occurrence_is_headed_and_counted(qtbot: QtBot) -> None:
    page = open_page(qtbot, two_medicines())

    assert headings(page) == ["Medicine 1 of 2", "Medicine 2 of 2"]


def test_another_is_added_by_keyboard_and_answered_at_its_own_place(qtbot: QtBot) -> None:
    desk = a_desk()
    page = open_page(qtbot, desk)
    end_row(page).add.setFocus()

    press(Key.Key_Return)
    typed("Salbutamol")
    press(Key.Key_Return)

    second = [key for key in desk.draft if key.startswith("medicine.name\x1f")]
    assert headings(page) == ["Medicine 1 of 2", "Medicine 2 of 2"]
    assert [desk.draft[key].values for key in second] == [("Salbutamol",)]
    assert desk.answer_to("medicine.name").values == ("Sertraline",)


def test_adding_has_a_key_of_its_own(qtbot: QtBot) -> None:
    page = open_page(qtbot, a_desk())

    words = end_row(page).add.text()
    claimed, nameless = duplicate_mnemonics(page.window()), nameless_controls(page)
    press(Key.Key_A, Mod.AltModifier)

    assert words == "&Add another: Medicine"
    assert (claimed, nameless) == ({}, [])
    qtbot.waitUntil(lambda: len(headings(page)) == 2)


def test_an_occurrence_is_removed_with_its_answers_and_brought_back(qtbot: QtBot) -> None:
    desk = two_medicines()
    page = open_page(qtbot, desk)
    remove = head_of_second(page).remove
    assert remove is not None

    remove.click()
    after, said = headings(page), page.view.notice.text()
    gone = desk.answer_to(NAME_OF_SECOND).values
    page.view.undo.click()

    assert after == ["Medicine 1"]
    assert said == "Removed: Medicine 2 of 2 (Salbutamol). Undo brings it back."
    assert gone == ()
    assert headings(page) == ["Medicine 1 of 2", "Medicine 2 of 2"]
    assert desk.answer_to(NAME_OF_SECOND).values == ("Salbutamol",)


def test_every_occurrence_that_is_known_is_offered(qtbot: QtBot) -> None:
    known = {"medicine.name": a_known_answer("Sertraline"), NAME_OF_SECOND: a_known_answer("X")}
    desk = ScreenDesk(questionnaire=a_rich_form(), known=known)
    desk.draft = {"taking": answered(True)}

    page = open_page(qtbot, desk)

    offers = [row.offer.words() for row in section(page).asked_rows() if row.offer is not None]
    assert headings(page) == ["Medicine 1 of 2", "Medicine 2 of 2"]
    assert [words.rpartition(": ")[2] for words in offers] == ["Sertraline", "X"]


def test_adding_is_taken_back_as_well(qtbot: QtBot) -> None:
    page = open_page(qtbot, a_desk())
    end_row(page).add.click()

    page.view.undo.click()

    assert headings(page) == ["Medicine 1"]


def test_what_is_known_of_further_occurrences_is_offered_in_theirs(qtbot: QtBot) -> None:
    desk = a_desk(known={NAME_OF_SECOND: a_known_answer("Methadone")})
    page = open_page(qtbot, desk)
    row = section(page).row(NAME_OF_SECOND)
    assert row is not None
    assert row.offer is not None

    row.offer.confirm.click()

    assert headings(page) == ["Medicine 1 of 2", "Medicine 2 of 2"]
    assert desk.answer_to(NAME_OF_SECOND).values == ("Methadone",)


def test_an_empty_first_occurrence_gives_way_to_what_is_known(qtbot: QtBot) -> None:
    desk = ScreenDesk(
        questionnaire=a_rich_form(), known={NAME_OF_SECOND: a_known_answer("Methadone")}
    )
    desk.draft = {"taking": answered(True)}

    page = open_page(qtbot, desk)

    assert headings(page) == ["Medicine 1"]


def test_tab_goes_through_an_added_occurrence_in_reading_order(qtbot: QtBot) -> None:
    page = open_page(qtbot, a_desk())
    end_row(page).add.click()
    names = []

    for _stop in range(5):
        row = section(page).focused_row()
        if isinstance(row, QuestionRow):
            names.append(row.link_id)
        press(Key.Key_Tab)

    assert names == ["medicine.name", "medicine.name", "medicine.dose", "medicine.dose"]
    assert focused() is page.view.undo or focused_key(page) == ""


def test_a_problem_in_one_occurrence_leads_to_that_one(qtbot: QtBot) -> None:
    desk = two_medicines()
    desk.draft[key_of("medicine.dose", (SECOND,))] = answered("2 puffs")
    desk.draft[NAME_OF_SECOND] = answered()
    page = open_page(qtbot, desk)

    page.view.next.click()
    said = page.view.errors.texts()

    assert [line.split(" · ")[0] for line in said] == ["Medicine 2, Name"]
    shown = [one for one in section(page).findChildren(QLabel) if one.text().startswith("Error")]
    assert len([one for one in shown if not one.isHidden()]) == 1


def test_a_repeating_question_is_a_block_with_what_is_asked_under_it(qtbot: QtBot) -> None:
    mark = an_item(
        "mark", "string", "Mark", repeats=True, item=[an_item("where", "string", "Where?")]
    )
    desk = ScreenDesk(questionnaire=a_form_of(an_item("body", "group", "Body", item=[mark])))
    page = open_page(qtbot, desk)
    typed("bruise")
    press(Key.Key_Return)
    typed("left arm")
    press(Key.Key_Return)
    end_row(page).add.click()
    typed("cut")
    press(Key.Key_Return)

    kept = {key.partition("\x1f")[0]: one.values for key, one in desk.draft.items()}
    assert headings(page) == ["Mark 1 of 2", "Mark 2 of 2"]
    assert desk.answer_to("mark").values == ("bruise",)
    assert desk.answer_to("where").values == ("left arm",)
    assert len(desk.draft) == 3
    assert kept["mark"] == ("cut",)


def test_an_offer_put_aside_stays_aside_when_news_comes(qtbot: QtBot) -> None:
    desk = a_desk(known={"medicine.dose": a_known_answer("50 mg")})
    page = open_page(qtbot, desk)
    page.view.asks.change_asked.emit("medicine.dose")

    page.begin()

    row = section(page).row("medicine.dose")
    assert row is not None
    assert not row.is_offered()


def test_an_added_occurrence_stays_when_news_comes(qtbot: QtBot) -> None:
    page = open_page(qtbot, a_desk())
    end_row(page).add.click()

    page.begin()

    assert headings(page) == ["Medicine 1 of 2", "Medicine 2 of 2"]
