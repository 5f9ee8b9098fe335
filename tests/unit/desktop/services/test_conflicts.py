"""Two colleagues wrote one thing differently: all of it is shown, and a person settles it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.conflict import Choice, ConflictMovedError, OpenConflict
from desktop.domain.identity import ConsentId, new_uuid
from desktop.domain.person import Marker, MarkerKind, Person
from desktop.domain.screen import Consent, ConsentScope, ConsentStatus
from desktop.errors import FieldProblemError
from desktop.services.ports import UnitOfWork
from desktop.wording.errors import say
from tests.builders.moments import NOW
from tests.builders.staff import OKAFOR, SHAH
from tests.unit.desktop.services.desk import Desk


def meet(*desks: Desk) -> None:
    for one in desks:
        for other in desks:
            if one is not other:
                one.takes_from(other)


def change(desk: Desk, person: Person, **fields: Any) -> None:
    old = desk.services.open_person(person.id).person
    desk.services.change_person(old, replace(old, **fields))


def here(desk: Desk, person: Person) -> Person:
    return desk.services.open_person(person.id).person


@pytest.fixture
def kelly(desk: Desk, other_desk: Desk) -> Person:
    """A person who has one GP by one desk and another by the other."""
    person = desk.person()
    meet(desk, other_desk)
    change(desk, person, gp="Dr Lee")
    desk.clock.on(5)
    change(other_desk, person, gp="Dr Bell")
    meet(desk, other_desk)
    return person


def only(desk: Desk) -> OpenConflict:
    (found,) = desk.services.open_conflicts()
    return found


def index(conflict: OpenConflict, words: str) -> int:
    return next(n for n, side in enumerate(conflict.sides) if side.words_hint == words)


def written(desk: Desk, work_on: Callable[[UnitOfWork], None]) -> None:
    opened = desk.session.services.settle_conflict.open_unit_of_work  # type: ignore[attr-defined]
    with opened() as work:
        work_on(work)
        work.commit()


def test_both_sides_are_told_with_who_wrote_them_and_when(
    desk: Desk, other_desk: Desk, kelly: Person
) -> None:
    for one in (desk, other_desk):
        conflict = only(one)
        assert (conflict.subject, conflict.person_id) == ("GP", kelly.id)
        assert {side.words_hint: side.author_id for side in conflict.sides} == {
            "Dr Lee": OKAFOR,
            "Dr Bell": SHAH,
        }
        assert [side.author for side in conflict.sides if side.value == "Dr Bell"] == ["P. Shah"]
        (now,) = [side.words_hint for side in conflict.sides if side.is_shown]
        assert now == here(one, kelly).gp
        assert not conflict.is_clinical


def test_only_a_persons_own_are_told_when_asked_for(desk: Desk, kelly: Person) -> None:
    other = desk.person(given_name="Ann")

    assert len(desk.services.open_conflicts(kelly.id)) == 1
    assert desk.services.open_conflicts(other.id) == ()


@pytest.mark.parametrize("words", ["Dr Lee", "Dr Bell"])
def test_either_side_can_be_kept_also_the_one_that_was_not_shown(
    desk: Desk, other_desk: Desk, kelly: Person, words: str
) -> None:
    conflict = only(desk)
    desk.services.settle_conflict(conflict, Choice.KEEP, keep=index(conflict, words))
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert here(one, kelly).gp == words
        assert one.services.open_conflicts() == ()
        assert one.services.what_leaves().conflicts == 0


def test_a_third_value_replaces_both(desk: Desk, other_desk: Desk, kelly: Person) -> None:
    desk.services.settle_conflict(only(desk), Choice.THIRD, value="Dr Lee, then Dr Bell")
    meet(desk, other_desk)

    assert here(other_desk, kelly).gp == "Dr Lee, then Dr Bell"
    assert other_desk.services.open_conflicts() == ()


def test_both_are_kept_one_in_its_place_and_one_as_a_dated_entry(
    desk: Desk, other_desk: Desk, kelly: Person
) -> None:
    conflict = only(desk)
    desk.services.settle_conflict(conflict, Choice.BOTH, keep=index(conflict, "Dr Lee"))
    meet(desk, other_desk)

    reads = other_desk.session.link.reads
    (kept,) = reads.also_recorded(kelly.id)
    assert (kept.words, kept.value, kept.by) == ("Dr Bell", "Dr Bell", SHAH)
    assert kept.at == next(s.at for s in conflict.sides if s.value == "Dr Bell")
    assert here(other_desk, kelly).gp == "Dr Lee"
    assert other_desk.services.open_conflicts() == ()


def test_who_settled_it_how_and_why_stays_in_the_record(desk: Desk, kelly: Person) -> None:
    desk.services.settle_conflict(only(desk), Choice.KEEP, keep=0, reason="Rang the surgery")

    note = settled_note(desk, kelly, "gp")
    assert (note["how"], note["by"], note["reason"]) == ("keep", OKAFOR.bytes, "Rang the surgery")


def settled_note(desk: Desk, person: Person, register: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = []

    def look(work: UnitOfWork) -> None:
        state = work.projection.state(person.id.bytes, "person")  # type: ignore[attr-defined]
        found.append(state.value(f"settled/{register}"))

    written(desk, look)
    return found[0]


def test_a_third_value_that_arrived_meanwhile_is_never_replaced_unseen(
    desk: Desk, other_desk: Desk, kelly: Person
) -> None:
    conflict = only(desk)
    change(other_desk, kelly, gp="Dr Quinn")
    meet(desk, other_desk)

    with pytest.raises(ConflictMovedError) as refused:
        desk.services.settle_conflict(conflict, Choice.KEEP, keep=0)
    assert "Nothing was changed" in say(refused.value)
    assert {side.words_hint for side in only(desk).sides} >= {"Dr Quinn"}


def test_what_a_colleague_settled_already_is_not_settled_again(
    desk: Desk, other_desk: Desk, kelly: Person
) -> None:
    conflict = only(desk)
    other_desk.services.settle_conflict(only(other_desk), Choice.THIRD, value="Dr Quinn")
    meet(desk, other_desk)

    with pytest.raises(ConflictMovedError):
        desk.services.settle_conflict(conflict, Choice.KEEP, keep=0)
    assert here(desk, kelly).gp == "Dr Quinn"


def test_two_colleagues_who_settle_it_at_once_differently_are_asked_again(
    desk: Desk, other_desk: Desk, kelly: Person
) -> None:
    desk.services.settle_conflict(only(desk), Choice.THIRD, value="Dr Quinn")
    other_desk.services.settle_conflict(only(other_desk), Choice.THIRD, value="Dr Rao")
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert {side.words_hint for side in only(one).sides} == {"Dr Quinn", "Dr Rao"}


@pytest.mark.parametrize(
    ("choice", "more", "field"),
    [(Choice.KEEP, {}, "keep"), (Choice.KEEP, {"keep": 7}, "keep"), (Choice.THIRD, {}, "value")],
)
def test_nothing_is_settled_without_saying_how(
    desk: Desk, kelly: Person, choice: Choice, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldProblemError) as refused:
        desk.services.settle_conflict(only(desk), choice, **more)
    assert field in refused.value.problems
    assert len(only(desk).sides) == 2


def a_warning(note: str) -> Marker:
    return Marker(kind=MarkerKind.SELF_HARM, note=note, recorded_at=NOW, recorded_by="A")


@pytest.fixture
def warned(desk: Desk, other_desk: Desk) -> Person:
    person = desk.person(markers={"a": a_warning("said so")})
    meet(desk, other_desk)
    change(desk, person, markers={"a": a_warning("denies")})
    change(other_desk, person, markers={"a": a_warning("cutting")})
    meet(desk, other_desk)
    return person


def notes(desk: Desk, person: Person) -> set[str]:
    return {marker.note for marker in here(desk, person).markers.values()}


def test_a_warning_is_named_and_settled_by_nobody_without_a_reason(
    desk: Desk, warned: Person
) -> None:
    conflict = only(desk)

    assert conflict.subject.startswith("Warning: ")
    assert conflict.is_clinical
    with pytest.raises(FieldProblemError) as refused:
        desk.services.settle_conflict(conflict, Choice.KEEP, keep=0, reason=" ")
    assert "reason" in refused.value.problems


def test_both_warnings_stand_side_by_side_in_the_list(
    desk: Desk, other_desk: Desk, warned: Person
) -> None:
    desk.services.settle_conflict(only(desk), Choice.BOTH, reason="Both are true")
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert notes(one, warned) == {"denies", "cutting"}
        assert one.services.open_conflicts() == ()


def test_an_unrelated_edit_leaves_both_warnings(
    desk: Desk, other_desk: Desk, warned: Person
) -> None:
    change(desk, warned, phone="07700 900123")
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert {side.value.note for side in only(one).sides} == {"denies", "cutting"}  # type: ignore[attr-defined]


def a_consent(desk: Desk, person: Person) -> Consent:
    consent = Consent(
        id=ConsentId(new_uuid()),
        person_id=person.id,
        detention_id=None,
        scope=ConsentScope.GP,
        status=ConsentStatus.GIVEN,
        recorded_at=desk.clock(),
        recorded_by=OKAFOR,
    )
    return desk.services.record_consent(consent)


@pytest.fixture
def withdrawn(desk: Desk, other_desk: Desk) -> Consent:
    """A consent that one desk took back while the other one changed it."""
    consent = a_consent(desk, desk.person())
    meet(desk, other_desk)
    shown = consent_at(desk, consent)
    written(desk, lambda work: work.consents.withdraw(shown, "Wrong person"))
    edited = consent_at(other_desk, consent)
    written(
        other_desk,
        lambda work: work.consents.change(edited, replace(edited, reason="Letter only")),
    )
    meet(desk, other_desk)
    return consent


def consent_at(desk: Desk, consent: Consent) -> Consent:
    return desk.session.link.reads.record(Consent, consent.id)


def test_what_was_withdrawn_keeps_its_values_and_says_why(desk: Desk, other_desk: Desk) -> None:
    consent = a_consent(desk, desk.person())
    shown = consent_at(desk, consent)
    written(desk, lambda work: work.consents.withdraw(shown, "Wrong person"))
    meet(desk, other_desk)

    for one in (desk, other_desk):
        found = consent_at(one, consent)
        assert found == consent
        assert found.standing.withdrawn is not None
        assert found.standing.withdrawn.reason == "Wrong person"
        assert found.standing.withdrawn.by == OKAFOR
        assert found.standing.withdrawn.changed_since == ()
        assert one.services.open_conflicts() == ()


def test_an_edit_made_without_seeing_the_withdrawal_is_shown_beside_it(
    desk: Desk, other_desk: Desk, withdrawn: Consent
) -> None:
    for one in (desk, other_desk):
        conflict = only(one)
        assert conflict.register == "withdrawn"
        assert [side.words_hint for side in conflict.sides] == [
            "Withdrawn: Wrong person",
            "Letter only",
        ]
        assert consent_at(one, withdrawn).reason == "Letter only"


def test_a_withdrawal_can_be_upheld_with_the_edit_in_view(
    desk: Desk, other_desk: Desk, withdrawn: Consent
) -> None:
    desk.services.settle_conflict(only(desk), Choice.KEEP, keep=0, reason="Still the wrong one")
    meet(desk, other_desk)

    found = consent_at(other_desk, withdrawn)
    assert found.standing.withdrawn is not None
    assert found.standing.withdrawn.reason == "Still the wrong one"
    assert found.reason == "Letter only"
    assert other_desk.services.open_conflicts() == ()


def test_the_edit_can_be_kept_and_the_record_stands_again(
    desk: Desk, other_desk: Desk, withdrawn: Consent
) -> None:
    other_desk.services.settle_conflict(only(other_desk), Choice.KEEP, keep=1, reason="It is hers")
    meet(desk, other_desk)

    found = consent_at(desk, withdrawn)
    assert found.standing.withdrawn is None
    assert found.reason == "Letter only"
    assert desk.services.open_conflicts() == ()


def test_an_edit_that_arrives_while_a_withdrawal_is_upheld_is_not_taken_as_seen(
    desk: Desk, other_desk: Desk, withdrawn: Consent
) -> None:
    conflict = only(desk)
    edited = consent_at(other_desk, withdrawn)
    written(
        other_desk, lambda work: work.consents.change(edited, replace(edited, reason="No letter"))
    )
    meet(desk, other_desk)

    with pytest.raises(ConflictMovedError):
        desk.services.settle_conflict(conflict, Choice.KEEP, keep=0, reason="Still wrong")


def test_nobody_decides_for_both_by_being_later(
    desk: Desk, other_desk: Desk, kelly: Person
) -> None:
    """A negative control: the clock of a desk that is days ahead settles nothing."""
    desk.clock.now += timedelta(days=3)
    change(desk, kelly, phone="1")
    meet(desk, other_desk)

    assert len(only(other_desk).sides) == 2
