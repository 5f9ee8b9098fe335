"""The figures follow by themselves while the store is served."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.central import serving
from sync.central.__main__ import main
from sync.central.core import CentralCore
from sync.central.folder import DataFolder
from sync.central.reporting import projecting as projecting_module
from sync.central.reporting.command import bring_up_to_journal
from sync.central.reporting.projecting import Projecting, start_projecting
from sync.central.reporting.projector import Folded, is_behind, project_some
from sync.central.store.database import Database
from tests.central_reporting.journals import author, send, states


def told_once(
    monkeypatch: pytest.MonkeyPatch, is_reached: Callable[[Database, bytes], bool]
) -> threading.Event:
    """An event that a worker sets once the figures have come to where they should be."""
    reached = threading.Event()

    def fold(database: Database, service: bytes) -> Folded:
        folded = project_some(database, service)
        if is_reached(database, service):
            reached.set()
        return folded

    monkeypatch.setattr(projecting_module, "project_some", fold)
    return reached


def test_what_arrives_is_folded_without_being_asked_for(
    core: CentralCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = author(core)
    note = ("note", b"n" * 16)
    folded = told_once(monkeypatch, lambda _database, _service: note in states(core))
    workers = [Projecting(core.database, core.identity.service, 0.02) for _ in range(2)]
    for worker in workers:
        worker.start()
    try:
        send(core, one, [one.write(*note, {"n": 1})])
        assert folded.wait(20)
    finally:
        for worker in workers:
            worker.stop()
    assert states(core)[note].values() == {"n": 1}


def test_stopping_does_not_wait_for_the_next_look(core: CentralCore) -> None:
    projecting = start_projecting(core.database, core.identity)
    began = time.monotonic()
    projecting.stop()
    assert time.monotonic() - began < 1.5


def test_the_command_says_what_it_folded(core: CentralCore) -> None:
    one = author(core)
    send(core, one, [one.write("note", b"n" * 16, {"n": 1})])
    (first,) = bring_up_to_journal(core, rebuilds=False)
    (again,) = bring_up_to_journal(core, rebuilds=False)
    (anew,) = bring_up_to_journal(core, rebuilds=True)
    held = first.split()[0]
    assert first == anew == f"{held} entries folded: {held} of {held} are in the figures."
    assert again.startswith("0 entries folded")


def test_a_worker_that_serves_keeps_the_figures_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "store"
    assert main(["init", "--data", str(folder), "--service", "Essex"]) == 0
    monkeypatch.setenv("CUSTODY_CENTRAL_DATA", str(folder))
    started: list[Projecting] = []
    monkeypatch.setattr(
        serving, "start_projecting", lambda *which: started.append(start_projecting(*which))
    )
    folded = told_once(monkeypatch, lambda *which: not is_behind(*which))
    serving.app_of_environment()
    assert folded.wait(20)
    started.pop().stop()
    database, service = DataFolder(folder).open_database(), DataFolder(folder).identity().service
    assert not is_behind(database, service)
    database.close()
    capsys.readouterr()
    assert main(["project", "--rebuild", "--data", str(folder)]) == 0
    assert "are in the figures" in capsys.readouterr().out
