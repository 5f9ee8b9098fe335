"""Opens the encrypted file: raw key first, then every setting, asserted on every connection.

The key never enters a URL, a parameter or an exception. A file that is expected and absent is an
error, because SQLite would make a new, empty, perfectly valid one.
"""

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from desktop.storage.errors import (
    LibraryTooOldError,
    StoreDamagedError,
    StoreMissingError,
    trouble_of,
)

PAGE_SIZE = 8192  # chosen at creation: a 2 KB body would fill a 4 KB page alone
BUSY_SECONDS = 5
SQLITE_FLOOR = (3, 51, 3)  # below: the WAL-reset bug, https://www.sqlite.org/wal.html#walresetbug
SQLCIPHER_FLOOR = (4, 14)

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),  # NORMAL lost acknowledged saves in simulated power cuts
    ("foreign_keys", "ON", 1),
    ("temp_store", "MEMORY", 2),  # FILE writes sorter spill in clear
    ("secure_delete", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("mmap_size", "0", None),
    ("wal_autocheckpoint", "1000", 1000),
)
_HEX_KEY = re.compile(r"[0-9a-f]{64}")


def check_library() -> None:
    """Raise LibraryTooOldError where the driver's SQLite or SQLCipher is below the floor."""
    if sqlcipher.sqlite_version_info < SQLITE_FLOOR:
        raise LibraryTooOldError(found=sqlcipher.sqlite_version)
    with contextlib.closing(sqlcipher.connect(":memory:")) as connection:
        (version,) = connection.execute("PRAGMA cipher_version").fetchone()
    if tuple(int(part) for part in version.split()[0].split(".")[:2]) < SQLCIPHER_FLOOR:
        raise LibraryTooOldError(found=version)


def connect(path: Path, key: bytes) -> Any:
    """Return one keyed connection with every setting made and read back."""
    hex_key = key.hex()
    if not _HEX_KEY.fullmatch(hex_key):
        # Any other length would silently be taken for a passphrase.
        raise ValueError("a store key is 32 bytes")
    connection = sqlcipher.connect(
        path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA cipher_memory_security = ON")
        connection.execute(f"PRAGMA key = \"x'{hex_key}'\"")
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _make_settings(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_settings(connection: Any) -> None:
    for name, value, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if expected is not None and row[0] != expected:
            raise sqlcipher.OperationalError(f"setting {name} was not taken")
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if status is None or status[0] != "1":
        raise sqlcipher.OperationalError("the connection is not encrypted")


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """Return an engine on the store at `path`. Raises TroubleError kinds of desktop.storage.errors.

    Writers say BEGIN IMMEDIATE, because a reader that turns writer fails at once instead of
    waiting; a connection with the option `reading` says BEGIN.
    """
    check_library()
    if not create:
        _check_size(path)
    try:
        connect(path, key).close()
    except sqlcipher.Error as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise trouble from error
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=_creator(path, key),
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=2,
        hide_parameters=True,  # an error quotes its statement: names and answers stay out of it
    )
    event.listen(engine, "begin", _begin)
    assert engine.dialect.dbapi is sqlcipher
    return engine


def _check_size(path: Path) -> None:
    # What is shorter than a page SQLite takes for an empty file, and writes a new store over it.
    size = path.stat().st_size if path.exists() else 0
    if size == 0:
        raise StoreMissingError
    if size < PAGE_SIZE:
        raise StoreDamagedError


def _creator(path: Path, key: bytes) -> Callable[[], Any]:
    return lambda: connect(path, key)


def _begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def direct(connection: Connection) -> Any:
    """Return the driver's own connection, for statements so frequent that each layer is felt.

    It is inside the same transaction. Its errors are the driver's: `errors.translated` knows them.
    """
    return connection.connection.driver_connection
