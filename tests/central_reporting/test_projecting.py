"""The figures follow by themselves while the store is served."""

import time
from pathlib import Path

import pytest

from sync.central import serving
from sync.central.__main__ import main
from sync.central.core import CentralCore
from sync.central.folder import DataFolder
from sync.central.reporting.command import bring_up_to_journal
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
    serving.app_of_environment()
    until = time.monotonic() + 20
    database, service = DataFolder(folder).open_database(), DataFolder(folder).identity().service
    while is_behind(database, service) and time.monotonic() < until:
        time.sleep(0.01)
    started.pop().stop()
    assert not is_behind(database, service)
    database.close()
    capsys.readouterr()
    assert main(["project", "--rebuild", "--data", str(folder)]) == 0
    assert "are in the figures" in capsys.readouterr().out
