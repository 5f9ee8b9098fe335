"""A round with the central store, beside the bare limit of the same run and the design's limits.

The short run is small enough to be done in three minutes; the full one has the numbers of the
design: 10,000 records, 100,000 for memory, a million entries.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.bench.row import Row
from desktop.bench.sync_central import Site, databases
from desktop.bench.sync_desk import DeskFiles
from desktop.bench.sync_loopback import counted, timed
from desktop.bench.sync_memory import memory
from desktop.bench.sync_payload import payloads
from desktop.bench.sync_size import at_two_sizes
from desktop.bench.sync_slow import over_slow_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is sent, and how often."""

    records: int
    passes: int
    memory: tuple[int, ...]
    entries: tuple[int, int]
    rounds: int
    answers: int


SHORT = Effort(
    records=2_000, passes=3, memory=(500, 2_000), entries=(2_000, 20_000), rounds=11, answers=120
)
FULL = Effort(
    records=10_000, passes=5, memory=(1_000, 10_000, 100_000), entries=(10_000, 1_000_000),
    rounds=41, answers=1_000,
)  # fmt: skip


def measure(*, full: bool = False) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="custody-liaison-bench-") as name:
        folder = Path(name)
        with databases(folder) as found:
            return measure_all(Site(folder, found), FULL if full else SHORT)


def measure_all(site: Site, effort: Effort) -> list[Row]:
    rows: list[Row] = []
    for part in _parts(site, effort):
        began = time.perf_counter()
        rows += part()
        print(f"{time.perf_counter() - began:.0f} s: {rows[-1].name}", file=sys.stderr)
    return rows


def _parts(site: Site, effort: Effort) -> Iterator[Callable[[], list[Row]]]:
    # Imported by the run alone: without windows all the rest can be measured.
    from desktop.bench.sync_typing import while_typing

    full_desk = DeskFiles(site.folder / "full").make(payloads(effort.records))
    new_desk = DeskFiles(site.folder / "new").make()
    count = effort.records
    small, large = effort.entries
    yield lambda: timed(site, full_desk, new_desk, records=count, passes=effort.passes)
    yield lambda: counted(site, full_desk, new_desk, records=count)
    yield lambda: over_slow_link(site, full_desk, new_desk, count)
    yield lambda: memory(site, new_desk, effort.memory)
    yield lambda: [at_two_sizes(site, small=small, large=large, rounds=effort.rounds)]
    yield lambda: [while_typing(site, full_desk, new_desk, answers=effort.answers)]
