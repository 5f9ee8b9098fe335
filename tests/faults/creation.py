"""Kills a set-up at each of its steps, and looks what can be done with what is left.

    python -m tests.faults.creation             every step
    python -m tests.faults.creation --steps 20  as many, chosen by --seed

A step is a statement to the database or an opening, renaming or removing of a file in the folder.
"""

import argparse
import json
import os
import random
import secrets
import signal
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.assembly.session import open_session
from desktop.assembly.setting_up import set_up
from desktop.domain.person import Person
from desktop.errors import ExpectedError
from desktop.storage import engine, store
from desktop.storage.check import check_store
from desktop.storage.errors import StoreExistsError, StoreMissingError
from desktop.storage.migrations import run  # noqa: F401 -- imported before the forks, for speed
from desktop.storage.store import FILE_NAME
from desktop.vault import kdf
from desktop.vault.kdf import KdfParameters
from tests.builders.people import a_person
from tests.builders.staff import a_practitioner
from tests.faults.forked import Say, run_forked

PASSPHRASE = "lomi-tabu-kedo-risa"
_WATCHED = {"open", "os.rename", "os.remove", "os.mkdir"}
_real_argon2, _real_connect = kdf._argon2, engine.connect


def _cheap_argon2(secret: bytes, salt: bytes, cost: KdfParameters) -> bytes:
    return _real_argon2(secret, salt, KdfParameters(memory_kib=64, iterations=1, lanes=1))


class Steps:
    """Counts the steps in `folder`, and kills the process at one of them."""

    def __init__(self, folder: Path, fatal: int | None) -> None:
        self.folder, self.fatal, self.count = str(folder), fatal, 0

    def one(self, *_about: object) -> None:
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        sys.addaudithook(self._heard)
        engine.connect = self._connect

    def _heard(self, event: str, about: tuple[Any, ...]) -> None:
        if event in _WATCHED and str(about[0]).startswith(self.folder):
            self.one()

    def _connect(self, path: Path, key: bytes) -> Any:
        connection = _real_connect(path, key)
        connection.set_trace_callback(self.one)
        self.one()
        return connection


def _set_up(folder: Path) -> None:
    set_up(
        folder,
        user="okafor",
        practitioner=a_practitioner(),
        passphrase=PASSPHRASE,
        name="WS-07",
        suite="Southend",
    )


def _set_up_watched(folder: Path, fatal: int | None, say: Say) -> None:
    steps = Steps(folder, fatal)
    steps.watch()
    _set_up(folder)
    say(str(steps.count))


def _try_again(folder: Path, say: Say) -> None:
    """Do what a person would: open, and where there is nothing to open, set up again."""
    try:
        with open_session(folder, "okafor", PASSPHRASE):
            say("whole")
    except StoreMissingError:
        _set_up(folder)
        say("set up again")
    try:
        _set_up(folder)
    except StoreExistsError:
        say("refused over a whole one")
    _use(folder, say)


def _use(folder: Path, say: Say) -> None:
    with open_session(folder, "okafor", PASSPHRASE) as session:
        person: Person = session.services.add_person(a_person(nhs_number=""))
        names = session.services.open_person(person.id).names
        if names.get(a_practitioner().id) != a_practitioner().name:
            say("fault: nobody knows who works here")
        for fault in check_store(session.store, folder / FILE_NAME).faults:
            say(f"fault: {fault}")
    left = {path.name for path in folder.iterdir()} - _EXPECTED
    if left:
        say(f"fault: left behind {sorted(left)}")
    say("used")


_EXPECTED = {"device.key", "running.lock", "slots.json", "store.db", "workstation.json"}


def kill_at(fatal: int | None) -> list[str]:
    """Kill a set-up at one step and return what could be done afterwards."""
    with TemporaryDirectory(prefix="creation-") as parent:
        folder = Path(parent) / "data"
        begin = partial(_set_up_watched, folder, fatal)
        said = run_forked(begin, kill_after=None if fatal is None else 60)
        if fatal is None:
            return said
        try:
            return run_forked(partial(_guarded, folder))
        except RuntimeError:
            return ["fault: a traceback"]


def _guarded(folder: Path, say: Say) -> None:
    try:
        _try_again(folder, say)
    except ExpectedError as error:
        say(f"fault: {type(error).__name__}")


def spread(steps: int, wanted: int, rng: random.Random) -> list[int]:
    """Return as many steps as wanted, one by chance out of each equal part of the way.

    A plain sample may pass over the stretch where a planted fault lies.
    """
    edges = [1 + steps * part // wanted for part in range(wanted + 1)]
    return [rng.randrange(low, high) for low, high in pairwise(edges)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--in-place", action="store_true", help="plant the fault to be found")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    asked = parser.parse_args()
    kdf._argon2 = _cheap_argon2
    if asked.in_place:
        store._UNFINISHED = ""
    (counted,) = kill_at(None)
    steps = range(1, int(counted) + 1)
    chosen = list(steps)
    if asked.steps is not None:
        chosen = spread(len(steps), asked.steps, random.Random(asked.seed))
    found = {step: kill_at(step) for step in chosen}
    faults = {
        step: said
        for step, said in found.items()
        if said[-1] != "used" or any(line.startswith("fault") for line in said)
    }
    whole = sum("whole" in said for said in found.values())
    again = sum("set up again" in said for said in found.values())
    print(  # noqa: T201 -- a command line prints
        json.dumps({"steps": len(steps), "killed": len(found), "whole": whole, "again": again,
                    "faults": faults})
    )  # fmt: skip
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
