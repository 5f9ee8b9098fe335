"""Lives through histories and keeps count.

    python -m tests.simulator.run --histories 100 --seed 1    the histories of seeds 1 to 100
    python -m tests.simulator.run --minutes 10 --jobs 2       as many as there is time for
    python -m tests.simulator.run --seed 17 --trace           one history, told step by step

The first two add what they did to docs/tally/simulator.json; `--no-tally` leaves it alone. The
seeds of a run without `--seed` follow the highest that the tally has.
"""

import argparse
import gc
import json
import os
import random
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.simulator.chance import VirtualClock, no_other_chance, small_messages
from tests.simulator.files import forget_files
from tests.simulator.kit import Kit, kit
from tests.simulator.world import USUAL, World

STEPS = 36
ROOT = Path(__file__).parents[2]
TALLY = ROOT / "docs" / "tally" / "simulator.json"
_CHUNK = 40


@dataclass(frozen=True)
class History:
    """`error` is what the oracle found, None where all was well."""

    seed: int
    trace: tuple[str, ...]
    trace_hash: str
    error: Exception | None

    def told(self) -> str:
        return f"seed {self.seed}, trace {self.trace_hash}: {self.error!r}"


def live_through(
    kit_: Kit,
    seed: int,
    *,
    steps: int = STEPS,
    clauses: Collection[str] = USUAL,
    likelier: Mapping[str, float] | None = None,
) -> History:
    """Return one history; `clauses` and `likelier` are what the tries of single faults ask for."""
    rng, clock = random.Random(seed), VirtualClock()
    error: Exception | None = None
    with no_other_chance(rng, clock), small_messages(rng):
        world = World(seed, kit_, clock, rng, kit_.folder, clauses, likelier or {})
        try:
            world.run(steps)
        except Exception as found:  # noqa: BLE001 -- whatever it is, the seed is what counts
            error = found
    forget_files()
    shutil.rmtree(world.folder)
    return History(seed, tuple(world.trace), world.trace_hash(), error)


def live_through_many(
    kit_: Kit, seeds: Iterator[int], *, until: float = float("inf")
) -> tuple[int, list[History]]:
    """Return how many histories there was time for, and those that went wrong."""
    lived, failed = 0, []
    for seed in seeds:
        history = live_through(kit_, seed)
        lived += 1
        if history.error is not None:
            failed.append(history)
        if lived % _CHUNK == 0:
            gc.collect()
        if time.monotonic() >= until:
            break
    return lived, failed


def _work(first: int, histories: int, step: int, until: float) -> tuple[int, list[int], list[str]]:
    # Most of what a history makes dies with it; looking for cycles all the time is a tenth of it.
    gc.disable()
    seeds = iter(range(first, first + histories * step, step)) if histories else count(first, step)
    with kit() as kit_:
        lived, failed = live_through_many(kit_, iter(seeds), until=until)
    return lived, [history.seed for history in failed], [history.told() for history in failed]


def _tell_one(seed: int) -> int:
    with kit() as kit_:
        history = live_through(kit_, seed)
    print("\n".join(history.trace))  # noqa: T201 -- a command line prints
    print(history.told())  # noqa: T201
    if history.error is not None:
        traceback.print_exception(history.error)
    return 0 if history.error is None else 1


def _read_tally() -> list[dict[str, object]]:
    return json.loads(TALLY.read_text(encoding="utf-8"))["runs"] if TALLY.exists() else []


def _next_seed() -> int:
    last = [int(str(run["last_seed"])) for run in _read_tally()]
    return max(last, default=0) + 1


def _add_to_tally(row: dict[str, object]) -> None:
    runs = [*_read_tally(), row]
    total = sum(int(str(run["histories"])) for run in runs)
    lines = ",\n".join("    " + json.dumps(run) for run in runs)
    text = f'{{\n  "histories": {total},\n  "runs": [\n{lines}\n  ]\n}}\n'
    TALLY.parent.mkdir(exist_ok=True)
    TALLY.write_text(text, encoding="utf-8")


def commit() -> str:
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--histories", type=int, default=0)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--no-tally", action="store_true")
    asked = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order within a set of words is part of what a seed must repeat.
        again = [sys.executable, "-m", "tests.simulator.run", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})
    seed = asked.seed if asked.seed is not None else _next_seed()
    if asked.trace:
        return _tell_one(seed)
    return _count(asked, seed)


def _count(asked: argparse.Namespace, seed: int) -> int:
    histories = asked.histories or (0 if asked.minutes else 1)
    until = time.monotonic() + asked.minutes * 60 if asked.minutes else float("inf")
    jobs: int = min(asked.jobs, histories) if histories else asked.jobs
    began = time.monotonic()
    shares = [len(range(place, histories, jobs)) for place in range(jobs)]
    with ProcessPoolExecutor(jobs) as pool:
        parts = [
            pool.submit(_work, seed + place, share, jobs, until)
            for place, share in enumerate(shares)
        ]
        done = [part.result() for part in parts]
    took = time.monotonic() - began
    lived = sum(part[0] for part in done)
    failed = sorted(one for part in done for one in part[1])
    for text in (text for part in done for text in part[2]):
        print(text)  # noqa: T201 -- a command line prints
    rate = round(lived / took * 60 / jobs)
    last = seed - 1 + jobs * max(part[0] for part in done)
    print(  # noqa: T201
        f"{lived} histories of {STEPS} steps, seeds {seed} to {last}: {len(failed)} failed; "
        f"{rate} a minute a process"
    )
    if not asked.no_tally:
        _add_to_tally(
            {
                "day": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit(), "first_seed": seed,
                "last_seed": last, "histories": lived, "steps": STEPS, "failed": failed,
            }
        )  # fmt: skip
    return 0 if not failed else 1


if __name__ == "__main__":
    sys.exit(main())
