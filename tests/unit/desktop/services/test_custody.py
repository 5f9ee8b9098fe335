"""Booking in, calls, reviews and release: what a slip of the hand must not do."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desktop.domain.detention import (
    AlreadyReleasedError,
    ClinicalReview,
    Detention,
    EndsBeforeItBeginsError,
    Setting,
)
from desktop.domain.identity import DetentionId, ReviewId, new_uuid
from desktop.errors import FieldProblemError, NotFoundError
from tests.unit.desktop.services.desk import Desk


def problems(error: pytest.ExceptionInfo[FieldProblemError]) -> dict[str, str]:
    return error.value.problems


def a_review(stay: Detention, due_at: datetime, reason: str = "withdrawal") -> ClinicalReview:
    return ClinicalReview(
        id=ReviewId(new_uuid()),
        detention_id=stay.id,
        person_id=stay.person_id,
        suite=stay.suite,
        due_at=due_at,
        reason=reason,
    )


def test_a_stay_is_kept_tidy(desk: Desk) -> None:
    stay = desk.stay(custody_record_number=" sn/ 77 /26", cell=" c7 ")

    assert (stay.custody_record_number, stay.cell) == ("SN/77/26", "C7")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"custody_record_number": "  "}, {"custody_record_number": "field.required"}),
        ({"arrived_at": 1}, {"arrived_at": "field.in_the_future"}),
        (
            {"custody_record_number": "", "arrived_at": 1},
            {"custody_record_number": "field.required", "arrived_at": "field.in_the_future"},
        ),
    ],
)
def test_what_cannot_be_booked_in_is_named_by_field(
    desk: Desk, changes: dict[str, object], expected: dict[str, str]
) -> None:
    person = desk.person()
    if "arrived_at" in changes:
        changes = {**changes, "arrived_at": desk.clock() + timedelta(minutes=1)}
    with pytest.raises(FieldProblemError) as caught:
        desk.stay(person, **changes)

    assert problems(caught) == expected
    assert desk.services.show_board().rows == ()


def test_a_volunteer_needs_no_custody_number(desk: Desk) -> None:
    for _ in range(2):
        desk.stay(
            desk.person(), custody_record_number="", setting=Setting.VOLUNTARY_ATTENDANCE, cell=""
        )

    assert len(desk.services.show_board().rows) == 2


@pytest.mark.parametrize("number", ["SN/4001/26", "sn/4001/26 "])
def test_a_custody_number_is_taken_once(desk: Desk, number: str) -> None:
    stay = desk.stay(custody_record_number="SN/4001/26")
    with pytest.raises(FieldProblemError) as caught:
        desk.stay(custody_record_number=number)
    assert problems(caught) == {"custody_record_number": "field.already_used"}

    other = desk.stay(custody_record_number="SN/4002/26")
    with pytest.raises(FieldProblemError):
        desk.services.change_detention(other, replace(other, custody_record_number=number))
    moved = desk.services.change_detention(stay, replace(stay, cell="F2"))
    assert moved.cell == "F2"


def test_a_call_counts_from_when_it_was_made_and_not_from_when_it_was_typed(desk: Desk) -> None:
    call = desk.call(desk.stay(), 48)

    assert call.requested_at == desk.clock() - timedelta(minutes=48)


@pytest.mark.parametrize(
    "name", ["requested_at", "accepted_at", "telephone_advice_at", "arrived_at"]
)
def test_no_time_of_a_call_may_be_in_the_future(desk: Desk, name: str) -> None:
    stay = desk.stay()
    later = {name: desk.clock() + timedelta(minutes=1)}
    with pytest.raises(FieldProblemError) as caught:
        desk.call(stay, 10, **later)
    assert problems(caught) == {name: "field.in_the_future"}

    call = desk.call(stay, 10)
    with pytest.raises(FieldProblemError):
        desk.services.change_call(call, replace(call, **later))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["accepted_at", "telephone_advice_at", "arrived_at"])
def test_nobody_comes_before_the_call(desk: Desk, name: str) -> None:
    call = desk.call(desk.stay(), 10)
    early = {name: desk.clock() - timedelta(minutes=11)}

    with pytest.raises(EndsBeforeItBeginsError):
        desk.services.change_call(call, replace(call, **early))  # type: ignore[arg-type]


def test_a_review_needs_a_reason_and_a_time_to_come(desk: Desk) -> None:
    stay = desk.stay()
    with pytest.raises(FieldProblemError) as caught:
        desk.services.set_review(a_review(stay, desk.clock() - timedelta(minutes=1), " "))
    assert problems(caught) == {"reason": "field.required", "due_at": "field.in_the_past"}

    assert desk.services.set_review(a_review(stay, desk.clock())).done_at is None


def test_who_did_a_review_first_stays(desk: Desk) -> None:
    stay = desk.stay()
    review = desk.services.set_review(a_review(stay, desk.clock() + timedelta(minutes=30)))
    first = desk.services.complete_review(review.id, desk.clock())

    again = desk.services.complete_review(review.id, desk.clock.on(5))

    assert again == first
    assert again.done_by == desk.services.session.practitioner.id


def test_a_release_ends_the_stay_once(desk: Desk) -> None:
    stay = desk.stay()
    with pytest.raises(FieldProblemError) as caught:
        desk.services.release(stay.id, desk.clock() + timedelta(minutes=1), "Bailed")
    assert problems(caught) == {"released_at": "field.in_the_future"}
    with pytest.raises(EndsBeforeItBeginsError):
        desk.services.release(stay.id, stay.arrived_at - timedelta(minutes=1), "Bailed")

    gone = desk.services.release(stay.id, desk.clock(), "Bailed")
    assert (gone.released_at, gone.release_outcome) == (desk.clock(), "Bailed")
    with pytest.raises(AlreadyReleasedError):
        desk.services.release(stay.id, desk.clock(), "Charged")


def test_a_stay_that_is_not_here_is_said_so(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.services.release(DetentionId(new_uuid()), desk.clock(), "Bailed")
