"""The local store as one thing: the encrypted file, opened, migrated and projected."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from desktop.storage import tables
from desktop.storage.engine import open_engine
from desktop.storage.errors import (
    DiskFullError,
    SecondInstanceError,
    StoreExistsError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
    translated,
)
from desktop.storage.journal import Standing, load_standing, number, put_number
from desktop.storage.projection import rebuild

FILE_NAME = "store.db"
LOCK_NAME = "running.lock"

# The Alembic revision this version writes; desktop/storage/migrations/versions holds the steps.
REVISION = "0001"


@dataclass(slots=True)
class Store:
    """An open store. `standing` is where its chains stand; the engine's pool serves all threads."""

    engine: Engine
    standing: Standing

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with translated(), self.engine.connect() as connection:
            reader = connection.execution_options(reading=True)
            with reader.begin():
                yield reader

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with translated(), self.standing.writing, self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Move everything into the main file and close; what was saved is durable already."""
        with translated(), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.engine.dispose()


def create_store(folder: Path, key: bytes, device: bytes) -> Store:
    """Make a new, empty store in `folder`. Refuses where one exists."""
    path = folder / FILE_NAME
    if path.exists():
        raise StoreExistsError
    engine = open_engine(path, key, create=True)
    with translated():
        _migrate(engine)
        with engine.begin() as connection:
            rebuild(connection)
            put_number(connection, "projection_version", tables.PROJECTION_VERSION)
    return _opened(engine, device)


def open_store(folder: Path, key: bytes, device: bytes) -> Store:
    """Open the store, migrating and projecting anew where an older version wrote it.

    Raises StoreMissingError, StoreDamagedError, StoreNewerError, StoreReadOnlyError and others of
    desktop.storage.errors.
    """
    path = folder / FILE_NAME
    if not path.exists():
        raise StoreMissingError
    if not os.access(path, os.W_OK) or not os.access(folder, os.W_OK):
        raise StoreReadOnlyError
    engine = open_engine(path, key)
    with translated():
        _check_revision(engine)
        with engine.begin() as connection:
            if number(connection, "projection_version") != tables.PROJECTION_VERSION:
                rebuild(connection)
                put_number(connection, "projection_version", tables.PROJECTION_VERSION)
    return _opened(engine, device)


def _opened(engine: Engine, device: bytes) -> Store:
    # A connection that made or changed the schema prepares each statement anew for ever after:
    # begin with fresh ones.
    engine.dispose()
    with translated(), engine.connect() as connection:
        return Store(engine, load_standing(connection, device))


def _check_revision(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is not None and found > REVISION:
        raise StoreNewerError(found=found, known=REVISION)
    if found != REVISION:
        _migrate(engine)


def _migrate(engine: Engine) -> None:
    # Alembic takes a third of a second to import; a store of this version never needs it.
    from desktop.storage.migrations.run import upgrade  # noqa: PLC0415

    upgrade(engine)


@contextmanager
def only_instance(folder: Path) -> Iterator[None]:
    """Hold the folder for this process. Raises SecondInstanceError where another one has it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = (folder / LOCK_NAME).open("a+b")
    except PermissionError as error:
        raise StoreReadOnlyError from error
    except OSError as error:
        raise DiskFullError from error
    with handle:
        try:
            _lock(handle.fileno())
        except OSError as error:
            raise SecondInstanceError from error
        yield


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 -- exists on Windows only

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl  # noqa: PLC0415 -- exists on POSIX only

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
