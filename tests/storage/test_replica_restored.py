"""What a restored copy of a desk brings back, and that nothing is lost."""

import random
from dataclasses import replace

import pytest

from desktop.domain.identity import PersonId
from desktop.domain.person import Person
from desktop.storage.check import check_store
from tests.builders.moments import numbered
from tests.storage.conftest import MakeDesk
from tests.storage.desks import Desk, give, meet
from tests.storage.sides import entries_at, giver_and_taker, people_at, save_people


@pytest.fixture
def pair(make_desk: MakeDesk) -> tuple[Desk, Desk]:
    return giver_and_taker(make_desk)


class Backup:
    """A copy of a desk taken one evening, and the central side that went on without it."""

    def __init__(self, desk: Desk, other: Desk) -> None:
        self.desk, self.other = desk, other
        save_people(desk, 1, 2)
        meet(desk, other)
        self.copy = desk.copied_to(desk.folder.parent / "backup")
        save_people(desk, 3, 4)
        meet(desk, other)
        desk.close()


@pytest.fixture
def backup(pair: tuple[Desk, Desk]) -> Backup:
    taker, giver = pair[1], pair[0]
    return Backup(taker, giver)


EVERYBODY = {f"Person{number}" for number in (1, 2, 3, 4)}


def test_a_restored_copy_gets_back_what_it_had_sent_and_goes_on(backup: Backup) -> None:
    restored, other = backup.copy, backup.other
    give(other, restored)
    restored.close()
    save_people(restored, 5)
    meet(restored, other)

    for desk in (restored, other):
        assert people_at(desk) == EVERYBODY | {"Person5"}
        assert check_store(desk.store, desk.path).faults == ()
    assert restored.replica.vector() == other.replica.vector()
    assert len(restored.store.standing.heads[restored.device]) == 1
    restored.close()


def test_a_restored_copy_that_was_used_first_keeps_both_branches(backup: Backup) -> None:
    restored, other = backup.copy, backup.other
    restored.replica.acknowledge(other.replica.vector())
    save_people(restored, 5)
    give(other, restored)
    waiting = restored.reads.waiting()
    save_people(restored, 6)
    meet(restored, other)
    restored.close()
    save_people(restored, 7)
    meet(restored, other)

    assert waiting == 1
    for desk in (restored, other):
        assert people_at(desk) == EVERYBODY | {"Person5", "Person6", "Person7"}
        assert check_store(desk.store, desk.path).faults == ()
    assert entries_at(restored) == entries_at(other)
    assert restored.replica.vector() == other.replica.vector()
    restored.replica.acknowledge(other.replica.vector())
    assert restored.reads.waiting() == 0
    assert restored.reads.leaving() == ((), 0)
    restored.close()


def saved_and_arrived(desk: Desk, other: Desk, number: int) -> set[str]:
    """Save somebody, send what there is, and return whoever of it arrived.

    What arrived cannot be lost; what did not goes with the disk. After a restore one way alone may
    bring nothing: the other side's branch has to come first.
    """
    save_people(desk, number)
    give(desk, other)
    return people_at(other) & {f"Person{number}"}


@pytest.mark.parametrize("night", range(8))
def test_however_often_a_machine_is_restored_nothing_is_lost(
    make_desk: MakeDesk, rng: random.Random, night: int
) -> None:
    rng.seed(f"{rng.random()} {night}")
    desk, other = make_desk(), make_desk()
    saved: set[str] = set()
    kept: list[Desk] = []
    for step in range(14):
        what = rng.choice(("save", "save", "meet", "copy", "restore", "reopen"))
        if what == "save":
            saved |= saved_and_arrived(desk, other, 100 + step)
        elif what == "meet":
            meet(desk, other)
        elif what == "copy":
            kept.append(desk.copied_to(desk.folder.parent / f"copy{step}"))
        elif what == "restore" and kept:
            desk.close()
            desk = kept.pop(rng.randrange(len(kept)))
        else:
            desk.close()
    meet(desk, other)
    desk.close()
    save_people(desk, 999)
    meet(desk, other)

    assert saved | {"Person999"} <= people_at(desk) == people_at(other)
    assert desk.replica.vector() == other.replica.vector()
    for one in (desk, other):
        assert check_store(one.store, one.path).faults == ()
    desk.close()


def test_a_person_changed_at_both_is_whole_after_a_restore(backup: Backup) -> None:
    restored, other = backup.copy, backup.other
    old: Person = restored.reads.person(PersonId(numbered(1)))
    restored.save(lambda work: work.people.change(old, replace(old, known_as="Restored")))
    meet(restored, other)

    assert other.reads.person(PersonId(numbered(1))).known_as == "Restored"
    restored.close()
