"""Who may be one person is proposed with reasons, never on a name, and compared a few at a time."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.person import Address
from desktop.services.people_met_twice import WhyMet
from tests.unit.desktop.services.desk import Desk
from tests.unit.desktop.services.pairs import BORN, meet, proposed, two

HOME = Address(lines="1 High Street", postcode="SS1 1AA")


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        ({"nhs_number": "9990000018"}, {"nhs_number": "9990000018", "family_name": "Hughes"},
         {"match.nhs_number"}),
        ({"pnc_id": "2002/0073319Z"}, {"pnc_id": "02/73319Z", "given_name": "Dean"},
         {"match.pnc_id"}),
        ({"date_of_birth": BORN}, {"date_of_birth": BORN}, {"match.name", "match.date_of_birth"}),
        ({"date_of_birth": BORN}, {"date_of_birth": date(1991, 4, 3)},
         {"match.name", "match.date_of_birth_swapped"}),
        ({"date_of_birth": BORN}, {"date_of_birth": date(1990, 3, 4)},
         {"match.name", "match.year_of_birth_near"}),
        ({"given_name": "Robert", "date_of_birth": BORN},
         {"given_name": "Bob", "date_of_birth": BORN},
         {"match.name_variant", "match.date_of_birth"}),
        ({"given_name": "Mohammed", "family_name": "Hussain", "date_of_birth": BORN},
         {"given_name": "Muhammad", "family_name": "Husayn", "date_of_birth": BORN},
         {"match.date_of_birth"}),
        ({"address": HOME}, {"given_name": "Kel", "address": HOME},
         {"match.name_variant", "match.postcode"}),
        ({"date_of_birth": BORN, "address": HOME},
         {"family_name": "Brown", "date_of_birth": BORN, "address": HOME},
         {"match.given_name", "match.date_of_birth", "match.postcode"}),
    ],
)  # fmt: skip
def test_who_may_be_one_is_proposed_with_its_reasons(
    desk: Desk, first: dict[str, object], second: dict[str, object], reasons: set[str]
) -> None:
    a, b = desk.person(**first), desk.person(**second)

    assert proposed(desk) == [({a.id, b.id}, WhyMet.ALIKE)]
    (meeting,) = desk.services.people_met_twice(b.id)

    assert reasons <= set(meeting.reasons)
    assert 65 <= meeting.score <= 100


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"date_of_birth": BORN}, {"given_name": "Dean", "family_name": "Hughes",
                                   "date_of_birth": BORN}),
        ({"date_of_birth": BORN}, {"date_of_birth": date(1985, 3, 4)}),
        ({"address": HOME}, {"given_name": "Dean", "address": HOME}),
        ({"date_of_birth": BORN, "nhs_number": "9990000018"},
         {"date_of_birth": BORN, "nhs_number": "9990123403"}),
    ],
)  # fmt: skip
def test_a_name_alone_or_less_proposes_nobody(
    desk: Desk, first: dict[str, object], second: dict[str, object]
) -> None:
    desk.person(**first)
    desk.person(**second)

    assert proposed(desk) == []


def test_who_is_said_to_be_another_is_proposed_no_more_at_any_desk(
    desk: Desk, other_desk: Desk
) -> None:
    a, b = two(desk)
    assert len(proposed(desk)) == 1
    desk.services.say_not_the_same(a.id, b.id, "Twins")
    meet(desk, other_desk)

    assert proposed(desk) == proposed(other_desk) == []


def test_a_proposal_goes_when_what_it_rested_on_is_put_right(desk: Desk) -> None:
    a, b = two(desk)
    assert len(proposed(desk)) == 1

    desk.services.change_person(b, replace(b, date_of_birth=date(1960, 1, 2)))

    assert proposed(desk) == []
    assert a.id != b.id


def test_people_are_compared_a_few_at_a_time_and_each_once(desk: Desk) -> None:
    for _ in range(12):
        desk.person(given_name="")

    assert desk.services.compare_touched(5) == 7
    assert desk.services.compare_touched(5) == 2
    assert desk.services.compare_touched(5) == 0
    assert desk.services.compare_touched(5) == 0
