"""The central store's own fixtures: both kinds of database, real."""

from tests.central.conftest import (
    core,
    database,
    desk,
    other_desk,
    postgresql_tables,
    postgresql_url,
)

__all__ = ["core", "database", "desk", "other_desk", "postgresql_tables", "postgresql_url"]
