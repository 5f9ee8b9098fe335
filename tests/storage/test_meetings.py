"""Comparing those who changed looks into no more of the store than it must."""

from dataclasses import replace
from datetime import date
from functools import partial

from desktop.domain.identity import PersonId
from desktop.domain.person import Address, Person
from desktop.services.people_met_twice import alike
from desktop.services.ports import UnitOfWork
from desktop.storage.check import check_store
from desktop.storage.meetings import MeetingsInStore, near_queries, sure_queries
from desktop.storage.projection import rebuild
from tests.builders.moments import numbered
from tests.builders.people import a_person
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk, meet

BORN = date(1991, 3, 4)


def one(number: int, **changes: object) -> Person:
    home = Address(postcode="SS1 1AA")
    return a_person(id=PersonId(numbered(number)), nhs_number="", address=home, **changes)


def _add(person: Person, work: UnitOfWork) -> None:
    work.people.add(person)


def two_alike(desk: Desk) -> None:
    for number, name in ((1, "Kelly"), (2, "Kel")):
        desk.save(partial(_add, one(number, given_name=name)))


def compared(desk: Desk) -> int:
    meetings = MeetingsInStore(desk.store)
    assert meetings.compare_touched(50, alike) == 0
    return len(meetings.pairs())


def test_every_way_of_being_alike_is_found_by_an_index(desk: Desk) -> None:
    person = replace(one(1, pnc_id="2002/0073319Z"), nhs_number="9990123403")
    queries = [*sure_queries(person), *near_queries(person)]

    with desk.store.reading() as connection:
        plans = [
            str(row[-1])
            for query, values in queries
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)
        ]

    assert len(plans) == len(queries) == 4
    assert all("USING COVERING INDEX" in plan for plan in plans), plans


def test_who_came_from_a_neighbour_is_compared_as_well(make_desk: MakeDesk) -> None:
    here, there = make_desk(), make_desk()
    here.save(partial(_add, one(1, given_name="Kelly")))
    there.save(partial(_add, one(2, given_name="Kel")))
    assert compared(here) == 0

    meet(here, there)

    assert compared(here) == compared(there) == 1


def test_everybody_is_compared_anew_after_the_lists_were_folded_anew(desk: Desk) -> None:
    two_alike(desk)
    assert compared(desk) == 1

    with desk.store.writing() as connection:
        rebuild(connection)

    assert MeetingsInStore(desk.store).compare_touched(0, alike) == 2
    assert compared(desk) == 1


def test_what_was_found_alike_is_no_fault_of_a_store(desk: Desk) -> None:
    two_alike(desk)
    compared(desk)

    assert check_store(desk.store, desk.path).faults == ()
