"""The screen laid beside the one in hand, and both of them on paper."""

from typing import Any

from desktop.domain.screen import Absent, Answer, Screen
from desktop.services.questionnaires import (
    HEALTH_ASSESSMENT,
    LIAISON_SCREEN,
    NEWS2,
    SAFETY_PLAN,
)
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import a_form


def tell(desk: Desk, stay: Any, canonical: str, answers: dict[str, Answer]) -> Screen:
    opened = desk.services.start_screen(stay.person_id, stay.id, canonical)
    for key, answer in answers.items():
        desk.services.answer_question(opened.screen.id, key, answer)
    return desk.services.pause_screen(opened.screen.id)


def test_the_last_screen_with_the_same_form_is_laid_beside_it(desk: Desk) -> None:
    stay = desk.stay()
    tell(desk, stay, LIAISON_SCREEN, {"home.debt": Answer(values=(False,))})
    desk.clock.on(60)
    last = tell(desk, stay, LIAISON_SCREEN, {"home.debt": Answer(values=(True,))})
    desk.clock.on(60)
    tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": Answer(values=(True,))})
    desk.clock.on(60)
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)

    earlier = desk.services.earlier_screen(opened.screen.id)

    assert earlier is not None
    assert earlier.screen.id == last.id
    answer, words = earlier.by_place["home.debt"]
    assert (answer.values, words) == ((True,), "Yes")
    assert earlier.names[last.started_by] == "J. Okafor"


def test_risk_is_compared_though_it_is_never_offered(desk: Desk) -> None:
    stay = desk.stay()
    tell(desk, stay, LIAISON_SCREEN, {"risk.narrative": Answer(values=("He was tearful.",))})
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)

    earlier = desk.services.earlier_screen(opened.screen.id)

    assert earlier is not None
    assert earlier.by_place["risk.narrative"][1] == "He was tearful."
    assert "risk.narrative" not in opened.known


def test_without_the_same_form_one_that_asks_the_same_is_laid_beside_it(desk: Desk) -> None:
    stay = desk.stay()
    declined = Answer(absent=Absent.DECLINED)
    assessment = tell(desk, stay, HEALTH_ASSESSMENT, {"hcp.allergy": declined})
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)

    earlier = desk.services.earlier_screen(opened.screen.id)

    assert earlier is not None
    assert earlier.screen.id == assessment.id
    assert earlier.questionnaire.canonical.startswith(HEALTH_ASSESSMENT)
    assert earlier.by_place["physical.allergy"][0].absent is Absent.DECLINED


def test_where_nothing_is_to_be_compared_there_is_none(desk: Desk) -> None:
    stay = desk.stay()
    other = desk.services.import_form(a_form())
    tell(desk, stay, other.canonical, {"sleep": Answer(values=(True,))})
    first = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    assert desk.services.earlier_screen(first.screen.id) is None

    desk.clock.on(10)
    tell(desk, stay, LIAISON_SCREEN, {"home.debt": Answer(values=(True,))})
    assert desk.services.earlier_screen(first.screen.id) is None  # that one is later


def test_an_answer_that_did_not_apply_is_not_compared(desk: Desk) -> None:
    stay = desk.stay()
    answers = {"home.debt": Answer(values=(False,)), "home.debt_words": Answer(values=("old",))}
    tell(desk, stay, LIAISON_SCREEN, answers)
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)

    earlier = desk.services.earlier_screen(opened.screen.id)

    assert earlier is not None
    assert "home.debt" in earlier.by_place
    assert "home.debt_words" not in earlier.by_place


def test_a_screen_and_a_blank_form_are_printed(desk: Desk) -> None:
    stay = desk.stay()
    screen = tell(desk, stay, SAFETY_PLAN, {})

    assert desk.services.print_screen(screen.id).startswith(b"%PDF")
    assert desk.services.print_blank_form(NEWS2, stay.person_id).startswith(b"%PDF")
    assert desk.services.print_blank_form(NEWS2, None).startswith(b"%PDF")
