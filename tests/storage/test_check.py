"""The check finds what was planted, and finds nothing in a store that is whole."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.storage.check import check_store
from desktop.storage.errors import StoreDamagedError
from tests.builders.custody import a_call, a_detention
from tests.builders.people import a_person
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk, give, meet


@pytest.fixture
def night(desk: Desk) -> Desk:
    """A store with a few people, a stay and a change, closed and opened again."""
    desk.save(lambda work: work.people.add(a_person()))
    desk.save(lambda work: work.detentions.add(a_detention()))
    desk.save(lambda work: work.calls.add(a_call()))

    def spell(work: object) -> None:
        old = desk.reads.person(a_person().id)
        work.people.change(old, replace(old, family_name="Marshe"))  # type: ignore[attr-defined]

    desk.save(spell)
    desk.close()
    return desk


def faults_of(desk: Desk) -> tuple[str, ...]:
    return check_store(desk.store, desk.path).faults


def plant(desk: Desk, *statements: str) -> None:
    with desk.store.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    desk.close()


def test_a_whole_store_has_no_faults_and_says_what_it_holds(night: Desk) -> None:
    found = check_store(night.store, night.path)

    assert found.faults == ()
    assert found.entries == 5
    assert found.records == 4


def test_two_desks_with_the_same_entries_have_the_same_digest(make_desk: MakeDesk) -> None:
    one, other = make_desk(), make_desk()
    one.save(lambda work: work.people.add(a_person()))
    other.save(lambda work: work.detentions.add(a_detention()))
    apart = check_store(one.store, one.path).digest, check_store(other.store, other.path).digest
    meet(one, other)

    assert apart[0] != apart[1]
    assert check_store(one.store, one.path).digest == check_store(other.store, other.path).digest


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE person SET family_name = 'Other'", "the list person"),
        ("UPDATE detention SET released_at = '2026'", "the list detention"),
        ("INSERT INTO attention VALUES (zeroblob(16), 'person', NULL, 1, 0)", "the list attention"),
        ("DELETE FROM hcp_call", "the list hcp_call"),
        ("UPDATE hcp_call SET state = (SELECT state FROM detention)", "the list hcp_call"),
        (
            "INSERT INTO other_record (id, kind, state) SELECT id, 'odd', state FROM person",
            "the list other_record",
        ),
        ("UPDATE person_search SET names = 'other'", "the list person_search"),
        ("DELETE FROM person_search", "the list person_search"),
        ("DELETE FROM journal_header WHERE seq = 2", "a gap in a chain at 3"),
        ("UPDATE journal_header SET prev = zeroblob(32) WHERE seq = 2", "the wrong place"),
        ("UPDATE journal_header SET seq = 9 WHERE seq = 2", "the wrong place"),
        ("UPDATE journal_header SET record = zeroblob(16)", "the wrong place"),
        ("UPDATE journal_body SET body = zeroblob(60) WHERE seq = 2", "not the one the header"),
        ("UPDATE journal_header SET header = zeroblob(9) WHERE seq = 3", "an entry at 3: header"),
        ("UPDATE journal_body SET seq = 77 WHERE seq = 2", "1 bodies without their entries"),
        ("DELETE FROM device_head", "the heads do not match"),
    ],
)
def test_a_planted_fault_is_named(night: Desk, statement: str, fault: str) -> None:
    plant(night, statement)

    assert any(fault in found for found in faults_of(night)), faults_of(night)


def test_a_damaged_index_of_words_is_named(night: Desk) -> None:
    plant(night, "UPDATE person_search_data SET block = zeroblob(40) WHERE id > 10")

    assert any("file:" in fault or "person_search" in fault for fault in faults_of(night))


def swap(data: bytearray, size: int, rng: random.Random) -> bytearray:
    one, other = rng.sample(range(2, len(data) // size), 2)
    for_one, for_other = (
        slice(one * size, (one + 1) * size),
        slice(other * size, (other + 1) * size),
    )
    data[for_one], data[for_other] = data[for_other], data[for_one]
    return data


def flip(data: bytearray, size: int, rng: random.Random) -> bytearray:
    data[rng.randrange(2 * size, len(data))] ^= 1 << rng.randrange(8)
    return data


DAMAGE: dict[str, Callable[[bytearray, int, random.Random], bytearray]] = {
    "one bit": flip,
    "two pages swapped": swap,
    "a page cut off": lambda data, size, _rng: data[:-size],
    "half a page cut off": lambda data, size, _rng: data[: -size // 2],
    "a page appended": lambda data, size, rng: data + rng.randbytes(size),
    "some bytes appended": lambda data, _size, rng: data + rng.randbytes(100),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("time", range(4))
def test_damage_to_the_file_is_found_wherever_it_is(
    night: Desk, damage: str, time: int, rng: random.Random
) -> None:
    rng.seed(f"{rng.random()} {time}")
    whole = bytearray(night.path.read_bytes())
    night.path.write_bytes(DAMAGE[damage](whole, 8192, rng))

    try:
        faults = faults_of(night)
    except StoreDamagedError:
        return  # found at the opening already
    assert any(fault.startswith(("page:", "file:")) for fault in faults), faults


def test_a_store_that_took_much_from_others_is_whole(make_desk: MakeDesk) -> None:
    one, other = make_desk(), make_desk()
    one.save(lambda work: work.people.add(a_person()))
    give(one, other)
    other.save(lambda work: work.detentions.add(a_detention()))
    give(other, one)
    one.close()

    assert faults_of(one) == ()
    assert faults_of(other) == ()
