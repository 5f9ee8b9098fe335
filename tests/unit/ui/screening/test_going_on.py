"""Whoever goes on with a screen lands where it was left: on what is still to be asked."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.screen import Absent, Answer, ScreenStatus
from tests.builders.moments import NOW
from tests.builders.screens import an_answer
from tests.builders.staff import OKAFOR
from tests.unit.ui.screening.keys import focused, row_at
from tests.unit.ui.screening.small_form import (
    NEVER,
    OFTEN,
    ScreenDesk,
    a_known_answer,
    a_long_form,
    open_page,
)
from ui.screening.page import ScreenPage


def is_at(page: ScreenPage, key: str) -> bool:
    return row_at(page, key).isAncestorOf(focused())


def test_a_paused_screen_goes_on_at_its_first_question_without_an_answer(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    answers = {"drink": an_answer(OFTEN), "last": an_answer("cider")}
    desk.screen = replace(desk.screen, status=ScreenStatus.PAUSED, answers=answers)

    assert is_at(open_page(qtbot, desk), "when")


def test_one_that_was_handed_over_goes_on_in_the_section_where_it_was_left(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    desk.screen = replace(
        desk.screen,
        status=ScreenStatus.HANDED_OVER,
        handed_over_to="the next shift",
        current_section="seen",
        answers={"notes": Answer(absent=Absent.DECLINED)},
    )

    page = open_page(qtbot, desk)

    assert is_at(page, "units")
    assert page.view.notice.isVisible()


def test_what_is_only_offered_is_still_to_be_asked(qtbot: QtBot) -> None:
    desk = ScreenDesk(known={"known": a_known_answer(True)})
    desk.draft = {"drink": an_answer(NEVER)}

    assert is_at(open_page(qtbot, desk), "known")


def test_a_question_far_down_is_brought_into_sight(qtbot: QtBot) -> None:
    desk = ScreenDesk(questionnaire=a_long_form(sections=2, questions=30))
    desk.draft = {f"s0.q{number}": an_answer(OFTEN) for number in range(25)}

    page = open_page(qtbot, desk)

    row = row_at(page, "s0.q25")
    assert is_at(page, "s0.q25")
    assert not row.visibleRegion().isEmpty()


def test_where_all_is_answered_one_goes_on_to_the_next_section(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    desk.draft = {"drink": an_answer(NEVER), "known": an_answer(True)}

    page = open_page(qtbot, desk)

    assert focused() is page.view.next


def test_a_screen_with_nothing_answered_begins_at_its_first_question(qtbot: QtBot) -> None:
    assert is_at(open_page(qtbot, ScreenDesk()), "drink")


def test_a_finished_screen_is_read_from_its_first_question(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    answered = replace(desk.screen, answers={"drink": an_answer(OFTEN)})
    desk.screen = answered.complete(NOW, OKAFOR)

    page = open_page(qtbot, desk)

    assert focused() is row_at(page, "drink")


def test_going_to_another_section_begins_at_its_first_question(qtbot: QtBot) -> None:
    desk = ScreenDesk()
    desk.draft = {"drink": an_answer(OFTEN), "notes": an_answer("calm")}
    page = open_page(qtbot, desk)

    page.view.section_asked.emit("seen")

    assert is_at(page, "notes")
