"""A section counts once nothing more is needed in it, not when somebody only passed through."""

from dataclasses import replace

from desktop.domain.screen import Absent, Answer, Screen, ScreenStatus
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.sections_complete import complete_sections
from desktop.services.values import OpenScreen, ScreenProgress
from tests.builders.moments import NOW
from tests.builders.screens import a_screen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import fill_what_is_needed


def begun(desk: Desk) -> OpenScreen:
    stay = desk.stay()
    return desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)


def on_the_board(desk: Desk) -> ScreenProgress:
    (row,) = desk.services.show_board().rows
    assert row.screen is not None
    return row.screen


def answer_section(desk: Desk, opened: OpenScreen, number: int) -> str:
    """Say of every question of the section that it could not be answered; return the section."""
    section = opened.questionnaire.sections[number]
    for item in section.walk():
        if item.is_question() and not item.is_worked_out() and not item.read_only:
            absent = Answer(absent=Absent.UNABLE)
            desk.services.answer_question(opened.screen.id, item.link_id, absent)
    return section.link_id


def test_a_section_passed_through_is_not_complete(desk: Desk) -> None:
    opened = begun(desk)
    desk.services.leave_section(opened.screen.id, "consent", "today")

    progress = on_the_board(desk)

    assert progress.sections_done == 1
    assert progress.sections_complete == 0


def test_a_section_with_nothing_left_to_answer_is_complete(desk: Desk) -> None:
    opened = begun(desk)
    section = answer_section(desk, opened, 1)
    before = on_the_board(desk).sections_complete
    screen = desk.services.leave_section(opened.screen.id, section, "identity")

    assert before == 0
    assert screen.sections_complete == {section: True}
    assert on_the_board(desk).sections_complete == 1


def test_a_section_is_no_longer_complete_once_an_answer_of_it_is_taken_back(desk: Desk) -> None:
    opened = begun(desk)
    section = answer_section(desk, opened, 1)
    desk.services.leave_section(opened.screen.id, section, "identity")
    required = next(item for item in opened.questionnaire.sections[1].walk() if item.required)
    desk.services.answer_question(opened.screen.id, required.link_id, Answer())
    desk.services.pause_screen(opened.screen.id)

    assert on_the_board(desk).sections_complete == 0


def test_two_desks_that_left_different_sections_count_both_without_a_conflict(
    desk: Desk, other_desk: Desk
) -> None:
    opened = begun(desk)
    other_desk.takes_from(desk)
    there = other_desk.services.open_screen(opened.screen.id)
    one, other = answer_section(desk, opened, 1), answer_section(other_desk, there, 2)
    desk.services.leave_section(opened.screen.id, one, other)
    other_desk.services.leave_section(opened.screen.id, other, one)

    desk.takes_from(other_desk)

    (row,) = desk.services.show_board().rows
    assert row.screen is not None
    assert row.screen.sections_complete == 2
    conflicts = desk.services.open_screen(opened.screen.id).screen.standing.conflicts
    assert not [register for register in conflicts if "complete" in register]


def test_a_finished_screen_counts_as_a_whole(desk: Desk) -> None:
    opened = begun(desk)
    fill_what_is_needed(desk, opened)
    desk.services.complete_screen(opened.screen.id)

    progress = on_the_board(desk)

    assert progress.sections_complete == progress.sections_total


def test_of_an_older_record_it_is_not_known_how_many_are_complete() -> None:
    old = a_screen(sections_left={"health": NOW, "plan": NOW})

    assert complete_sections(old, 9) is None
    assert complete_sections(replace(old, sections_complete={"health": True}), 9) is None
    assert complete_sections(a_fresh_screen(), 9) == 0
    assert complete_sections(replace(old, status=ScreenStatus.COMPLETED), 9) == 9


def a_fresh_screen() -> Screen:
    return a_screen(sections_left={})
