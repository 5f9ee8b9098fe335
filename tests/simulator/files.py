"""Database files in a folder of RAM: quick, copied as they stand, and cut at any statement.

What a kill leaves is the bytes of the file and of its log as they were when a statement began.
Encryption and the wait for the disk are left out: they cost most of the time and decide nothing
here (tests/storage and tests/faults have them).
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from desktop.storage import check
from desktop.storage import engine as store_engine
from desktop.storage import store as store_module
from sync.central.store.database import Database

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)
_ENDS = ("", "-wal")

Copy = dict[str, bytes]


class File:
    """One database file. `cut_at` makes the n-th statement from now its last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left: Copy | None = None
        self._engine = _pooled_engine(self)
        self._open: list[Any] = []
        self._statements_left = 0

    def connect(self) -> Any:
        connection = sqlcipher.connect(
            self.path, isolation_level=None, check_same_thread=False, cached_statements=400
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma).fetchall()
        self._open.append(connection)
        if self._statements_left:
            connection.set_trace_callback(self._statement)
        return connection

    @property
    def engine(self) -> Engine:
        return self._engine

    def copy(self) -> Copy:
        """Return the bytes as they stand now: what is not committed is not among them."""
        found = {}
        for end in _ENDS:
            with contextlib.suppress(FileNotFoundError):
                found[end] = Path(f"{self.path}{end}").read_bytes()
        return found

    def put_back(self, copy: Copy) -> None:
        self.close()
        for end in (*_ENDS, "-shm"):
            Path(f"{self.path}{end}").unlink(missing_ok=True)
        for end, data in copy.items():
            Path(f"{self.path}{end}").write_bytes(data)

    def close(self) -> None:
        self._engine.dispose()
        self._open.clear()

    def give_back(self) -> None:
        """Close for good; the engine serves the next file."""
        self.close()
        _idle_engines.append(self._engine)

    def cut_at(self, statement: int) -> None:
        self.left, self._statements_left = None, statement
        self._watch(self._statement)

    def uncut(self) -> Copy | None:
        """Return what the cut left; None where it was not reached."""
        self._watch(None)
        left, self.left, self._statements_left = self.left, None, 0
        return left

    def _watch(self, callback: Callable[[str], None] | None) -> None:
        for connection in tuple(self._open):
            try:
                connection.set_trace_callback(callback)
            except sqlcipher.ProgrammingError:  # the pool has closed it
                self._open.remove(connection)

    def _statement(self, _text: str) -> None:
        if self._statements_left:
            self._statements_left -= 1
            if not self._statements_left:
                self.left = self.copy()


_idle_engines: list[Engine] = []
_file_of: dict[int, File] = {}


def _pooled_engine(file: File) -> Engine:
    """Return an engine that another history has warmed up; compiling statements is dear."""
    engine = _idle_engines.pop() if _idle_engines else _new_engine()
    _file_of[id(engine)] = file
    return engine


def _new_engine() -> Engine:
    engine: Engine
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: _file_of[id(engine)].connect(),  # noqa: PLW0108 -- the file changes
        poolclass=QueuePool,
        pool_size=5,
        pool_reset_on_return=None,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # As both real engines do: the central store says who writes, the workstation who reads.
    options = connection.get_execution_options()
    is_writing = options.get("is_writing", not options.get("reading", False))
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _read_as_central_store(file: File) -> Engine:
    return file.engine.execution_options(is_writing=False)


def central_database(file: File) -> Database:
    return Database(_read_as_central_store(file))


_files: dict[Path, File] = {}


def file_at(path: Path) -> File:
    if path not in _files:
        _files[path] = File(path)
    return _files[path]


def forget_files() -> None:
    for file in _files.values():
        file.give_back()
    _files.clear()


def _open_engine(path: Path, _key: bytes, *, create: bool = False) -> Engine:
    return file_at(path).engine


@contextmanager
def quick_files() -> Iterator[Path]:
    """Give a folder of RAM; stores that are opened meanwhile are quick ones."""
    ram = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with (
        TemporaryDirectory(prefix="simulator-", dir=ram) as folder,
        patch.object(store_module, "open_engine", _open_engine),
        patch.object(store_engine, "check_library", lambda: None),
        patch.object(check, "_file_faults", lambda _connection, _path: []),
    ):
        try:
            yield Path(folder)
        finally:
            forget_files()


def copied(template: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(template, folder / template.name))
