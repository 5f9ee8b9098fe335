"""What becomes of a decision: the next one, what arrived meanwhile, who may not decide."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.conflict import Choice, OpenConflict
from desktop.domain.staff import Role
from tests.builders.moments import minutes_ago
from tests.builders.staff import a_practitioner, a_session
from tests.fakes.pages import a_page_context
from tests.unit.ui.conflict.desk import ConflictDesk
from tests.unit.ui.conflict.on_page import Open, choose, decide, notice, options, said, third_first
from tests.unit.ui.conflict.recorded import (
    a_clinical_conflict,
    a_conflict,
    a_marker,
    a_side,
    another_side,
)
from ui.conflict.page import ConflictPage
from ui.page import Synced
from ui.places import ConflictPlace


def test_after_deciding_the_next_is_offered_and_opens_in_the_same_page(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict(), a_clinical_conflict()])
    page = open_page(desk)
    choose(page, 1)

    page.view.save.click()

    assert notice(page) == "Decided: Phone. 1 more to decide."
    assert page.view.next.hasFocus()
    assert page.view.sides.parts() == []
    QTest.keyClick(page.view.next, Qt.Key.Key_Return)
    assert page.view.frame.heading.text() == "Warning: self-harm"
    assert page.view.sides.parts()[0].hasFocus()


def test_after_the_last_nothing_more_is_offered(open_page: Open) -> None:
    page = open_page(ConflictDesk([a_conflict()]))
    choose(page, 1)

    page.view.save.click()

    assert notice(page) == "Decided: Phone. Nothing else has to be decided."
    assert not page.view.next.isVisibleTo(page)
    assert not page.view.save.isVisibleTo(page)


def moved(conflict: OpenConflict) -> OpenConflict:
    fresh = a_side(
        a_marker("Said so to the sergeant"), author="A. Lee", entry=b"lee", at=minutes_ago(2)
    )
    return a_clinical_conflict(sides=(*conflict.sides, fresh))


def test_a_third_version_that_arrived_while_deciding_is_explained_and_shown(
    open_page: Open,
) -> None:
    conflict = a_clinical_conflict()
    desk = ConflictDesk([conflict], before_settling=[moved(conflict)])
    page = open_page(desk)
    choose(page, 1)
    decide(page).reason.setText("Seen by me")

    page.view.save.click()

    assert desk.settled == []
    assert notice(page) == (
        "Another version has arrived: A. Lee recorded it at 05-Sep-2026 02:12. "
        "It is shown with the others. Choose again."
    )
    assert len(said(page)) == 3
    assert decide(page).choices.values() == []
    assert decide(page).reason.text() == "Seen by me"
    assert "Keep all of them as dated entries" in options(page)


def test_a_version_that_arrives_with_a_round_is_explained_too(open_page: Open) -> None:
    conflict = a_clinical_conflict()
    desk = ConflictDesk([conflict])
    page = open_page(desk)
    choose(page, 1)

    desk.conflicts = [moved(conflict)]
    page.on_fact(Synced())

    assert "Another version has arrived" in notice(page)


def test_a_round_that_changes_nothing_here_leaves_what_is_being_decided_alone(
    open_page: Open,
) -> None:
    page = open_page(ConflictDesk([a_clinical_conflict()]))
    choose(page, 4)
    third = decide(page).third
    assert third is not None
    QTest.keyClicks(third.first(), "Old sc")

    page.on_fact(Synced())

    assert decide(page).third is third
    assert decide(page).choices.value() == (Choice.THIRD, -1)
    assert notice(page) == ""


def test_what_a_colleague_settled_meanwhile_is_said(open_page: Open) -> None:
    desk = ConflictDesk([a_conflict()], before_settling=[])
    page = open_page(desk)
    choose(page, 1)

    page.view.save.click()

    assert notice(page).startswith("A colleague has settled this meanwhile")
    assert page.view.sides.parts() == []


def test_who_is_no_clinician_reads_and_does_not_decide_on_risk(open_page: Open) -> None:
    session = a_session(practitioner=a_practitioner(role=Role.SUPPORT))
    page = open_page(ConflictDesk([a_clinical_conflict()]), session=session)

    assert len(said(page)) == 2
    assert not page.view.save.isVisibleTo(page)
    assert "A clinician decides this. You can read what was recorded." in page.view.warning.lines()


def test_of_a_signed_document_only_the_signed_version_can_be_kept(open_page: Open) -> None:
    page = open_page(
        ConflictDesk([a_conflict(is_sealed=True, can_keep_both=True, can_write_third=False)])
    )

    assert options(page) == ["Keep version 2, by J. Okafor", "Keep both as dated entries"]
    choose(page, 1)
    page.view.save.click()


def test_what_belongs_together_is_shown_and_written_together(open_page: Open) -> None:
    first = {"hearing_court": "Basildon", "hearing_at": minutes_ago(-480)}
    second = {"hearing_court": "Southend", "hearing_at": minutes_ago(-500)}
    conflict = a_conflict(
        kind="detention",
        register="hearing_court",
        group=("hearing_court", "hearing_at"),
        sides=(a_side("Basildon", values=first), another_side("Southend", values=second)),
    )
    desk = ConflictDesk([conflict])
    page = open_page(desk)
    assert "Court: Basildon\nTime of the hearing: 05-Sep-2026 10:14" in said(page)[0]
    choose(page, 3)
    QTest.keyClicks(third_first(page), "Chelmsford")

    page.view.save.click()

    assert desk.settled[0][3] == {"hearing_court": "Chelmsford", "hearing_at": None}


def test_a_place_that_names_any_part_of_what_belongs_together_finds_it(open_page: Open) -> None:
    conflict = a_conflict(group=("phone", "gp"))
    desk = ConflictDesk([conflict])
    context = a_page_context(desk.services())

    page = ConflictPage(context, ConflictPlace(conflict.kind, conflict.record_id, "gp"))
    page.begin()

    assert page.view.frame.heading.text() == "Phone"
    page.deleteLater()
