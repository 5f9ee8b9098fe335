"""The migrations make exactly the tables that the code reads, on both kinds of database."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from sync.central.store.database import (
    Database,
    DatabaseUnusableError,
    open_postgresql,
    open_sqlite,
)
from sync.central.store.schema import VERSION, bring_up_to_date, version_of
from sync.central.store.tables import metadata
from tests.central.stores import KEY, found


def test_migrations_and_tables_agree(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    assert version_of(database) == VERSION


def test_a_database_that_is_up_to_date_is_left_alone(database: Database) -> None:
    assert bring_up_to_date(database) is False


def test_every_table_leads_with_the_service() -> None:
    for table in metadata.tables.values():
        assert next(iter(table.primary_key.columns)).name == "service"


def test_nothing_on_the_disk_can_be_read_without_the_key(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "central.db", KEY)
    bring_up_to_date(database)
    found(database)
    database.close()
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"journal_header" not in content
    assert b"Essex" not in content
    plain = sqlite3.connect(tmp_path / "central.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM service")
    plain.close()


@pytest.mark.parametrize("key", ["", "passphrase", KEY[:-2], KEY.upper()])
def test_a_key_that_is_no_raw_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(DatabaseUnusableError):
        open_sqlite(tmp_path / "central.db", key)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "central.db", KEY)
    bring_up_to_date(database)
    database.close()
    with pytest.raises(DatabaseUnusableError):
        open_sqlite(tmp_path / "central.db", "ab" * 32)


@pytest.mark.parametrize("address", ["", "no address", "mysql://host/name", "sqlite://"])
def test_an_address_that_is_none_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(DatabaseUnusableError) as refused:
        open_postgresql(address)
    assert not address or address not in str(refused.value)


def test_a_commit_waits_for_the_disk(database: Database) -> None:
    with database.writing() as connection:
        if database.is_postgresql:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() != "off"
        else:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA cipher_page_size").scalar() == "8192"
