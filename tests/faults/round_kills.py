"""Kills a desk again and again while it saves and goes round, and looks what became of its words.

    python -m tests.faults.round_kills --kills 500 --seed 1     adds to docs/tally/round_kills.json
    python -m tests.faults.round_kills --minutes 5 --no-tally

The central store is a process of its own over TLS. What the desk said was saved must be in its
store; what it said was acknowledged must be at the central store.
"""

import argparse
import json
import random
import secrets
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from desktop.domain.identity import PersonId
from desktop.storage.check import check_store
from desktop.storage.outbox import ReadsOfStore
from desktop.storage.store import FILE_NAME, Store, create_store, open_store
from desktop.storage.sync_replica import StoreReplica
from desktop.storage.unit_of_work import unit_of_work
from sync.client.round import run_round
from tests.builders.people import a_person
from tests.builders.staff import OKAFOR
from tests.faults.central_server import Served, central_server, device_id, private_key
from tests.faults.forked import Say, run_forked
from tests.faults.tally import add_run

KEY = bytes(range(32))
NURSE = b"\x0e" * 16
LONGEST_LIFE = 1.6  # seconds; about the first half of one is a store and a line being opened
KILLS_PER_STORE = 40


@dataclass
class Tally:
    kills: int = 0
    saves: int = 0
    rounds: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.faults)


def _open(folder: Path, number: int) -> Store:
    return open_store(folder, KEY, device_id(number))


def _round(store: Store, served: Served, number: int) -> None:
    replica = StoreReplica(store, private_key(number), served.central, served.central_key)
    line = served.line_of(number)
    try:
        run_round(replica, line, served.central_key, practitioner=NURSE)
    finally:
        line.close()


def _save_and_go_round(folder: Path, served: Served, number: int, seed: int, say: Say) -> None:
    rng = random.Random(seed)
    store = _open(folder, number)
    while True:
        for _ in range(rng.choice((1, 2, 30))):
            person = a_person(id=PersonId(UUID(int=rng.getrandbits(128))))
            with unit_of_work(store, OKAFOR.bytes) as work:
                work.people.add(person)
                work.commit()
            say(f"saved {person.id}")
        _round(store, served, number)
        say("acknowledged")


def _people(store: Store) -> set[str]:
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM person")
        return {str(UUID(bytes=identity)) for (identity,) in rows}


def _look(folder: Path, number: int, saved: Iterable[str], say: Say) -> None:
    store = _open(folder, number)
    for person in set(saved) - _people(store):
        say(f"lost at the desk {person}")
    for fault in check_store(store, folder / FILE_NAME).faults:
        say(f"fault {fault}")


def _look_at_centre(folder: Path, served: Served, promised: Iterable[str], say: Say) -> None:
    """Fetch everything to a desk of its own and say what of the promised is not there."""
    store = create_store(folder, KEY, device_id(11))
    _round(store, served, 11)
    for person in set(promised) - _people(store):
        say(f"lost at the central store {person}")


def _finish(folder: Path, served: Served, number: int, say: Say) -> None:
    store = _open(folder, number)
    _round(store, served, number)
    waiting = ReadsOfStore(store).waiting()
    if waiting:
        say(f"fault {waiting} entries wait after a round")


def kill_often(rng: random.Random, *, kills: int | None, seconds: float = 0) -> Tally:
    tally, end = Tally(), time.monotonic() + seconds

    def goes_on() -> bool:
        return tally.kills < kills if kills is not None else time.monotonic() < end

    with TemporaryDirectory(prefix="round-kills-") as place:
        life = 0
        while goes_on():
            life += 1
            with central_server(Path(place) / f"centre-{life}") as served:
                _one_life(Path(place) / f"life-{life}", served, rng, tally, goes_on)
    return tally


def _one_life(
    folder: Path, served: Served, rng: random.Random, tally: Tally, goes_on: object
) -> None:
    saved: set[str] = set()
    acknowledged: set[str] = set()
    folder.mkdir()
    run_forked(lambda _say: create_store(folder, KEY, device_id(0)).close())
    for _ in range(KILLS_PER_STORE):
        work = partial(_save_and_go_round, folder, served, 0, rng.getrandbits(32))
        for line in run_forked(work, kill_after=rng.uniform(0.02, LONGEST_LIFE)):
            if line == "acknowledged":
                acknowledged |= saved
                tally.rounds += 1
            else:
                saved.add(line.split()[1])
                tally.saves += 1
        tally.kills += 1
        if not callable(goes_on) or not goes_on():
            break
    said = run_forked(partial(_look, folder, 0, saved))
    beside = folder.with_name(folder.name + "-seen")
    beside.mkdir()
    said += run_forked(partial(_look_at_centre, beside, served, acknowledged))
    said += run_forked(partial(_finish, folder, served, 0))
    last = folder.with_name(folder.name + "-last")
    last.mkdir()
    said += run_forked(partial(_look_at_centre, last, served, saved))
    tally.lost += [line for line in said if line.startswith("lost")]
    tally.faults += [line for line in said if line.startswith("fault")]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--no-tally", action="store_true")
    asked = parser.parse_args()
    kills = asked.kills if asked.kills or asked.minutes else 12
    tally = kill_often(random.Random(asked.seed), kills=kills, seconds=asked.minutes * 60)
    print(json.dumps({"seed": asked.seed, **asdict(tally)}))  # noqa: T201 -- a command line prints
    if not asked.no_tally:
        add_run("round_kills", {"seed": asked.seed, **asdict(tally)})
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
