"""A few of the kills that docs/faults.md counts by the hundred, and the fault they would find."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KILLS = 8
KILLS_TO_A_LOSS = 12  # of a program that promises too early


def kill_run(rng: random.Random, kills: int, *more: str) -> dict[str, Any]:
    """Run the command in a process of its own: it forks, and must never have held a store."""
    command = [sys.executable, "-m", "tests.faults.kill_run", "--kills", str(kills)]
    done = subprocess.run(
        [*command, "--seed", str(rng.getrandbits(32)), *more],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout, done.stderr
    tally: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == (0 if not tally["lost"] and not tally["faults"] else 1)
    return tally


def test_a_kill_at_any_moment_loses_nothing_that_was_promised(rng: random.Random) -> None:
    tally = kill_run(rng, KILLS)

    assert tally["kills"] == KILLS
    assert tally["answers"] + tally["saves"] > KILLS
    assert (tally["lost"], tally["unopenable"], tally["faults"]) == ([], 0, [])


def test_a_program_that_promised_too_early_would_be_found(rng: random.Random) -> None:
    tally = kill_run(rng, KILLS_TO_A_LOSS, "--says-early")

    assert tally["lost"] != []
    assert tally["unopenable"] == 0
