"""Checking answers before signing: all is there in words, each leads to its question and back."""

import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.screen import Answer, ScreenStatus
from desktop.services.written_out import LineKind
from tests.builders.screens import an_answer
from tests.builders.staff import a_practitioner
from tests.fakes.pages import Journey
from tests.unit.ui.screening.check.desk import CheckDesk, context_of, show
from tests.unit.ui.screening.small_form import NEVER, a_long_form
from ui.places import (
    CheckAnswersPlace,
    ComparePlace,
    PersonPlace,
    ScreenPaperPlace,
    ScreenPlace,
)
from ui.screening.check.answer_line import AnswerLine
from ui.screening.check.page import CheckAnswersPage
from ui.screening.wanted import QuestionWanted

Key = Qt.Key


def open_check(
    qtbot: QtBot, desk: CheckDesk, journey: Journey | None = None, at: str = "", **overrides: Any
) -> CheckAnswersPage:
    context = context_of(desk, journey, **overrides)
    page = CheckAnswersPage(context, CheckAnswersPlace(desk.screen.id, at=at))
    show(qtbot, desk, page)
    page.view.fill_all()
    return page


def line(page: CheckAnswersPage, key: str) -> AnswerLine:
    return next(one for one in page.view.lines() if one.line.key == key)


def shown(page: CheckAnswersPage) -> dict[str, str]:
    return {one.line.words: one.line.answer for one in page.view.lines()}


def test_every_question_that_applies_stands_there_with_its_answer_in_words(qtbot: QtBot) -> None:
    page = open_check(qtbot, CheckDesk())

    answers = shown(page)
    headings = [
        one.words
        for section in page.view.sections
        for one in section.section.lines
        if one.kind is LineKind.HEADING
    ]

    assert answers["How often?"] == "Often"
    assert answers["What was the last drink?"] == "cider"
    assert answers["Has an inhaler?"] == "Declined to answer"
    assert answers["What was seen"] == "Calm.\nSlept well."
    assert answers["Dose"] == "Not answered"
    assert [section.heading.text() for section in page.view.sections] == [
        "1  Alcohol & drugs",
        "2  Health",
    ]
    assert headings == ["Medicine (1)", "Medicine (2)"]


def test_what_no_longer_applies_is_named_as_left_out(qtbot: QtBot) -> None:
    page = open_check(qtbot, CheckDesk(drink=an_answer(NEVER)))

    assert "What was the last drink?" not in shown(page)
    assert page.view.dropped.title() == (
        "1 answer will be left out: its question no longer applies"
    )
    assert "What was the last drink?: cider" in page.view.dropped.accessibleName()


def test_nothing_is_said_to_be_left_out_while_everything_applies(qtbot: QtBot) -> None:
    page = open_check(qtbot, CheckDesk())

    assert page.view.dropped.isHidden()


def test_enter_on_an_answer_leads_to_its_question(qtbot: QtBot) -> None:
    journey = Journey()
    desk = CheckDesk()
    page = open_check(qtbot, desk, journey)
    facts: list[Any] = []
    page.context.announcer.happened.connect(facts.append)

    line(page, "asthma").setFocus()
    QTest.keyClick(line(page, "asthma"), Key.Key_Return)

    assert journey.places == [ScreenPlace(desk.screen.id)]
    assert facts == [QuestionWanted(desk.screen.id, "asthma", is_checked=True)]


def test_coming_back_from_a_question_focus_is_on_its_answer(qtbot: QtBot) -> None:
    page = open_check(qtbot, CheckDesk(), at="notes")

    assert QApplication.focusWidget() is line(page, "notes")


def test_arrow_keys_walk_the_answers_and_alt_the_sections(qtbot: QtBot) -> None:
    page = open_check(qtbot, CheckDesk())
    line(page, "drink").setFocus()

    QTest.keyClick(line(page, "drink"), Key.Key_Down)
    one_down = QApplication.focusWidget()
    QTest.keyClick(page.window(), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    next_section = QApplication.focusWidget()
    QTest.keyClick(page.window(), Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert one_down is line(page, "last")
    assert next_section is line(page, "asthma")
    assert QApplication.focusWidget() is line(page, "drink")


def test_what_is_owed_is_said_above_beside_the_question_and_leads_there(qtbot: QtBot) -> None:
    journey = Journey()
    page = open_check(qtbot, CheckDesk(drink=Answer()), journey)
    links = page.view.owed.buttons()

    links[0].click()

    assert page.view.owed.title() == "1 question still needs you before this can be finished"
    assert [one.words for one in links] == ["1  Alcohol & drugs · How often?"]
    assert "Answer this question" in line(page, "drink").accessibleName()
    assert len(journey.places) == 1


def test_finishing_is_refused_while_something_is_owed_and_says_what(qtbot: QtBot) -> None:
    journey = Journey()
    desk = CheckDesk(drink=Answer())
    page = open_check(qtbot, desk, journey)

    page.view.finish.click()

    assert desk.screen.status is not ScreenStatus.COMPLETED
    assert journey.places == []
    assert page.view.frame.notice.text()
    assert QApplication.focusWidget() is page.view.owed.buttons()[0]


def test_finish_and_sign_finishes_and_goes_to_the_person(qtbot: QtBot) -> None:
    journey = Journey()
    desk = CheckDesk()
    page = open_check(qtbot, desk, journey)

    page.view.finish.click()

    assert desk.screen.status is ScreenStatus.COMPLETED
    assert journey.places == [PersonPlace(desk.screen.person_id, desk.screen.detention_id)]


def test_who_signs_stands_above_the_button(qtbot: QtBot) -> None:
    desk = CheckDesk()
    who = replace(a_practitioner(), profession="Nurse", registration_number="")
    desk.session = replace(desk.session, practitioner=who)

    words = open_check(qtbot, desk).view.signing.accessibleName()

    assert who.name in words
    assert "Profession: Nurse" in words
    assert "not a registered professional" in words


def test_a_finished_screen_can_be_read_and_not_changed(qtbot: QtBot) -> None:
    desk = CheckDesk()
    desk.complete_screen(desk.screen.id)
    page = open_check(qtbot, desk)

    assert page.view.finish.isHidden()
    assert not line(page, "drink").may_change
    assert "Change" not in line(page, "drink").accessibleName()


def test_the_paper_and_the_last_time_are_one_press_away(qtbot: QtBot) -> None:
    journey = Journey()
    desk = CheckDesk()
    page = open_check(qtbot, desk, journey)

    page.view.compare.click()
    page.print_page()

    assert journey.places == [ComparePlace(desk.screen.id), ScreenPaperPlace(desk.screen.id)]


def test_a_screen_reader_hears_question_answer_and_section(qtbot: QtBot) -> None:
    page = open_check(qtbot, CheckDesk())

    assert line(page, "asthma").accessibleName() == "Has an inhaler?. Declined to answer. Change"
    assert line(page, "asthma").accessibleDescription() == "2  Health"


def test_an_answer_takes_the_room_its_words_need_at_any_width(qtbot: QtBot) -> None:
    told = "She had not slept for three nights. " * 30
    page = open_check(qtbot, CheckDesk(notes=an_answer(told)))
    wide = line(page, "notes").heightForWidth(1000)

    narrow = line(page, "notes").heightForWidth(300)

    assert narrow > 2 * wide > 0


def test_three_hundred_answers_are_there_without_a_wait(qtbot: QtBot) -> None:
    form = a_long_form(10, 30)
    desk = CheckDesk(form)
    answers = {f"s{s}.q{q}": an_answer(NEVER) for s in range(10) for q in range(30)}
    desk.screen = replace(desk.screen, answers=answers)
    begun = time.perf_counter()

    page = open_check(qtbot, desk)
    QApplication.processEvents()
    taken = time.perf_counter() - begun

    assert len(page.view.lines()) == 300
    # About 0.3 s on a quiet machine. Laid out once for every width asked, it took twelve.
    assert taken < 4, f"{taken:.2f} s"
