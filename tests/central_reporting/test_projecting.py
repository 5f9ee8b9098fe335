"""The figures follow by themselves while the store is served."""

import time
from argparse import Namespace

from sync.central.core import CentralCore
from sync.central.reporting.command import project
from sync.central.reporting.projecting import Projecting, start_projecting
from sync.central.reporting.projector import is_behind
from tests.central_reporting.journals import author, send, states


def test_what_arrives_is_folded_without_being_asked_for(core: CentralCore) -> None:
    one = author(core)
    workers = [Projecting(core.database, core.identity.service, 0.02) for _ in range(2)]
    for worker in workers:
        worker.start()
    try:
        send(core, one, [one.write("note", b"n" * 16, {"n": 1})])
        until = time.monotonic() + 20
        while is_behind(core.database, core.identity.service) and time.monotonic() < until:
            time.sleep(0.01)
    finally:
        for worker in workers:
            worker.stop()
    assert states(core)["note", b"n" * 16].values() == {"n": 1}


def test_stopping_does_not_wait_for_the_next_look(core: CentralCore) -> None:
    projecting = start_projecting(core.database, core.identity)
    began = time.monotonic()
    projecting.stop()
    assert time.monotonic() - began < 1.5


def test_the_command_says_what_it_folded(core: CentralCore) -> None:
    one = author(core)
    send(core, one, [one.write("note", b"n" * 16, {"n": 1})])
    (first,) = project(core, Namespace(rebuild=False))
    (again,) = project(core, Namespace(rebuild=False))
    (anew,) = project(core, Namespace(rebuild=True))
    held = first.split()[0]
    assert first == anew == f"{held} entries folded: {held} of {held} are in the figures."
    assert again.startswith("0 entries folded")
