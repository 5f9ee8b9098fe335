"""Kills the PostgreSQL under the central store again and again while desks go round.

    python -m tests.faults.database_kills --kills 50 --seed 1

adds to docs/tally/database_kills.json.

Whatever the central store had acknowledged must be there when the database is back.
"""

import argparse
import json
import random
import secrets
import sys
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sync.client.errors import RefusedError, RoundError
from sync.client.round import run_round
from sync.journal.vector import Vector
from tests.fakes.replica import MemoryReplica
from tests.faults.central_server import Served, central_server
from tests.faults.postgresql import OwnPostgresql, own_postgresql
from tests.faults.pushers import NURSE, READER, replica
from tests.faults.tally import add_run

DESKS = 2


@dataclass
class Tally:
    kills: int = 0
    rounds: int = 0
    rounds_cut: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass
class BusyDesk:
    """Saves and goes round on a thread of its own until it is told to stop."""

    served: Served
    number: int
    tally: Tally
    stop: threading.Event
    written: int = 0

    def __post_init__(self) -> None:
        self.desk: MemoryReplica = replica(self.served, self.number)

    def work(self) -> None:
        with closing(self.served.line_of(self.number)) as line:
            while not self.stop.is_set():
                for _ in range(20):
                    self.written += 1
                    record = self.written.to_bytes(15, "big") + bytes([self.number])
                    self.desk.save(record, {"note": self.written})
                try:
                    run_round(self.desk, line, self.served.central_key, practitioner=NURSE)
                    self.tally.rounds += 1
                except (RoundError, RefusedError) as error:
                    code = getattr(error, "code", type(error).__name__)
                    self.tally.errors[code] = self.tally.errors.get(code, 0) + 1
                    self.tally.rounds_cut += 1
                    self.stop.wait(0.05)


def kill_often(rng: random.Random, kills: int) -> Tally:
    tally = Tally()
    with TemporaryDirectory(prefix="database-kills-") as folder:
        place = Path(folder)
        with (
            own_postgresql(place / "postgresql") as server,
            central_server(place / "centre", server.address) as served,
        ):
            for _ in range(kills):
                _kill_once(rng, server, served, tally)
                if tally.faults:
                    break
    return tally


_desks: dict[int, MemoryReplica] = {}


def _kill_once(rng: random.Random, server: OwnPostgresql, served: Served, tally: Tally) -> None:
    stop = threading.Event()
    busy = [BusyDesk(served, number, tally, stop) for number in range(DESKS)]
    for one in busy:
        one.desk = _desks.setdefault(one.number, one.desk)
        one.written = len(one.desk.records)
    threads = [threading.Thread(target=one.work) for one in busy]
    for thread in threads:
        thread.start()
    stop.wait(rng.uniform(0.2, 1.5))
    address = server.address
    server.kill()
    tally.kills += 1
    stop.wait(rng.uniform(0.0, 0.2))
    acknowledged = {one.number: one.desk.acknowledged() for one in busy}
    server.start_again()
    if server.address != address:
        tally.faults.append("the database came back elsewhere")
    stop.set()
    for thread in threads:
        thread.join(30)
    _look(served, acknowledged, tally)


def _look(served: Served, acknowledged: dict[int, Vector], tally: Tally) -> None:
    """A desk that was not there fetches everything; what was acknowledged must be in it."""
    reader = _desks.setdefault(READER, replica(served, READER))
    with closing(served.line_of(READER)) as line:
        run_round(reader, line, served.central_key, practitioner=NURSE)
    for number, vector in acknowledged.items():
        for device, heads in vector.items():
            lost = [head for head in heads if not reader.knows(device, head.entry)]
            if lost:
                tally.faults.append(f"desk {number}: {len(lost)} acknowledged heads are gone")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--no-tally", action="store_true")
    asked = parser.parse_args()
    tally = kill_often(random.Random(asked.seed), asked.kills)
    row = {"seed": asked.seed, **vars(tally)}
    print(json.dumps(row))  # noqa: T201 -- a command line prints
    if not asked.no_tally:
        add_run("database_kills", row)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
