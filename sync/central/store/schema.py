"""Bring the tables up to this program's version; Alembic is loaded only where they differ."""

from pathlib import Path

from sqlalchemy import inspect

from sync.central.reporting import tables as _reporting  # noqa: F401 -- joins the metadata
from sync.central.store.database import Database

VERSION = "0003"
_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_MIGRATION_LOCK = 0x0C05_70D1  # any number that nothing else in the database uses


def version_of(database: Database) -> str | None:
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        return rows.scalar_one_or_none()


def bring_up_to_date(database: Database) -> bool:
    """Return whether anything had to be done. Several workers may ask at once."""
    if version_of(database) == VERSION:
        return False
    # A worker never needs these, and would hold 8 MB of them.
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.config import Config  # noqa: PLC0415 - as above

    with database.writing() as connection:
        if database.is_postgresql:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, VERSION)
    return True
