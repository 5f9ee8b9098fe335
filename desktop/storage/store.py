"""The local store as one thing: the encrypted file, opened, migrated and projected."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from desktop.errors import TroubleError
from desktop.storage import tables
from desktop.storage.engine import direct, open_engine
from desktop.storage.errors import (
    SecondInstanceError,
    StoreDamagedError,
    StoreExistsError,
    StoreMissingError,
    StoreNewerError,
    StoreReadOnlyError,
    translated,
    trouble_of_system,
)
from desktop.storage.journal import Standing, load_standing, number, put_number
from desktop.storage.projection import rebuild

log = logging.getLogger(__name__)

FILE_NAME = "store.db"
LOCK_NAME = "running.lock"
_UNFINISHED = ".unfinished"

# The Alembic revision this version writes; desktop/storage/migrations/versions holds the steps.
REVISION = "0002"


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
        try:
            with translated():
                _fold_log(self.engine)
        except TroubleError:
            # A full disk: the log stays beside the file and is read from there the next time.
            log.warning("the store was closed with its log beside it")
        finally:
            self.engine.dispose()


def create_store(folder: Path, key: bytes, device: bytes) -> Store:
    """Make a new, empty store in `folder`. Raises StoreExistsError, StoreDamagedError.

    It gets its name when it is whole, so that what a power cut leaves is never taken for a store.
    """
    path, beside = folder / FILE_NAME, folder / (FILE_NAME + _UNFINISHED)
    if path.exists():
        raise StoreExistsError
    if (folder / (FILE_NAME + "-wal")).exists():
        # The log of a store that is gone: a new file of that name would take it for its own.
        raise StoreDamagedError
    try:
        for end in ("", "-wal", "-shm"):
            (folder / (beside.name + end)).unlink(missing_ok=True)
        _make(beside, key)
        rename_durably(beside, path)
    except OSError as error:
        raise trouble_of_system(error) from error
    return _opened(open_engine(path, key), device)


def _make(path: Path, key: bytes) -> None:
    engine = open_engine(path, key, create=True)
    try:
        with translated():
            _migrate(engine)
            with engine.begin() as connection:
                rebuild(connection)
                put_number(connection, "projection_version", tables.PROJECTION_VERSION)
            _fold_log(engine)
    finally:
        engine.dispose()


def _fold_log(engine: Engine) -> None:
    with engine.connect() as connection:
        direct(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rename_durably(old: Path, new: Path) -> None:
    old.replace(new)
    if os.name != "nt":
        folder = os.open(new.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


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
    try:
        with translated():
            _check_revision(engine)
            with engine.begin() as connection:
                if number(connection, "projection_version") != tables.PROJECTION_VERSION:
                    rebuild(connection)
                    put_number(connection, "projection_version", tables.PROJECTION_VERSION)
        return _opened(engine, device)
    except BaseException:
        engine.dispose()
        raise


def _opened(engine: Engine, device: bytes) -> Store:
    # A connection that made or changed the schema prepares each statement anew for ever after:
    # begin with fresh ones.
    engine.dispose()
    with translated(), engine.connect() as connection:
        return Store(engine, load_standing(connection, device))


def _check_revision(engine: Engine) -> None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            raise StoreDamagedError  # encrypted with our key, and yet nothing that we made
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
    except OSError as error:
        raise trouble_of_system(error) from error
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
