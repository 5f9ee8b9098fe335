"""What a colleague typed at this desk and did not file is known to be there, and not what it is."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.screen import Answer
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.screen_values import BeingWritten
from desktop.services.values import OpenScreen
from tests.builders.staff import SHAH, a_practitioner
from tests.unit.desktop.services.desk import Desk

SECRET = "He was shouting"


@pytest.fixture
def colleague(desk: Desk) -> Desk:
    """Return the same desk as somebody else unlocks it."""
    return desk.again(a_practitioner(id=SHAH, name="P. Shah"))


def begun(desk: Desk) -> OpenScreen:
    stay = desk.stay()
    return desk.services.start_screen(stay.person_id, stay.id, LIAISON_SCREEN)


def type_two(desk: Desk, opened: OpenScreen) -> None:
    for link_id in ("today.reason_words", "today.minutes"):
        desk.services.answer_question(opened.screen.id, link_id, Answer(values=(SECRET,)))


def on_person(desk: Desk, opened: OpenScreen) -> tuple[BeingWritten, ...]:
    file = desk.services.open_person(opened.screen.person_id)
    return file.being_written.get(opened.screen.id, ())


def on_screen(desk: Desk, opened: OpenScreen) -> tuple[BeingWritten, ...]:
    return desk.services.open_screen(opened.screen.id).being_written


def test_the_next_user_is_told_who_writes_since_when_and_how_much(
    desk: Desk, colleague: Desk
) -> None:
    opened = begun(desk)
    type_two(desk, opened)

    (found,) = on_person(colleague, opened)

    assert found.by == "J. Okafor"
    assert found.answers == 2
    assert abs(datetime.now(UTC) - found.since) < timedelta(minutes=5)
    assert on_screen(colleague, opened) == (found,)


def test_of_the_answers_nothing_is_told(desk: Desk, colleague: Desk) -> None:
    opened = begun(desk)
    type_two(desk, opened)

    there = colleague.services.open_screen(opened.screen.id)

    assert there.answers() == {}
    assert SECRET not in repr(there.being_written)
    assert [one.name for one in fields(BeingWritten)] == ["by", "since", "answers"]


def test_whoever_typed_it_is_told_nothing_about_themselves(desk: Desk, colleague: Desk) -> None:
    opened = begun(desk)
    type_two(desk, opened)

    assert on_person(desk, opened) == ()
    assert on_screen(desk, opened) == ()
    assert on_person(colleague, begun(desk)) == ()


def test_once_it_is_handed_over_nothing_is_left_to_be_told(desk: Desk, colleague: Desk) -> None:
    opened = begun(desk)
    type_two(desk, opened)
    desk.services.hand_over_screen(opened.screen.id, "P. Shah", "")

    assert on_person(colleague, opened) == ()
    there = colleague.services.open_screen(opened.screen.id)
    assert there.answers()["today.reason_words"].values == (SECRET,)
