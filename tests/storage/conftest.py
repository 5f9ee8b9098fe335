"""Desks that close their stores when the test ends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.storage.desks import Central, Desk, copy_of_new_store

MakeDesk = Callable[[], Desk]


@pytest.fixture
def central() -> Central:
    return Central()


@pytest.fixture
def make_desk(tmp_path: Path, central: Central) -> Iterator[MakeDesk]:
    """Make another enrolled desk each time it is called."""
    made: list[Desk] = []

    def make() -> Desk:
        desk = Desk(copy_of_new_store(tmp_path / f"desk{len(made)}"), central)
        made.append(desk)
        central.enrol(desk.device, Central(desk.device, desk.private_key).public_key)
        for one in made:
            one.replica.take([central.batch()])
        return desk

    yield make
    for one in made:
        one.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()
