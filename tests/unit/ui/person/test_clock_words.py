from desktop.domain.detention import ClinicalReview, Detention, HcpCall, Priority
from tests.builders.custody import a_call, a_detention, a_review
from tests.builders.moments import NOW, in_minutes, minutes_ago
from ui.person.clock_words import ClockLine, Level, clock_lines


def said(
    detention: Detention | None = None, *waiting: HcpCall | ClinicalReview
) -> list[tuple[Level, str]]:
    calls = tuple(each for each in waiting if isinstance(each, HcpCall))
    reviews = tuple(each for each in waiting if isinstance(each, ClinicalReview))
    lines: tuple[ClockLine, ...] = clock_lines(detention or a_detention(), calls, reviews, NOW, 60)
    return [(line.level, line.words) for line in lines]


def test_time_in_custody_is_said_in_hours_and_minutes() -> None:
    assert said() == [(Level.NOTE, "In custody 5h 22min, since 04-Sep-2026 20:52")]


def test_a_call_within_its_target_is_waiting_and_one_past_it_is_danger() -> None:
    assert said(None, a_call(requested_at=minutes_ago(60)))[0] == (
        Level.WAITING,
        "Call waiting 60 of 60min: Injury, Routine, asked 01:14",
    )
    late = a_call(requested_at=minutes_ago(61), priority=Priority.URGENT)
    assert said(None, late)[0] == (
        Level.DANGER,
        "Call waiting 1h 1min, over the target of 60min: Injury, Urgent, asked 01:13",
    )


def test_an_overdue_review_comes_before_everything_that_only_waits() -> None:
    lines = said(None, a_call(), a_review(due_at=minutes_ago(18)))

    assert lines[0] == (
        Level.DANGER,
        "Review overdue 18min: withdrawal chart, due 05-Sep-2026 01:56",
    )
    assert [level for level, _words in lines] == [Level.DANGER, Level.WAITING, Level.NOTE]


def test_a_review_due_this_minute_is_not_overdue_yet() -> None:
    assert said(None, a_review(due_at=NOW))[0][0] is Level.WAITING
    assert said(None, a_review(due_at=in_minutes(80)))[0][1].startswith("Review due in 1h 20min")


def test_what_is_done_is_no_longer_a_clock() -> None:
    assert len(said(None, a_call(arrived_at=NOW), a_review(done_at=NOW))) == 1


def test_the_court_is_said_with_the_time_left() -> None:
    to_court = a_detention(hearing_court="Southend Magistrates' Court", hearing_at=in_minutes(470))

    assert said(to_court)[1][1] == (
        "Court: Southend Magistrates' Court, 05-Sep-2026 10:04, in 7h 50min"
    )
    assert said(a_detention(hearing_at=in_minutes(60)))[1][1].startswith(
        "Court: Court not recorded"
    )


def test_a_released_person_is_not_said_to_be_in_custody() -> None:
    released = a_detention(released_at=minutes_ago(22), release_outcome="No further action")

    assert said(released)[0][1] == ("Released 05-Sep-2026 01:52 after 5h 0min. No further action")
