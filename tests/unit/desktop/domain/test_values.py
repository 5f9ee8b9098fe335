"""Rules that hold wherever a value goes: what ends, what is frozen, how old somebody is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.court_report import ReportAlreadySignedError, ReportStatus
from desktop.domain.detention import AlreadyReleasedError, EndsBeforeItBeginsError
from desktop.domain.identity import new_uuid
from desktop.domain.person import age_in_years
from desktop.domain.screen import Absent, Answer, ScreenAlreadyCompleteError, ScreenStatus
from tests.builders.custody import a_call, a_detention
from tests.builders.moments import NOW
from tests.builders.people import a_marker, a_person
from tests.builders.reports import a_court_report
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR, SHAH


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(1991, 3, 4), date(2026, 3, 3), 34),
        (date(1991, 3, 4), date(2026, 3, 4), 35),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 9, 5), date(2026, 9, 5), 0),
    ],
)
def test_a_person_is_a_year_older_on_the_birthday(born: date, today: date, years: int) -> None:
    assert age_in_years(born, today) == years


def test_only_warnings_that_nobody_ended_are_current() -> None:
    ended = a_marker(ended_at=NOW)
    person = a_person(markers={"1": a_marker(), "2": ended})

    assert person.current_markers() == (a_marker(),)


def test_a_stay_ends_once_and_not_before_it_began() -> None:
    stay = a_detention()
    with pytest.raises(EndsBeforeItBeginsError):
        stay.release(stay.arrived_at - timedelta(seconds=1), "Bailed")

    gone = stay.release(NOW, "Bailed")

    assert (gone.released_at, gone.release_outcome) == (NOW, "Bailed")
    assert stay.released_at is None
    with pytest.raises(AlreadyReleasedError):
        gone.release(NOW, "Charged")


def test_nobody_arrives_before_the_call() -> None:
    call = a_call()
    with pytest.raises(EndsBeforeItBeginsError):
        call.arrive(call.requested_at - timedelta(seconds=1))

    assert call.arrive(call.requested_at).arrived_at == call.requested_at


def test_no_answer_with_its_reason_is_an_answer() -> None:
    assert Answer(values=(False,)).is_given()
    assert Answer(absent=Absent.DECLINED).is_given()
    assert not Answer().is_given()


def test_a_finished_screen_takes_no_answer_and_is_not_finished_twice() -> None:
    screen = a_screen().with_answers({"health.notes": an_answer("well")})

    done = screen.complete(NOW, OKAFOR)

    assert (done.status, done.completed_at, done.completed_by) == (
        ScreenStatus.COMPLETED,
        NOW,
        OKAFOR,
    )
    with pytest.raises(ScreenAlreadyCompleteError):
        done.with_answers({"health.notes": an_answer("ill")})
    with pytest.raises(ScreenAlreadyCompleteError):
        done.complete(NOW, SHAH)


def test_a_new_answer_leaves_the_others_where_they_were() -> None:
    screen = a_screen().with_answers({"a": an_answer("1"), "b": an_answer("2")})

    mended = screen.with_answers({"b": an_answer("3")})

    assert {link: answer.values for link, answer in mended.answers.items()} == {
        "a": ("1",),
        "b": ("3",),
    }


@pytest.mark.parametrize("status", [ReportStatus.SIGNED, ReportStatus.SUPERSEDED])
def test_a_report_is_written_while_it_is_a_draft(status: ReportStatus) -> None:
    report = a_court_report()
    written = report.write("health", "Well.")
    assert written.sections["health"].text == "Well."
    assert written.sections["introduction"] == report.sections["introduction"]

    with pytest.raises(ReportAlreadySignedError):
        replace(report, status=status).write("health", "Ill.")


def test_sections_stand_in_their_order_whatever_order_they_came_in() -> None:
    report = a_court_report()
    turned = replace(report, sections=dict(reversed(report.sections.items())))

    assert [key for key, _ in turned.in_order()] == ["introduction", "health"]


def test_identities_are_version_7_and_sort_by_when_they_were_made() -> None:
    made = [new_uuid() for _ in range(200)]

    assert len(set(made)) == len(made)
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {made[0].variant}
    moments = [one.int >> 80 for one in made]
    assert moments == sorted(moments)
