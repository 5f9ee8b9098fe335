"""What was told under one identity is not asked again under the other, and says its source."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.person import MarkerKind, Person
from desktop.domain.screen import Answer
from desktop.services.questionnaires import LIAISON_SCREEN
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import answer_all

KIN = "identity.next_of_kin"


@pytest.fixture
def pair(desk: Desk) -> tuple[Person, Person]:
    born = date(1991, 3, 4)
    return desk.person(date_of_birth=born), desk.person(family_name="March", date_of_birth=born)


def told_under(desk: Desk, person: Person, words: str) -> OpenScreen:
    opened = screen(desk, person)
    answer_all(desk, opened, {KIN: Answer(values=(words,))})
    desk.services.pause_screen(opened.screen.id)
    desk.clock.on(4 * 24 * 60)
    return opened


def screen(desk: Desk, person: Person) -> OpenScreen:
    stay = desk.stay(person)
    return desk.services.start_screen(person.id, stay.id, LIAISON_SCREEN)


def test_an_answer_under_a_linked_identity_is_offered_with_that_name(
    desk: Desk, pair: tuple[Person, Person]
) -> None:
    mine, theirs = pair
    told_under(desk, theirs, "Mother, 07700 900001")
    assert KIN not in screen(desk, mine).known

    desk.services.link_people(mine.id, theirs.id)

    known = screen(desk, mine).known[KIN]
    assert known.answer.values == ("Mother, 07700 900001",)
    assert known.source.endswith(", under MARCH, Kelly")


def test_her_own_answer_says_no_other_name(desk: Desk, pair: tuple[Person, Person]) -> None:
    mine, theirs = pair
    desk.services.link_people(mine.id, theirs.id)
    told_under(desk, mine, "Mother")

    assert "under" not in screen(desk, mine).known[KIN].source


def test_the_earlier_screen_to_compare_with_says_under_whom_it_was_written(
    desk: Desk, pair: tuple[Person, Person]
) -> None:
    mine, theirs = pair
    desk.services.link_people(mine.id, theirs.id)
    told_under(desk, theirs, "Mother")

    earlier = desk.services.earlier_screen(screen(desk, mine).screen.id)

    assert earlier is not None
    assert earlier.screen.title.endswith(", under MARCH, Kelly")


def test_a_fact_of_the_other_record_is_offered_with_that_name(
    desk: Desk, pair: tuple[Person, Person]
) -> None:
    mine, theirs = pair
    desk.services.link_people(mine.id, theirs.id)
    desk.services.change_person(theirs, replace(theirs, phone="07700 900123"))

    known = screen(desk, mine).known.values()

    assert "person's record, under MARCH, Kelly" in {one.source for one in known}


def test_all_of_it_goes_when_the_link_ends(desk: Desk, pair: tuple[Person, Person]) -> None:
    mine, theirs = pair
    desk.services.link_people(mine.id, theirs.id)
    told_under(desk, theirs, "Mother")
    desk.services.mark_warning(theirs.id, MarkerKind.ALLERGY, "penicillin")

    desk.services.unlink_people(mine.id, theirs.id, "Prints")

    assert KIN not in screen(desk, mine).known
    assert desk.services.open_person(mine.id).person.current_markers() == ()
