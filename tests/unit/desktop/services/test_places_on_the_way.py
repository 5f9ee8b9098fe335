"""Answers of what occurs more than once, from the keyboard to another desk and back to a form."""

from typing import Any

from desktop.domain.screen import Answer, ScreenStatus
from desktop.forms import Filling, key_of, new_token
from desktop.services.questionnaires import HEALTH_ASSESSMENT, LIAISON_SCREEN
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import fill_what_is_needed

NAME, DOSE = "hcp.medicine.name", "hcp.medicine.dose"


def begun(desk: Desk) -> OpenScreen:
    stay = desk.stay()
    return desk.services.start_screen(stay.person_id, stay.id, HEALTH_ASSESSMENT)


def say(desk: Desk, opened: OpenScreen, key: str, *values: Any) -> None:
    desk.services.answer_question(opened.screen.id, key, Answer(values=values))


def two_medicines(desk: Desk, opened: OpenScreen) -> str:
    second = new_token(desk.clock())
    say(desk, opened, "hcp.taking", True)
    say(desk, opened, NAME, "Sertraline")
    say(desk, opened, key_of(NAME, (second,)), "Methadone")
    say(desk, opened, key_of(DOSE, (second,)), "40 ml")
    return second


def test_each_occurrence_is_a_draft_by_itself_and_outlives_a_restart(desk: Desk) -> None:
    opened = begun(desk)
    second = two_medicines(desk, opened)

    again = desk.again().services.open_screen(opened.screen.id)

    assert again.draft[NAME].values == ("Sertraline",)
    assert again.draft[key_of(NAME, (second,))].values == ("Methadone",)


def test_every_occurrence_reaches_the_other_desk(desk: Desk, other_desk: Desk) -> None:
    opened = begun(desk)
    second = two_medicines(desk, opened)
    desk.services.hand_over_screen(opened.screen.id, "P. Shah", "")
    assert other_desk.takes_from(desk) > 0

    there = other_desk.services.open_screen(opened.screen.id)

    assert there.answers()[key_of(DOSE, (second,))].values == ("40 ml",)
    filling = Filling(there.questionnaire, there.answers(), names=there.facts, is_reopened=True)
    assert [place.number for place in filling.places("hcp.medicines") if place.number] == [1, 2]


def test_two_desks_may_write_into_two_occurrences_at_once(desk: Desk, other_desk: Desk) -> None:
    opened = begun(desk)
    second = two_medicines(desk, opened)
    desk.services.pause_screen(opened.screen.id)
    other_desk.takes_from(desk)
    other_desk.services.open_screen(opened.screen.id)
    say(other_desk, opened, DOSE, "50 mg")
    other_desk.services.pause_screen(opened.screen.id)
    say(desk, opened, key_of(DOSE, (second,)), "45 ml")
    desk.services.pause_screen(opened.screen.id)
    desk.takes_from(other_desk)

    screen = desk.services.open_screen(opened.screen.id).screen

    assert screen.answers[DOSE].values == ("50 mg",)
    assert screen.answers[key_of(DOSE, (second,))].values == ("45 ml",)
    assert not [name for name in screen.standing.conflicts if name.startswith("answers/")]


def test_one_occurrence_written_at_two_desks_at_once_is_a_conflict_there_alone(
    desk: Desk, other_desk: Desk
) -> None:
    opened = begun(desk)
    second = two_medicines(desk, opened)
    desk.services.pause_screen(opened.screen.id)
    other_desk.takes_from(desk)
    other_desk.services.open_screen(opened.screen.id)
    desk.services.open_screen(opened.screen.id)
    key = key_of(DOSE, (second,))
    for one, dose in ((desk, "45 ml"), (other_desk, "30 ml")):
        say(one, opened, key, dose)
        one.services.pause_screen(opened.screen.id)
    desk.takes_from(other_desk)

    conflicts = desk.services.open_screen(opened.screen.id).screen.standing.conflicts

    assert [name for name in conflicts if name.startswith("answers/")] == [f"answers/{key}"]


def test_medicines_are_offered_one_by_one_where_the_next_screen_has_them(desk: Desk) -> None:
    opened = begun(desk)
    second = two_medicines(desk, opened)
    desk.services.pause_screen(opened.screen.id)

    stay = opened.screen.detention_id
    known = desk.services.start_screen(opened.screen.person_id, stay, LIAISON_SCREEN).known

    offered = {key: one.answer.values for key, one in known.items() if "medicines.each" in key}
    assert offered == {
        "medicines.each.name": ("Sertraline",),
        key_of("medicines.each.name", (second,)): ("Methadone",),
        key_of("medicines.each.dose", (second,)): ("40 ml",),
    }


def test_a_dose_never_stands_beside_the_medicine_of_another_day(desk: Desk) -> None:
    opened = begun(desk)
    say(desk, opened, "hcp.taking", True)
    say(desk, opened, NAME, "Methadone")
    say(desk, opened, DOSE, "40 ml")
    desk.services.pause_screen(opened.screen.id)
    desk.clock.on(60)
    person, stay = opened.screen.person_id, opened.screen.detention_id
    later = desk.services.start_screen(person, stay, HEALTH_ASSESSMENT)
    say(desk, later, "hcp.taking", True)
    say(desk, later, NAME, "Diazepam")
    desk.services.pause_screen(later.screen.id)

    known = desk.services.start_screen(person, stay, LIAISON_SCREEN).known

    assert known["medicines.each.name"].answer.values == ("Diazepam",)
    assert "medicines.each.dose" not in known


def test_what_does_not_apply_stays_in_the_record_of_a_finished_screen(desk: Desk) -> None:
    opened = begun(desk)
    two_medicines(desk, opened)
    say(desk, opened, "hcp.taking", False)
    fill_what_is_needed(desk, opened)

    done = desk.services.complete_screen(opened.screen.id)

    assert done.status is ScreenStatus.COMPLETED
    assert done.answers[NAME].values == ("Sertraline",)
    stay = done.detention_id
    known = desk.services.start_screen(done.person_id, stay, LIAISON_SCREEN).known
    assert "medicines.each.name" not in known
