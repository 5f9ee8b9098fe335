"""Samples of what docs/faults.md tells how to do at length: cuts, mutations, pushers, kills."""

import random

import pytest

from tests.faults.cutting_proxy import cut_everywhere
from tests.faults.database_kills import kill_often as kill_database_often
from tests.faults.fuzz_replies import fuzz
from tests.faults.pushers import push_together


def test_a_line_cut_anywhere_loses_and_doubles_nothing(rng: random.Random) -> None:
    tally = cut_everywhere(rng, 3)

    assert tally.faults == []
    assert tally.cuts >= 1  # a round may send less than the one that was measured
    assert min(tally.bytes_up, tally.bytes_down) > 200_000


def test_a_mutated_answer_crashes_nothing_and_changes_nothing(rng: random.Random) -> None:
    tally = fuzz(rng.getrandbits(32), 60)

    assert tally.faults == []
    assert tally.replies == 60


@pytest.mark.postgres
def test_pushers_at_once_miss_nothing(postgresql_url: str) -> None:
    found = push_together(240, address=postgresql_url)

    assert found.faults == []
    assert (found.pushed, found.read) == (240, 240)


@pytest.mark.postgres
def test_a_database_killed_in_a_round_loses_nothing_acknowledged(rng: random.Random) -> None:
    tally = kill_database_often(rng, 1)

    assert tally.faults == []
    assert tally.kills == 1
