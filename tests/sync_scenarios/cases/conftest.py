"""One service for each story, its files in RAM."""

import random
from collections.abc import Iterator
from itertools import count

import pytest

from tests.simulator.kit import Kit, kit
from tests.sync_scenarios.cases.service import Service

_stories = count()


@pytest.fixture(scope="module")
def made() -> Iterator[Kit]:
    with kit() as opened:
        yield opened


@pytest.fixture
def service(made: Kit, rng: random.Random) -> Service:
    return Service(made, made.folder / f"story-{next(_stories)}", rng)
