"""This screen beside the last one: what differs is said in words and can be walked by keyboard."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Absent, Answer
from desktop.services.answers_in_full import answer_in_full
from desktop.services.screen_values import EarlierScreen
from tests.builders.moments import minutes_ago
from tests.builders.screens import an_answer
from tests.builders.staff import SHAH
from tests.fakes.pages import Journey
from tests.unit.ui.screening.check.desk import NAMES, CheckDesk, context_of, show
from tests.unit.ui.screening.small_form import NEVER, OFTEN
from ui.places import ComparePlace, ScreenPlace
from ui.screening.compare.page import ComparePage
from ui.screening.wanted import QuestionWanted


def an_earlier_screen(desk: CheckDesk, **answers: Answer) -> EarlierScreen:
    items = desk.form.items
    screen = replace(
        desk.screen, answers=answers, started_at=minutes_ago(90000), completed_by=SHAH,
        completed_at=minutes_ago(89990),
    )  # fmt: skip
    by_place = {key: (one, answer_in_full(items[key], one)) for key, one in answers.items()}
    return EarlierScreen(screen=screen, questionnaire=desk.form, names=NAMES, by_place=by_place)


def open_compare(
    qtbot: QtBot, desk: CheckDesk, earlier: EarlierScreen | None, journey: Journey | None = None
) -> ComparePage:
    context = context_of(desk, journey, earlier_screen=lambda _id: earlier)
    page = ComparePage(context, ComparePlace(desk.screen.id))
    show(qtbot, desk, page)
    return page


def rows(page: ComparePage) -> list[str]:
    model = page.view.rows.rows
    return [str(model.data(model.index(row))) for row in range(model.rowCount())]


def test_what_changed_is_new_and_no_longer_said_is_told_in_words(qtbot: QtBot) -> None:
    desk = CheckDesk(notes=Answer())
    earlier = an_earlier_screen(
        desk, drink=an_answer(NEVER), asthma=an_answer(absent=Absent.DECLINED),
        notes=an_answer("Shaking."),
    )  # fmt: skip
    page = open_compare(qtbot, desk, earlier)

    said = rows(page)

    assert said == [
        "1  Alcohol & drugs",
        "How often?: changed. Now: Often. Last time: Never",
        "What was the last drink?: new. Now: cider. Last time: Not answered",
        "2  Health",
        "Name: new. Now: Salbutamol. Last time: Not answered",
        "Name: new. Now: Ramipril. Last time: Not answered",
        "What was seen: no longer said. Now: Not answered. Last time: Shaking.",
    ]


def test_what_is_the_same_is_shown_when_asked_for(qtbot: QtBot) -> None:
    desk = CheckDesk()
    page = open_compare(qtbot, desk, an_earlier_screen(desk, drink=an_answer(OFTEN)))
    same = "How often?: same. Now: Often. Last time: Often"
    at_first = rows(page)

    page.view.only_differing.setChecked(False)

    assert same not in at_first
    assert same in rows(page)


def test_two_screens_that_say_the_same_have_nothing_to_show(qtbot: QtBot) -> None:
    desk = CheckDesk()
    desk.screen = replace(desk.screen, answers={"drink": an_answer(OFTEN)})
    page = open_compare(qtbot, desk, an_earlier_screen(desk, drink=an_answer(OFTEN)))

    assert rows(page) == []
    assert page.view.nothing.text() == "Nothing differs between the two screens."


def test_what_does_not_apply_now_and_was_said_then_is_not_lost(qtbot: QtBot) -> None:
    desk = CheckDesk()
    desk.screen = replace(desk.screen, answers={"drink": an_answer(NEVER)})
    earlier = an_earlier_screen(desk, drink=an_answer(NEVER), last=an_answer("gin"))

    assert rows(open_compare(qtbot, desk, earlier)) == [
        "Not asked this time",
        "What was the last drink?: no longer said. Now: Does not apply. Last time: gin",
    ]


def test_both_screens_are_named_with_their_day_and_author(qtbot: QtBot) -> None:
    desk = CheckDesk()
    page = open_compare(qtbot, desk, an_earlier_screen(desk, drink=an_answer(NEVER)))

    assert page.view.this_one.text().startswith("Now: Small screen, 05-Sep-2026")
    assert page.view.last_one.text().startswith("Last time: Small screen, 04-Jul-2026")
    assert page.view.last_one.text().endswith("P. Shah")


def test_without_an_earlier_screen_the_page_says_so(qtbot: QtBot) -> None:
    page = open_compare(qtbot, CheckDesk(), None)

    assert rows(page) == []
    assert "nothing earlier" in page.view.nothing.text()


def test_enter_on_a_row_leads_to_its_question(qtbot: QtBot) -> None:
    journey = Journey()
    desk = CheckDesk()
    page = open_compare(qtbot, desk, an_earlier_screen(desk, drink=an_answer(NEVER)), journey)
    facts: list[Any] = []
    page.context.announcer.happened.connect(facts.append)
    page.view.rows.setFocus()

    QTest.keyClick(page.view.rows, Qt.Key.Key_Down)
    QTest.keyClick(page.view.rows, Qt.Key.Key_Return)

    assert journey.places == [ScreenPlace(desk.screen.id)]
    assert facts == [QuestionWanted(desk.screen.id, "drink")]


def test_in_a_narrow_window_the_answers_stand_under_the_question(qtbot: QtBot) -> None:
    desk = CheckDesk()
    page = open_compare(qtbot, desk, an_earlier_screen(desk, drink=an_answer(NEVER)))
    row = page.view.rows.rows.index(1)
    wide = page.view.rows.visualRect(row).height()

    page.window().resize(520, 760)
    page.resize(520, 760)
    qtbot.waitUntil(lambda: page.view.rows.visualRect(row).height() > 2 * wide)

    assert page.view.rows.visualRect(row).width() <= page.view.rows.viewport().width()
