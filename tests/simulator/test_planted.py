"""Faults that must be found: where one is planted, a short search meets a history that fails."""

import random
from collections.abc import Iterator

import pytest

from tests.simulator.kit import Kit, kit
from tests.simulator.planted import PLANTED, first_caught

ENOUGH = 120


@pytest.fixture(scope="module")
def made() -> Iterator[Kit]:
    with kit() as opened:
        yield opened


@pytest.mark.parametrize("fault", PLANTED)
@pytest.mark.usefixtures("logged_warnings")
def test_a_planted_fault_is_found(made: Kit, rng: random.Random, fault: str) -> None:
    seed = rng.randrange(2**40)
    print(f"search from seed {seed}")  # noqa: T201 -- shown by pytest only on failure

    _, history = first_caught(made, PLANTED[fault], seed, histories=ENOUGH)

    assert history is not None
