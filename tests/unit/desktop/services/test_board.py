"""The board: everyone in the suite now, most urgent first, by a clock that stands still."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.conflict import Choice
from desktop.domain.detention import ClinicalReview, Detention, Priority, Setting
from desktop.domain.identity import ReviewId, new_uuid
from desktop.domain.person import MarkerKind
from desktop.domain.screen import Answer, ScreenStatus
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.values import Board, Urgency
from tests.unit.desktop.services.desk import Desk, SetClock
from tests.unit.desktop.services.screens import a_form, refuse_everything


def names(board: Board) -> list[str]:
    return [row.family_name for row in board.rows]


def someone(desk: Desk, family_name: str, minutes: int = 60, **changes: object) -> Detention:
    person = desk.person(family_name=family_name)
    arrived = desk.clock() - timedelta(minutes=minutes)
    return desk.stay(person, arrived_at=arrived, **changes)


def review(desk: Desk, stay: Detention, in_minutes: int) -> ClinicalReview:
    return desk.services.set_review(
        ClinicalReview(
            id=ReviewId(new_uuid()),
            detention_id=stay.id,
            person_id=stay.person_id,
            suite=stay.suite,
            due_at=desk.clock() + timedelta(minutes=in_minutes),
            reason="withdrawal chart",
        )
    )


def test_every_urgency_stands_in_its_place_and_says_why(desk: Desk, clock: SetClock) -> None:
    someone(desk, "Unscreened")
    screened = someone(desk, "Screened")
    finish_small_screen(desk, screened)
    known = someone(desk, "Known")
    desk.services.mark_warning(known.person_id, MarkerKind.KNOWN_TO_FULL_CIRCLE, "")
    half = someone(desk, "Half")
    desk.services.start_screen(half.person_id, half.id, LIAISON_SCREEN)
    desk.call(someone(desk, "Waiting"), 20)
    desk.call(someone(desk, "Breached"), 61)
    overdue = someone(desk, "Overdue")
    review(desk, overdue, in_minutes=5)
    clock.on(6)

    board = desk.services.show_board()

    assert [(row.family_name, row.urgency(clock())) for row in board.rows] == [
        ("Overdue", Urgency.REVIEW_OVERDUE),
        ("Breached", Urgency.CALL_BREACHED),
        ("Waiting", Urgency.CALL_WAITING),
        ("Half", Urgency.SCREEN_HALF_DONE),
        ("Known", Urgency.KNOWN_ELSEWHERE),
        ("Unscreened", Urgency.NOT_SCREENED),
        ("Screened", Urgency.SCREENED),
    ]
    assert board.as_of == clock()


def finish_small_screen(desk: Desk, stay: Detention) -> None:
    """Finish the L&D screen of someone who wants none of it: the shortest there is."""
    opened = desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    refuse_everything(desk, opened)
    done = desk.services.complete_screen(opened.screen.id)
    assert done.status is ScreenStatus.COMPLETED


def test_within_one_urgency_whoever_has_waited_longer_comes_first(desk: Desk) -> None:
    desk.call(someone(desk, "Later", minutes=500), 10)
    desk.call(someone(desk, "Earlier", minutes=30), 25)
    someone(desk, "New", minutes=5)
    someone(desk, "Longest", minutes=900)

    assert names(desk.services.show_board()) == ["Earlier", "Later", "Longest", "New"]


def test_the_most_overdue_review_comes_first_even_beside_a_call(desk: Desk) -> None:
    one, other = someone(desk, "One"), someone(desk, "Other")
    review(desk, one, in_minutes=1)
    review(desk, other, in_minutes=2)
    desk.call(other, 55)
    desk.clock.on(30)

    assert names(desk.services.show_board()) == ["One", "Other"]


def test_a_review_is_overdue_once_a_whole_minute_has_passed(desk: Desk) -> None:
    stay = someone(desk, "One")
    review(desk, stay, in_minutes=30)
    desk.clock.on(30)
    (row,) = desk.services.show_board().rows
    assert row.review is not None
    assert row.review.minutes_overdue(desk.clock()) == 0
    assert row.urgency(desk.clock()) is Urgency.NOT_SCREENED

    desk.clock.on(1)
    assert row.urgency(desk.clock()) is Urgency.REVIEW_OVERDUE
    assert row.review.minutes_overdue(desk.clock()) == 1


def test_a_review_that_was_done_leaves_the_board_and_the_next_one_stands(desk: Desk) -> None:
    stay = someone(desk, "One")
    first = review(desk, stay, in_minutes=10)
    second = review(desk, stay, in_minutes=240)
    done = desk.services.complete_review(first.id, desk.clock.on(8))

    (row,) = desk.services.show_board().rows

    assert done.done_by == desk.services.session.practitioner.id
    assert row.review is not None
    assert row.review.review_id == second.id


@pytest.mark.parametrize(("minutes", "is_breached"), [(59, False), (60, False), (61, True)])
def test_a_call_is_in_breach_after_sixty_minutes(
    desk: Desk, minutes: int, *, is_breached: bool
) -> None:
    desk.call(someone(desk, "One", minutes=600), minutes)
    (row,) = desk.services.show_board().rows

    assert row.call is not None
    assert row.call.target_minutes == 60
    assert row.call.minutes_waited(desk.clock()) == minutes
    assert row.call.is_breached(desk.clock()) is is_breached


def test_the_clock_of_a_call_stops_when_someone_arrives_and_not_at_advice(desk: Desk) -> None:
    call = desk.call(someone(desk, "One", minutes=600), 50)
    advised = desk.services.change_call(call, replace(call, telephone_advice_at=desk.clock()))
    desk.clock.on(20)
    (row,) = desk.services.show_board().rows
    assert row.urgency(desk.clock()) is Urgency.CALL_BREACHED

    desk.services.change_call(advised, advised.arrive(desk.clock()))
    desk.clock.on(300)

    (row,) = desk.services.show_board().rows
    assert row.call is not None
    assert row.call.minutes_waited(desk.clock()) == 70
    assert row.urgency(desk.clock()) is Urgency.NOT_SCREENED


def test_of_several_calls_the_one_that_has_waited_longest_is_shown(desk: Desk) -> None:
    stay = someone(desk, "One", minutes=600)
    answered = desk.call(stay, 200)
    desk.services.change_call(answered, answered.arrive(desk.clock() - timedelta(minutes=180)))
    longest = desk.call(stay, 40)
    desk.call(stay, 5, priority=Priority.ROUTINE)

    (row,) = desk.services.show_board().rows

    assert row.call is not None
    assert row.call.call_id == longest.id


def test_whoever_was_released_is_gone_from_the_board(desk: Desk) -> None:
    stay = someone(desk, "Gone")
    someone(desk, "Here")
    desk.services.release(stay.id, desk.clock(), "Charged and bailed")

    assert names(desk.services.show_board()) == ["Here"]


def test_only_this_suite_is_on_the_board(desk: Desk) -> None:
    someone(desk, "Here")
    someone(desk, "Elsewhere", suite="Basildon")

    assert names(desk.services.show_board()) == ["Here"]


def test_a_volunteer_stands_on_the_board_without_a_custody_number(desk: Desk) -> None:
    someone(
        desk,
        "Volunteer",
        setting=Setting.VOLUNTARY_ATTENDANCE,
        custody_record_number="",
        cell="",
    )
    (row,) = desk.services.show_board().rows

    assert (row.family_name, row.custody_record_number) == ("Volunteer", "")
    assert row.urgency(desk.clock()) is Urgency.NOT_SCREENED


def test_the_row_holds_what_the_board_shows(desk: Desk) -> None:
    person = desk.person(family_name="Marsh", given_name="Kelly", known_as="Kel")
    hearing = desk.clock() + timedelta(hours=8)
    stay = desk.stay(person, hearing_at=hearing)
    desk.services.mark_warning(person.id, MarkerKind.ALLERGY, "penicillin")
    marked = desk.services.mark_warning(person.id, MarkerKind.SELF_HARM, "cut arm")
    ended = {
        key: replace(marker, ended_at=desk.clock()) if marker.kind is MarkerKind.ALLERGY else marker
        for key, marker in marked.markers.items()
    }
    desk.services.change_person(marked, replace(marked, markers=ended))
    opened = desk.services.start_screen(person.id, stay.id, LIAISON_SCREEN)

    (row,) = desk.services.show_board().rows

    assert (row.known_as, row.custody_record_number, row.hearing_at) == (
        "Kel",
        stay.custody_record_number,
        hearing,
    )
    assert [marker.kind for marker in row.markers] == [MarkerKind.SELF_HARM]
    assert row.screen is not None
    assert row.screen.started_by == "J. Okafor"
    assert row.screen.sections_done == 0
    assert row.screen.sections_total == len(opened.questionnaire.sections)
    assert not row.has_conflict


def test_a_second_form_that_is_done_does_not_hide_a_screen_that_is_not(desk: Desk) -> None:
    stay = someone(desk, "One")
    desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    desk.clock.on(5)
    finish_one_question_form(desk, stay)

    (row,) = desk.services.show_board().rows

    assert row.urgency(desk.clock()) is Urgency.SCREEN_HALF_DONE
    assert row.screen is not None
    assert row.screen.sections_total > 1


def test_another_form_that_is_done_does_not_make_a_person_screened(desk: Desk) -> None:
    stay = someone(desk, "One")
    finish_one_question_form(desk, stay)

    (row,) = desk.services.show_board().rows

    assert row.urgency(desk.clock()) is Urgency.NOT_SCREENED


def finish_one_question_form(desk: Desk, stay: Detention) -> None:
    form = desk.services.import_form(a_form())
    opened = desk.services.start_screen(stay.person_id, stay.id, form.canonical)
    desk.services.answer_question(opened.screen.id, "sleep", Answer(values=(True,)))
    desk.services.complete_screen(opened.screen.id)


def test_two_desks_that_disagree_mark_the_row_until_it_is_settled(
    desk: Desk, other_desk: Desk
) -> None:
    stay = someone(desk, "One")
    call = desk.call(stay, 20)
    other_desk.takes_from(desk)
    desk.services.change_call(call, replace(call, outcome="seen in cell"))
    theirs = other_desk.services.open_person(stay.person_id).calls[0]
    other_desk.services.change_call(theirs, replace(theirs, outcome="refused to be seen"))
    desk.takes_from(other_desk)

    (row,) = desk.services.show_board().rows
    assert row.has_conflict

    (settled,) = desk.services.open_person(stay.person_id).calls
    desk.services.change_call(settled, replace(settled, outcome="refused at first, then seen"))
    (row,) = desk.services.show_board().rows
    assert row.has_conflict  # an edit settles nothing that its author was not shown

    (conflict,) = desk.services.open_conflicts()
    agreed = "refused at first, then seen"
    desk.services.settle_conflict(conflict, Choice.THIRD, value=agreed, reason="Both saw it")
    (row,) = desk.services.show_board().rows
    assert not row.has_conflict


def test_the_board_says_who_began_the_screen_after_it_came_from_elsewhere(
    desk: Desk, other_desk: Desk
) -> None:
    stay = someone(other_desk, "One")
    other_desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)
    desk.takes_from(other_desk)

    (row,) = desk.services.show_board().rows

    assert row.screen is not None
    assert row.screen.started_by == "P. Shah"
