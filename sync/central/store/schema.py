"""Bring the tables up to this program's version; Alembic is asked only where they differ."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from sync.central.reporting import tables as _reporting  # noqa: F401 -- joins the metadata
from sync.central.store.database import Database

VERSION = "0003"
_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_MIGRATION_LOCK = 0x0C05_70D1  # any number that nothing else in the database uses


def version_of(database: Database) -> str | None:
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def bring_up_to_date(database: Database) -> bool:
    """Return whether anything had to be done. Several workers may ask at once."""
    if version_of(database) == VERSION:
        return False
    with database.writing() as connection:
        if database.is_postgresql:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, VERSION)
    return True
