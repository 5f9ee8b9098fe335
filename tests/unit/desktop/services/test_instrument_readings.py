"""A tool that is done again and again in a stay: its course, and when it is due."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from desktop.domain.detention import ClinicalReview, Detention
from desktop.domain.identity import ReviewId, new_uuid
from desktop.domain.screen import Answer, Screen
from desktop.forms import Filling, Questionnaire
from desktop.services.questionnaires import NEWS2
from tests.unit.desktop.services.desk import Desk

WELL = {
    "news2.rr": 16, "news2.scale": "scale-1", "news2.spo2": 97, "news2.o2": "air",
    "news2.sbp": 120, "news2.pulse": 80, "news2.cons": "248234008", "news2.temp": "37.0",
}  # fmt: skip
FAST_PULSE = {**WELL, "news2.pulse": 135, "news2.rr": 26}


def do_news2(desk: Desk, stay: Detention, said: dict[str, Any], *, when: str = "") -> Screen:
    opened = desk.services.start_screen(stay.person_id, stay.id, NEWS2)
    form = opened.questionnaire
    filling = Filling(form, opened.answers(), names=opened.facts)
    said = {"news2.when": when or desk.clock().isoformat(), **said}
    for link_id, meant in said.items():
        answer = Answer(values=(_value(form, link_id, meant),))
        change = filling.put(link_id, answer)
        for key, one in {link_id: answer, **change.calculated}.items():
            desk.services.answer_question(opened.screen.id, key, one)
    return desk.services.complete_screen(opened.screen.id)


def _value(form: Questionnaire, link_id: str, meant: Any) -> Any:
    options = [option.value for option in form.items[link_id].options]
    return next((one for one in options if getattr(one, "code", "") == meant), meant)


def reviews(desk: Desk, stay: Detention) -> list[tuple[str, int, bool]]:
    """Return the reason, the minutes from now and whether it is done, the soonest first."""
    found = reversed(desk.services.open_person(stay.person_id).reviews)
    now = desk.clock()
    return [
        (one.reason, int((one.due_at - now).total_seconds() // 60), one.done_at is not None)
        for one in found
    ]


def a_review(desk: Desk, stay: Detention, minutes: int) -> ClinicalReview:
    return desk.services.set_review(
        ClinicalReview(
            id=ReviewId(new_uuid()),
            detention_id=stay.id,
            person_id=stay.person_id,
            suite=stay.suite,
            due_at=desk.clock() + timedelta(minutes=minutes),
            reason="Look at the wound",
        )
    )


def test_the_course_of_a_stay_is_read_newest_first_with_who_did_it(desk: Desk) -> None:
    stay = desk.stay()
    first_at = desk.clock()
    do_news2(desk, stay, WELL)
    desk.clock.on(60)
    screen = do_news2(desk, stay, FAST_PULSE)

    newest, first = desk.services.instrument_history(stay.id, "news2")

    assert (first.total, first.band, first.at) == (Decimal(0), "low", first_at)
    assert newest.total == Decimal(6)
    assert (newest.by, newest.screen_id) == ("J. Okafor", screen.id)
    assert {part.label: part.points for part in newest.parts}["Pulse"] == 3
    assert desk.services.instrument_history(stay.id, "cows") == ()


def test_another_stay_has_a_course_of_its_own(desk: Desk) -> None:
    person = desk.person()
    first = desk.stay(person)
    do_news2(desk, first, WELL)
    desk.services.release(first.id, desk.clock(), "Released")
    desk.clock.on(600)
    second = desk.stay(person, custody_record_number="SN/5001/26")

    assert desk.services.instrument_history(second.id, "news2") == ()
    assert desk.services.due_instruments(second.id) == ()


def test_a_tool_is_due_again_as_its_rule_says(desk: Desk) -> None:
    stay = desk.stay()
    do_news2(desk, stay, FAST_PULSE)

    (due,) = desk.services.due_instruments(stay.id)

    assert (due.instrument, due.title) == ("news2", "NEWS2")
    assert due.due_at == desk.clock() + timedelta(minutes=60)
    assert "6, medium" in due.why
    desk.clock.on(30)
    do_news2(desk, stay, WELL)
    (due,) = desk.services.due_instruments(stay.id)
    assert due.due_at == desk.clock() + timedelta(minutes=240)


def test_nobody_who_has_left_is_due_anything(desk: Desk) -> None:
    stay = desk.stay()
    do_news2(desk, stay, WELL)
    desk.services.release(stay.id, desk.clock(), "Released")

    assert desk.services.due_instruments(stay.id) == ()


def test_an_observation_written_down_earlier_counts_from_when_it_was_made(desk: Desk) -> None:
    stay = desk.stay()
    made_at = desk.clock() - timedelta(minutes=40)
    do_news2(desk, stay, FAST_PULSE, when=made_at.isoformat())

    (due,) = desk.services.due_instruments(stay.id)

    assert due.due_at == made_at + timedelta(minutes=60)


def test_finishing_a_tool_sets_the_review_that_the_board_counts_to(desk: Desk) -> None:
    stay = desk.stay()
    do_news2(desk, stay, FAST_PULSE)

    assert reviews(desk, stay) == [("NEWS2 due", 60, False)]
    (row,) = desk.services.show_board().rows
    assert row.review is not None
    assert row.review.reason == "NEWS2 due"


def test_doing_it_again_does_the_review_and_sets_the_next(desk: Desk) -> None:
    stay = desk.stay()
    do_news2(desk, stay, FAST_PULSE)
    desk.clock.on(70)
    do_news2(desk, stay, WELL)

    assert reviews(desk, stay) == [("NEWS2 due", -10, True), ("NEWS2 due", 240, False)]


def test_no_review_is_set_where_somebody_looks_sooner_anyway(desk: Desk) -> None:
    stay = desk.stay()
    sooner = a_review(desk, stay, 30)
    do_news2(desk, stay, FAST_PULSE)
    assert reviews(desk, stay) == [("Look at the wound", 30, False)]

    desk.services.complete_review(sooner.id, desk.clock())
    a_review(desk, stay, 120)
    do_news2(desk, stay, FAST_PULSE)
    assert ("NEWS2 due", 60, False) in reviews(desk, stay)


def test_an_earlier_observation_that_is_typed_in_late_sets_no_review(desk: Desk) -> None:
    stay = desk.stay()
    do_news2(desk, stay, WELL)
    before = reviews(desk, stay)
    made_at = desk.clock() - timedelta(minutes=50)

    do_news2(desk, stay, FAST_PULSE, when=made_at.isoformat())

    assert reviews(desk, stay) == before


def test_an_incomplete_tool_is_in_the_course_without_a_total_and_asks_for_nothing(
    desk: Desk,
) -> None:
    stay = desk.stay()
    do_news2(desk, stay, {"news2.rr": 16})

    (reading,) = desk.services.instrument_history(stay.id, "news2")
    assert (reading.total, reading.band) == (None, "")
    assert desk.services.due_instruments(stay.id) == ()
    assert reviews(desk, stay) == []


def test_a_stored_total_stands_though_its_parts_would_make_another(desk: Desk) -> None:
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, NEWS2)
    form = opened.questionnaire
    for link_id, meant in {"news2.when": desk.clock().isoformat(), **WELL}.items():
        answer = Answer(values=(_value(form, link_id, meant),))
        desk.services.answer_question(opened.screen.id, link_id, answer)
    typed_over = Answer(values=(7,))
    desk.services.answer_question(opened.screen.id, "news2.total", typed_over)
    desk.services.complete_screen(opened.screen.id)

    (reading,) = desk.services.instrument_history(stay.id, "news2")

    assert reading.total == Decimal(7)
    assert reading.repeat_minutes is None


def test_what_was_done_at_another_desk_is_in_the_course(desk: Desk, other_desk: Desk) -> None:
    stay = desk.stay()
    other_desk.takes_from(desk)
    do_news2(other_desk, stay, WELL)
    desk.takes_from(other_desk)

    (reading,) = desk.services.instrument_history(stay.id, "news2")

    assert reading.by == "P. Shah"
    assert replace(reading, parts=()).total == Decimal(0)
    assert reviews(desk, stay) == [("NEWS2 due", 240, False)]
