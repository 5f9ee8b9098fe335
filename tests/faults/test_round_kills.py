"""A desk killed in the middle of rounds; in a process of its own, since it forks."""

import json
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_desk_killed_in_a_round_loses_nothing_it_promised(rng: random.Random) -> None:
    command = [sys.executable, "-m", "tests.faults.round_kills", "--kills", "3", "--no-tally"]
    done = subprocess.run(
        [*command, "--seed", str(rng.getrandbits(32))],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.stdout, done.stderr
    tally = json.loads(done.stdout)

    assert (tally["kills"], tally["lost"], tally["faults"]) == (3, [], [])
    assert tally["saves"] > 0
