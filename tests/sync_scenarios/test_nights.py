"""Whatever happened in the night, in the morning everyone has everything, once."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.core import CentralCore
from sync.central.store.database import open_sqlite
from sync.central.store.schema import bring_up_to_date
from tests.central.stores import KEY, found, go_round, join
from tests.sync_scenarios.walk import Night


@pytest.fixture
def core(tmp_path: Path) -> Iterator[CentralCore]:
    database = open_sqlite(tmp_path / "central.db", KEY)
    bring_up_to_date(database)
    yield found(database)
    database.close()


@pytest.mark.parametrize("night", range(4))
def test_every_desk_has_every_entry_in_the_morning(
    core: CentralCore, rng: random.Random, night: int
) -> None:
    rng.seed(rng.random() + night)
    walk = Night(core, rng)
    walk.go_on(40)
    written = {entry for desk in walk.desks for held in desk.entries.values() for entry in held}
    walk.settle()
    newcomer = join(core)
    go_round(core, newcomer)
    walk.settle()
    print("\n".join(walk.told))  # noqa: T201 -- shown by pytest only on failure
    for desk in walk.desks:
        assert desk.state() == newcomer.state()
        assert desk.vector() == newcomer.vector()
    held = {entry for entries in newcomer.entries.values() for entry in entries}
    assert written <= held
    assert len(held) == sum(len(entries) for entries in newcomer.entries.values())
    with core.database.reading() as connection:
        stored = connection.exec_driver_sql("SELECT COUNT(*) FROM journal_header").scalar()
    assert stored == len(held)


def test_two_desks_that_take_turns_in_any_order_agree(
    core: CentralCore, rng: random.Random
) -> None:
    one, other = join(core), join(core)
    for number in range(12):
        at = rng.choice([one, other])
        at.save(b"r" * 16, {rng.choice("xyz"): number})
        if rng.random() < 0.5:
            go_round(core, rng.choice([one, other]))
    turns = [one, other, one, other]
    rng.shuffle(turns)
    for desk in (*turns, one, other):
        go_round(core, desk)
    assert one.state() == other.state()
