"""Open the database. PostgreSQL by URL; SQLite only encrypted, with a raw key from its file."""

import contextlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

_RAW_KEY = re.compile(r"[0-9a-f]{64}")
_PRAGMAS = (
    "PRAGMA cipher_page_size = 8192",
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
)


class DatabaseUnusableError(Exception):
    """The key, the file or the address cannot be used; the text says which, and no secret."""


class Database:
    """Transactions on either kind. A write is durable when its `writing` block has ended."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._for_writing = engine.execution_options(is_writing=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self._for_writing.begin() as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """Write what may be lost in a crash of the machine: it does not wait for the disk."""
        with self.writing() as connection:
            if self.is_postgresql:
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield connection

    @property
    def is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    def close(self) -> None:
        self.engine.dispose()


def open_sqlite(path: Path, key: str) -> Database:
    if not _RAW_KEY.fullmatch(key):
        raise DatabaseUnusableError("the key file does not hold 64 hex digits")

    def connect() -> Any:
        connection = sqlcipher3.dbapi2.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=30
        )
        try:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
            for pragma in _PRAGMAS:
                connection.execute(pragma).fetchall()
        except sqlcipher3.dbapi2.DatabaseError:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=5,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    _check_is_encrypted(engine)
    return Database(engine)


def _begin(connection: Connection) -> None:
    # A read that turns into a write is refused at once where another wrote meanwhile.
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _check_is_encrypted(engine: Engine) -> None:
    try:
        with contextlib.closing(engine.raw_connection()) as connection:
            status = connection.cursor().execute("PRAGMA cipher_status").fetchone()
    except sqlcipher3.dbapi2.DatabaseError as error:
        raise DatabaseUnusableError("the key does not open the database file") from error
    if status is None or str(status[0]) != "1":
        raise DatabaseUnusableError("the database would not be encrypted")


def open_postgresql(address: str) -> Database:
    engine = create_engine(
        _postgresql_url(address), pool_pre_ping=True, pool_size=10, hide_parameters=True
    )
    event.listen(engine, "connect", _demand_durability)
    return Database(engine)


def _postgresql_url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        # The message of the original would show the address, which may hold a password.
        raise DatabaseUnusableError("the database address cannot be read") from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise DatabaseUnusableError("the database address is not one of PostgreSQL")
    return url.set(drivername="postgresql+psycopg")


# Without these a server that lost its power may have lost what it said it keeps.
_DEMANDED = ("fsync", "full_page_writes")


def _demand_durability(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for setting in _DEMANDED:
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone()[0] != "on":
                raise DatabaseUnusableError(
                    f"the database runs with {setting} off, and would lose what it was given: "
                    f"set {setting} to on in postgresql.conf"
                )
        # A server may be set up to answer before the disk has it; an acknowledgement must not.
        cursor.execute("SHOW synchronous_commit")
        if cursor.fetchone()[0] == "off":
            cursor.execute("SET synchronous_commit TO on")
    connection.commit()
