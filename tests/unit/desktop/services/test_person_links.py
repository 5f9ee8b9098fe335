"""Two records that are one person: linked by a human, read together, and put apart again."""

from dataclasses import replace
from uuid import UUID

import pytest

from desktop.domain.conflict import Choice
from desktop.domain.identity import PersonId
from desktop.domain.person import MarkerKind
from desktop.domain.person_link import LinkDecision
from desktop.domain.screen import ConsentScope, ConsentStatus
from desktop.errors import FieldProblemError, NotFoundError
from desktop.services.people_met_twice import WhyMet
from desktop.services.person_links import LinkMovedError, SaidNotTheSameError
from tests.builders.screens import a_consent
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.pairs import link_of, linked, meet, proposed, two

# One link, wherever and however often it is said.


def test_two_desks_that_confirm_the_same_link_at_once_make_one_link(
    desk: Desk, other_desk: Desk
) -> None:
    a, b = two(desk)
    meet(desk, other_desk)

    desk.services.link_people(a.id, b.id, ("match.date_of_birth",))
    other_desk.clock.on(7)
    other_desk.services.link_people(b.id, a.id, ("match.date_of_birth",))
    meet(desk, other_desk)

    for one in (desk, other_desk):
        (link,) = one.services.links_of(a.id)
        assert link.is_linked()
        assert link.standing.conflicts == ()
        assert [said.decision for said in link.in_order()] == [LinkDecision.LINKED] * 2
        assert set(one.services.group_of(a.id)) == {a.id, b.id}
        assert one.services.what_leaves().conflicts == 0


def test_one_confirms_and_one_refuses_at_once_and_nobody_is_linked_until_it_is_decided(
    desk: Desk, other_desk: Desk
) -> None:
    a, b = two(desk)
    meet(desk, other_desk)

    desk.services.link_people(a.id, b.id)
    other_desk.services.say_not_the_same(a.id, b.id, "Her cousin")
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert one.services.group_of(a.id) == (a.id,)
        assert proposed(one) == [({a.id, b.id}, WhyMet.UNDECIDED)]
        assert one.services.count_met_twice() == 1


@pytest.mark.parametrize("is_linked", [True, False])
def test_what_two_colleagues_decided_differently_is_settled_by_a_third_look(
    desk: Desk, other_desk: Desk, *, is_linked: bool
) -> None:
    a, b = two(desk)
    meet(desk, other_desk)
    desk.services.link_people(a.id, b.id)
    other_desk.services.say_not_the_same(a.id, b.id)
    meet(desk, other_desk)

    (meeting,) = other_desk.services.people_met_twice(a.id)
    if is_linked:
        other_desk.services.link_people(a.id, b.id, seen=meeting.link)
    else:
        other_desk.services.say_not_the_same(a.id, b.id, seen=meeting.link)
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert link_of(one, a, b).is_linked() is is_linked
        assert link_of(one, a, b).standing.conflicts == ()
        assert one.services.people_met_twice() == ()


def test_a_decision_that_arrived_meanwhile_is_not_overruled_unseen(
    desk: Desk, other_desk: Desk
) -> None:
    a, b = two(desk)
    meet(desk, other_desk)
    other_desk.services.say_not_the_same(a.id, b.id)
    meet(desk, other_desk)

    with pytest.raises(LinkMovedError):
        desk.services.link_people(a.id, b.id)

    assert desk.services.group_of(a.id) == (a.id,)


def test_saying_the_same_twice_writes_it_once(desk: Desk) -> None:
    a, b = linked(desk)

    desk.services.link_people(b.id, a.id)

    assert len(link_of(desk, a, b).said) == 1


def test_nobody_is_linked_with_herself_or_with_a_stranger(desk: Desk) -> None:
    a, _b = two(desk)

    with pytest.raises(NotFoundError):
        desk.services.link_people(a.id, a.id)
    with pytest.raises(NotFoundError):
        desk.services.link_people(a.id, PersonId(UUID(int=7)))


# What is read together.


def test_a_linked_person_is_one_file_and_each_item_says_under_whom_it_was_written(
    desk: Desk,
) -> None:
    a, b = linked(desk)
    mine, theirs = desk.stay(a), desk.stay(b, custody_record_number="BA/1/26")
    desk.call(theirs, 20)

    file = desk.services.open_person(a.id)

    assert {one.id for one in file.detentions} == {mine.id, theirs.id}
    assert file.person.id == a.id
    assert [one.id for one in file.person.linked] == [b.id]
    assert [file.person.identity(one.person_id) for one in file.calls] == [
        file.person.identity(b.id)
    ]
    assert file.person.identity(mine.person_id) is None


def test_warnings_of_both_identities_stand_in_banner_board_and_where_warnings_are_proposed(
    desk: Desk,
) -> None:
    a, b = linked(desk)
    stay = desk.stay(a)
    desk.services.mark_warning(a.id, MarkerKind.SELF_HARM, "cut arm")
    desk.services.mark_warning(b.id, MarkerKind.ALLERGY, "penicillin")

    markers = desk.services.open_person(a.id).person.current_markers()
    (row,) = [one for one in desk.services.show_board().rows if one.detention_id == stay.id]

    assert [marker.kind for marker in markers] == [MarkerKind.SELF_HARM, MarkerKind.ALLERGY]
    assert getattr(markers[1], "under", "") == "MARCH, Kelly"
    assert row.markers == markers


def test_a_change_to_one_identity_writes_nothing_of_the_other(desk: Desk) -> None:
    a, b = linked(desk)
    desk.services.mark_warning(b.id, MarkerKind.ALLERGY, "penicillin")
    shown = desk.services.open_person(a.id).person

    desk.services.change_person(shown, replace(shown, gp="Dr Lee"))

    assert desk.services.open_person(b.id).person.gp == ""
    assert desk.services.open_person(a.id).person.markers == {}


def test_search_and_likely_duplicates_know_the_group(desk: Desk) -> None:
    a, b = linked(desk)
    stay = desk.stay(b)

    found = desk.services.find_people("marsh")[0]
    duplicates = desk.services.likely_duplicates(replace(a, id=PersonId(stay.id)))

    assert [one.id for one in found.person.linked] == [b.id]
    assert found.last_detention == stay
    assert [one.person.id for one in duplicates] == [a.id]
    assert desk.services.likely_duplicates(a) == ()


def test_consent_taken_back_under_one_identity_counts_for_the_other(desk: Desk) -> None:
    a, b = linked(desk)
    consent = a_consent(
        person_id=b.id,
        detention_id=None,
        scope=ConsentScope.SCREENING,
        status=ConsentStatus.WITHDRAWN,
    )
    desk.services.record_consent(consent)

    assert desk.services.open_person(a.id).consents == (consent,)


def test_where_colleagues_differ_about_a_link_nobody_keeps_both(
    desk: Desk, other_desk: Desk
) -> None:
    a, b = two(desk)
    meet(desk, other_desk)
    desk.services.link_people(a.id, b.id)
    other_desk.services.say_not_the_same(a.id, b.id)
    meet(desk, other_desk)

    (conflict,) = desk.services.open_conflicts()
    assert not conflict.can_keep_both
    assert not conflict.can_write_third
    linked_side = next(n for n, side in enumerate(conflict.sides) if side.author == "J. Okafor")
    desk.services.settle_conflict(conflict, Choice.KEEP, keep=linked_side)

    assert link_of(desk, a, b).is_linked()


# Chains.


def test_links_chain_into_one_group_and_a_circle_does_no_harm(desk: Desk) -> None:
    people = [desk.person(given_name=name) for name in ("Ann", "Bea", "Cat")]
    for one, other in ((0, 1), (1, 2), (2, 0)):
        desk.services.link_people(people[one].id, people[other].id)

    for person in people:
        assert set(desk.services.group_of(person.id)) == {one.id for one in people}


def test_a_link_never_joins_by_a_third_two_that_are_said_to_be_two_people(desk: Desk) -> None:
    a, b, c = (desk.person(given_name=name) for name in ("Ann", "Bea", "Cat"))
    desk.services.say_not_the_same(a.id, c.id)
    desk.services.link_people(a.id, b.id)

    with pytest.raises(SaidNotTheSameError):
        desk.services.link_people(b.id, c.id)


def test_a_chain_that_meets_a_refusal_from_elsewhere_keeps_the_two_apart_and_says_so(
    desk: Desk, other_desk: Desk
) -> None:
    a, b, c = (desk.person(given_name=name) for name in ("Ann", "Bea", "Cat"))
    meet(desk, other_desk)
    desk.services.link_people(a.id, b.id)
    desk.services.link_people(b.id, c.id)
    other_desk.services.say_not_the_same(a.id, c.id)
    meet(desk, other_desk)

    for one in (desk, other_desk):
        assert c.id not in one.services.group_of(a.id)
        assert a.id not in one.services.group_of(c.id)
        assert set(one.services.group_of(b.id)) == {a.id, b.id, c.id}
        assert ({a.id, c.id}, WhyMet.CHAINED) in proposed(one)


# Putting apart.


def test_ending_a_link_restores_both_and_lists_what_was_written_since(
    desk: Desk, other_desk: Desk
) -> None:
    a, b = two(desk)
    before = desk.stay(a)
    desk.services.link_people(a.id, b.id)
    meet(desk, other_desk)
    since = other_desk.stay(b, custody_record_number="BA/1/26")
    other_desk.services.mark_warning(a.id, MarkerKind.ALLERGY, "penicillin")
    meet(desk, other_desk)

    written = desk.services.unlink_people(a.id, b.id, "Fingerprints differ")
    meet(desk, other_desk)

    assert [(one.kind, one.person_id, one.by) for one in written] == [
        ("detention", b.id, "P. Shah"),
        ("person", a.id, "P. Shah"),
    ]
    assert all(name.startswith("markers/") for name in written[1].registers)
    for one in (desk, other_desk):
        assert [stay.id for stay in one.services.open_person(a.id).detentions] == [before.id]
        assert [stay.id for stay in one.services.open_person(b.id).detentions] == [since.id]
        assert one.services.open_person(b.id).person.current_markers() == ()
        link = link_of(one, a, b)
        assert link.in_order()[-1].why == "Fingerprints differ"
        # The list can be asked for again, and what follows the end is not in it.
        one.services.mark_warning(b.id, MarkerKind.MEDICAL, "asthma")
        assert one.services.written_since_link(link) == written


def test_an_ended_link_can_be_made_again_and_is_not_proposed(desk: Desk) -> None:
    a, b = linked(desk)
    desk.services.unlink_people(a.id, b.id, "Not sure")
    assert proposed(desk) == []

    desk.services.link_people(a.id, b.id, seen=link_of(desk, a, b))

    assert set(desk.services.group_of(a.id)) == {a.id, b.id}


def test_a_link_is_not_ended_without_a_reason(desk: Desk) -> None:
    a, b = linked(desk)

    with pytest.raises(FieldProblemError):
        desk.services.unlink_people(a.id, b.id, "  ")

    assert link_of(desk, a, b).is_linked()
