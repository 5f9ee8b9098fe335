"""Screens written at two desks at once: rows and tools stay whole, finished screens stay as is."""

from typing import Any

import pytest

from desktop.domain.conflict import Choice, OpenConflict, SealedDocumentError
from desktop.domain.screen import Answer, Screen, ScreenStatus
from desktop.forms import key_of, load
from desktop.forms.places import link_id_of
from desktop.services.questionnaires import HEALTH_ASSESSMENT, NEWS2, built_in_index
from desktop.services.screen_groups import places_with
from desktop.services.values import OpenScreen
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.screens import fill_what_is_needed

NAME, DOSE = "hcp.medicine.name", "hcp.medicine.dose"
ROW = (NAME, DOSE)


def say(desk: Desk, screen: Screen, key: str, *values: Any) -> None:
    desk.services.answer_question(screen.id, key, Answer(values=values))


def meet(desk: Desk, other_desk: Desk) -> None:
    desk.takes_from(other_desk)
    other_desk.takes_from(desk)


def now(desk: Desk, screen: Screen) -> Screen:
    return desk.services.open_screen(screen.id).screen


def row(screen: Screen) -> tuple[Any, ...]:
    return tuple(screen.answers[key].values[0] if key in screen.answers else None for key in ROW)


@pytest.fixture
def begun(desk: Desk, other_desk: Desk) -> Screen:
    """A health assessment with one medicine, open at two desks."""
    stay = desk.stay()
    opened = desk.services.start_screen(stay.person_id, stay.id, HEALTH_ASSESSMENT)
    say(desk, opened.screen, "hcp.taking", True)
    say(desk, opened.screen, NAME, "Sertraline")
    say(desk, opened.screen, DOSE, "50 mg")
    desk.services.pause_screen(opened.screen.id)
    other_desk.takes_from(desk)
    for one in (desk, other_desk):
        one.services.open_screen(opened.screen.id)
    return opened.screen


def drug_here_and_dose_there(desk: Desk, other_desk: Desk, screen: Screen) -> None:
    say(desk, screen, NAME, "Methadone")
    desk.services.pause_screen(screen.id)
    say(other_desk, screen, DOSE, "200 mg")
    other_desk.services.pause_screen(screen.id)
    meet(desk, other_desk)


def answers_in(found: tuple[OpenConflict, ...]) -> list[OpenConflict]:
    return [one for one in found if one.register.startswith("answers/")]


def test_a_medicine_row_is_always_one_that_somebody_wrote(
    desk: Desk, other_desk: Desk, begun: Screen
) -> None:
    drug_here_and_dose_there(desk, other_desk, begun)

    for one in (desk, other_desk):
        assert row(now(one, begun)) in {("Methadone", "50 mg"), ("Sertraline", "200 mg")}
        (conflict,) = answers_in(one.services.open_conflicts())
        assert {f"answers/{key}" for key in ROW} <= {*conflict.group}
        assert conflict.is_clinical
        assert {tuple(_value(side.values[f"answers/{key}"]) for key in ROW) for side in
                conflict.sides} == {("Methadone", "50 mg"), ("Sertraline", "200 mg")}  # fmt: skip


def _value(answer: object) -> object:
    return answer.values[0] if isinstance(answer, Answer) else None


def test_the_row_is_settled_as_one(desk: Desk, other_desk: Desk, begun: Screen) -> None:
    drug_here_and_dose_there(desk, other_desk, begun)
    (conflict,) = answers_in(desk.services.open_conflicts())
    keep = next(n for n, side in enumerate(conflict.sides) if not side.is_shown)
    kept = tuple(_value(conflict.sides[keep].values[f"answers/{key}"]) for key in ROW)
    desk.services.settle_conflict(conflict, Choice.KEEP, keep=keep, reason="Checked the box")
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert row(now(one, begun)) == kept
        assert answers_in(one.services.open_conflicts()) == []


def test_a_third_row_is_written_whole(desk: Desk, other_desk: Desk, begun: Screen) -> None:
    drug_here_and_dose_there(desk, other_desk, begun)
    (conflict,) = answers_in(desk.services.open_conflicts())
    third = {f"answers/{NAME}": Answer(values=("Methadone",)),
             f"answers/{DOSE}": Answer(values=("40 ml",))}  # fmt: skip
    desk.services.settle_conflict(conflict, Choice.THIRD, value=third, reason="Rang the pharmacy")
    meet(desk, other_desk)

    assert row(now(other_desk, begun)) == ("Methadone", "40 ml")
    assert answers_in(other_desk.services.open_conflicts()) == []


def test_the_other_row_is_kept_as_one_dated_entry(
    desk: Desk, other_desk: Desk, begun: Screen
) -> None:
    drug_here_and_dose_there(desk, other_desk, begun)
    (conflict,) = answers_in(desk.services.open_conflicts())
    desk.services.settle_conflict(conflict, Choice.BOTH, reason="One before, one after")
    meet(desk, other_desk)

    (kept,) = other_desk.session.link.reads.also_recorded(begun.id)
    beside = tuple(kept.value[f"answers/{key}"]["values"][0] for key in ROW)
    both = {("Methadone", "50 mg"), ("Sertraline", "200 mg")}
    assert {beside, row(now(other_desk, begun))} == both
    assert all(words in kept.words for words in beside)
    assert answers_in(other_desk.services.open_conflicts()) == []


def test_a_row_that_changed_elsewhere_while_it_was_open_is_not_mixed_with_mine(
    desk: Desk, other_desk: Desk, begun: Screen
) -> None:
    say(other_desk, begun, DOSE, "200 mg")
    other_desk.services.pause_screen(begun.id)
    desk.takes_from(other_desk)
    say(desk, begun, NAME, "Methadone")  # the page still shows 50 mg
    desk.services.pause_screen(begun.id)

    assert row(now(desk, begun)) == ("Methadone", "50 mg")
    (conflict,) = answers_in(desk.services.open_conflicts())
    assert len(conflict.sides) == 2


def test_rows_side_by_side_do_not_touch_each_other(
    desk: Desk, other_desk: Desk, begun: Screen
) -> None:
    say(desk, begun, key_of(NAME, ("t1",)), "Methadone")
    desk.services.pause_screen(begun.id)
    say(other_desk, begun, DOSE, "200 mg")
    other_desk.services.pause_screen(begun.id)
    meet(desk, other_desk)

    found = now(desk, begun)
    assert row(found) == ("Sertraline", "200 mg")
    assert found.answers[key_of(NAME, ("t1",))].values == ("Methadone",)
    assert answers_in(desk.services.open_conflicts()) == []


def test_the_parts_and_the_total_of_a_tool_are_written_together() -> None:
    canonical = next(one for one in built_in_index() if one.startswith(NEWS2))
    form = load(built_in_index()[canonical].file.read_bytes())
    group = places_with(form, "news2.rr")

    assert {"news2.rr", "news2.spo2", "news2.total"} <= {*group}
    assert places_with(form, "news2.total") == group


def test_a_row_within_a_row_is_written_by_itself() -> None:
    canonical = max(one for one in built_in_index() if one.startswith(HEALTH_ASSESSMENT))
    form = load(built_in_index()[canonical].file.read_bytes())

    assert places_with(form, "hcp.taking") == ("hcp.taking",)
    second = places_with(form, key_of(DOSE, ("t2",)))
    assert {*second} >= {key_of(NAME, ("t2",)), key_of(DOSE, ("t2",))}
    assert {link_id_of(one).rpartition(".")[0] for one in second} == {"hcp.medicine"}


@pytest.fixture
def finished(desk: Desk, other_desk: Desk, begun: Screen) -> Screen:
    """The screen finished at one desk while a colleague at the other changed the dose, paused."""
    say(other_desk, begun, DOSE, "200 mg")
    other_desk.services.leave_section(begun.id, "hcp.medicines", "hcp.medicines")
    other_desk.services.pause_screen(begun.id)
    opened: OpenScreen = desk.services.open_screen(begun.id)
    fill_what_is_needed(desk, opened)
    saved = desk.services.complete_screen(begun.id)
    meet(desk, other_desk)
    return saved


def test_a_finished_screen_stays_as_it_was_finished(
    desk: Desk, other_desk: Desk, finished: Screen
) -> None:
    for one in (desk, other_desk):
        found = now(one, finished)
        assert found == finished
        assert found.status is ScreenStatus.COMPLETED
        assert row(found) == ("Sertraline", "50 mg")
        assert f"answers/{DOSE}" in found.standing.changed_since_sealed
        assert found.standing.conflicts == ()


def test_what_was_written_beside_it_waits_to_be_looked_at_and_is_never_lost(
    desk: Desk, other_desk: Desk, finished: Screen
) -> None:
    found = other_desk.services.open_conflicts()
    conflict = next(one for one in found if one.register == f"answers/{DOSE}")
    assert conflict.is_sealed
    assert not conflict.can_write_third
    theirs = next(n for n, side in enumerate(conflict.sides) if not side.is_shown)

    with pytest.raises(SealedDocumentError):
        other_desk.services.settle_conflict(conflict, Choice.KEEP, keep=theirs, reason="Newer")
    with pytest.raises(SealedDocumentError):
        other_desk.services.settle_conflict(conflict, Choice.THIRD, value=Answer(), reason="No")
    other_desk.services.settle_conflict(conflict, Choice.BOTH, reason="Said after the screen")
    meet(desk, other_desk)

    assert now(desk, finished) == finished
    (kept,) = desk.session.link.reads.also_recorded(finished.id)
    assert "200 mg" in kept.words
    left = {one.register for one in desk.services.open_conflicts()}
    assert f"answers/{DOSE}" not in left
