"""Desks for every test of a service: real stores, a set clock, no passphrase."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.staff import SHAH, a_practitioner
from tests.unit.desktop.services.desk import Desk, SetClock, a_desk, empty_store


@pytest.fixture(scope="session")
def made_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_store(tmp_path_factory.mktemp("empty-store"))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(made_store: Path, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    with a_desk(made_store, tmp_path / "desk", clock) as opened:
        yield opened


@pytest.fixture
def other_desk(made_store: Path, tmp_path: Path, clock: SetClock) -> Iterator[Desk]:
    """A second workstation of the suite, with another practitioner at it."""
    shah = a_practitioner(id=SHAH, name="P. Shah", profession="RN", registration_number="99A0001X")
    with a_desk(made_store, tmp_path / "other", clock, practitioner=shah) as opened:
        yield opened
