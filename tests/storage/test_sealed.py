"""A signed report and a finished screen stay as they are, whatever arrives; nothing is lost."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.conflict import ConflictMovedError, SealedDocumentError
from desktop.domain.court_report import CourtReport, ReportStatus
from desktop.domain.screen import Screen, ScreenStatus
from desktop.storage.check import check_store
from desktop.storage.kinds import KINDS
from sync.journal.entry import BODY_LIMIT
from tests.builders.moments import NOW
from tests.builders.people import a_person
from tests.builders.reports import a_court_report, a_signature
from tests.builders.screens import a_screen, an_answer
from tests.builders.staff import OKAFOR
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk, meet


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    one, other = make_desk(), make_desk()
    one.save(lambda work: work.people.add(a_person()))
    one.save(lambda work: work.screens.add(a_screen(answers={"q": an_answer("first")})))
    one.save(lambda work: work.reports.add(a_court_report()))
    meet(one, other)
    return one, other


def screen(desk: Desk) -> Screen:
    return desk.reads.screen(a_screen().id)


def report(desk: Desk) -> CourtReport:
    return desk.reads.record(CourtReport, a_court_report().id)


def write(desk: Desk, **fields: Any) -> None:
    old = screen(desk)
    desk.save(lambda work: work.screens.change(old, replace(old, **fields)))


def write_report(desk: Desk, **fields: Any) -> None:
    old = report(desk)
    desk.save(lambda work: work.reports.change(old, replace(old, **fields)))


def finish(desk: Desk) -> Screen:
    write(desk, status=ScreenStatus.COMPLETED, completed_at=NOW, completed_by=OKAFOR)
    return screen(desk)


def test_pausing_elsewhere_with_a_later_counter_does_not_undo_finishing(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    for _ in range(5):
        write(other, current_section="later", sections_left={"a": NOW})
    write(other, status=ScreenStatus.PAUSED, answers={"q": an_answer("second")})
    finished = finish(one)
    meet(one, other)

    for desk in pair:
        assert screen(desk) == finished
        assert screen(desk).standing.changed_since_sealed == ("answers/q",)
        assert screen(desk).standing.conflicts == ()
        assert desk.reads.conflicts() == 1
        assert check_store(desk.store, desk.path).faults == ()


def test_an_answer_to_a_question_that_the_finisher_never_saw_stays_beside_it(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    write(other, answers={**screen(other).answers, "new": an_answer("self-harm")})
    finished = finish(one)
    meet(one, other)

    for desk in pair:
        assert screen(desk) == finished
        assert screen(desk).standing.changed_since_sealed == ("answers/new",)
        values = [(side.value, side.is_shown) for side in sides(desk, "answers/new")]
        assert values == [(None, True), (an_answer("self-harm"), False)]


def test_a_question_that_was_left_empty_before_finishing_is_nothing_to_decide(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    old = screen(other)
    other.save(lambda work: work.screens.change(old, old, whole=["answers/left_empty"]))
    meet(one, other)

    finished = finish(one)
    meet(one, other)

    assert finished.standing.changed_since_sealed == ()
    assert [desk.reads.conflicts() for desk in pair] == [0, 0]


def sides(desk: Desk, register: str) -> tuple[Any, ...]:
    return desk.reads.sides("screen", a_screen().id, register)


def test_a_later_step_by_somebody_who_saw_the_signature_is_an_ordinary_change(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    write_report(one, status=ReportStatus.SIGNED, signature=a_signature())
    meet(one, other)
    write_report(other, status=ReportStatus.SUPERSEDED)
    meet(one, other)

    for desk in pair:
        assert report(desk).status is ReportStatus.SUPERSEDED
        assert report(desk).signature == a_signature()
        assert report(desk).standing.changed_since_sealed == ()


def test_two_signatures_given_at_once_are_both_kept_and_one_of_them_is_chosen(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    for desk, court in ((one, "Southend"), (other, "Basildon")):
        signature = a_signature(name=court)
        write_report(desk, status=ReportStatus.SIGNED, court=court, signature=signature)
    meet(one, other)
    assert report(one) == report(other)
    assert report(one).standing.conflicts == ("signature",)

    shown = report(one)
    for court in ("Southend", "Basildon"):
        assert shown.court != court or shown.signature == a_signature(name=court)
    loser = "Southend" if shown.court == "Basildon" else "Basildon"
    held = shown.standing.held["signature"]
    one.save(lambda work: work.reports.settle(shown, "signature", a_signature(name=loser), held))
    meet(one, other)

    for desk in pair:
        assert (report(desk).court, report(desk).signature) == (loser, a_signature(name=loser))
        assert report(desk).standing.conflicts == ()
        assert report(desk).standing.changed_since_sealed == ()


def test_what_was_signed_is_settled_into_nothing_else(pair: tuple[Desk, Desk]) -> None:
    one, other = pair
    write_report(other, court="Basildon")
    write_report(one, status=ReportStatus.SIGNED, signature=a_signature())
    meet(one, other)
    shown = report(one)
    held = shown.standing.held["court"]

    with pytest.raises(SealedDocumentError):
        one.save(lambda work: work.reports.settle(shown, "court", "Basildon", held))
    with pytest.raises(ConflictMovedError):
        one.save(lambda work: work.reports.settle(shown, "court", shown.court, held[:1]))
    one.save(lambda work: work.reports.settle(shown, "court", shown.court, held, reason="As sent"))
    meet(one, other)

    for desk in pair:
        assert report(desk) == shown
        assert report(desk).standing.changed_since_sealed == ()
        assert desk.reads.conflicts() == 0


def test_a_screen_with_more_than_one_entry_can_hold_is_still_finished(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    long = "x" * (BODY_LIMIT // 3)
    for key in "abcd":
        write(one, answers={**screen(one).answers, key: an_answer(long)})
    finished = finish(one)
    meet(one, other)

    assert finished.status is ScreenStatus.COMPLETED
    assert screen(other) == finished


def test_a_screen_of_very_many_answers_is_sealed_and_its_header_stays_small(
    pair: tuple[Desk, Desk],
) -> None:
    one, other = pair
    many = {f"section.question.{number}": an_answer("yes") for number in range(800)}
    for start in range(0, 800, 200):
        part = dict(list(many.items())[start : start + 200])
        write(one, answers={**screen(one).answers, **part})
    meet(one, other)
    write(other, answers={**screen(other).answers, "section.question.7": an_answer("no")})
    finished = finish(one)
    meet(one, other)

    for desk in pair:
        assert screen(desk) == finished
        assert screen(desk).standing.changed_since_sealed == ("answers/section.question.7",)


def test_a_record_without_a_seal_is_read_as_before() -> None:
    """The negative control: what nobody signs or finishes has no sealing entry."""
    assert {name for name, kind in KINDS.items() if kind.codec.seal is not None} == {
        "screen",
        "court_report",
    }
