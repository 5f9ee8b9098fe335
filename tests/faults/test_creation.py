"""A set-up cut off anywhere leaves nothing that is mistaken for a store, and can be done again."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STEPS = 8
STEPS_TO_A_FAULT = 14  # with fewer the planted fault may lie between two of them


def creation(rng: random.Random, steps: int, *more: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.creation", "--steps", str(steps)]
    done = subprocess.run(
        [*command, "--seed", str(rng.getrandbits(32)), *more],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_set_up_killed_at_any_step_can_be_done_again(rng: random.Random) -> None:
    found = creation(rng, STEPS)

    assert found["killed"] == STEPS
    assert found["whole"] + found["again"] == STEPS
    assert found["faults"] == {}


def test_a_store_made_under_its_own_name_would_be_found_out(rng: random.Random) -> None:
    assert creation(rng, STEPS_TO_A_FAULT, "--in-place")["faults"] != {}
