"""Eight processes push at once while a ninth reads; then it is counted what was missed.

python -m tests.faults.pushers --units 100000     adds to docs/tally/pushers.json
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.client.round import run_round
from sync.wire.messages import Push
from tests.fakes.replica import MemoryReplica
from tests.faults.central_server import DEVICES, Served, central_server, device_id, private_key
from tests.faults.postgresql import own_postgresql
from tests.faults.tally import add_run

PUSHERS, READER = 8, DEVICES - 1
CHUNK = 50
NURSE = b"\x0e" * 16


@dataclass(frozen=True)
class Found:
    units: int
    pushed: int
    read: int
    seconds: float
    faults: list[str]


def replica(served: Served, number: int) -> MemoryReplica:
    made = MemoryReplica(device=device_id(number), private_key=private_key(number))
    made.central = served.central
    made.keys[served.central] = served.central_key
    return made


def push_units(served: Served, number: int, units: int) -> int:
    """Push so many units in chunks; return how many the central store said it holds."""
    desk = replica(served, number)
    held = 0
    with closing(served.line_of(number)) as line:
        for first in range(0, units, CHUNK):
            before = desk.vector()
            for unit in range(first, min(first + CHUNK, units)):
                desk.save(unit.to_bytes(15, "big") + bytes([number]), {"note": unit})
            for batch in desk.batches_beyond(before, own_only=True, most=CHUNK):
                reply = line.push(Push([batch]))
                if [head.entry for head in reply.held[desk.device]] == [batch.head.entry]:
                    held += len(batch.pieces)
    return held


def read_on(served: Served, stop: Callable[[], bool]) -> Iterator[MemoryReplica]:
    """Go round again and again while the others push, and once more when they have ended."""
    reader = replica(served, READER)
    with closing(served.line_of(READER)) as line:
        is_last = False
        while not is_last:
            is_last = stop()
            run_round(reader, line, served.central_key, practitioner=NURSE)
    yield reader


def push_together(units: int, *, address: str = "") -> Found:
    with TemporaryDirectory(prefix="pushers-") as folder:
        place = Path(folder)
        if address:
            return _push_together(place, units, address)
        with own_postgresql(place / "postgresql") as server:
            return _push_together(place, units, server.address)


def _push_together(place: Path, units: int, address: str) -> Found:
    shares = [len(range(number, units, PUSHERS)) for number in range(PUSHERS)]
    with central_server(place / "centre", address) as served:
        began = time.monotonic()
        with ProcessPoolExecutor(PUSHERS, mp_context=get_context("fork")) as pool:
            work = [
                pool.submit(push_units, served, number, share)
                for number, share in enumerate(shares)
            ]
            (reader,) = read_on(served, lambda: all(one.done() for one in work))
            pushed = [one.result() for one in work]
        seconds = time.monotonic() - began
    faults = []
    for number, (share, held) in enumerate(zip(shares, pushed, strict=True)):
        here = reader.entries.get(device_id(number), {})
        if held != share or len(here) != share:
            faults.append(f"pusher {number}: {share} units, {held} held, {len(here)} read")
        if sorted(one.header.seq for one in here.values()) != list(range(1, share + 1)):
            faults.append(f"pusher {number}: a gap")
    read = sum(len(reader.entries.get(device_id(number), {})) for number in range(PUSHERS))
    return Found(units, sum(pushed), read, round(seconds, 1), faults)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--units", type=int, default=2000)
    parser.add_argument("--no-tally", action="store_true")
    asked = parser.parse_args()
    found = push_together(asked.units)
    print(json.dumps(vars(found)))  # noqa: T201 -- a command line prints
    if not asked.no_tally:
        add_run("pushers", vars(found))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
