"""When somebody has to look at the person again, said in a screen and counted to on the board."""

from datetime import timedelta

from desktop.domain.detention import Detention
from desktop.domain.screen import Answer, Value
from desktop.services.questionnaires import HEALTH_ASSESSMENT
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import answer_all
from tests.unit.desktop.services.test_instrument_readings import reviews


def assessed(desk: Desk, stay: Detention) -> OpenScreen:
    return desk.services.start_screen(stay.person_id, stay.id, HEALTH_ASSESSMENT)


def ask_for_review(desk: Desk, opened: OpenScreen, minutes: int, why: str = "Withdrawal") -> None:
    at = desk.clock() + timedelta(minutes=minutes)
    said: dict[str, Value] = {
        "hcp.review": True,
        "hcp.review_at": at.isoformat(),
        "hcp.review_why": why,
    }
    answer_all(desk, opened, {key: Answer(values=(value,)) for key, value in said.items()})
    desk.services.leave_section(opened.screen.id, "hcp.plan", "hcp.plan")


def test_a_review_named_in_a_screen_counts_before_the_screen_is_finished(desk: Desk) -> None:
    stay = desk.stay()

    ask_for_review(desk, assessed(desk, stay), 45)

    assert reviews(desk, stay) == [("Withdrawal", 45, False)]


def test_a_review_answered_anew_moves_and_is_not_doubled(desk: Desk) -> None:
    stay = desk.stay()
    opened = assessed(desk, stay)

    ask_for_review(desk, opened, 45)
    ask_for_review(desk, opened, 20, "Fit in the van")

    assert reviews(desk, stay) == [("Fit in the van", 20, False)]


def test_a_review_that_was_done_stays_done(desk: Desk) -> None:
    stay = desk.stay()
    opened = assessed(desk, stay)
    ask_for_review(desk, opened, 45)
    (review,) = desk.services.open_person(stay.person_id).reviews
    desk.services.complete_review(review.id, desk.clock())

    ask_for_review(desk, opened, 60)

    assert [is_done for _, _, is_done in reviews(desk, stay)] == [True]


def test_no_review_is_set_where_none_is_needed(desk: Desk) -> None:
    stay = desk.stay()
    opened = assessed(desk, stay)
    at = (desk.clock() + timedelta(minutes=45)).isoformat()
    answers = {"hcp.review_at": Answer(values=(at,)), "hcp.review": Answer(values=(False,))}
    answer_all(desk, opened, answers)

    desk.services.leave_section(opened.screen.id, "hcp.plan", "hcp.plan")

    assert reviews(desk, stay) == []
