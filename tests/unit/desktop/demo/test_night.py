"""An invented night looks like a real one, and the same seed invents the same night."""

import json
import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from desktop.demo.custody import next_morning_list
from desktop.demo.essex import suites
from desktop.demo.identifiers import nhs_check_digit, pnc_letter
from desktop.demo.interview import liaison_form
from desktop.demo.night import Night, a_night
from desktop.demo.published import published
from desktop.domain.person import Gender, MarkerKind
from desktop.domain.screen import ConsentScope, ScreenStatus
from desktop.forms import (
    enabled_items,
    scores,
    screen_problems,
    section_problems,
    to_questionnaire_response,
)

SEED = int(os.environ.get("CUSTODY_TEST_SEED") or random.SystemRandom().randrange(2**32))
NOW = datetime(2026, 11, 22, 2, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def say_the_seed() -> None:
    print(f"CUSTODY_TEST_SEED={SEED}")  # noqa: T201 -- shown by pytest only on failure


@pytest.fixture(scope="module")
def night() -> Night:
    return a_night(seed=SEED, detentions=18, suite="Southend", now=NOW)


@pytest.fixture(scope="module")
def many() -> Night:
    return a_night(seed=SEED, detentions=2000, suite="Southend", now=NOW)


def clashes(night: Night) -> list[tuple[str, str]]:
    """Return pairs of custody records that were in one cell at the same time."""
    found = []
    by_cell: dict[str, list[tuple[datetime, datetime, str]]] = {}
    for one in night.detentions:
        stay = (one.arrived_at, one.released_at or night.now, one.custody_record_number)
        by_cell.setdefault(one.cell, []).append(stay)
    for stays in by_cell.values():
        for earlier, later in pairwise(sorted(stays)):
            if later[0] < earlier[1]:
                found.append((earlier[2], later[2]))
    return found


def test_the_same_seed_invents_the_same_night() -> None:
    first = a_night(seed=SEED, detentions=18, suite="Harlow", now=NOW)
    second = a_night(seed=SEED, detentions=18, suite="Harlow", now=NOW)

    assert first == second


def test_two_seeds_invent_two_nights() -> None:
    first = a_night(seed=SEED, detentions=18, suite="Harlow", now=NOW)
    second = a_night(seed=SEED + 1, detentions=18, suite="Harlow", now=NOW)

    assert first.people != second.people
    assert first.calls != second.calls


def test_a_night_says_its_seed(night: Night) -> None:
    assert f"seed {SEED}" in night.describe()


@pytest.mark.parametrize("suite", [suite.name for suite in suites()])
def test_every_suite_of_essex_can_have_a_night(suite: str) -> None:
    night = a_night(seed=SEED, detentions=9, suite=suite, now=NOW, with_stories=False)

    assert len(night.detentions) == 9
    assert {one.suite for one in night.detentions} == {suite}


def test_a_suite_that_does_not_exist_has_no_night() -> None:
    with pytest.raises(KeyError):
        a_night(seed=SEED, detentions=3, suite="Stansted", now=NOW)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 30])
def test_nights_of_every_size_have_exactly_as_many_people(count: int) -> None:
    night = a_night(seed=SEED, detentions=count, suite="Clacton", now=NOW)

    assert len(night.people) == len(night.detentions) == count


def test_nobody_shares_a_cell_and_everybody_has_one(night: Night, many: Night) -> None:
    for one in (night, many):
        assert clashes(one) == []
        assert all(detention.cell for detention in one.detentions)


def test_two_people_in_one_cell_would_be_noticed(night: Night) -> None:
    held = [one for one in night.detentions if one.released_at is None]
    crowded = replace(held[1], cell=held[0].cell)
    planted = replace(night, detentions=(held[0], crowded))

    assert clashes(planted) != []


def test_record_numbers_rise_with_arrival_and_are_used_once(many: Night) -> None:
    numbers = [one.custody_record_number for one in many.detentions]

    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("SN/") for number in numbers)
    arrivals = [one.arrived_at for one in many.detentions]
    assert arrivals == sorted(arrivals)


def test_a_single_night_fits_into_sixteen_hours(night: Night) -> None:
    assert min(one.arrived_at for one in night.detentions) >= NOW - 16 * HOUR
    assert max(one.arrived_at for one in night.detentions) < NOW


def test_times_follow_each_other(night: Night, many: Night) -> None:
    for one in (night, many):
        stays = {detention.id: detention for detention in one.detentions}
        for call in one.calls:
            stay = stays[call.detention_id]
            moments = [stay.arrived_at, call.requested_at]
            moments += [at for at in (call.accepted_at, call.arrived_at) if at]
            moments.append(stay.released_at or NOW)
            assert moments == sorted(moments)
        for screen in one.screens:
            assert screen.detention_id is not None
            stay = stays[screen.detention_id]
            asked = [answer.answered_at for answer in screen.answers.values()]
            moments = [stay.arrived_at, screen.started_at, *filter(None, asked)]
            moments += [at for at in (screen.completed_at, stay.released_at or NOW) if at]
            assert moments == sorted(moments)
        for review in one.reviews:
            assert review.done_at is None or review.done_at <= NOW


def test_identifiers_prove_and_belong_to_nobody(many: Night) -> None:
    numbers = [person.nhs_number for person in many.people if person.nhs_number]
    pnc_ids = [person.pnc_id for person in many.people if person.pnc_id]

    assert len(numbers) > 1500
    assert all(number.startswith("999") for number in numbers)
    assert all(nhs_check_digit(number[:9]) == int(number[9]) for number in numbers)
    assert len(pnc_ids) > 500
    assert all(pnc_letter(int(pnc[:4]), int(pnc[5:12])) == pnc[12] for pnc in pnc_ids)


@pytest.mark.parametrize(
    ("first_nine", "check"), [("999000001", 8), ("943476591", 9), ("999000005", 0)]
)
def test_check_digits_agree_with_known_nhs_numbers(first_nine: str, check: int) -> None:
    assert nhs_check_digit(first_nine) == check


@pytest.mark.parametrize(
    ("year", "serial", "letter"),
    [(1981, 34, "U"), (2002, 73319, "Z"), (2000, 223, "R"), (1967, 9893091, "D"), (2003, 3, "Y")],
)
def test_check_letters_agree_with_known_pnc_ids(year: int, serial: int, letter: str) -> None:
    assert pnc_letter(year, serial) == letter


def test_shares_are_the_published_ones(many: Night) -> None:
    women = sum(person.gender is Gender.FEMALE for person in many.people)
    answered = [call for call in many.calls if call.arrived_at]
    in_time = sum(
        call.arrived_at - call.requested_at <= HOUR for call in answered if call.arrived_at
    )

    def percent(part: int, whole: int) -> float:
        return 100 * part / whole

    year = "2021/22"
    assert percent(women, len(many.people)) == pytest.approx(
        float(published("female_share_engaging", year=year)), abs=1
    )
    assert percent(len(many.screens), len(many.detentions)) == pytest.approx(
        float(published("arrestees_seen_proportion", year=year)), abs=1
    )
    assert percent(in_time, len(answered)) == pytest.approx(
        float(published("custody_hcp_60min_response", year=year)), abs=1
    )


def test_there_is_something_urgent_on_the_board(night: Night) -> None:
    waiting = [call for call in night.calls if call.arrived_at is None]
    overdue = [one for one in night.reviews if one.done_at is None and one.due_at < NOW]

    assert 1 <= len(waiting) <= 2
    assert len(overdue) == 1
    assert "withdrawal" in overdue[0].reason.lower()
    half_done = [one for one in night.screens if one.status is not ScreenStatus.COMPLETED]
    assert half_done


def test_a_review_is_overdue_without_the_told_people_too() -> None:
    night = a_night(seed=SEED, detentions=16, suite="Grays", now=NOW, with_stories=False)

    assert [one for one in night.reviews if one.done_at is None and one.due_at < NOW]


def test_answers_fit_the_questions_they_belong_to(many: Night) -> None:
    form = liaison_form()
    for screen in many.screens:
        assert set(screen.answers) <= enabled_items(form, screen.answers)
        wrong = screen_problems(form, screen.answers)
        if screen.status is ScreenStatus.COMPLETED:
            assert wrong == ()
        else:
            assert {one.message_key for one in wrong} <= {"form.required"}
            for section in screen.sections_left:
                found = section_problems(form, screen.answers, section)
                assert [one for one in found if not one.is_warning] == []


def test_a_missing_answer_would_be_noticed(night: Night) -> None:
    done = next(one for one in night.screens if one.status is ScreenStatus.COMPLETED)
    without = {key: answer for key, answer in done.answers.items() if key != "plan.summary"}

    assert screen_problems(liaison_form(), without) != ()


def test_kelly_has_a_whole_screen_a_score_and_a_hearing_in_the_morning(night: Night) -> None:
    kelly = next(person for person in night.people if person.family_name == "Marsh")
    stay = next(one for one in night.detentions if one.person_id == kelly.id)
    screen = next(one for one in night.screens if one.person_id == kelly.id)

    assert kelly.markers[MarkerKind.KNOWN_TO_FULL_CIRCLE].ended_at is None
    assert stay.hearing_court == "Southend Magistrates' Court"
    assert stay.hearing_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert screen.status is ScreenStatus.COMPLETED
    alcohol = scores(liaison_form(), screen.answers)[0]
    assert (alcohol.total, alcohol.band) == (Decimal(2), "lower risk")
    agreed = {one.scope for one in night.consents if one.screen_id == screen.id}
    assert agreed == set(ConsentScope)


def test_dean_is_overdue_and_tunde_is_handed_over_half_way(night: Night) -> None:
    dean = next(person for person in night.people if person.family_name == "Hughes")
    tunde = next(person for person in night.people if person.known_as == "Tunde")
    by_person = {one.person_id: one for one in night.screens}

    overdue = next(one for one in night.reviews if one.done_at is None and one.due_at < NOW)
    assert overdue.person_id == dean.id
    assert by_person[dean.id].status is ScreenStatus.PAUSED
    assert by_person[tunde.id].status is ScreenStatus.HANDED_OVER
    assert by_person[tunde.id].current_section == "physical"


def test_a_whole_screen_leaves_as_a_completed_questionnaire_response(night: Night) -> None:
    done = next(one for one in night.screens if one.status is ScreenStatus.COMPLETED)

    response = to_questionnaire_response(
        liaison_form(),
        done.answers,
        status="completed",
        authored=done.completed_at or NOW,
        subject=str(done.person_id),
        author=str(done.completed_by),
    )

    assert response["status"] == "completed"
    assert json.dumps(response, default=str)


def test_names_carry_the_letters_of_their_languages(many: Night) -> None:
    written = "".join(person.family_name + person.given_name for person in many.people)

    for letter in "ŵŷłżśąęȚșăâọṣ":
        assert letter.lower() in written.lower(), letter


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        (datetime(2026, 9, 3, 1, tzinfo=UTC), datetime(2026, 9, 3, 9, tzinfo=UTC)),
        (datetime(2026, 9, 3, 12, tzinfo=UTC), datetime(2026, 9, 4, 9, tzinfo=UTC)),
        (datetime(2026, 11, 21, 22, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)),
    ],
    ids=["before the list is made", "in summer time", "no list on a Sunday"],
)
def test_morning_lists_begin_at_ten_in_uk_time(now: datetime, begins: datetime) -> None:
    assert next_morning_list(now) == begins
